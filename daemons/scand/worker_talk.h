// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "scan/protocol.h"

#include <cstddef>
#include <string>
#include <string_view>

/// What front and workers say to each other, one connection (SOCK_SEQPACKET) an inspection. The front: a job
/// with the descriptor beside it,
///
///     job1 message|file\nNAME
///
/// the worker: "!" when it begins, then the findings (scan/packets.h, scan/findings_text.h) or one of the
/// words below. A connection that ends without a word: whoever worked at it was killed from outside.
namespace pedell::scand
{

inline constexpr const char* worker_socket = "/run/pedell-scand/worker.sock";

inline constexpr std::string_view word_taken = "!";
inline constexpr std::string_view word_fault = "F";      ///< the bytes made the worker fail: never again
inline constexpr std::string_view word_late = "T";       ///< time was over: perhaps the machine's fault
inline constexpr std::string_view word_unreadable = "E"; ///< the descriptor could not be read

struct Job {
    scan::Whole whole = scan::Whole::message;
    std::string name;
    bool operator==(const Job&) const = default;
};

[[nodiscard]] std::string to_wire(const Job& job);
/// Errors: malformed.
[[nodiscard]] base::Result<Job> read_job(std::string_view wire);

/// How many workers there are: one more than processors, from 3 to 16. Front and nursery agree by asking
/// here.
[[nodiscard]] std::size_t worker_count();

} // namespace pedell::scand
