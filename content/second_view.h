// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::content
{

/// One leaf of a message's tree, by its place in the message's bytes.
struct Leaf {
    std::string type;     ///< "text/plain", lower case
    std::string_view raw; ///< encoded, as it stands in the message; attached messages: empty (they are looked
                          ///< at by themselves)
    bool message = false;
};

/// The leaves that GMime sees, in the order of the message; attached messages count as leaves. Nothing: GMime
/// sees no message there. Offsets rather than decoded bytes are compared, because equal bytes decode equally,
/// and to find them costs no copy.
[[nodiscard]] std::optional<std::vector<Leaf>> leaves_by_gmime(std::string_view message);

/// Writes the message with the middle of each long, strictly encoded leaf taken out to `text`, and moves
/// `leaves` to their places there: no reader finds a structure in lines of base64, so the second one need not
/// look at each. `clean`: the leaves' raw bytes that are such, in the order of the message. Without any that
/// is long enough, `text` stays empty.
void shorten(std::string_view message, const std::vector<std::string_view>& clean, std::vector<Leaf>& leaves,
             std::string& text);

/// True if both readers see the same leaves. Line ends at a leaf's end belong to the delimiter for one and to
/// the part for the other, and an empty part is one for this reader and none for that: they do not count.
[[nodiscard]] bool same_leaves(std::vector<Leaf> ours, std::vector<Leaf> theirs);

} // namespace pedell::content
