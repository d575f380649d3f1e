// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::core
{

/// Whether a name is taken, now or ever: an address once given is never given to another person.
using IsTaken = std::function<bool(std::string_view name)>;

/// The names under which one account is known. Handles and sAMAccountNames share one namespace.
struct AccountNames {
    std::string login; ///< "anna.mueller", at most 64, [a-z0-9.-]: what people type
    std::string sam;   ///< sAMAccountName, at most 20, derived: "anna.mueller" or "maximili.oberschmidt"
    std::string mail;  ///< local part of the mail address
};

/// One name part as letters of an address: lower case, umlauts ae/oe/ue/ss, other Latin letters without their
/// marks (one table, transliteration.cc), blanks and dashes become one '-', anything else (apostrophes,
/// digits, other scripts) is dropped. Input UTF-8, composed or not; malformed bytes are dropped. "Anna-Lena"
/// -> "anna-lena", "Åsa Zoë" -> "asa-zoe", "O'Brien" -> "obrien".
[[nodiscard]] std::string transliterate(std::string_view name);

/// The local part of a class's list address: as transliterate, but digits stay: "5a" -> "5a", "Chor Größe 2"
/// -> "chor-groesse-2". Empty where nothing remains.
[[nodiscard]] std::string class_local_part(std::string_view class_name);

/// `vorname.nachname` from the first given name and the surname, numbered "2", "3", ... behind the surname
/// where taken or reserved (login, sam and mail each by its own question). One half alone where only that one
/// has letters. Empty where no letter remains or 9999 are taken: then somebody must choose.
[[nodiscard]] std::optional<AccountNames> derive_names(std::string_view given, std::string_view surname,
                                                       const IsTaken& handle_taken,
                                                       const IsTaken& mail_taken);

/// The sAMAccountName for a login: itself where it has at most 20 characters, else shortened in the given
/// name first (down to its initial), then in the surname; numbered where taken (the number counts within the
/// 20). Empty where 9999 are taken.
[[nodiscard]] std::string derive_sam(std::string_view login, const IsTaken& handle_taken);

/// Whether a chosen login or local part has the form of one: 1-64 of [a-z0-9.-], no dot or dash at the ends,
/// no two dots in a row, at least one letter.
[[nodiscard]] bool is_login(std::string_view text) noexcept;

/// Names that no person and no alias gets as login: system users and mailboxes of RFC 2142 (an administrator
/// may make an alias of the latter).
[[nodiscard]] bool is_reserved(std::string_view name) noexcept;

/// The folder and group name of a class: 1-32 visible characters; none of \ / : * ? " < > | and no control
/// character, no dot or blank at the ends, no name that Windows reserves (CON, NUL, COM1, ...).
[[nodiscard]] bool is_class_name(std::string_view text) noexcept;

/// ASCII lower case, for comparing addresses (RFC 5321 2.4: we treat local parts as case-insensitive).
[[nodiscard]] std::string lower(std::string_view text);

} // namespace pedell::core
