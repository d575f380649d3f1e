// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/fields.h"

#include <algorithm>
#include <format>

namespace pedell::pedelld
{
namespace
{

/// The year 9999: far beyond every school, far below what chrono's durations overflow at.
constexpr std::int64_t last_second = 253'402'300'799;

} // namespace

Fields::Fields(const boost::json::value& value, std::initializer_list<std::string_view> known)
{
    object_ = value.if_object();
    if (object_ == nullptr) {
        if (!value.is_null())
            fault_ = "the body: expected an object";
        return;
    }
    for (const auto& field : *object_) {
        if (!std::ranges::contains(known, std::string_view(field.key())))
            complain(field.key(), "unknown");
    }
}

const boost::json::value* Fields::find(std::string_view key) const
{
    return object_ == nullptr ? nullptr : object_->if_contains(key);
}

void Fields::complain(std::string_view key, const std::string& expected)
{
    if (!fault_)
        fault_ = std::format("{}: {}", key, expected);
}

std::optional<std::string> Fields::optional_text(std::string_view key)
{
    const auto* value = find(key);
    if (value == nullptr || value->is_null())
        return std::nullopt;

    const auto* text = value->if_string();
    if (text == nullptr || std::string_view(*text).contains('\0')) {
        complain(key, "expected a text");
        return std::nullopt;
    }
    return std::string(*text);
}

std::string Fields::text(std::string_view key)
{
    auto found = optional_text(key);
    if (!found || found->empty())
        complain(key, "expected a text, not empty");
    return std::move(found).value_or("");
}

std::vector<boost::json::value> Fields::list(std::string_view key)
{
    const auto* value = find(key);
    if (value == nullptr || value->is_null())
        return {};

    const auto* array = value->if_array();
    if (array == nullptr) {
        complain(key, "expected a list");
        return {};
    }
    return {array->begin(), array->end()};
}

std::vector<std::string> Fields::texts(std::string_view key)
{
    std::vector<std::string> texts;
    for (const auto& value : list(key)) {
        if (const auto* text = value.if_string())
            texts.emplace_back(*text);
        else
            complain(key, "expected a list of texts");
    }
    return texts;
}

bool Fields::flag(std::string_view key, bool otherwise)
{
    const auto* value = find(key);
    if (value == nullptr)
        return otherwise;

    const auto* flag = value->if_bool();
    if (flag == nullptr)
        complain(key, "expected true or false");
    return flag == nullptr ? otherwise : *flag;
}

std::optional<std::int64_t> Fields::whole_number(std::string_view key)
{
    const auto* value = find(key);
    if (value == nullptr || value->is_null())
        return std::nullopt;

    const auto* number = value->if_int64();
    if (number == nullptr) {
        complain(key, "expected a whole number");
        return std::nullopt;
    }
    return *number;
}

std::optional<std::optional<core::Time>> Fields::time(std::string_view key)
{
    const auto* value = find(key);
    if (value == nullptr)
        return std::nullopt;
    if (value->is_null())
        return std::optional<core::Time>{};

    const auto* seconds = value->if_int64();
    if (seconds == nullptr || *seconds < 0 || *seconds > last_second) {
        complain(key, "expected seconds since 1970-01-01 UTC, or null");
        return std::nullopt;
    }
    return core::Time{std::chrono::seconds{*seconds}};
}

base::Result<> Fields::checked() const
{
    if (fault_)
        return base::fail(base::Errc::malformed, *fault_);
    return {};
}

} // namespace pedell::pedelld
