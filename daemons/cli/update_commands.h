// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/machine.h"
#include "daemons/cli/admin_mail.h"
#include "daemons/cli/session.h"
#include "daemons/update/host.h"

#include <CLI/App.hpp>
#include <functional>
#include <string>

namespace pedell::cli
{

/// What `pedell update` works on: this machine and its settings; tests put others in their place.
struct UpdateDesk {
    update::Host host;
    std::function<core::Machine()> machine; ///< what school.toml says; its defaults where there is none yet
    std::function<std::string()> domain;    ///< the school's; empty where there is none yet
    bool root = false;
    Sendmail sendmail;
};

/// This machine.
[[nodiscard]] UpdateDesk real_update_desk();

/// `pedell update ...` and `pedell factory-reset`: the versions of the flashable image. Root's, and
/// independent of pedelld but for the mail to the administrators. Holds what CLI11 writes the arguments into.
class UpdateCommands
{
public:
    UpdateCommands(CLI::App& app, Session& session, ExitCode& outcome, UpdateDesk desk);

private:
    void add_update(CLI::App& app, ExitCode& outcome);
    [[nodiscard]] base::Result<> may() const;
    ExitCode check();
    ExitCode apply();
    ExitCode status();
    ExitCode rollback();
    ExitCode report();
    ExitCode factory_reset();

    Session& session_;
    UpdateDesk desk_;
    std::string from_;
    std::string version_;
    std::string domain_;
    bool downgrade_ = false;
    bool again_ = false;
    bool now_ = false;
    bool yes_ = false;
    bool dry_run_ = false;
    bool mail_ = false;
};

} // namespace pedell::cli
