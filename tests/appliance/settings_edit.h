// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace pedell::appliance
{

/// school.toml with some lines more, until the end of the scope; then it is the former file again, byte for
/// byte. Nothing is set up by it: that is for the test to do, and to do again afterwards.
class SettingsEdit
{
public:
    explicit SettingsEdit(const std::string& lines);
    SettingsEdit(const SettingsEdit&) = delete;
    SettingsEdit& operator=(const SettingsEdit&) = delete;
    ~SettingsEdit();
};

/// `pedell setup`; the test fails where it does.
void set_up();

} // namespace pedell::appliance
