// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/doctor_update.h"

#include "base/file.h"
#include "daemons/cli/session.h"
#include "daemons/cli/text.h"
#include "daemons/update/host.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

namespace pedell::cli
{

std::vector<Finding> diagnose_update(const boost::json::value& summary)
{
    std::vector<Finding> findings;
    if (const std::string fault = text_of(field_of(summary, "waiting"), "fault"); !fault.empty())
        findings.push_back({"update_no_restart", Severity::fault,
                            fill("The restart into the new version did not come: {}", fault),
                            "pedell update status && systemctl start pedell-update-restart.service"});
    if (const auto* failed = field_of(summary, "failed").if_array())
        for (const auto& failure : *failed)
            findings.push_back({"update_failed", Severity::note,
                                fill("Version {} did not prove itself here: {}", text_of(failure, "version"),
                                     text_of(failure, "why")),
                                "pedell update check"});
    if (const auto* trial = field_of(summary, "trial").if_bool(); trial != nullptr && *trial)
        findings.push_back({"update_trial", Severity::note,
                            fill("Version {} is still on trial.", text_of(summary, "version")),
                            "systemctl status pedell-health.service"});
    return findings;
}

boost::json::value read_update_summary()
{
    boost::system::error_code fault;
    auto summary = boost::json::parse(base::read_file(update::status_file).value_or("null"), fault);
    return fault ? boost::json::value() : summary;
}

} // namespace pedell::cli
