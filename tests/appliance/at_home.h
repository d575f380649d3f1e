// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"

#include <functional>

namespace pedell::appliance
{

/// Where a client stands.
enum class Place { in_school, from_home };
[[nodiscard]] const char* name_of(Place place) noexcept;

/// For the life of the object this thread's new connections, and the programs that it starts, come from
/// outside of the school's networks. The appliance has its ordinary address there too. Connections stay where
/// they were opened.
class AtHome
{
public:
    AtHome();
    AtHome(const AtHome&) = delete;
    AtHome& operator=(const AtHome&) = delete;
    ~AtHome();

private:
    base::Fd before_;
};

/// Does something at that place.
void at(Place place, const std::function<void()>& action);

} // namespace pedell::appliance
