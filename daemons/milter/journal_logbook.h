// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "milter/session.h"

namespace pedell::milter_daemon
{

/// Writes each verdict of the door to the journal: one line a message or refused step, without names and
/// addresses. The queue id joins it with Postfix's own lines.
class JournalLogbook final : public milter::Logbook
{
public:
    void decided(const milter::Entry& entry) override;
};

} // namespace pedell::milter_daemon
