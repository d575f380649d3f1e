// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/people.h"

#include <span>
#include <utility>

namespace pedell::core
{
namespace
{

template <class Value>
using Names = std::span<const std::pair<Value, std::string_view>>;

constexpr std::pair<Role, std::string_view> role_names[] = {{Role::pupil, "pupil"},
                                                            {Role::teacher, "teacher"},
                                                            {Role::staff, "staff"},
                                                            {Role::head, "head"},
                                                            {Role::administrator, "administrator"},
                                                            {Role::guardian, "guardian"},
                                                            {Role::guest, "guest"},
                                                            {Role::device, "device"}};

constexpr std::pair<Service, std::string_view> service_names[] = {
    {Service::logon, "logon"}, {Service::mail, "mail"}, {Service::home, "home"}, {Service::classes, "class"}};

constexpr std::pair<ClassKind, std::string_view> kind_names[] = {
    {ClassKind::school_class, "class"}, {ClassKind::course, "course"}, {ClassKind::working_group, "group"}};

template <class Value>
std::string_view name_in(Names<Value> names, Value value) noexcept
{
    for (const auto& [each, name] : names)
        if (each == value)
            return name;
    return {};
}

template <class Value>
std::optional<Value> value_in(Names<Value> names, std::string_view wanted) noexcept
{
    for (const auto& [value, name] : names)
        if (name == wanted)
            return value;
    return std::nullopt;
}

} // namespace

std::string_view name_of(Role role) noexcept
{
    return name_in<Role>(role_names, role);
}

std::string_view name_of(Service service) noexcept
{
    return name_in<Service>(service_names, service);
}

std::string_view name_of(ClassKind kind) noexcept
{
    return name_in<ClassKind>(kind_names, kind);
}

std::optional<Role> role_from(std::string_view name) noexcept
{
    return value_in<Role>(role_names, name);
}

std::optional<Service> service_from(std::string_view name) noexcept
{
    return value_in<Service>(service_names, name);
}

std::optional<ClassKind> class_kind_from(std::string_view name) noexcept
{
    return value_in<ClassKind>(kind_names, name);
}

} // namespace pedell::core
