// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/link_list.h"

#include <algorithm>
#include <array>

namespace pedell::core
{
namespace
{

constexpr std::size_t max_host_bytes = 253; // RFC 1035 2.3.4, without the root's dot

bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t' || c == '\r';
}

char lower_of(char c) noexcept
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// FNV-1a (64 bits), stirred at the end (the finaliser of splitmix64): lists are no attacker's choice in
/// bulk, and a crafted collision could at worst refuse a link more.
std::uint64_t hash_of(std::string_view host) noexcept
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : host) {
        hash ^= static_cast<unsigned char>(lower_of(c));
        hash *= 0x100000001b3U;
    }
    hash ^= hash >> 30U;
    hash *= 0xbf58476d1ce4e5b9U;
    hash ^= hash >> 27U;
    hash *= 0x94d049bb133111ebU;
    return hash ^ (hash >> 31U);
}

std::string_view without_final_dot(std::string_view host) noexcept
{
    if (host.ends_with('.'))
        host.remove_suffix(1);
    return host;
}

/// A name with at least one dot, or a numeric IPv4 address; letters, digits, '-', '_', and bytes of UTF-8
/// (lists of old do not use punycode; such names match nothing and harm nothing).
bool is_host(std::string_view text) noexcept
{
    if (text.empty() || text.size() > max_host_bytes || text.front() == '.' || text.back() == '.' ||
        text.find('.') == std::string_view::npos || text.find("..") != std::string_view::npos)
        return false;

    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
    });
}

bool is_address(std::string_view text) noexcept
{
    if (text.find(':') != std::string_view::npos)
        return true; // no name has a colon
    return text.find('.') != std::string_view::npos &&
           std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

/// What hosts files say of the machine itself.
bool is_local(std::string_view name) noexcept
{
    static constexpr std::array<std::string_view, 3> local{"localhost.localdomain", "local.localdomain",
                                                           "localhost.local"};
    return std::ranges::find(local, name) != local.end();
}

/// "||bad.example^", "*.bad.example", ".bad.example." as "bad.example".
std::string_view bare(std::string_view word) noexcept
{
    if (word.starts_with("||"))
        word.remove_prefix(2);
    if (word.ends_with('^'))
        word.remove_suffix(1);
    if (word.starts_with("*."))
        word.remove_prefix(2);
    else if (word.starts_with('.'))
        word.remove_prefix(1);
    return without_final_dot(word);
}

std::string_view take_word(std::string_view& line) noexcept
{
    std::size_t begin = 0;
    while (begin < line.size() && is_blank(line[begin]))
        ++begin;
    std::size_t end = begin;
    while (end < line.size() && !is_blank(line[end]))
        ++end;
    const auto word = line.substr(begin, end - begin);
    line.remove_prefix(end);
    return word;
}

} // namespace

bool LinkList::add_line(std::string_view line)
{
    if (line.starts_with("\xEF\xBB\xBF"))
        line.remove_prefix(3);
    line = line.substr(0, line.find('#'));
    auto word = take_word(line);
    if (word.empty() || word.front() == '!' || word.front() == '[')
        return false;

    // An address alone is listed as itself; before names it is hosts(5)'s and says nothing.
    auto next = take_word(line);
    if (is_address(word) && !next.empty()) {
        word = next;
        next = take_word(line);
    }
    bool added = false;
    for (; !word.empty(); word = next, next = take_word(line)) {
        const auto host = bare(word);
        if (!is_host(host) || is_local(host))
            continue;

        hashes_.push_back(hash_of(host));
        added = true;
    }
    finished_ = finished_ && !added;
    return added;
}

void LinkList::finish()
{
    std::ranges::sort(hashes_);
    const auto doubled = std::ranges::unique(hashes_);
    hashes_.erase(doubled.begin(), doubled.end());
    hashes_.shrink_to_fit();
    finished_ = true;
}

bool LinkList::contains(std::string_view host) const noexcept
{
    host = without_final_dot(host);
    if (!finished_ || hashes_.empty() || host.size() > max_host_bytes)
        return false;

    for (;;) {
        if (std::ranges::binary_search(hashes_, hash_of(host)))
            return true;

        const auto dot = host.find('.');
        if (dot == std::string_view::npos)
            return false;

        host.remove_prefix(dot + 1);
    }
}

} // namespace pedell::core
