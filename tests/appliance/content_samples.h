// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace pedell::appliance
{

/// A file as a pupil hands it over, and whether that passes.
struct Sample {
    std::string source; ///< of tests/corpus/content/files; empty: made here
    std::string name;   ///< ASCII
    std::string bytes;
    bool fit = true;
};

/// Of tests/corpus/content/files: one hostile file for each list of rules, one ordinary file for each line of
/// the evasions, each a pupil's, with one verdict at all three doors and a name that mail and drive carry
/// alike.
[[nodiscard]] std::vector<Sample> samples_of_every_kind();

[[nodiscard]] Sample a_text();
/// A program of Windows, by its bytes alone.
[[nodiscard]] Sample a_program();

/// "MIME-Version" and "Content-Type" with line ends, and the body that belongs to them: a greeting and the
/// file in base64.
[[nodiscard]] std::string attachment_header();
[[nodiscard]] std::string attachment_body(const Sample& sample);

} // namespace pedell::appliance
