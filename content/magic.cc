// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/magic.h"

#include "content/bytes.h"

namespace pedell::content
{
namespace
{

// Whatever reads more than the first bytes or guesses at text is off: cost, and surface for hostile bytes.
constexpr int flags = MAGIC_MIME_TYPE | MAGIC_ERROR | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR |
                      MAGIC_NO_CHECK_APPTYPE | MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_TEXT | MAGIC_NO_CHECK_CDF |
                      MAGIC_NO_CHECK_CSV | MAGIC_NO_CHECK_TOKENS | MAGIC_NO_CHECK_ENCODING |
                      MAGIC_NO_CHECK_JSON | MAGIC_NO_CHECK_SIMH;
constexpr std::size_t asked = 64 << 10; ///< bytes: no rule that we use looks further

} // namespace

base::Result<Magic> Magic::open()
{
    Cookie cookie(magic_open(flags));
    if (!cookie)
        return base::fail_errno("data base of file types");

    if (magic_load(cookie.get(), nullptr) != 0)
        return base::fail(base::Errc::unavailable,
                          "data base of file types cannot be read: install libmagic-mgc");

    return Magic(std::move(cookie));
}

std::string Magic::type_of(std::string_view bytes)
{
    bytes = bytes.substr(0, asked);
    const char* type = magic_buffer(cookie_.get(), bytes.data(), bytes.size());
    if (type == nullptr)
        return {};

    std::string result = lower(type);
    if (result == "application/octet-stream" || result == "data" || result.find('/') == std::string::npos)
        return {};
    return result;
}

} // namespace pedell::content
