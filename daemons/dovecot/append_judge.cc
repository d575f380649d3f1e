// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/dovecot/append_judge.h"

#include "core/judge.h"
#include "core/people.h"
#include "scan/protocol.h"

#include <format>
#include <unistd.h>

namespace pedell::dovecot
{
namespace
{

Outcome told(Outcome::Answer answer, const core::ContentVerdict& verdict, std::string log)
{
    return {answer, core::refusal_de(verdict) + " / " + core::refusal_en(verdict), std::move(log)};
}

/// imap runs as the person whose mailbox it is.
core::PersonId owner() noexcept
{
    const auto id = static_cast<std::int64_t>(::geteuid()) - core::uid_base;
    return {id > 0 ? id : 0};
}

} // namespace

Outcome cannot_judge(std::string log)
{
    return told(Outcome::Answer::later, {}, std::move(log));
}

Outcome judge_append(base::Spool& message, std::string_view role, const std::filesystem::path& socket,
                     std::chrono::milliseconds patience)
{
    const auto known = core::role_from(role);
    if (!known)
        return cannot_judge("the userdb gives no pedell_role for this person: run pedell setup");

    const auto file = message.file();
    if (!file)
        return cannot_judge(file.error().context);

    const scan::Question question{.context = {.role = *known,
                                              .door = core::Door::mailbox,
                                              .area = core::Area::mailbox,
                                              .among_staff = core::is_staff(*known)},
                                  .whole = scan::Whole::message,
                                  .name = {},
                                  .person = owner()};
    const auto verdict = scan::ask(socket, *file, question, patience);
    if (!verdict)
        return cannot_judge(verdict.error().context);

    switch (verdict->decision) {
    case core::Decision::pass:
        return {Outcome::Answer::store};
    case core::Decision::refuse:
        return told(Outcome::Answer::refuse, *verdict,
                    std::format("refused by rule {}", core::name_of(verdict->rule)));
    case core::Decision::defer:
        break;
    }
    return cannot_judge("the content could not be judged in time");
}

} // namespace pedell::dovecot
