// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The only file that includes Dovecot's headers, which are C: they say typeof, and settings_get is a macro
// that casts to void*, which C++ does not take.
#include <cstddef>

#define typeof __typeof__
extern "C" {
#include "config.h"

#include "lib.h"

#include "array.h"
#include "index-storage.h"
#include "istream-crlf.h"
#include "istream.h"
#include "mail-namespace.h"
#include "mail-storage-hooks.h"
#include "mail-storage-private.h"
#include "mail-user.h"
#include "mailbox-list.h"
#include "module-context.h"
#include "settings-parser.h"
#include "settings.h"
}
#undef settings_get
