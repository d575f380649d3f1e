// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <soci/soci.h>
#include <string>
#include <vector>

#include "base/result.h"
#include "core/people.h"
#include "core/reach.h"

namespace pedell::registry
{

/// One address to its final mailboxes, for the mail door and for Postfix's tables alike.
///
/// Promises: loops are cut, nobody comes twice, members of a list who have no mail now are left out (a single
///           person who was written to directly is told by mail_allowed).
/// Errors:   over_limit above max_depth aliases one behind the other or max_finals.
///           Throws soci_error (session.h).
class Expansion
{
public:
    static constexpr int max_depth = 8;
    static constexpr std::size_t max_finals = 10'000;

    Expansion(soci::session& sql, std::string domain, core::Time now)
        : sql_(sql), domain_(std::move(domain)), now_(now)
    {
    }

    [[nodiscard]] base::Result<std::vector<core::Recipient>> of(const std::string& address);

private:
    [[nodiscard]] base::Result<> visit(const std::string& address, int depth);
    [[nodiscard]] base::Result<> visit_alias(const std::string& name, int depth);
    [[nodiscard]] base::Result<> add_people(const std::string& condition, std::int64_t subject,
                                            bool without_mail);
    [[nodiscard]] base::Result<> add(core::Recipient recipient);

    soci::session& sql_;
    std::string domain_;
    core::Time now_;
    std::set<std::string> seen_;      ///< aliases
    std::set<std::string> mailboxes_; ///< of finals_
    std::vector<core::Recipient> finals_;
};

/// All addresses that are a person's own: those given to the person, and the aliases that lead to nobody
/// else.
[[nodiscard]] std::vector<std::string> own_addresses(soci::session& sql, core::PersonId id,
                                                     const std::string& domain);

} // namespace pedell::registry
