// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"
#include "core/findings.h"
#include "daemons/scand/worker_talk.h"
#include "scan/packets.h"

#include <filesystem>
#include <optional>

namespace pedell::scand
{

/// How an inspection ended.
enum class Ending : std::uint8_t {
    findings,
    fault,      ///< the bytes made the worker fail, or it answered what no worker answers
    late,       ///< time was over
    unreadable, ///< the worker could not read the descriptor
    killed,     ///< the worker went in the middle, without a word
    lost        ///< nobody took the job
};

struct Outcome {
    Ending ending = Ending::lost;
    core::Findings findings = {}; ///< with Ending::findings
};

/// The front's end of one inspection. Never waits.
class WorkerLine
{
public:
    /// Hands the job over. Errors: unavailable (no socket, nobody keeps up).
    [[nodiscard]] static base::Result<WorkerLine> begin(const std::filesystem::path& socket, const Job& job,
                                                        int fd);

    /// To be watched for reading.
    [[nodiscard]] int descriptor() const noexcept
    {
        return connection_.get();
    }
    /// Takes what has come. Absent: not ended yet.
    [[nodiscard]] std::optional<Outcome> take();
    /// A worker is at it.
    [[nodiscard]] bool taken() const noexcept
    {
        return taken_;
    }

private:
    explicit WorkerLine(base::Fd connection) : connection_(std::move(connection)) {}
    [[nodiscard]] std::optional<Outcome> take(std::string_view message);

    base::Fd connection_;
    bool taken_ = false;
    scan::TextReader text_;
};

/// Connects without waiting for a full backlog, and stays non-blocking. Errors: unavailable.
[[nodiscard]] base::Result<base::Fd> connect_at_once(const std::filesystem::path& socket, int type);

} // namespace pedell::scand
