// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace pedell::update
{

/// Says on a stream how far the work is: one line a stage, at a terminal with a bar that moves.
class Progress
{
public:
    /// How much is said: nothing (--json), a line a stage, or a bar too (a terminal).
    enum class Mode : std::uint8_t { silent, lines, bar };

    Progress(std::ostream& out, Mode mode, int stages) : out_(out), mode_(mode), stages_(stages) {}

    /// Begins the next stage; the one before is done. `text`: German / English.
    void stage(std::string_view text);
    /// How many bytes of it are done; `total` 0: not known.
    void bytes(std::int64_t done, std::int64_t total);
    /// The last stage is done. `remark`: what to say beside it.
    void finish(std::string_view remark = {});

private:
    std::ostream& out_;
    Mode mode_;
    int stages_;
    int number_ = 0;
    bool open_ = false;
    bool drawn_ = false;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point shown_;
    std::string text_;
    std::int64_t done_ = 0;
};

/// "312.4 MB", in powers of ten as disks are sold.
[[nodiscard]] std::string megabytes(std::int64_t bytes);

} // namespace pedell::update
