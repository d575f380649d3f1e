// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/findings.h"
#include "core/judge.h"
#include "core/people.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

/// The typed question to pedell-scand: are these bytes fit, from this person, at this door? Asked by the
/// milter, by the Dovecot plug-in and by `pedell scan`, over SOCK_SEQPACKET with the descriptor beside the
/// question (SCM_RIGHTS).
///
/// On the wire, the question in one message:
///     scan1 ROLE DOOR AREA AMONG_STAFF WHOLE PERSON FINDINGS\nNAME
/// with 0 or 1 for AMONG_STAFF and FINDINGS, "message" or "file" for WHOLE, PERSON's number (0: nobody's),
/// and NAME to the end, any bytes but NUL. The answer (packets.h):
///     scan1 DECISION RULE\tDETAIL\tPART\n
/// followed, where FINDINGS was 1 and there are some, by their text (findings_text.h).
namespace pedell::scan
{

/// What the whole is said to be by the door that hands it over (as content::Whole).
enum class Whole : std::uint8_t {
    message, ///< RFC 5322
    file     ///< `name` is its name on the drive
};

struct Question {
    core::Context context;
    Whole whole = Whole::message;
    std::string name;      ///< of a file, as the person wrote it; at most max_name_bytes; empty: none
    core::PersonId person; ///< whose turn it is (queues are fair between persons); 0: nobody's
    bool findings = false; ///< all findings come with the answer
    bool operator==(const Question&) const = default;
};

struct Answer {
    core::ContentVerdict verdict;
    std::optional<core::Findings> findings; ///< absent: not asked for, or nothing was looked at
    bool operator==(const Answer&) const = default;
};

inline constexpr std::size_t max_name_bytes = 4096; ///< of a name; PATH_MAX of Linux
inline constexpr std::size_t max_question_bytes = max_name_bytes + 128;
inline constexpr std::size_t max_detail_bytes = 200; ///< core::Finding::detail
inline constexpr std::size_t max_path_bytes = 4096;  ///< core::Part::path
inline constexpr const char* default_socket = "/run/pedell-scand/scand.sock";

/// Names longer than max_name_bytes are cut in the middle (the extension decides); NUL becomes "?".
[[nodiscard]] std::string to_wire(const Question& question);
/// Strict. Errors: malformed.
[[nodiscard]] base::Result<Question> read_question(std::string_view wire);

[[nodiscard]] std::string to_wire(const Answer& answer);
/// Strict. Errors: malformed.
[[nodiscard]] base::Result<Answer> read_answer(std::string_view wire);

[[nodiscard]] std::string_view name_of(Whole whole) noexcept;
[[nodiscard]] std::optional<Whole> whole_from(std::string_view name) noexcept;

/// Asks pedell-scand once about the bytes behind `fd` (a regular file, from its beginning, whatever its
/// offset), and waits at most `limit`. The file must not change meanwhile: then the verdict is `defer`.
///
/// Errors: unavailable alone, whatever went wrong (away, silent, strange answer): the door defers (451, NO
///         [UNAVAILABLE], denied for now), never passes.
[[nodiscard]] base::Result<core::ContentVerdict>
ask(const std::filesystem::path& socket, int fd, const Question& question, std::chrono::milliseconds limit);

/// The same with all findings, where there are some.
[[nodiscard]] base::Result<Answer> explain(const std::filesystem::path& socket, int fd, Question question,
                                           std::chrono::milliseconds limit);

} // namespace pedell::scan
