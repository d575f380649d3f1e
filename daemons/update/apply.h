// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine.h"
#include "daemons/update/progress.h"
#include "daemons/update/release.h"
#include "daemons/update/source.h"

#include <boost/json/object.hpp>
#include <memory>
#include <string>

namespace pedell::update
{

inline constexpr const char* transfer_folder = "/usr/share/pedell/sysupdate";
inline constexpr int apply_stages = 7;

struct ApplyOptions {
    Wish wish = {};
    bool dry_run = false; ///< stops before anything is fetched but the list
    bool now = false;     ///< restarts at once
};

/// Where updates come from: `from`, else the mirror of the settings. Errors: malformed where there is
/// neither.
[[nodiscard]] base::Result<std::unique_ptr<Source>> source_of(const Host& host, const core::Machine& machine,
                                                              const std::string& from);

/// Asks the source what there is, and notes that it was asked. {"version", "available" (null: nothing newer),
/// "failed" (why that version failed here, else null), "source"}. Changes nothing else.
[[nodiscard]] base::Result<boost::json::object> check_for_update(const Host& host, Source& source);

/// Gets a release, proves it, writes it into the other slot while the school works, takes the copy and plans
/// the restart. {"version", "to" (null: the wished one runs already), "source", "bytes", "restart",
/// "dry_run"}. Errors: the reason, German / English; then nothing has changed but, after a failed write, the
/// other slot, which is in no menu.
[[nodiscard]] base::Result<boost::json::object> apply_update(const Host& host, const core::Machine& machine,
                                                             Source& source, const ApplyOptions& options,
                                                             Progress& progress);

} // namespace pedell::update
