// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <compare>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::update
{

inline constexpr const char* sums_name = "SHA256SUMS";
inline constexpr const char* signature_name = "SHA256SUMS.gpg";
inline constexpr std::size_t most_sums_bytes = 64 * 1024;

/// "0.1.0.7": two to six numbers of at most nine digits, no leading zeros. What may stand in a file's name.
[[nodiscard]] bool is_version(std::string_view text) noexcept;

/// Number by number; what is missing at the end counts as 0. Both are versions.
[[nodiscard]] std::strong_ordering compare_versions(std::string_view one, std::string_view other) noexcept;

/// One file of a release, as the signed list names it.
struct ReleaseFile {
    std::string name;   ///< "pedell_0.1.0.7.root"
    std::string sha256; ///< 64 hexadecimal digits, lower case
};

/// One version: the system slot and the kernel that starts it.
struct Release {
    std::string version;
    ReleaseFile root;
    ReleaseFile uki;
};

/// Pedell's releases in a list of sha256sum(1), oldest first; foreign and incomplete ones are left out.
/// Errors: malformed where a line is none or a name stands twice, conflict where there is no release of
/// Pedell's
/// ("another product").
[[nodiscard]] base::Result<std::vector<Release>> releases_in(std::string_view sums);

/// What the person asked for.
struct Wish {
    std::optional<std::string> version = {}; ///< this one; else the newest
    bool downgrade = false;                  ///< an older one is right
    bool again = false;                      ///< also one that failed here
};

/// The release to take. Absent: the wished one runs already. `failed` says for each version that did not
/// prove itself here why. Errors: not_found (no such version there), conflict (older, or failed here).
[[nodiscard]] base::Result<std::optional<Release>>
choose_release(const std::vector<Release>& releases, std::string_view running,
               const std::map<std::string, std::string>& failed, const Wish& wish);

} // namespace pedell::update
