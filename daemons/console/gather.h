// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/console/facts.h"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace pedell::console
{

/// Looks at this machine again and again; remembers what is dear to find out. Never fails: what cannot be
/// seen is not there.
class Gatherer
{
public:
    [[nodiscard]] Facts look();

private:
    [[nodiscard]] std::string fingerprint();

    std::filesystem::file_time_type certificate_time_;
    std::string fingerprint_;
};

/// What pedell-firstboot wrote; what is no such thing leaves the facts alone. Pure.
void read_first_boot(std::string_view json, Facts& facts);

/// What `pedell update` says in one or two lines. Pure.
[[nodiscard]] std::vector<Words> read_updates(std::string_view json);

/// {"login", "password"}; absent where it is no such thing. Pure.
[[nodiscard]] std::optional<FirstLogOn> read_first_log_on(std::string_view json);

/// The TCP ports that somebody listens on: lines of /proc/net/tcp or tcp6 in state 0A (proc_net_tcp(5)).
/// Pure.
[[nodiscard]] std::set<int> listening_ports(std::string_view table);

/// The 64 digits of "sha256 Fingerprint=AB:CD:..."; empty where there are none. Pure.
[[nodiscard]] std::string digits_of(std::string_view openssl_output);

} // namespace pedell::console
