// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <filesystem>

namespace pedell::hand
{

/// A connection to Samba's privileged ldapi socket, which is the system session of the directory without any
/// bind. Samba checks no peer there: the folder's owner and mode are the only guard of every password, so
/// anything but root:root 0750 is refused (denied) and says so.
[[nodiscard]] base::Result<base::Fd> connect_directory(const std::filesystem::path& ldap_folder);

} // namespace pedell::hand
