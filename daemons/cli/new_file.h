// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace pedell::cli
{

/// A file with a secret in it: made before the work begins, so that it is known to be possible; mode 0600,
/// never over another file or through a link. It goes again unless it was written completely.
class NewFile
{
public:
    /// Errors: conflict (there is something of this name), denied, not_found (its folder), unavailable.
    [[nodiscard]] static base::Result<NewFile> make(const std::string& path);
    NewFile(NewFile&& other) noexcept;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    /// Writes all of it and waits until it is on the disk. Errors: unavailable.
    [[nodiscard]] base::Result<> write(std::string_view bytes);

private:
    NewFile(base::Fd fd, std::string path) noexcept : fd_(std::move(fd)), path_(std::move(path)) {}

    base::Fd fd_;
    std::string path_; ///< empty: the file stays
};

} // namespace pedell::cli
