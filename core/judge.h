// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings.h"
#include "core/people.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// The one verdict on bytes (promise "Filter und Sperren"): the same findings, person and area get the same answer at
/// every door.
namespace pedell::core
{

/// By which way the bytes come. Rules that differ by door stand in one list (`rules_that_differ_by_door`).
enum class Door : std::uint8_t {
    mail,    ///< SMTP
    mailbox, ///< IMAP APPEND
    drive    ///< SMB
};

/// Where the bytes come to rest.
enum class Area : std::uint8_t {
    mailbox,  ///< of the person or of those written to
    home,     ///< the person's own folder
    material, ///< teachers write, pupils read
    hand_in,  ///< pupils drop, teachers and the owner read
    common,   ///< everybody of the class
    teachers  ///< teachers' room
};

/// One rule; a refusal names exactly one, the first of this order that holds.
enum class ContentRule : std::uint8_t {
    none,
    program,
    script,
    shortcut,
    disk_image,
    macro,
    embedded,          ///< embedded_object, document_file
    remote,            ///< remote_content
    formula,           ///< dynamic_data
    pdf_active,        ///< document_script, document_action
    html_active,       ///< active HTML; HTML files from those who may not send any
    svg_active,
    calendar_active,
    name,              ///< name_malformed, _misleading, _active, _device, _climbs
    mismatch,          ///< name_differs
    polyglot,
    encrypted,         ///< archive_encrypted, document_encrypted, message_encrypted
    archive_trick,     ///< archive_inconsistent, _link, _split
    ambiguous,         ///< header_*, structure_ambiguous, encoding_*, charset_unreadable, content_encoded
    hidden,            ///< hidden_block
    fragment,          ///< message_fragment, message_elsewhere
    winmail,           ///< TNEF
    too_big,           ///< too_deep, too_many_parts, too_large_inside, too_long, picture_huge, contact_large
    unreadable,        ///< not_readable, not_supported, out_of_bounds, incomplete
    unknown_kind,      ///< Kind::unknown
    link_listed,       ///< the host of a link is on one of the school's lists
    link_disguised,    ///< link_disguised, link_scheme
    signature          ///< the configured clamd knows these bytes
};

/// Who hands over what, where.
struct Context {
    Role role = Role::pupil;
    Door door = Door::mail;
    Area area = Area::mailbox;
    bool among_staff = false; ///< all who will be able to read it are teachers, staff, head or administrators
    bool operator==(const Context&) const = default;
};

enum class Decision : std::uint8_t {
    pass,
    refuse, ///< 550, NO, access denied: for good
    defer   ///< could not be judged: 451, NO [UNAVAILABLE], access denied for now
};

struct ContentVerdict {
    Decision decision = Decision::defer;
    ContentRule rule = ContentRule::none;
    std::string part;   ///< as core::Part::path; empty when it passes
    std::string detail; ///< as core::Finding::detail
    [[nodiscard]] bool passed() const noexcept
    {
        return decision == Decision::pass;
    }
    bool operator==(const ContentVerdict&) const = default;
};

} // namespace pedell::core
