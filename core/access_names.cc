// SPDX-License-Identifier: GPL-3.0-or-later

// The wire names of the account machine's words: register, API and command line speak the same ones.
#include "core/access.h"

#include <algorithm>
#include <array>
#include <utility>

namespace pedell::core
{
namespace
{

template <class Word, std::size_t Count>
using Names = std::array<std::pair<Word, std::string_view>, Count>;

template <class Word, std::size_t Count>
std::string_view find_name(const Names<Word, Count>& names, Word word) noexcept
{
    const auto* const found = std::ranges::find(names, word, &std::pair<Word, std::string_view>::first);
    return found == names.end() ? std::string_view{} : found->second;
}

template <class Word, std::size_t Count>
std::optional<Word> find_word(const Names<Word, Count>& names, std::string_view name) noexcept
{
    const auto* const found = std::ranges::find(names, name, &std::pair<Word, std::string_view>::second);
    return found == names.end() ? std::nullopt : std::optional{found->first};
}

constexpr Names<Purpose, 2> purposes{{{Purpose::use, "use"}, {Purpose::evaluation, "evaluation"}}};

constexpr Names<Channel, 2> channels{{{Channel::in_school, "in_school"}, {Channel::from_home, "from_home"}}};

constexpr Names<Measure, 2> measures{{{Measure::lock, "lock"}, {Measure::restriction, "restriction"}}};

constexpr Names<ModuleScope, 4> scopes{{{ModuleScope::school, "school"},
                                        {ModuleScope::role, "role"},
                                        {ModuleScope::school_class, "class"},
                                        {ModuleScope::person, "person"}}};

constexpr Names<AccountState, 7> states{{{AccountState::expected, "expected"},
                                         {AccountState::active, "active"},
                                         {AccountState::restricted, "restricted"},
                                         {AccountState::locked, "locked"},
                                         {AccountState::leaving, "leaving"},
                                         {AccountState::erasing, "erasing"},
                                         {AccountState::erased, "erased"}}};

constexpr Names<Because, 13> reasons{{{Because::allowed, "allowed"},
                                      {Because::erased, "erased"},
                                      {Because::erasing, "erasing"},
                                      {Because::left, "left"},
                                      {Because::locked, "locked"},
                                      {Because::consent_missing, "consent_missing"},
                                      {Because::consent_revoked, "consent_revoked"},
                                      {Because::role_without_service, "role_without_service"},
                                      {Because::module_closed, "module_closed"},
                                      {Because::restricted, "restricted"},
                                      {Because::evaluation_missing, "evaluation_missing"},
                                      {Because::home_missing, "home_missing"},
                                      {Because::home_revoked, "home_revoked"}}};

} // namespace

std::string_view name_of(Purpose purpose) noexcept
{
    return find_name(purposes, purpose);
}

std::string_view name_of(Channel channel) noexcept
{
    return find_name(channels, channel);
}

std::string_view name_of(Measure measure) noexcept
{
    return find_name(measures, measure);
}

std::string_view name_of(ModuleScope scope) noexcept
{
    return find_name(scopes, scope);
}

std::string_view name_of(AccountState state) noexcept
{
    return find_name(states, state);
}

std::string_view name_of(Because because) noexcept
{
    return find_name(reasons, because);
}

std::optional<Purpose> purpose_from(std::string_view name) noexcept
{
    return find_word(purposes, name);
}

std::optional<Channel> channel_from(std::string_view name) noexcept
{
    return find_word(channels, name);
}

std::optional<Measure> measure_from(std::string_view name) noexcept
{
    return find_word(measures, name);
}

std::optional<ModuleScope> module_scope_from(std::string_view name) noexcept
{
    return find_word(scopes, name);
}

std::optional<Because> because_from(std::string_view name) noexcept
{
    return find_word(reasons, name);
}

} // namespace pedell::core
