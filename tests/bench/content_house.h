// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>

namespace pedell::bench
{

/// A pedell-scand of the bench's own: front and sealed workers in processes of their own, as the units run
/// them, with the default rules and no clamd. Its sockets and its school's folders lie in one folder.
class ContentHouse
{
public:
    explicit ContentHouse(std::filesystem::path folder);
    ContentHouse(const ContentHouse&) = delete;
    ContentHouse& operator=(const ContentHouse&) = delete;
    ~ContentHouse();

    [[nodiscard]] std::filesystem::path scan_socket() const
    {
        return folder_ / "scand.sock";
    }
    [[nodiscard]] std::filesystem::path clamd_socket() const
    {
        return folder_ / "clamd.sock";
    }
    /// Stands for /srv/pedell/klassen/5a.
    [[nodiscard]] std::filesystem::path class_folder() const
    {
        return folder_ / "klassen/5a";
    }
    /// Processor time of the front so far.
    [[nodiscard]] std::chrono::duration<double> front_time() const;

private:
    std::filesystem::path folder_;
    pid_t front_ = 0;
    pid_t nursery_ = 0;
};

/// One command of clamd's protocol on a connection of its own, and the answer to its end. Errors:
/// unavailable.
[[nodiscard]] base::Result<std::string> ask_clamd(const std::filesystem::path& socket,
                                                  std::string_view command, int fd = -1);

} // namespace pedell::bench
