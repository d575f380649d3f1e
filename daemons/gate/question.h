// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/people.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What smbd asks, in its two ways: when a session begins (pam_pedell, a message on the socket), and when a
/// share is opened (a name in the folder of doors). Pure.
namespace pedell::gate
{

inline constexpr const char* socket_path = "/run/pedell-gate/gate.sock";
inline constexpr const char* doors_folder = "/run/pedell-gate/doors";

/// Why somebody is let through or not, as it stands in the log.
enum class Rule : std::uint8_t {
    allowed,
    register_says_no,  ///< locked, no consent, left, erasing, a role without that service
    no_account,        ///< nobody in the register has this sAMAccountName
    machine_elsewhere, ///< a PC's own account needs the log-on alone, and in school alone
    unknown_door,      ///< a question that is none of ours
    cannot_decide      ///< register away, settings broken
};
[[nodiscard]] std::string_view name_of(Rule rule) noexcept;

/// Who wants what, and from where.
struct Question {
    std::string account;  ///< as smbd knows it: "DOMAIN\name"
    std::string sam;      ///< lower case, without the domain
    bool machine = false; ///< a PC's own account, NAME$, or AD's Administrator: not in the register
    core::Service service = core::Service::logon;
    std::string client; ///< numeric address; what is none is not in school
};

/// The rule that forbids it when there is nothing to ask the register.
struct Reading {
    Rule rule = Rule::cannot_decide; ///< allowed: ask about `question`
    Question question;
};

/// The message "ADDRESS ACCOUNT" of pam_pedell: may this session begin? It carries the log-on: IPC$, sysvol,
/// netlogon.
[[nodiscard]] Reading read_session(std::string_view message);

/// The name "home,ADDRESS,ACCOUNT" or "class,ADDRESS,ACCOUNT" of a door (smb.conf, `path`). Samba puts '_'
/// where a shell could stumble: "PC01_" is PC01$ (no person's account holds a '_'), and the zone of a
/// link-local address begins with it.
[[nodiscard]] Reading read_door(std::string_view name);

} // namespace pedell::gate
