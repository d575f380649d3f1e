// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/reloader.h"

#include "base/journal.h"
#include "base/service.h"
#include "daemons/scand/messages.h"

#include <csignal>
#include <sys/epoll.h>
#include <sys/eventfd.h>

namespace pedell::scand
{

Reloader::Reloader(const Loop& loop, std::filesystem::path school_file, Take take)
    : loop_(loop), school_file_(std::move(school_file)), take_(std::move(take))
{
}

base::Result<> Reloader::open()
{
    done_.reset(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    if (!done_)
        return base::fail_errno("make an eventfd");

    auto ready = loop_.watch(done_.get(), EPOLLIN, [this](std::uint32_t) { finish(); });
    auto hung_up = loop_.on_signal(SIGHUP, [this] { begin(); });
    if (!ready || !hung_up)
        return std::unexpected((ready ? hung_up : ready).error());

    ready_ = std::move(*ready);
    hung_up_ = std::move(*hung_up);
    return {};
}

void Reloader::begin()
{
    base::say_reloading();
    if (reading_.joinable()) {
        again_ = true;
        return;
    }
    reading_ = std::jthread([this] {
        fresh_ = load_rules(school_file_);
        (void)::eventfd_write(done_.get(), 1);
    });
}

void Reloader::finish()
{
    eventfd_t count = 0;
    (void)::eventfd_read(done_.get(), &count);
    reading_.join();
    if (fresh_) {
        log_rules(**fresh_);
        take_(std::move(*fresh_));
        fresh_ = {};
    } else {
        base::log(messages::scand::settings_refused, {{"FAULT", fresh_.error().context}});
    }
    if (std::exchange(again_, false))
        begin();
    else
        base::say_ready("judging content");
}

void log_rules(const Rules& rules)
{
    base::log(messages::scand::rules_loaded, {{"REFUSED", std::to_string(rules.links.refused.size())},
                                              {"ALLOWED", std::to_string(rules.links.allowed.size())}});
}

} // namespace pedell::scand
