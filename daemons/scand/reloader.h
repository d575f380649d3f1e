// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/scand/loop.h"
#include "daemons/scand/rules.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

namespace pedell::scand
{

/// Reads the rules anew at SIGHUP, in a thread of its own, while the old ones stay in force: a million hosts
/// take a second in which everybody would wait. Rules with a fault change nothing.
class Reloader
{
public:
    using Take = std::function<void(std::shared_ptr<const Rules>)>;

    Reloader(const Loop& loop, std::filesystem::path school_file, Take take);
    Reloader(const Reloader&) = delete;
    Reloader& operator=(const Reloader&) = delete;

    [[nodiscard]] base::Result<> open();

private:
    void begin();
    void finish();

    const Loop& loop_;
    std::filesystem::path school_file_;
    Take take_;
    base::Fd done_;                                    ///< eventfd(2): the thread has finished
    bool again_ = false;                               ///< another SIGHUP came meanwhile
    base::Result<std::shared_ptr<const Rules>> fresh_; ///< the thread's until it is done
    Loop::Watch hung_up_;
    Loop::Watch ready_;
    std::jthread reading_;
};

/// One line in the journal: how many hosts are on the lists.
void log_rules(const Rules& rules);

} // namespace pedell::scand
