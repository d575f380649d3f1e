// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"
#include "milter/door.h"
#include "register/counters.h"
#include "register/reader.h"
#include "register/request_book.h"
#include "scan/protocol.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pedell::milter_daemon
{

/// Answers the door's questions from the register, from the door's own counters, and by pedell-scand.
///
/// Promises: a register that was away, locked or exchanged is opened anew with the next question; nothing has
///           to be restarted. Starts without one.
/// Errors:   as Reader and Counters.
/// Threads:  any number; a few readers are kept for them, each with one at a time.
class RegisterQuestions final : public milter::Questions
{
public:
    struct Files {
        std::filesystem::path register_file;
        std::filesystem::path counters_file;
        std::filesystem::path requests_file;
        std::filesystem::path scan_socket = scan::default_socket;
    };
    using Clock = std::function<core::Time()>;

    RegisterQuestions(Files files, std::string mail_domain, Clock clock);

    [[nodiscard]] base::Result<> ready() override;
    [[nodiscard]] base::Result<std::optional<core::Sender>> sender(const std::string& login,
                                                                   core::Channel channel) override;
    [[nodiscard]] base::Result<std::vector<core::Recipient>> expand(const std::string& address) override;
    [[nodiscard]] base::Result<std::int64_t> sent_last_hour(core::PersonId person) override;
    [[nodiscard]] base::Result<core::ContentVerdict> content(int fd, const core::Context& context,
                                                             core::PersonId person) override;
    [[nodiscard]] base::Result<> count(core::PersonId person, std::int64_t recipients) override;
    [[nodiscard]] base::Result<std::optional<std::string>>
    request(core::PersonId person, core::GrantKind kind, std::int64_t value) override;

    /// At the start: makes the file of requests, or repairs what a power cut left of it; pedelld can only
    /// read. Where that fails, the next refusal tries again.
    [[nodiscard]] base::Result<> open_requests();

private:
    template <class Call>
    auto ask_register(Call call) -> decltype(call(std::declval<registry::Reader&>()));
    base::Result<> open_requests_alone();
    template <class Call>
    auto ask_counters(Call call) -> decltype(call(std::declval<registry::Counters&>()));
    base::Result<registry::Reader> take_reader();
    void give_back(registry::Reader reader);

    Files files_;
    std::string mail_domain_;
    Clock clock_;

    std::mutex readers_mutex_;
    std::vector<registry::Reader> idle_readers_;

    std::mutex counters_mutex_;
    std::optional<registry::Counters> counters_;

    std::mutex requests_mutex_;
    std::optional<registry::RequestBook> requests_;
};

} // namespace pedell::milter_daemon
