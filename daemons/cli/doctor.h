// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <cstdint>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

/// `pedell doctor`: what is wrong with this appliance and which command repairs it. The facts are gathered in
/// doctor_files.cc and doctor_system.cc; what follows from them is decided here, without a look at the
/// machine.
namespace pedell::cli
{

struct FileFact {
    std::string path;
    bool present = false;
    std::string owner; ///< "pedelld:pedell-access"
    mode_t mode = 0;   ///< permission bits
    core::Time modified{};
};

struct UnitFact {
    std::string name;
    std::string load;   ///< LoadState=
    std::string active; ///< ActiveState=
    std::string result; ///< Result=
    bool oneshot = false;
};

struct TableFact {
    std::string name;
    bool present = false;
    bool same = false; ///< as pedelld wrote it
};

struct DiskFact {
    std::string path;
    std::int64_t free_bytes = 0;
    std::int64_t total_bytes = 0;
    std::int64_t free_inodes = 0;
    std::int64_t total_inodes = 0; ///< 0: this file system has no fixed number of them
};

struct MemoryFact {
    std::int64_t available_bytes = 0;
    std::int64_t total_bytes = 0; ///< 0: unknown
};

/// What chronyd says of the clock.
struct ClockFact {
    bool synchronised = false;   ///< with another clock than its own
    double offset_seconds = 0.0; ///< how far the system's clock is ahead of the true time
    std::int64_t stratum = 0;
};

/// Postfix's queue: numbers alone.
struct QueueFact {
    bool known = false;
    std::int64_t messages = 0;
    std::int64_t held = 0;           ///< of them: of locked senders, on purpose
    std::int64_t oldest_seconds = 0; ///< of those that are not held
};

/// One question as a client would ask it.
struct DnsFact {
    enum class What : std::uint8_t { service, host, forwarder, exchanger, public_name };
    What what = What::host;
    std::string name;      ///< what was asked for; of a forwarder its address
    bool answered = false; ///< by the server that was asked
    bool right = false;    ///< and the answer leads here (exchanger: where mail.mx says)
};

/// What the updates last left in /run/pedell/update.json; absent fields are unknown.
struct UpdateFact {
    std::optional<std::int64_t> checked; ///< seconds since 1970
    std::string available;               ///< a newer version that waits
};

struct DoorFact {
    std::string what; ///< "IMAPS"
    int port = 0;
    bool answers = false;
    std::string unit;
};

struct EncryptionFact {
    bool mounted = false;     ///< /srv/pedell is there
    bool supported = false;   ///< its file system has the feature `encrypt`
    std::int64_t folders = 0; ///< of people and classes
    std::int64_t unencrypted = 0;
    std::int64_t locked = 0; ///< their key is not in the kernel
};

struct Facts {
    core::Time now{};
    bool set_up = false; ///< `pedell setup` came to its end once
    bool clock_synchronised = false;
    bool sets_clock = true;     ///< false: a container, whose host sets it
    bool name_resolves = false; ///< fqdn has an address
    bool fenced = false;        ///< Active Directory's ports are closed outside of the school's networks
    bool quotas = false;        ///< the kernel counts those of projects on /srv/pedell
    std::optional<bool> public_name_covered; ///< by the certificate; absent: there is none
    bool settings_offered = false; ///< the image: school.toml on the ESP is another one than that in force
    bool settings_refused = false; ///< the image: FEHLER-school.txt lies beside it
    std::vector<std::string> settings_faults; ///< each with file, line, column
    FileFact register_folder;
    FileFact register_file;
    FileFact register_wal;
    FileFact register_shm;
    std::string register_error; ///< empty: a door could read it
    std::vector<UnitFact> units;
    std::string api_error;              ///< empty: pedelld answered
    std::int64_t pending = 0;           ///< changes that pedelld has not yet carried out
    std::int64_t failing = 0;           ///< those that failed and wait for their next try
    std::string directory_error;        ///< pedelld cannot reach Active Directory
    std::string hand_error;             ///< pedelld cannot reach pedell-hand
    std::optional<std::int64_t> people; ///< in the register
    std::vector<FileFact> sockets;      ///< pedell-hand's and the milter's
    std::string watch_error; ///< empty: pedell-watch answered, and what it wants to stop is stopped
    std::string gate_error;  ///< empty: pedell-gate answered, at its socket and in its folder of doors
    std::string scand_error; ///< empty: pedell-scand judged a plain text
    FileFact ldap_priv;
    std::vector<TableFact> tables;
    std::optional<std::int64_t> certificate_days; ///< absent: none that can be read
    std::string fqdn;                             ///< empty: the settings could not be read
    std::vector<DoorFact> doors;
    bool gate_asked = false; ///< Samba's PAM service is the one that asks pedell-gate
    EncryptionFact encryption;
    std::vector<DiskFact> disks;
    MemoryFact memory;
    std::optional<ClockFact> clock; ///< absent: chronyd does not answer
    QueueFact queue;
    std::vector<DnsFact> dns;
    UpdateFact update;
    std::vector<std::string> failed_units;       ///< of the whole system, ours left out
    std::vector<std::string> certificate_faults; ///< of the school's own files, each with its file
};

enum class Severity : std::uint8_t {
    note, ///< works, but somebody should know
    fault
};

struct Finding {
    std::string id; ///< stable, for --json: "register_missing"
    Severity severity = Severity::fault;
    std::string what;
    std::string fix; ///< a command
};

/// Everything that is wrong, causes before what follows from them.
[[nodiscard]] std::vector<Finding> diagnose(const Facts& facts);

} // namespace pedell::cli
