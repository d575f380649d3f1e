// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/queue.h"

#include "core/names.h"

#include <boost/json.hpp>

#include <algorithm>

namespace pedell::hand
{

namespace json = boost::json;
using base::Errc;
using base::Result;

namespace
{

std::unexpected<base::Error> ended_with(const char* program, int status)
{
    return base::fail(Errc::unavailable, std::string(program) + " ended with status " +
                                             std::to_string(status) + " (is Postfix running?)");
}

/// Short ids are hexadecimal, long ones letters and digits (postconf(5), enable_long_queue_ids); "ALL" would
/// be everybody's.
bool is_queue_id(std::string_view id) noexcept
{
    const auto good = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    return id.size() >= 5 && id.size() <= 30 && std::ranges::all_of(id, good);
}

std::string_view text(const json::object& mail, std::string_view key)
{
    const auto* value = mail.if_contains(key);
    return value != nullptr && value->is_string() ? std::string_view(value->get_string()) : "";
}

bool is_wanted(std::string_view queue, MailAction action) noexcept
{
    const bool held = queue == "hold";
    return action == MailAction::drop || held == (action == MailAction::release);
}

const char* option_of(MailAction action) noexcept
{
    switch (action) {
    case MailAction::hold:
        return "-h";
    case MailAction::release:
        return "-H";
    case MailAction::drop:
        break;
    }
    return "-d";
}

} // namespace

Result<std::vector<std::string>> mails_of(std::string_view listing, const std::vector<std::string>& addresses,
                                          MailAction action)
{
    std::vector<std::string> ids;
    while (!listing.empty()) {
        const auto end = listing.find('\n');
        if (end == std::string_view::npos)
            return base::fail(Errc::malformed, "postqueue: the list of the queue ends in the middle");
        boost::system::error_code fault;
        const json::value mail = json::parse(listing.substr(0, end), fault);
        listing.remove_prefix(end + 1);
        if (fault || !mail.is_object())
            return base::fail(Errc::malformed, "postqueue: a line that is no object");

        const auto& fields = mail.get_object();
        const auto id = text(fields, "queue_id");
        const auto queue = text(fields, "queue_name");
        if (!is_queue_id(id) || queue.empty() || !fields.contains("sender"))
            return base::fail(Errc::malformed, "postqueue: a mail without id, queue or sender");
        if (std::ranges::find(addresses, core::lower(text(fields, "sender"))) != addresses.end() &&
            is_wanted(queue, action))
            ids.emplace_back(id);
    }
    return ids;
}

Result<std::int64_t> treat_mail(const HoldMail& request, const Command& command)
{
    const auto listed = command({"/usr/sbin/postqueue", "-j"}, {});
    if (!listed)
        return std::unexpected(listed.error());
    if (listed->status != 0)
        return ended_with("postqueue", listed->status);

    const auto ids = mails_of(listed->out, request.addresses, request.action);
    if (!ids)
        return std::unexpected(ids.error());
    if (ids->empty())
        return 0;

    std::string lines;
    for (const auto& id : *ids)
        lines += id + '\n';
    const auto treated = command({"/usr/sbin/postsuper", option_of(request.action), "-"}, lines);
    if (!treated)
        return std::unexpected(treated.error());
    if (treated->status != 0)
        return ended_with("postsuper", treated->status);

    // Released mail waits with the deferred; without this it would be its turn in some minutes.
    if (request.action == MailAction::release)
        if (const auto flushed = command({"/usr/sbin/postqueue", "-f"}, {}); !flushed)
            return std::unexpected(flushed.error());
    return static_cast<std::int64_t>(ids->size());
}

} // namespace pedell::hand
