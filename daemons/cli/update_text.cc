// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/update_text.h"

#include "daemons/cli/session.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "daemons/update/progress.h"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <format>

namespace pedell::cli
{
namespace
{

std::string time_at(const boost::json::value& value, std::string_view key)
{
    const auto* seconds = field_of(value, key).if_int64();
    return seconds == nullptr ? std::string() : show_time(core::Time{std::chrono::seconds{*seconds}});
}

/// The choice of a version among the good, the bad and those that wait.
std::string show_other(const boost::json::value& other)
{
    const std::string version = text_of(other, "version");
    const auto* good = field_of(other, "good").if_bool();
    const auto* left = field_of(other, "tries_left").if_int64();
    if (left != nullptr && *left > 0)
        return fill("{}, starts next and has {} tries", version, *left);
    if (left != nullptr)
        return fill("{}, has no tries left", version);
    return good != nullptr && *good ? fill("{}, worked here (pedell update rollback)", version) : version;
}

} // namespace

std::string show_update_check(const boost::json::value& found)
{
    const std::string available = text_of(found, "available");
    if (available.empty())
        return fill("Version {} runs; {} has nothing newer.", text_of(found, "version"),
                    text_of(found, "source")) +
               '\n';

    std::string text =
        fill("Version {} runs; {} is there: pedell update apply", text_of(found, "version"), available) +
        '\n';
    if (const std::string failed = text_of(found, "failed"); !failed.empty())
        text += fill("But it failed here before: {}", failed) + '\n';
    return text;
}

std::string show_update_applied(const boost::json::value& done)
{
    const std::string to = text_of(done, "to");
    if (to.empty())
        return fill("Version {} runs already.", text_of(done, "version")) + '\n';

    if (const auto* dry = field_of(done, "dry_run").if_bool(); dry != nullptr && *dry) {
        const auto* bytes = field_of(done, "bytes").if_int64();
        return fill("{} would be fetched ({}) and written; nothing was done.", to,
                    update::megabytes(bytes == nullptr ? 0 : *bytes)) +
               '\n';
    }
    return fill("Version {} is written. The restart comes at {}; until then everything goes on.", to,
                time_at(done, "restart")) +
           '\n';
}

std::string show_update_status(const boost::json::value& summary)
{
    std::string text;
    const auto line = [&](const char* label, const std::string& what) {
        text += std::format("{}: {}\n", tr(label), what);
    };
    const auto* trial = field_of(summary, "trial").if_bool();
    line(mark("Running version"), trial != nullptr && *trial
                                      ? fill("{}, on trial", text_of(summary, "version"))
                                      : text_of(summary, "version"));
    if (const auto& other = field_of(summary, "other"); other.is_object())
        line(mark("Other version"), show_other(other));
    if (const auto& waiting = field_of(summary, "waiting"); waiting.is_object()) {
        line(mark("Next restart"),
             fill("{}, into version {}", time_at(waiting, "restart"), text_of(waiting, "version")));
        if (const std::string fault = text_of(waiting, "fault"); !fault.empty())
            line(mark("It did not restart"), fault);
    }
    const std::string checked = time_at(summary, "checked");
    line(mark("Last look for updates"), checked.empty() ? tr("never") : checked);
    if (const std::string available = text_of(summary, "available"); !available.empty())
        line(mark("Newer version"), available);
    if (const auto* failed = field_of(summary, "failed").if_array())
        for (const auto& failure : *failed)
            line(mark("Failed here"), std::format("{} ({}): {}", text_of(failure, "version"),
                                                  time_at(failure, "at"), text_of(failure, "why")));
    return text;
}

std::string update_report(const boost::json::value& summary)
{
    std::string text = std::format(
        "Eine neue Version von Pedell hat sich nicht bewaehrt; die Schule arbeitet mit Version {0} weiter.\n"
        "A new version of Pedell did not prove itself; the school goes on with version {0}.\n\n",
        text_of(summary, "version"));
    if (const auto* failed = field_of(summary, "failed").if_array())
        for (const auto& failure : *failed)
            text += std::format("{} ({}): {}\n", text_of(failure, "version"), time_at(failure, "at"),
                                text_of(failure, "why"));
    return text + "\nMehr / more: pedell update status\n";
}

} // namespace pedell::cli
