// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hand/protocol.h"

#include "core/address.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>

namespace pedell::hand
{

inline constexpr std::array table_names{"mailboxes", "aliases", "senders", "outside"};

/// How a kind of folder is called on the wire.
[[nodiscard]] constexpr std::string_view name_of(FolderKind kind) noexcept
{
    return kind == FolderKind::person ? "person" : "class";
}

[[nodiscard]] inline std::unexpected<base::Error> bad(std::string_view argument, std::string_view expected)
{
    return base::fail(base::Errc::malformed,
                      "argument \"" + std::string(argument) + "\": expected " + std::string(expected));
}

/// The arguments of one request: each is asked for once; what nobody asked for is refused at the end.
class Arguments
{
public:
    explicit Arguments(boost::json::object object) : left_(std::move(object)) {}

    base::Result<std::string> text(std::string_view key)
    {
        const auto value = take(key);
        if (!value || !value->is_string())
            return bad(key, "a text");
        return std::string(value->get_string());
    }

    base::Result<std::int64_t> number(std::string_view key, std::int64_t low, std::int64_t high)
    {
        const auto value = take(key);
        if (!value || !value->is_int64() || value->get_int64() < low || value->get_int64() > high)
            return bad(key, "an integer from " + std::to_string(low) + " to " + std::to_string(high));
        return value->get_int64();
    }

    base::Result<bool> flag(std::string_view key)
    {
        const auto value = take(key);
        if (!value || !value->is_bool())
            return bad(key, "true or false");
        return value->get_bool();
    }

    base::Result<std::int64_t> id()
    {
        return number("id", 1, max_id);
    }

    base::Result<FolderKind> kind()
    {
        const auto value = text("kind");
        if (value && *value == name_of(FolderKind::person))
            return FolderKind::person;
        if (value && *value == name_of(FolderKind::school_class))
            return FolderKind::school_class;
        return bad("kind", "\"person\" or \"class\"");
    }

    base::Result<std::vector<std::string>> names()
    {
        const auto value = take("names");
        if (!value || !value->is_array() || value->get_array().empty() ||
            value->get_array().size() > table_names.size())
            return bad("names", "one to four tables");
        std::vector<std::string> result;
        for (const auto& item : value->get_array()) {
            if (!item.is_string() ||
                std::ranges::find(table_names, std::string_view(item.get_string())) == table_names.end())
                return bad("names", "mailboxes, aliases, senders or outside");
            result.emplace_back(item.get_string());
        }
        return result;
    }

    base::Result<std::set<core::Service>> services()
    {
        const auto value = take("services");
        if (!value || !value->is_array() || value->get_array().empty())
            return bad("services", "one or more services");
        std::set<core::Service> result;
        for (const auto& item : value->get_array()) {
            const auto service =
                item.is_string() ? core::service_from(std::string_view(item.get_string())) : std::nullopt;
            if (!service || !result.insert(*service).second)
                return bad("services", "each of logon, mail, home and class at most once");
        }
        return result;
    }

    base::Result<std::vector<std::string>> addresses()
    {
        const auto value = take("addresses");
        if (!value || !value->is_array() || value->get_array().empty() ||
            value->get_array().size() > max_addresses)
            return bad("addresses", "one to " + std::to_string(max_addresses) + " addresses");
        std::vector<std::string> result;
        for (const auto& item : value->get_array()) {
            if (!item.is_string() || !core::parse_plain_address(std::string_view(item.get_string())))
                return bad("addresses", "plain mail addresses");
            result.emplace_back(item.get_string());
        }
        return result;
    }

    base::Result<> finish() const
    {
        if (left_.empty())
            return {};
        return base::fail(base::Errc::malformed, "an argument that this verb does not have");
    }

private:
    std::optional<boost::json::value> take(std::string_view key)
    {
        const auto found = left_.find(key);
        if (found == left_.end())
            return std::nullopt;
        boost::json::value value = found->value();
        left_.erase(found);
        return value;
    }

    boost::json::object left_;
};

} // namespace pedell::hand
