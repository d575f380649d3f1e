// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/guesses.h"
#include "daemons/watch/question.h"
#include "daemons/watch/samba_event.h"
#include "daemons/watch/wall.h"

#include <functional>
#include <optional>
#include <string>

namespace pedell::watch
{

/// What one connection asked and has not told yet.
struct Conversation {
    bool root = false; ///< may list and clear
    std::optional<Ask> asked;
};

/// The watcher's judgement, without sockets, files and clock.
class Watch
{
public:
    using GiveOrder = std::function<base::Result<>(const WallOrder&)>;

    explicit Watch(GiveOrder give_order) : give_order_(std::move(give_order)) {}

    /// Begins with nobody kept out. Where the wall cannot be built, the rest goes on.
    void begin()
    {
        order({WallVerb::open_all, {}, 0, {}});
    }
    /// The answer, empty where none is due; absent: not understood or not permitted, the connection ends.
    [[nodiscard]] std::optional<std::string> answer(Conversation& talk, const Question& question,
                                                    core::Instant now);
    /// A connection has ended; what it asked and never told counts for nothing.
    void end(Conversation& talk, core::Instant now);
    /// Samba saw a wrong password.
    void note(const WrongPassword& wrong, core::Instant now);

private:
    [[nodiscard]] std::string list(core::Instant now) const;
    [[nodiscard]] std::string clear(const std::optional<core::NetAddress>& address, core::Instant now);
    bool order(const WallOrder& order);

    GiveOrder give_order_;
    core::MailGuesses mail_;
    core::DomainGuesses domain_;
    bool wall_stands_ = true; ///< the last order was carried out
};

} // namespace pedell::watch
