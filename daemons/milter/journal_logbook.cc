// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/milter/journal_logbook.h"

#include "base/journal.h"
#include "core/verdict.h"
#include "daemons/milter/messages.h"

#include <string>

namespace pedell::milter_daemon
{

void JournalLogbook::decided(const milter::Entry& entry)
{
    const std::string queue_id = entry.queue_id.empty() ? "-" : entry.queue_id;
    const auto& [answer, rule, request, content] = entry.ruling;
    if (!answer) {
        base::log(messages::milter::mail_deferred, {{"QUEUE_ID", queue_id},
                                                    {"CONNECTION", entry.connection},
                                                    {"RULE", std::string{rule}},
                                                    {"VERDICT", "defer"},
                                                    {"REASON", answer.error().context},
                                                    {"ERRNO", std::to_string(answer.error().sys_errno)}});
        return;
    }

    if (answer->passed()) {
        base::log(messages::milter::mail_accepted,
                  {{"QUEUE_ID", queue_id}, {"CONNECTION", entry.connection}, {"VERDICT", "accept"}});
        return;
    }

    base::log(
        messages::milter::mail_refused,
        {{"QUEUE_ID", queue_id},
         {"CONNECTION", entry.connection},
         {"RULE", std::string{rule}},
         {"VERDICT", "refuse"},
         {"REASON", std::string{content ? core::name_of(content->rule) : core::name_of(answer->reason)}}});
}

} // namespace pedell::milter_daemon
