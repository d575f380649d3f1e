// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace pedell::watch
{

/// Follows the file into which Samba writes its authentication events, from its end on.
///
/// Promises: what was read is cut off the file when nothing is left to read, so names do not stay there; a
/// file that Samba has replaced is taken up anew; a line that never ends costs at most 16 KiB.
/// Errors: those of opening; a file that is away is looked for at every call.
class EventFile
{
public:
    explicit EventFile(std::filesystem::path path);

    /// The whole lines that came since the last call; at most 1 MiB at a time.
    [[nodiscard]] std::vector<std::string> read_lines();

private:
    void open(bool at_end);
    [[nodiscard]] bool was_replaced() const;
    bool read_once(std::vector<std::string>& lines);
    void cut_off();

    std::filesystem::path path_;
    base::Fd fd_;
    off_t offset_ = 0;
    std::string rest_;
    bool skipping_ = false; ///< in a line that is too long
};

} // namespace pedell::watch
