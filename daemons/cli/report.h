// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/school.h"
#include "daemons/cli/api_client.h"

#include <string>
#include <string_view>
#include <vector>

/// `pedell report`: what somebody who helps has to know of this appliance, and nothing of the people on it.
/// What could name somebody is left out where it comes from (logs of mail, files and directory, names in the
/// settings); what is taken is washed once more.
namespace pedell::cli
{

/// One file of the archive.
struct ReportFile {
    std::string name;
    std::string about; ///< one line for who decides whether to send it
    std::string text;
};

/// Looks at this machine. Never fails: what cannot be looked at is an empty file.
[[nodiscard]] std::vector<ReportFile> gather_report(Api& api);

/// Names, domains and addresses of the school, mail and network addresses become "<...>"; pure.
class Washer
{
public:
    /// Without settings it knows no names, and washes addresses alone.
    explicit Washer(const core::School* school);
    [[nodiscard]] std::string wash(std::string_view text) const;

private:
    std::vector<std::pair<std::string, std::string>>
        names_; ///< lower case, the longest first; what stands instead
};

/// What the settings amount to: numbers, switches and roles; of names and addresses whether they are set.
/// Pure.
[[nodiscard]] std::string settings_without_names(const core::School& school);

/// `journalctl -o json`: time, program and text of our own lines (they have a MESSAGE_ID); pure.
[[nodiscard]] std::string own_lines(std::string_view journal_json);

} // namespace pedell::cli
