// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/links.h"

#include "content/ascii.h"
#include "content/transfer.h"
#include "content/url.h"

#include <array>

namespace pedell::content
{
namespace
{

using core::Trait;

constexpr std::string_view web = "http";

/// Starts a mail, a call or a picture of the same message; takes nobody anywhere.
bool is_harmless_scheme(std::string_view scheme) noexcept
{
    static constexpr std::array<std::string_view, 9> schemes{"mailto", "tel", "cid",   "mid", "sms",
                                                             "callto", "geo", "about", "urn"};
    return std::ranges::find(schemes, scheme) != schemes.end();
}

bool is_web_scheme(std::string_view scheme) noexcept
{
    static constexpr std::array<std::string_view, 6> schemes{"http",  "https",  "hxxp",
                                                             "hxxps", "webcal", "feed"};
    return std::ranges::find(schemes, scheme) != schemes.end();
}

bool is_raster_picture(std::string_view data) noexcept
{
    static constexpr std::array<std::string_view, 8> types{"image/png",    "image/jpeg", "image/jpg",
                                                           "image/gif",    "image/webp", "image/bmp",
                                                           "image/x-icon", "image/avif"};
    return std::ranges::any_of(types, [&](auto type) {
        return ascii::begins(data, type) &&
               (data.size() == type.size() || data[type.size()] == ';' || data[type.size()] == ',');
    });
}

/// Endings by which mail programs, and readers, take a bare word for a host.
bool is_common_ending(std::string_view ending) noexcept
{
    static constexpr std::array<std::string_view, 44> endings{
        "app",  "at",   "be",   "berlin", "biz", "ca",  "cc",     "ch",  "click", "cn",  "co",
        "com",  "cz",   "de",   "dk",     "edu", "es",  "eu",     "fi",  "fr",    "gov", "info",
        "link", "live", "lol",  "me",     "net", "nl",  "online", "org", "pl",    "ru",  "schule",
        "se",   "shop", "site", "store",  "to",  "top", "tv",     "uk",  "us",    "xyz", "zip"};
    static_assert(std::ranges::is_sorted(endings));
    return std::ranges::binary_search(endings, ascii::lowered(ending));
}

bool is_host_character(char c) noexcept
{
    return ascii::is_alnum(c) || c == '-' || c == '.' || ascii::is_high(c);
}

std::string_view ending_of(std::string_view host) noexcept
{
    const auto dot = host.rfind('.');
    return dot == std::string_view::npos ? std::string_view{} : host.substr(dot + 1);
}

/// The host that the shown text promises, if it promises one: "https://a.de/x", "www.a.de", "a.de".
std::string promised_host(std::string_view shown)
{
    shown = ascii::trimmed(shown);
    if (shown.find_first_of(" \t\r\n\xa0@") != std::string_view::npos || shown.size() > 2'000)
        return {};
    if (ascii::begins(shown, "http://") || ascii::begins(shown, "https://"))
        return read_url(shown).host;
    const auto host = read_host(shown.substr(0, shown.find_first_of("/:?#"))).host;
    const bool bare = host.find('.') != std::string::npos && is_common_ending(ending_of(host));
    return bare || host.starts_with("www.") ? host : std::string{};
}

/// One is the other or lies below it.
bool is_akin(std::string_view a, std::string_view b) noexcept
{
    for (auto* one : {&a, &b})
        if (one->starts_with("www."))
            one->remove_prefix(4);
    if (a.size() < b.size())
        std::swap(a, b);
    return a == b || (a.size() > b.size() && a.ends_with(b) && a[a.size() - b.size() - 1] == '.');
}

void note_host(Walk& walk, const Piece& piece, const Url& url)
{
    if (!url.disguise.empty())
        walk.found(Trait::link_disguised, piece, url.disguise + ": " + url.host);
    if (!url.host.empty())
        walk.found(Trait::link, piece, url.host);
}

/// Walks over text and takes out what becomes a link.
class Finder
{
public:
    Finder(Walk& walk, const Piece& piece, std::string_view text) : walk_(walk), piece_(piece), text_(text) {}

    void schemes()
    {
        for (auto at = text_.find("://"); at != std::string_view::npos; at = text_.find("://", at + 3)) {
            std::size_t begin = at;
            while (
                begin > 0 &&
                (ascii::is_alnum(text_[begin - 1]) || text_[begin - 1] == '-' || text_[begin - 1] == '+') &&
                at - begin < 40)
                --begin;
            scheme(ascii::lowered(text_.substr(begin, at - begin)), begin);
        }
    }

    void bare_hosts()
    {
        for (auto dot = text_.find('.'); dot != std::string_view::npos;) {
            std::size_t begin = dot;
            while (begin > 0 && dot - begin < 70 && is_host_character(text_[begin - 1]))
                --begin;
            std::size_t end = dot;
            while (end < text_.size() && end - begin < 256 && is_host_character(text_[end]))
                ++end;
            const auto next = end > dot ? end : dot + 1;
            host(begin, text_.substr(begin, end - begin));
            dot = text_.find('.', next);
        }
    }

private:
    void scheme(const std::string& name, std::size_t begin)
    {
        const auto url = text_.substr(begin, token_length(begin));
        // What follows the name in "xhttp" does not matter: a mail program takes the link from its beginning.
        const auto inside = name.rfind(web);
        if (inside != std::string::npos && !is_web_scheme(name)) {
            note_host(walk_, piece_, read_url(url.substr(inside)));
            return;
        }
        if (is_web_scheme(name) || name == "ftp")
            note_host(walk_, piece_, read_url(url));
        static constexpr std::array<std::string_view, 6> dangerous{"file",     "smb",       "javascript",
                                                                   "vbscript", "search-ms", "shell"};
        if (std::ranges::find(dangerous, name) != dangerous.end() || name.starts_with("ms-"))
            walk_.found(Trait::link_scheme, piece_, name);
    }

    std::size_t token_length(std::size_t begin) const noexcept
    {
        const auto end = text_.find_first_of(" \t\r\n<>\"", begin);
        return std::min(end == std::string_view::npos ? text_.size() - begin : end - begin,
                        std::size_t{2'000});
    }

    void host(std::size_t begin, std::string_view word)
    {
        while (word.ends_with('.') || word.ends_with('-'))
            word.remove_suffix(1);
        const char before = begin > 0 ? text_[begin - 1] : ' ';
        const std::size_t after = begin + word.size();
        if (before == '@' || before == '/' || before == '\\' || before == '_' ||
            (after < text_.size() && (text_[after] == '@' || text_[after] == '(' || text_[after] == '_')))
            return; // an address, a path, code
        if (word.find('.') == std::string_view::npos || word.find("..") != std::string_view::npos)
            return;
        if (!ascii::begins(word, "www.") && !is_common_ending(ending_of(word)))
            return;
        if (word.starts_with('.'))
            return;
        note_host(walk_, piece_, read_host(word));
    }

    Walk& walk_;
    const Piece& piece_;
    std::string_view text_;
};

} // namespace

void look_at_link(Walk& walk, const Piece& piece, std::string_view url, std::string_view shown)
{
    const auto read = read_url(url);
    if (read.scheme == "data") {
        if (!is_raster_picture(read.rest))
            walk.found(Trait::link_scheme, piece, "data");
        return;
    }
    if (!read.scheme.empty() && !is_web_scheme(read.scheme)) {
        if (!is_harmless_scheme(read.scheme))
            walk.found(Trait::link_scheme, piece, read.scheme.substr(0, 60));
        return;
    }
    note_host(walk, piece, read);
    if (read.host.empty())
        return;
    if (const auto promised = promised_host(shown); !promised.empty() && !is_akin(promised, read.host))
        walk.found(Trait::link_disguised, piece, "shows " + promised + ", leads to " + read.host);
}

void look_for_links(Walk& walk, const Piece& piece, std::string_view text)
{
    Finder finder{walk, piece, text};
    finder.schemes();
    finder.bare_hosts();
}

void look_into_text(Walk& walk, const Piece& piece)
{
    if (const auto block = hidden_block(piece.bytes); !block.empty())
        walk.found(Trait::hidden_block, piece, std::string{block});
    if (walk.in_time(piece))
        look_for_links(walk, piece, piece.bytes);
}

} // namespace pedell::content
