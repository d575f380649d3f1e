// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "core/areas.h"
#include "daemons/hand/fscrypt.h"
#include "daemons/hand/keystore.h"
#include "daemons/hand/paths.h"
#include "daemons/hand/sessions.h"
#include "hand/protocol.h"

#include <memory>
#include <string>

namespace pedell::hand
{

/// Does what a request asks, one after the other.
class Hand
{
public:
    /// `writer`: pedelld's uid; `postfix`: the group that reads Postfix's tables.
    Hand(Paths paths, std::string netbios, uid_t writer, gid_t postfix, ShareNames shares = {},
         core::AreaNames areas = {})
        : paths_(std::move(paths)), netbios_(std::move(netbios)), writer_(writer), postfix_(postfix),
          shares_(std::move(shares)), areas_(std::move(areas))
    {
    }

    [[nodiscard]] base::Result<Reply> serve(const Request& request);

    /// At the start, after a hand that was stopped in the middle of a cut (Sessions::clean_up).
    [[nodiscard]] base::Result<bool> clean_up() const;

private:
    [[nodiscard]] base::Result<Reply> serve(const LdapDescriptor& request);
    [[nodiscard]] base::Result<Reply> serve(const MakeFolder& request);
    [[nodiscard]] base::Result<Reply> serve(const EraseFolder& request);
    [[nodiscard]] base::Result<Reply> serve(const SetQuota& request);
    [[nodiscard]] base::Result<Reply> serve(const CutSessions& request);
    [[nodiscard]] base::Result<Reply> serve(const InstallTables& request);
    [[nodiscard]] base::Result<Reply> serve(const HoldMail& request);
    [[nodiscard]] base::Result<Reply> serve(const Quarantine& request);
    [[nodiscard]] base::Result<Reply> serve(const LoadKeys& request);
    [[nodiscard]] base::Result<Reply> serve(const CheckFolder& request);
    [[nodiscard]] Sessions sessions() const;
    template <class Work>
    [[nodiscard]] base::Result<Reply> with_folders(const Work& work) const;

    Paths paths_;
    std::string netbios_;
    uid_t writer_;
    gid_t postfix_;
    ShareNames shares_;
    core::AreaNames areas_;
};

} // namespace pedell::hand
