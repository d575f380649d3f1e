// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "daemons/hand/command.h"
#include "daemons/hand/deny_list.h"
#include "daemons/hand/smb_status.h"
#include "hand/protocol.h"

#include <chrono>
#include <functional>

namespace pedell::hand
{

/// Ends what one person has open, and nobody else's. The caller has locked that person in the register
/// before: clients come back within milliseconds, and are refused.
///
/// IMAP goes by `doveadm kick`. SMB goes share by share: the person is put on the deny list, the smbds that
/// carry a session of that person read it (`smbcontrol PID reload-config`) and close what is denied
/// (`close-denied-share`); others on the same connection (a terminal server, a PC with its own account) go
/// on. Where something is left after `patience`, that smbd is ended, with whoever else is on it.
///
/// Threads: one.
class Sessions
{
public:
    /// Called while something is still open, some milliseconds a time.
    using Pause = std::function<void()>;

    Sessions(Command command, DenyList deny_list, ShareNames shares, bool dovecot_runs, Pause pause)
        : command_(std::move(command)), deny_list_(std::move(deny_list)), shares_(std::move(shares)),
          dovecot_runs_(dovecot_runs), pause_(std::move(pause))
    {
    }

    /// Returns how many sessions were cut (SMB: tree connects). A service that is not running has none.
    [[nodiscard]] base::Result<std::int64_t> cut(const CutSessions& request, const Account& account) const;

    /// After a hand that was stopped in the middle of a cut: nobody stays on the deny list. Returns whether
    /// somebody did.
    [[nodiscard]] base::Result<bool> clean_up() const;

    /// How often is looked whether all is closed, before the smbd is ended: about 3 s with real pauses.
    static constexpr int looks = 30;

private:
    [[nodiscard]] base::Result<std::int64_t> cut_mail(const std::string& login) const;
    [[nodiscard]] base::Result<std::int64_t> cut_files(const std::set<core::Service>& services,
                                                       const Account& account) const;
    /// What smbstatus(1) says.
    [[nodiscard]] base::Result<std::string> ask(const std::vector<std::string>& options) const;
    [[nodiscard]] base::Result<std::vector<SmbTree>> look(const std::vector<std::string>& shares,
                                                          const SmbSessions& sessions) const;
    /// One smbcontrol(1) message to each of these smbds.
    [[nodiscard]] base::Result<> tell(const std::set<std::int64_t>& processes,
                                      const std::vector<std::string>& words) const;
    [[nodiscard]] base::Result<> close_denied(const SmbSessions& sessions,
                                              const std::set<core::Service>& services,
                                              const std::vector<std::string>& shares,
                                              const Account& account) const;
    [[nodiscard]] base::Result<> wait_until_closed(const std::vector<std::string>& shares,
                                                   const SmbSessions& sessions) const;

    Command command_;
    DenyList deny_list_;
    ShareNames shares_;
    bool dovecot_runs_;
    Pause pause_;
};

} // namespace pedell::hand
