// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/people.h"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::pedelld
{

/// The fields of a JSON object that came from outside. Strict: the first wrong or unknown one is remembered,
/// and the caller asks once at the end, before it uses anything.
class Fields
{
public:
    /// A null value counts as an object without fields. The value has to live as long.
    Fields(const boost::json::value& value, std::initializer_list<std::string_view> known);
    Fields(const boost::json::value&& value, std::initializer_list<std::string_view> known) = delete;

    /// A text that has to be there, not empty.
    [[nodiscard]] std::string text(std::string_view key);
    [[nodiscard]] std::optional<std::string> optional_text(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key); ///< absent: empty
    [[nodiscard]] bool flag(std::string_view key, bool otherwise);
    /// Absent or null: nothing.
    [[nodiscard]] std::optional<std::int64_t> whole_number(std::string_view key);
    /// Absent: nothing. Null: there, but "none".
    [[nodiscard]] std::optional<std::optional<core::Time>> time(std::string_view key);
    [[nodiscard]] std::vector<boost::json::value> list(std::string_view key); ///< absent: empty

    /// A name that `parse` knows; `names` are told to whoever sent another one.
    template <class Parse>
    [[nodiscard]] auto named(std::string_view key, const Parse& parse, std::string_view names)
    {
        const std::string name = text(key);
        const auto value = parse(name);
        if (!value && !name.empty())
            complain(key, std::string("expected one of ") + std::string(names));
        return value;
    }

    /// The first fault, as an Error malformed.
    [[nodiscard]] base::Result<> checked() const;

private:
    [[nodiscard]] const boost::json::value* find(std::string_view key) const;
    void complain(std::string_view key, const std::string& expected);

    const boost::json::object* object_ = nullptr;
    std::optional<std::string> fault_;
};

} // namespace pedell::pedelld
