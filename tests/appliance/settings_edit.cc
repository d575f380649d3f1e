// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings_edit.h"

#include "shell.h"

#include <gtest/gtest.h>

namespace pedell::appliance
{

SettingsEdit::SettingsEdit(const std::string& lines)
{
    must("cp -p /etc/pedell/school.toml /run/school.toml.before");
    const auto added = in_appliance("cat >>/etc/pedell/school.toml", "\n" + lines);
    EXPECT_EQ(added.status, 0) << added.err;
}

SettingsEdit::~SettingsEdit()
{
    must("cp -p /run/school.toml.before /etc/pedell/school.toml");
}

void set_up()
{
    const auto done = in_appliance("pedell setup", {}, std::chrono::seconds{180});
    EXPECT_EQ(done.status, 0) << done.out << done.err;
}

} // namespace pedell::appliance
