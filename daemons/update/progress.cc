// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/progress.h"

#include <algorithm>
#include <format>
#include <ostream>

namespace pedell::update
{

void Progress::stage(std::string_view text)
{
    finish();
    ++number_;
    text_ = text;
    done_ = 0;
    open_ = true;
    drawn_ = false;
    began_ = shown_ = std::chrono::steady_clock::now();
    if (mode_ == Mode::bar)
        out_ << std::format("[{}/{}] {} ...", number_, stages_, text_) << std::flush;
}

void Progress::bytes(std::int64_t done, std::int64_t total)
{
    done_ = done;
    const auto now = std::chrono::steady_clock::now();
    if (mode_ != Mode::bar || (drawn_ && now - shown_ < std::chrono::milliseconds{200}))
        return;

    shown_ = now;
    drawn_ = true;
    constexpr int width = 20;
    const int full = total > 0 ? static_cast<int>(std::min<std::int64_t>(done * width / total, width)) : 0;
    out_ << std::format("\r[{}/{}] {} [{}{}] {}{}\033[K", number_, stages_, text_,
                        std::string(static_cast<std::size_t>(full), '#'),
                        std::string(static_cast<std::size_t>(width - full), '.'), megabytes(done),
                        total > 0 ? " / " + megabytes(total) : std::string())
         << std::flush;
}

void Progress::finish(std::string_view remark)
{
    if (!open_)
        return;

    open_ = false;
    if (mode_ == Mode::silent)
        return;

    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began_;
    std::string size = done_ > 0 ? ", " + megabytes(done_) : std::string();
    if (!remark.empty())
        size += std::format(", {}", remark);
    out_ << (mode_ == Mode::bar ? "\r\033[K" : "")
         << std::format("[{}/{}] {}: ok ({:.1f} s{})\n", number_, stages_, text_, spent.count(), size)
         << std::flush;
}

std::string megabytes(std::int64_t bytes)
{
    return std::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

} // namespace pedell::update
