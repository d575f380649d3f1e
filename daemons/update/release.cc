// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/release.h"

#include <algorithm>
#include <format>
#include <set>

namespace pedell::update
{
namespace
{

using base::Errc;
using base::fail;

bool is_digit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Takes the next number off a version; 0 where there is none.
long next_number(std::string_view& rest) noexcept
{
    long number = 0;
    std::size_t at = 0;
    for (; at < rest.size() && rest[at] != '.'; ++at)
        number = number * 10 + (rest[at] - '0');
    rest.remove_prefix(std::min(at + 1, rest.size()));
    return number;
}

bool is_sha256(std::string_view text) noexcept
{
    return text.size() == 64 &&
           std::ranges::all_of(text, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

/// "pedell_" VERSION suffix.
std::optional<std::string> version_in(std::string_view name, std::string_view suffix)
{
    constexpr std::string_view product = "pedell_";
    if (!name.starts_with(product) || !name.ends_with(suffix))
        return std::nullopt;

    name.remove_prefix(product.size());
    name.remove_suffix(std::min(suffix.size(), name.size()));
    return is_version(name) ? std::optional<std::string>(name) : std::nullopt;
}

/// One line of sha256sum(1): 64 digits, a blank, a blank or '*', the name.
std::optional<ReleaseFile> file_in(std::string_view line)
{
    if (line.size() < 67 || !is_sha256(line.substr(0, 64)) || line[64] != ' ' ||
        (line[65] != ' ' && line[65] != '*'))
        return std::nullopt;

    return ReleaseFile{std::string(line.substr(66)), std::string(line.substr(0, 64))};
}

} // namespace

bool is_version(std::string_view text) noexcept
{
    int numbers = 0;
    while (true) {
        const auto end = std::min(text.find('.'), text.size());
        const std::string_view number = text.substr(0, end);
        if (number.empty() || number.size() > 9 || !std::ranges::all_of(number, is_digit) ||
            (number.size() > 1 && number.front() == '0'))
            return false;

        ++numbers;
        if (end == text.size())
            return numbers >= 2 && numbers <= 6;
        text.remove_prefix(end + 1);
    }
}

std::strong_ordering compare_versions(std::string_view one, std::string_view other) noexcept
{
    while (!one.empty() || !other.empty())
        if (const auto order = next_number(one) <=> next_number(other); order != 0)
            return order;
    return std::strong_ordering::equal;
}

base::Result<std::vector<Release>> releases_in(std::string_view sums)
{
    std::map<std::string, Release> found;
    std::set<std::string> names;
    for (std::size_t begin = 0; begin < sums.size();) {
        const std::size_t end = std::min(sums.find('\n', begin), sums.size());
        std::string_view line = sums.substr(begin, end - begin);
        begin = end + 1;
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.empty())
            continue;

        const auto file = file_in(line);
        if (!file || !names.insert(file->name).second)
            return fail(Errc::malformed,
                        "SHA256SUMS ist unlesbar oder nennt eine Datei zweimal / SHA256SUMS is unreadable or "
                        "names a file twice");

        if (const auto version = version_in(file->name, ".root"))
            found[*version].root = *file;
        else if (const auto with_kernel = version_in(file->name, ".efi"))
            found[*with_kernel].uki = *file;
    }

    std::vector<Release> releases;
    for (auto& [version, release] : found)
        if (!release.root.name.empty() && !release.uki.name.empty()) {
            release.version = version;
            releases.push_back(release);
        }
    if (releases.empty())
        return fail(Errc::conflict, "Dort liegt keine Version von Pedell / there is no version of Pedell");

    std::ranges::sort(releases, [](const Release& one, const Release& other) {
        return compare_versions(one.version, other.version) < 0;
    });
    return releases;
}

base::Result<std::optional<Release>> choose_release(const std::vector<Release>& releases,
                                                    std::string_view running,
                                                    const std::map<std::string, std::string>& failed,
                                                    const Wish& wish)
{
    auto chosen = std::prev(releases.end());
    if (wish.version)
        chosen = std::ranges::find(releases, *wish.version, &Release::version);
    if (chosen == releases.end())
        return fail(Errc::not_found,
                    std::format("Version {0} liegt dort nicht / version {0} is not there", *wish.version));

    const auto order = compare_versions(chosen->version, running);
    if (order == 0)
        return std::nullopt;

    if (order < 0 && !wish.downgrade)
        return fail(Errc::conflict,
                    std::format("Version {0} ist aelter als die laufende {1}; wenn das gewollt ist: "
                                "--downgrade / version {0} is older than {1}, which runs; if that is meant: "
                                "--downgrade",
                                chosen->version, running));
    if (const auto before = failed.find(chosen->version); before != failed.end() && !wish.again)
        return fail(
            Errc::conflict,
            std::format("Version {0} ist hier schon gescheitert ({1}); trotzdem: --again / version {0} "
                        "has failed here; all the same: --again",
                        chosen->version, before->second));
    return *chosen;
}

} // namespace pedell::update
