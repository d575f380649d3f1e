// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/charsets.h"

#include "content/ascii.h"
#include "content/cp437.h"

#include <array>
#include <cerrno>
#include <iconv.h>

namespace pedell::content
{
namespace
{

struct Entry {
    std::string_view name; ///< lower case, as in Content-Type
    const char* iconv;     ///< what glibc calls it
};

/// The sets of ordinary mail (IANA names and the aliases that mail programs write). A set that is missing
/// here counts as unknown, whatever iconv knows: EBCDIC has no place in a letter.
constexpr std::array known{
    Entry{"iso-8859-1", "WINDOWS-1252"}, // as WHATWG's encoding standard and all mail programs read it
    Entry{"latin1", "WINDOWS-1252"},
    Entry{"iso8859-1", "WINDOWS-1252"},
    Entry{"windows-1252", "WINDOWS-1252"},
    Entry{"cp1252", "WINDOWS-1252"},
    Entry{"ansi_x3.4-1968", "WINDOWS-1252"},
    Entry{"iso-8859-2", "ISO-8859-2"},
    Entry{"iso-8859-3", "ISO-8859-3"},
    Entry{"iso-8859-4", "ISO-8859-4"},
    Entry{"iso-8859-5", "ISO-8859-5"},
    Entry{"iso-8859-6", "ISO-8859-6"},
    Entry{"iso-8859-7", "ISO-8859-7"},
    Entry{"iso-8859-8", "ISO-8859-8"},
    Entry{"iso-8859-8-i", "ISO-8859-8"},
    Entry{"iso-8859-9", "ISO-8859-9"},
    Entry{"iso-8859-10", "ISO-8859-10"},
    Entry{"iso-8859-13", "ISO-8859-13"},
    Entry{"iso-8859-14", "ISO-8859-14"},
    Entry{"iso-8859-15", "ISO-8859-15"},
    Entry{"iso-8859-16", "ISO-8859-16"},
    Entry{"windows-1250", "WINDOWS-1250"},
    Entry{"windows-1251", "WINDOWS-1251"},
    Entry{"windows-1253", "WINDOWS-1253"},
    Entry{"windows-1254", "WINDOWS-1254"},
    Entry{"windows-1255", "WINDOWS-1255"},
    Entry{"windows-1256", "WINDOWS-1256"},
    Entry{"windows-1257", "WINDOWS-1257"},
    Entry{"windows-1258", "WINDOWS-1258"},
    Entry{"windows-874", "CP874"},
    Entry{"tis-620", "TIS-620"},
    Entry{"koi8-r", "KOI8-R"},
    Entry{"koi8-u", "KOI8-U"},
    Entry{"macintosh", "MACINTOSH"},
    Entry{"x-mac-roman", "MACINTOSH"},
    Entry{"ibm437", "CP437"},
    Entry{"cp437", "CP437"},
    Entry{"ibm850", "CP850"},
    Entry{"cp850", "CP850"},
    Entry{"iso-2022-jp", "ISO-2022-JP"},
    Entry{"iso-2022-kr", "ISO-2022-KR"},
    Entry{"euc-jp", "EUC-JP"},
    Entry{"shift_jis", "CP932"},
    Entry{"windows-31j", "CP932"},
    Entry{"euc-kr", "EUC-KR"},
    Entry{"ks_c_5601-1987", "UHC"},
    Entry{"gb2312", "GB18030"},
    Entry{"gbk", "GB18030"},
    Entry{"gb18030", "GB18030"},
    Entry{"big5", "BIG5"},
    Entry{"utf-16", "UTF-16"},
    Entry{"utf-16le", "UTF-16LE"},
    Entry{"utf-16be", "UTF-16BE"},
    Entry{"utf-32", "UTF-32"},
    Entry{"utf-32le", "UTF-32LE"},
    Entry{"utf-32be", "UTF-32BE"},
};

std::size_t index_of(std::string_view name) noexcept
{
    std::size_t i = 0;
    while (i < known.size() && !ascii::same(known[i].name, name))
        ++i;
    return i;
}

/// One converter a set, opened once and never closed: glibc loads a module for each, which a sealed worker
/// cannot.
iconv_t converter(std::size_t index)
{
    thread_local std::array<iconv_t, known.size()> open{};
    if (open[index] == nullptr)
        open[index] = iconv_open("UTF-8", known[index].iconv);
    return open[index];
}

std::string convert(iconv_t how, std::string_view bytes)
{
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    (void)iconv(how, nullptr, nullptr, nullptr, nullptr); // begins anew
    std::array<char, 16384> buffer{};
    char* in = const_cast<char*>(bytes.data()); // iconv(3) does not write there
    std::size_t left = bytes.size();
    while (left > 0) {
        char* out = buffer.data();
        std::size_t room = buffer.size();
        const auto done = iconv(how, &in, &left, &out, &room);
        const int why = errno;
        text.append(buffer.data(), buffer.size() - room);
        if (done != static_cast<std::size_t>(-1) || why == E2BIG)
            continue;
        text += "\uFFFD";
        ++in;
        --left;
    }
    return text;
}

} // namespace

Charset charset_kind(std::string_view name) noexcept
{
    for (const std::string_view plain : {"", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit", "default"})
        if (ascii::same(name, plain))
            return Charset::ascii_like;
    if (ascii::begins(name, "utf-7") || ascii::begins(name, "utf7") ||
        ascii::begins(name, "unicode-1-1-utf-7") || ascii::begins(name, "x-unicode-2-0-utf-7") ||
        ascii::begins(name, "csunicode11utf7") || ascii::begins(name, "hz"))
        return Charset::shifting;
    return index_of(name) < known.size() ? Charset::convertible : Charset::unknown;
}

std::optional<std::string> to_utf8(std::string_view bytes, std::string_view charset)
{
    switch (charset_kind(charset)) {
    case Charset::ascii_like:
        return as_utf8(bytes);
    case Charset::convertible:
        break;
    case Charset::shifting:
    case Charset::unknown:
        return std::nullopt;
    }
    const auto how = converter(index_of(charset));
    if (how == reinterpret_cast<iconv_t>(-1)) // NOLINT(performance-no-int-to-ptr): iconv_open(3) says so
        return std::nullopt;
    return convert(how, bytes);
}

std::string as_utf8(std::string_view bytes)
{
    if (is_utf8(bytes))
        return std::string{bytes};
    const auto how = converter(index_of("windows-1252"));
    if (how == reinterpret_cast<iconv_t>(-1)) // NOLINT(performance-no-int-to-ptr)
        return std::string(bytes.size(), '?');
    return convert(how, bytes);
}

void prepare_charsets()
{
    for (std::size_t i = 0; i < known.size(); ++i)
        (void)to_utf8("a", known[i].name);
}

} // namespace pedell::content
