// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/url.h"

#include "content/ascii.h"
#include "content/cp437.h"
#include "content/words.h"
#include "core/utf8.h"

#include <array>
#include <idn2.h>
#include <memory>

namespace pedell::content
{
namespace
{

struct FreeIdn {
    void operator()(char* text) const noexcept
    {
        idn2_free(text);
    }
};
using IdnText = std::unique_ptr<char, FreeIdn>;

/// Leads to a host the way http does. "hxxp" is what a reader turns back, webcal and feed are http by another
/// name.
bool has_host(std::string_view scheme) noexcept
{
    static constexpr std::array<std::string_view, 9> schemes{"http", "https", "hxxp",   "hxxps", "ftp",
                                                             "ws",   "wss",   "webcal", "feed"};
    return std::ranges::find(schemes, scheme) != schemes.end();
}

/// WHATWG 3.5 "ends in a number": then the host is an address, in whichever of its writings.
bool ends_in_number(std::string_view host)
{
    if (host.ends_with('.'))
        host.remove_suffix(1);
    const auto dot = host.rfind('.');
    const auto last = dot == std::string_view::npos ? host : host.substr(dot + 1);
    if (last.empty())
        return false;
    if (std::ranges::all_of(last, ascii::is_digit))
        return true;
    return ascii::begins(last, "0x") &&
           std::ranges::all_of(last.substr(2), [](char c) { return ascii::hex(c) >= 0; });
}

constexpr unsigned latin = 1;
constexpr unsigned cyrillic = 2;
constexpr unsigned greek = 4;
constexpr unsigned armenian = 8;
constexpr unsigned cherokee = 16;
constexpr unsigned other = 32; ///< all the rest: never taken for Latin

unsigned script_of(char32_t c) noexcept
{
    if (c < 0x80)
        return ascii::is_letter(static_cast<char>(c)) ? latin : 0;
    if ((c >= 0xc0 && c < 0x250) || (c >= 0x1e00 && c < 0x1f00))
        return latin;
    if (c >= 0x370 && c < 0x400)
        return greek;
    if (c >= 0x400 && c < 0x530)
        return cyrillic;
    if (c >= 0x530 && c < 0x590)
        return armenian;
    if ((c >= 0x13a0 && c < 0x1400) || (c >= 0xab70 && c < 0xabc0))
        return cherokee;
    return other;
}

/// Cyrillic letters that are drawn like Latin ones.
bool looks_latin(char32_t c) noexcept
{
    static constexpr std::u32string_view twins{U"аеорсухіјѕһԁԛԝӏґѵьп"};
    return c < 0x80 || twins.find(c) != std::u32string_view::npos;
}

/// One label in two alphabets, or in one that passes for the other.
bool imitates(std::string_view label)
{
    unsigned scripts = 0;
    bool twin = true;
    while (!label.empty()) {
        const auto c = core::take_code_point(label);
        if (!c)
            return true;
        scripts |= script_of(*c);
        twin = twin && looks_latin(*c);
    }
    // Han and kana beside Latin are ordinary; one European alphabet beside another is not.
    const unsigned european = scripts & ~other;
    return (european & (european - 1)) != 0 || (scripts == cyrillic && twin) ||
           ((scripts & other) != 0 && (scripts & (cyrillic | greek | armenian | cherokee)) != 0);
}

bool any_label_imitates(std::string_view host)
{
    while (!host.empty()) {
        const auto dot = host.find('.');
        if (imitates(host.substr(0, dot)))
            return true;
        host.remove_prefix(dot == std::string_view::npos ? host.size() : dot + 1);
    }
    return false;
}

/// WHATWG 3.1: other characters of ASCII end a host or are forbidden in it.
bool may_be_host(std::string_view host) noexcept
{
    return !host.empty() && std::ranges::all_of(host, [](char c) {
        return ascii::is_high(c) || ascii::is_alnum(c) || c == '-' || c == '.' || c == '_';
    });
}

void international(Url& url, const std::string& utf8)
{
    char* raw = nullptr;
    if (idn2_lookup_u8(reinterpret_cast<const std::uint8_t*>(utf8.c_str()),
                       reinterpret_cast<std::uint8_t**>(&raw),
                       IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL) != IDN2_OK) {
        url.disguise = "unreadable host";
        url.host = ascii::lowered(utf8);
        return;
    }
    url.host = IdnText{raw}.get();
    if (!may_be_host(url.host)) { // "℀" is "a/c" to Unicode
        url.disguise = "unreadable host";
        url.host = "?";
        return;
    }
    char* shown = nullptr;
    if (idn2_to_unicode_8z8z(url.host.c_str(), &shown, 0) != IDN2_OK) {
        url.disguise = "unreadable host";
        return;
    }
    const IdnText holder{shown};
    if (any_label_imitates(shown))
        url.disguise = "mixed alphabets";
    else if (url.host.find("xn--") == std::string::npos)
        url.disguise = "odd letters"; // full width and the like: looks foreign, leads to a host in ASCII
}

/// The parts of "user@host:port/path" behind the slashes.
void authority(Url& url, std::string_view text)
{
    text = text.substr(0, text.find_first_of("/\\?#"));
    if (const auto at = text.rfind('@'); at != std::string_view::npos) {
        url.disguise = "user before @";
        text.remove_prefix(at + 1);
    }
    if (text.starts_with('[')) {
        const auto address = text.substr(1, text.find(']') - 1);
        const bool plain = std::ranges::all_of(
            address, [](char c) { return ascii::hex(c) >= 0 || c == ':' || c == '.' || c == '%'; });
        url.host = plain ? "[" + ascii::lowered(address) + "]" : "?";
        url.disguise = plain ? "numeric host" : "unreadable host";
        return;
    }
    const auto host = read_host(text.substr(0, text.rfind(':')));
    url.host = host.host;
    if (url.disguise.empty())
        url.disguise = host.disguise;
}

} // namespace

Url read_host(std::string_view written)
{
    Url url;
    std::string host{written};
    if (host.find('%') != std::string::npos) {
        host = percent_decoded(host);
        url.disguise = "percent signs in the host";
    }
    if (host.ends_with('.'))
        host.pop_back();
    if (!may_be_host(host))
        return url; // leads nowhere
    const bool ascii_only = std::ranges::none_of(host, ascii::is_high);
    if (ascii_only && ascii::lowered(host).find("xn--") == std::string::npos) {
        url.host = ascii::lowered(host);
    } else if (host.size() > 1'000 || !is_utf8(host)) {
        url.disguise = "unreadable host";
        url.host = "?";
    } else {
        international(url, host);
    }
    if (ends_in_number(url.host))
        url.disguise = "numeric host";
    return url;
}

Url read_url(std::string_view text)
{
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ')
        text.remove_prefix(1);
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ')
        text.remove_suffix(1);

    // Scheme and host are read without tabs and line ends, as browsers do; a path may be folded by anybody.
    std::string head;
    bool folded = false;
    for (std::size_t i = 0; i < text.size() && head.size() < 2'000; ++i)
        if (text[i] != '\t' && text[i] != '\r' && text[i] != '\n')
            head += text[i];
    Url url;
    const auto colon = head.find(':');
    const auto scheme = ascii::lowered(std::string_view{head}.substr(0, colon));
    const bool has_scheme = colon != std::string::npos && !scheme.empty() && ascii::is_letter(scheme[0]) &&
                            std::ranges::all_of(scheme, [](char c) {
                                return ascii::is_alnum(c) || c == '+' || c == '-' || c == '.';
                            });
    if (!has_scheme) {
        const bool elsewhere =
            head.size() > 1 && (head[0] == '/' || head[0] == '\\') && (head[1] == '/' || head[1] == '\\');
        if (elsewhere)
            authority(url, std::string_view{head}.substr(2)); // of the document's own scheme
        if (elsewhere && !head.starts_with("//") && url.disguise.empty())
            url.disguise = "odd slashes"; // a browser goes to a host, Windows to a share
        return url;
    }
    url.scheme = scheme;
    const auto written = text.find(':');
    url.rest = text.substr(written + 1);
    if (!has_host(scheme))
        return url;

    std::string_view behind = std::string_view{head}.substr(colon + 1);
    const auto slashes = std::min(behind.find_first_not_of("/\\"), behind.size());
    const auto signs = behind.substr(0, slashes);
    behind.remove_prefix(slashes);
    authority(url, behind);
    const auto beginning = text.substr(0, std::min(text.size(), written + 1 + slashes + url.host.size()));
    folded = beginning.find_first_of("\t\r\n") != std::string_view::npos;
    if (url.disguise.empty() && !url.host.empty()) {
        if (signs != "//")
            url.disguise = "odd slashes";
        else if (folded)
            url.disguise = "line end in the host";
    }
    return url;
}

} // namespace pedell::content
