// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::core
{

/// One list of hosts, built from the text of files in hosts format or with one name a line:
///
///     0.0.0.0 bad.example ads.example     # hosts(5): an address, then names
///     bad.example                         # a name alone
///     ||bad.example^                      # as ad blockers write it
///     *.bad.example                       # the star is understood: a name means its subdomains as well
///
/// `#` and `!` begin a comment. Lines that name no host (localhost, addresses alone, cosmetic rules) are
/// counted and left out; a name stands for itself and everything below it.
///
/// Promises: 8 bytes a name (its hash, 64 bits: a chance match of two names is one in 10^13 at a million
///           names), so a million in 8 MB; nothing else is kept. Matching costs one search a label.
class LinkList
{
public:
    /// Takes one line, without its end. False where it names no host.
    bool add_line(std::string_view line);

    /// Sorts, drops doubled names and spare memory; before it `contains` finds nothing.
    void finish();

    /// Whether this host (lower case, punycode, as core::Finding::detail of a link) or a name above it is on
    /// the list. A final dot does not matter.
    [[nodiscard]] bool contains(std::string_view host) const noexcept;

    [[nodiscard]] std::size_t size() const noexcept
    {
        return hashes_.size();
    }
    /// Memory that is held, by capacity.
    [[nodiscard]] std::size_t bytes() const noexcept
    {
        return hashes_.capacity() * sizeof(std::uint64_t);
    }

private:
    std::vector<std::uint64_t> hashes_; ///< sorted after finish()
    bool finished_ = false;
};

/// All lists of the school: what is refused, and what is allowed although a list refuses it.
struct LinkLists {
    LinkList refused;
    LinkList allowed;

    /// Refused and not allowed.
    [[nodiscard]] bool refuse(std::string_view host) const noexcept
    {
        return refused.contains(host) && !allowed.contains(host);
    }
};

} // namespace pedell::core
