// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/findings.h"
#include "core/link_list.h"
#include "core/people.h"

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

/// The one verdict on bytes (promise "Filter und Sperren"): the same findings, person and area get the same
/// answer at every door.
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
    embedded,    ///< embedded_object, document_file
    remote,      ///< remote_content
    formula,     ///< dynamic_data
    pdf_active,  ///< document_script, document_action
    html_active, ///< active HTML; HTML files from those who may not send any
    svg_active,
    calendar_active,
    name,     ///< name_malformed, _misleading, _active, _device, _climbs
    mismatch, ///< name_differs
    polyglot,
    encrypted,      ///< archive_encrypted, document_encrypted, message_encrypted
    archive_trick,  ///< archive_inconsistent, _link, _split
    ambiguous,      ///< header_*, structure_ambiguous, encoding_*, charset_unreadable, content_encoded
    hidden,         ///< hidden_block
    fragment,       ///< message_fragment, message_elsewhere
    winmail,        ///< TNEF
    too_big,        ///< too_deep, too_many_parts, too_large_inside, too_long, picture_huge, contact_large
    unreadable,     ///< not_readable, not_supported, out_of_bounds, incomplete
    unknown_kind,   ///< Kind::unknown
    link_listed,    ///< the host of a link is on one of the school's lists
    link_disguised, ///< link_disguised, link_scheme
    signature       ///< the configured clamd knows these bytes
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

/// Teachers, staff, the head and administrators: adults who answer for themselves. All others (pupils,
/// guests, guardians, devices) are judged alike.
[[nodiscard]] bool is_staff(Role role) noexcept;

/// What the school's settings say about content ([content] in school.toml).
struct ContentRules {
    /// Macros between staff (Context::among_staff) pass. Never from others, whatever stands here.
    bool macros_among_staff = false;
    /// Who may hand over what opens with a password only, and so cannot be looked into.
    std::set<Role> encrypted_from{Role::teacher, Role::staff, Role::head, Role::administrator};
    /// Who may keep programs, scripts, shortcuts, disk images and kinds that nobody knows in the own folder.
    std::set<Role> programs_on_drive{Role::teacher, Role::staff, Role::head, Role::administrator};
    /// Who may hand over HTML as a file; the text of a message may always be (passive) HTML.
    std::set<Role> html_files_from{Role::teacher, Role::staff, Role::head, Role::administrator};
    bool operator==(const ContentRules&) const = default;
};
[[nodiscard]] ContentRules default_content_rules();

/// The judgement. Pure; every thing found is weighed, and the first rule (in the order of ContentRule) that
/// forbids one of them is named, with the first part of its name's order.
///
/// Promises: one more finding or part never turns a refusal into a pass; the order of findings has no effect;
///           what is not complete never passes. ContentRule::signature is not for this function: clamd says
///           it.
[[nodiscard]] ContentVerdict judge(const Findings& findings, const Context& context,
                                   const ContentRules& rules, const LinkLists& links);

/// A rule whose answer for the same person and bytes depends on the door, and why (docs/admin/inhalt.md).
struct DoorDifference {
    ContentRule rule;
    std::string_view reason_de;
    std::string_view reason_en;
};
/// All of them; a property test holds the judgement to this list.
[[nodiscard]] std::span<const DoorDifference> rules_that_differ_by_door() noexcept;

inline constexpr std::array all_doors{Door::mail, Door::mailbox, Door::drive};
inline constexpr std::array all_areas{Area::mailbox, Area::home,   Area::material,
                                      Area::hand_in, Area::common, Area::teachers};
/// Every rule but none, in order.
[[nodiscard]] std::span<const ContentRule> all_content_rules() noexcept;

/// Names on the command line, in --json, in settings and on the wire: "mail", "hand_in", "winmail", "refuse".
[[nodiscard]] std::string_view name_of(Door door) noexcept;
[[nodiscard]] std::string_view name_of(Area area) noexcept;
[[nodiscard]] std::string_view name_of(ContentRule rule) noexcept;
[[nodiscard]] std::string_view name_of(Decision decision) noexcept;
[[nodiscard]] std::optional<Door> door_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<Area> area_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<ContentRule> content_rule_from(std::string_view name) noexcept;
[[nodiscard]] std::optional<Decision> decision_from(std::string_view name) noexcept;

/// What a rule says and what to do instead, ASCII without per cent sign, at most 230 bytes: what remains of
/// 400 is for the part's name. Empty for ContentRule::none.
[[nodiscard]] std::string_view text_de(ContentRule rule) noexcept;
[[nodiscard]] std::string_view text_en(ContentRule rule) noexcept;

/// The whole answer to whoever handed something over: what, where, which rule, what to do instead; ASCII, no
/// per cent sign, no line end, at most 400 bytes, whatever the part is called (fit for smfi_setmlreply, IMAP
/// NO and a note on a drive). For a deferred verdict: that it could not be judged, and to try again later.
[[nodiscard]] std::string refusal_de(const ContentVerdict& verdict);
[[nodiscard]] std::string refusal_en(const ContentVerdict& verdict);

} // namespace pedell::core
