// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <concepts>
#include <optional>
#include <soci/soci.h>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/access.h"
#include "core/people.h"

#include "register/register.h"

/// How our values stand in columns: times and ids as integers, enumerators by their wire name, absent as
/// NULL.
namespace pedell::registry
{

[[nodiscard]] std::string_view name_of(Pending::Kind kind) noexcept;

[[nodiscard]] std::optional<core::Role> from_word(std::type_identity<core::Role> type, std::string_view word);
[[nodiscard]] std::optional<core::Service> from_word(std::type_identity<core::Service> type,
                                                     std::string_view word);
[[nodiscard]] std::optional<core::ClassKind> from_word(std::type_identity<core::ClassKind> type,
                                                       std::string_view word);
[[nodiscard]] std::optional<core::Purpose> from_word(std::type_identity<core::Purpose> type,
                                                     std::string_view word);
[[nodiscard]] std::optional<core::Channel> from_word(std::type_identity<core::Channel> type,
                                                     std::string_view word);
[[nodiscard]] std::optional<core::Because> from_word(std::type_identity<core::Because> type,
                                                     std::string_view word);
[[nodiscard]] std::optional<core::Measure> from_word(std::type_identity<core::Measure> type,
                                                     std::string_view word);
[[nodiscard]] std::optional<core::ModuleScope> from_word(std::type_identity<core::ModuleScope> type,
                                                         std::string_view word);
[[nodiscard]] std::optional<core::GrantKind> from_word(std::type_identity<core::GrantKind> type,
                                                       std::string_view word);
[[nodiscard]] std::optional<GrantState> from_word(std::type_identity<GrantState> type, std::string_view word);
[[nodiscard]] std::optional<ApprovalState> from_word(std::type_identity<ApprovalState> type,
                                                     std::string_view word);
[[nodiscard]] std::optional<Pending::Kind> from_word(std::type_identity<Pending::Kind> type,
                                                     std::string_view word);

/// An enumeration that the register keeps by name.
template <class T>
concept Word =
    std::is_enum_v<T> && requires(std::string_view text) { from_word(std::type_identity<T>{}, text); };

/// An id of a person or a class.
template <class T>
concept Id = std::same_as<T, core::PersonId> || std::same_as<T, core::ClassId>;

} // namespace pedell::registry

// SOCI's own point of extension.
namespace soci
{

template <>
struct type_conversion<pedell::core::Time> {
    using base_type = long long;
    static void from_base(base_type base, indicator state, pedell::core::Time& value)
    {
        if (state == i_null)
            throw soci_error("a time is missing");
        value = pedell::core::Time{std::chrono::seconds{base}};
    }
    static void to_base(const pedell::core::Time& value, base_type& base, indicator& state)
    {
        base = value.time_since_epoch().count();
        state = i_ok;
    }
};

template <class T>
struct type_conversion<T, std::enable_if_t<pedell::registry::Id<T>>> {
    using base_type = long long;
    static void from_base(base_type base, indicator state, T& value)
    {
        if (state == i_null)
            throw soci_error("an id is missing");
        value.value = base;
    }
    static void to_base(const T& value, base_type& base, indicator& state)
    {
        base = value.value;
        state = i_ok;
    }
};

template <class T>
struct type_conversion<T, std::enable_if_t<pedell::registry::Word<T>>> {
    using base_type = std::string;
    static void from_base(const base_type& base, indicator state, T& value)
    {
        using pedell::registry::from_word;
        const std::optional<T> known =
            state == i_null ? std::nullopt : from_word(std::type_identity<T>{}, base);
        if (!known)
            throw soci_error("a word of the register is unknown");
        value = *known;
    }
    static void to_base(const T& value, base_type& base, indicator& state)
    {
        using pedell::core::name_of;
        using pedell::registry::name_of;
        base = name_of(value);
        state = i_ok;
    }
};

template <class T>
struct type_conversion<std::optional<T>> {
    using base_type = typename type_conversion<T>::base_type;
    static void from_base(const base_type& base, indicator state, std::optional<T>& value)
    {
        if (state == i_null) {
            value.reset();
            return;
        }
        T present{};
        type_conversion<T>::from_base(base, state, present);
        value = std::move(present);
    }
    static void to_base(const std::optional<T>& value, base_type& base, indicator& state)
    {
        if (value)
            type_conversion<T>::to_base(*value, base, state);
        else
            state = i_null;
    }
};

} // namespace soci
