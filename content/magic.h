// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <magic.h>

#include <string>
#include <string_view>

namespace pedell::content
{

/// Debian's data base of file types, opened once a worker (libmagic(3)); text is never asked, because that
/// alone costs a millisecond.
class Magic
{
public:
    /// Errors: unavailable (the data base is missing: install libmagic-mgc).
    [[nodiscard]] static base::Result<Magic> open();

    /// Media type of the first bytes, lower case; empty where the data base knows none.
    [[nodiscard]] std::string type_of(std::string_view bytes);

private:
    using Cookie = base::Handle<magic_set, magic_close>;
    explicit Magic(Cookie cookie) : cookie_(std::move(cookie)) {}
    Cookie cookie_;
};

} // namespace pedell::content
