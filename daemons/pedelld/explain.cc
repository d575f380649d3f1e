// SPDX-License-Identifier: GPL-3.0-or-later
// Why somebody may or may not use what, with the record that made it so.
#include "core/explain.h"
#include "daemons/pedelld/routes.h"

#include <charconv>

namespace pedell::pedelld::routes
{
namespace
{

/// Everything on one account; login and lists are empty once only its tombstone is left.
struct Account {
    core::PersonId id;
    std::optional<registry::Person> person;
    core::AccountFacts facts;
    std::vector<registry::RecordedConsent> consents;
    std::vector<registry::RecordedSanction> sanctions;
    std::vector<registry::ModuleSetting> modules;
};

/// "17" or "#17".
std::optional<core::PersonId> number_from(std::string_view text)
{
    if (text.starts_with('#'))
        text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < 1)
        return std::nullopt;

    return core::PersonId{number};
}

/// A login always has a letter (core::is_login), so a number is never one.
base::Result<Account> find_account(registry::Register& reg, const std::string& who)
{
    Account account;
    if (const auto number = number_from(who)) {
        account.id = *number;
        if (auto person = reg.person(*number))
            account.person = std::move(*person);
        else if (person.error().code != base::Errc::not_found)
            return std::unexpected(std::move(person.error()));
    } else {
        auto person = reg.person(who);
        if (!person)
            return std::unexpected(std::move(person.error()));

        account.id = person->id;
        account.person = std::move(*person);
    }
    return account;
}

base::Result<> read_records(registry::Register& reg, Account& account)
{
    const auto take = [&](auto&& result, auto& into) -> base::Result<> {
        if (!result)
            return std::unexpected(std::move(result.error()));
        into = std::move(*result);
        return {};
    };
    if (auto taken = take(reg.facts_of(account.id), account.facts); !taken)
        return taken;
    if (auto taken = take(reg.consents_of(account.id), account.consents); !taken)
        return taken;
    if (auto taken = take(reg.sanctions_of(account.id), account.sanctions); !taken)
        return taken;
    return take(reg.modules_of(account.id), account.modules);
}

/// The record behind an answer; null where there is none. A sanction's reason stays with `person show`.
boost::json::value record_of(const Account& account, const core::Evidence& evidence)
{
    using Kind = core::Evidence::Kind;
    const auto tagged = [](const char* kind, boost::json::object json) {
        json["kind"] = kind;
        return json;
    };
    if (evidence.kind == Kind::sanction && evidence.index < account.sanctions.size()) {
        auto json = to_json(account.sanctions[evidence.index]);
        json.erase("reason");
        return tagged("sanction", std::move(json));
    }
    if (evidence.kind == Kind::consent && evidence.index < account.consents.size())
        return tagged("consent", to_json(account.consents[evidence.index]));
    if (evidence.kind == Kind::module && evidence.index < account.modules.size())
        return tagged("module", to_json(account.modules[evidence.index]));
    if (evidence.kind == Kind::leaves)
        return tagged("leaves", {{"at", to_json(account.facts.leaves)}});
    return nullptr;
}

boost::json::object answer_for(const Account& account, core::Service service, core::Channel channel,
                               const core::AccessRules& rules, core::Time now)
{
    const auto access = core::decide_access(account.facts, service, channel, rules, now);
    auto evidence = core::evidence_for(account.facts, service, channel, access.because, now);
    if (evidence.kind == core::Evidence::Kind::module && evidence.index < account.modules.size())
        evidence.since = account.modules[evidence.index].since;
    return {{"service", core::name_of(service)},
            {"channel", core::name_of(channel)},
            {"allowed", access.allowed},
            {"because", core::name_of(access.because)},
            {"since", to_json(evidence.since)},
            {"until", to_json(access.until)},
            {"evidence", record_of(account, evidence)}};
}

} // namespace

Reply explain_access(Desk& desk, const Request& request)
{
    auto account = find_account(desk.reg, request.names[0]);
    if (!account)
        return std::unexpected(std::move(account.error()));
    if (auto read = read_records(desk.reg, *account); !read)
        return std::unexpected(std::move(read.error()));

    const core::Time now = desk.clocks.wall();
    const core::AccessRules& rules = desk.reg.access_rules();
    boost::json::array answers;
    for (const auto service : core::all_services)
        for (const auto channel : core::all_channels)
            answers.push_back(answer_for(*account, service, channel, rules, now));
    const auto& person = account->person;
    return Answer{
        200,
        boost::json::object{
            {"id", account->id.value},
            {"login", person ? boost::json::value(person->login) : boost::json::value(nullptr)},
            {"role", person ? boost::json::value(core::name_of(person->role)) : boost::json::value(nullptr)},
            {"state", core::name_of(core::state_of(account->facts, rules, now))},
            {"answers", std::move(answers)}}};
}

} // namespace pedell::pedelld::routes
