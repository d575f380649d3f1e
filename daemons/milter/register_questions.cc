// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/milter/register_questions.h"

#include <chrono>
#include <utility>

namespace pedell::milter_daemon
{
namespace
{

/// libmilter's pool has a few workers in a quiet hour; more readers than that would only hold memory.
constexpr std::size_t most_idle_readers = 4;

/// Before the numbers of refused requests: the mail door's.
constexpr char door_letter = 'M';

/// A scan takes up to 20 s; Postfix waits 30 s (milter_command_timeout).
constexpr std::chrono::seconds scan_patience{25};

} // namespace

RegisterQuestions::RegisterQuestions(Files files, std::string mail_domain, Clock clock)
    : files_(std::move(files)), mail_domain_(std::move(mail_domain)), clock_(std::move(clock))
{
}

base::Result<registry::Reader> RegisterQuestions::take_reader()
{
    {
        const std::scoped_lock alone{readers_mutex_};
        while (!idle_readers_.empty()) {
            auto reader = std::move(idle_readers_.back());
            idle_readers_.pop_back();
            if (reader.current())
                return reader;
        }
    }
    return registry::Reader::open(files_.register_file, mail_domain_);
}

void RegisterQuestions::give_back(registry::Reader reader)
{
    const std::scoped_lock alone{readers_mutex_};
    if (idle_readers_.size() < most_idle_readers)
        idle_readers_.push_back(std::move(reader));
}

/// A reader that failed is closed, not given back: the next question starts afresh.
template <class Call>
auto RegisterQuestions::ask_register(Call call) -> decltype(call(std::declval<registry::Reader&>()))
{
    auto reader = take_reader();
    if (!reader)
        return std::unexpected(reader.error());

    auto answer = call(*reader);
    if (answer)
        give_back(std::move(*reader));
    return answer;
}

template <class Call>
auto RegisterQuestions::ask_counters(Call call) -> decltype(call(std::declval<registry::Counters&>()))
{
    const std::scoped_lock alone{counters_mutex_};
    if (!counters_) {
        auto opened = registry::Counters::open(files_.counters_file);
        if (!opened)
            return std::unexpected(opened.error());
        counters_ = std::move(*opened);
    }

    auto answer = call(*counters_);
    if (!answer)
        counters_.reset();
    return answer;
}

base::Result<> RegisterQuestions::ready()
{
    const auto answer = ask_register([](registry::Reader& reader) { return reader.role_by_sam(""); });
    if (!answer)
        return std::unexpected(answer.error());

    return {};
}

base::Result<std::optional<core::Sender>> RegisterQuestions::sender(const std::string& login,
                                                                    core::Channel channel)
{
    return ask_register([&](registry::Reader& reader) { return reader.sender(login, channel, clock_()); });
}

base::Result<std::vector<core::Recipient>> RegisterQuestions::expand(const std::string& address)
{
    return ask_register([&](registry::Reader& reader) { return reader.expand(address, clock_()); });
}

base::Result<std::int64_t> RegisterQuestions::sent_last_hour(core::PersonId person)
{
    return ask_counters(
        [&](registry::Counters& counters) { return counters.sent_last_hour(person, clock_()); });
}

base::Result<core::ContentVerdict> RegisterQuestions::content(int fd, const core::Context& context,
                                                              core::PersonId person)
{
    return scan::ask(files_.scan_socket, fd,
                     {.context = context, .whole = scan::Whole::message, .name = {}, .person = person},
                     scan_patience);
}

base::Result<> RegisterQuestions::count(core::PersonId person, std::int64_t recipients)
{
    return ask_counters(
        [&](registry::Counters& counters) { return counters.count(person, recipients, clock_()); });
}

base::Result<> RegisterQuestions::open_requests()
{
    const std::scoped_lock alone{requests_mutex_};
    return open_requests_alone();
}

base::Result<> RegisterQuestions::open_requests_alone()
{
    if (requests_)
        return {};

    auto opened = registry::RequestBook::open(files_.requests_file, door_letter, clock_());
    if (!opened)
        return std::unexpected(opened.error());

    requests_ = std::move(*opened);
    return {};
}

base::Result<std::optional<std::string>> RegisterQuestions::request(core::PersonId person,
                                                                    core::GrantKind kind, std::int64_t value)
{
    const std::scoped_lock alone{requests_mutex_};
    if (auto open = open_requests_alone(); !open)
        return std::unexpected(open.error());

    auto number = requests_->record(person, kind, value, clock_(), [this](const std::string& given) {
        return ask_register([&](registry::Reader& reader) { return reader.request_approved(given); });
    });
    if (!number)
        requests_.reset();
    return number;
}

} // namespace pedell::milter_daemon
