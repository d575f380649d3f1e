// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace pedell::content
{

/// A URL as a browser would follow it (WHATWG URL standard, 4.4), reduced to what a judgement needs.
struct Url {
    std::string scheme;    ///< lower case, without ":"; empty: relative
    std::string host;      ///< of http, https and their like: lower case, punycode; empty: leads nowhere
    std::string disguise;  ///< why it hides where it leads; empty: it does not
    std::string_view rest; ///< behind the scheme's colon, as written (for data: and mailto:)
};

/// `text` may hold blanks and line ends as an attribute can.
[[nodiscard]] Url read_url(std::string_view text);

/// The host in lower case and punycode; disguise says why nobody can tell what it is. `written` holds no
/// port.
[[nodiscard]] Url read_host(std::string_view written);

} // namespace pedell::content
