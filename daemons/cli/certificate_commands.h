// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <CLI/App.hpp>
#include <functional>

namespace pedell::cli
{

/// `pedell certificates renew`; works without pedelld, as `pedell setup` does.
class CertificateCommands
{
public:
    /// Returns its exit code.
    using Renew = std::function<int(bool dry_run, bool json)>;

    CertificateCommands(CLI::App& app, Session& session, ExitCode& outcome, Renew renew);

private:
    Renew renew_;
    bool dry_run_ = false;
};

} // namespace pedell::cli
