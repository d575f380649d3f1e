// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::core
{

/// How the appliance reaches its network; used where Pedell configures the machine itself (the image).
struct Uplink {
    std::string interface;        ///< "eno1"; empty: the first wired one
    std::string address = "dhcp"; ///< "dhcp" or address and prefix: "192.168.1.10/24"
    std::string gateway;          ///< numeric; must be given with a fixed address
};

/// What the disk gives to whoever carries it away.
enum class DiskEncryption : std::uint8_t { none, luks2_tpm2 };

/// Who takes in mail from the internet for the school's domain.
enum class MailExchanger : std::uint8_t { here, elsewhere };

/// Where the certificate of the host comes from.
enum class CertificateSource : std::uint8_t { own, files };

/// When the machine may restart into a new version: each day named, from `from` to `to`; `to` before `from`
/// is the next morning.
struct RestartWindow {
    std::vector<std::chrono::weekday> days; ///< empty: every day
    std::chrono::minutes from{120};
    std::chrono::minutes to{300};
    bool operator==(const RestartWindow&) const = default;
};

/// "02:00-05:00", "Sa,So 01:00-06:00" (days in German or English, two letters, in any case); absent: anything
/// else, also a window of no length.
[[nodiscard]] std::optional<RestartWindow> restart_window_from(std::string_view text);

/// When the machine restarts at the earliest from now on, in the school's own time: at once (rounded up to
/// the next minute) within a window that stays open for ten minutes more, else when the next one begins.
[[nodiscard]] std::chrono::local_seconds next_restart(const RestartWindow& window,
                                                      std::chrono::local_seconds now);

/// Where the probe mail goes by which a version proves that mail is delivered: a mailbox of the system's own,
/// in a domain that can never exist (RFC 2606). It is nobody's and nobody but the system may write to it.
inline constexpr std::string_view probe_address = "probe@pedell.invalid";

/// What school.toml says of the machine itself, not of the people on it.
struct Machine {
    Uplink uplink;
    std::string public_name; ///< by which it is reached from home; empty: from the school alone
    std::string time_zone = "Europe/Berlin"; ///< of tzdata
    std::vector<std::string> time_servers;   ///< empty: those of the distribution
    std::vector<std::string> ssh_keys;       ///< authorized_keys lines of root; empty: no SSH at all
    DiskEncryption encryption = DiskEncryption::none;
    std::string admin_given;  ///< the first administrator, made at the first set-up
    std::string admin_family; ///< both or neither
    std::string smarthost;    ///< "mail.example.de:587"; empty: straight to the MX of the recipient
    MailExchanger mx = MailExchanger::elsewhere;
    CertificateSource certificates = CertificateSource::own;
    std::string update_source; ///< "https://..."; empty: by USB stick alone
    RestartWindow restart_window;
};

} // namespace pedell::core
