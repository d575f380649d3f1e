// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/dovecot/dovecot_headers.h"

/// The plug-in's part of dovecot.conf; what the userdb gives under the same names goes before it.
struct pedell_settings {
    pool_t pool;
    const char* scan_socket; ///< pedell_scan_socket: pedell-scand's
    const char* role;        ///< pedell_role: of the mailbox's owner (core::name_of); from the userdb alone
};

/// Read by config as libpedell_settings.so, and by the plug-in itself.
extern "C" {
extern const setting_parser_info pedell_setting_parser_info;
}
