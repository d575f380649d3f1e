// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hand/protocol.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

namespace pedell::scand
{

/// Tells pedell-hand which files were refused on a drive, so that they go out of sight (hand::Quarantine).
///
/// The judge never waits for it: a thread of its own asks, one after the other. What does not fit into the
/// queue, or what the hand does not take, is only forgotten: the file stays refused, and its next opening
/// tells it again. Threads: tell() from any.
class Refusals
{
public:
    using Ask = std::function<base::Result<hand::Reply>(const hand::Quarantine& refused)>;
    static constexpr std::size_t most_waiting = 1000;

    explicit Refusals(const std::filesystem::path& socket = hand::Client::default_socket);
    explicit Refusals(Ask ask);
    Refusals(const Refusals&) = delete;
    Refusals& operator=(const Refusals&) = delete;
    /// What still waits is forgotten.
    ~Refusals() = default;

    void tell(hand::Quarantine refused);

private:
    void work(const std::stop_token& stop);

    Ask ask_;
    std::mutex mutex_;
    std::condition_variable_any waiting_;
    std::deque<hand::Quarantine> queue_;
    std::jthread thread_; ///< last: the others outlive it
};

} // namespace pedell::scand
