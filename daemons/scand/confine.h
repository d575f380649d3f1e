// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <cstddef>

namespace pedell::scand
{

/// How far one worker may go. Whoever reads a stranger's bytes may be taken over by them.
struct WorkerLimits {
    std::size_t memory = std::size_t{768}
                         << 20;         ///< of its own (RLIMIT_DATA; a mapped file does not count); 0: none
    std::chrono::seconds wall{25};      ///< an inspection; content::Bounds::time is shorter
    std::chrono::seconds processor{22}; ///< an inspection
    std::chrono::seconds processor_of_life{600}; ///< all of them
    unsigned inspections = 50;                   ///< then another takes its place
};

/// Gives up, for this process and for good, all but reading what is open, memory, and its socket: no path, no
/// socket, no process, no signal to another (seccomp(2), an allow list; everything else fails with EPERM), no
/// way to write into a file that it was handed, no core dump, no look into its memory.
///
/// Errors: unavailable: then it may not read anything.
[[nodiscard]] base::Result<> confine_worker(const WorkerLimits& limits);

/// From now on a fault (SIGSEGV, SIGBUS, SIGABRT, ...) and the end of an inspection's processor time send
/// word_fault to this socket, the end of its time on the clock word_late, and end the process.
void report_faults_to(int connection) noexcept;

/// Starts and stops the two clocks of one inspection.
void start_clocks(const WorkerLimits& limits) noexcept;
void stop_clocks() noexcept;

} // namespace pedell::scand
