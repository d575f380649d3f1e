// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/judge.h"

#include <algorithm>
#include <compare>
#include <tuple>

namespace pedell::core
{
namespace
{

/// All that a single finding is weighed against.
struct Scales {
    const Context& context;
    const ContentRules& rules;
    const LinkLists& links;

    /// The own folder of somebody who may keep programs in it: nobody else reads there.
    [[nodiscard]] bool own_workshop() const
    {
        return context.door == Door::drive && context.area == Area::home &&
               rules.programs_on_drive.contains(context.role);
    }
    [[nodiscard]] ContentRule unless_workshop(ContentRule rule) const
    {
        return own_workshop() ? ContentRule::none : rule;
    }
    [[nodiscard]] ContentRule unless_encryption_allowed() const
    {
        return rules.encrypted_from.contains(context.role) ? ContentRule::none : ContentRule::encrypted;
    }
    [[nodiscard]] ContentRule unless_macros_allowed() const
    {
        const bool allowed = rules.macros_among_staff && context.among_staff && is_staff(context.role);
        return allowed ? ContentRule::none : ContentRule::macro;
    }
    [[nodiscard]] ContentRule unless_html_allowed(const Part& part) const
    {
        return part.body || rules.html_files_from.contains(context.role) ? ContentRule::none
                                                                         : ContentRule::html_active;
    }
};

/// What a part is.
ContentRule rule_against(const Part& part, const Scales& scales)
{
    switch (part.kind) {
    case Kind::program:
        return scales.unless_workshop(ContentRule::program);
    case Kind::script:
        return scales.unless_workshop(ContentRule::script);
    case Kind::shortcut:
        return scales.unless_workshop(ContentRule::shortcut);
    case Kind::disk_image:
        return scales.unless_workshop(ContentRule::disk_image);
    case Kind::unknown:
        return scales.unless_workshop(ContentRule::unknown_kind);
    case Kind::html:
        return scales.unless_html_allowed(part);
    case Kind::ciphertext:
        return scales.unless_encryption_allowed();
    case Kind::tnef:
        return ContentRule::winmail;
    case Kind::empty:
    case Kind::text:
    case Kind::message:
    case Kind::xml:
    case Kind::svg:
    case Kind::json:
    case Kind::picture:
    case Kind::audio:
    case Kind::video:
    case Kind::pdf:
    case Kind::document:
    case Kind::school:
    case Kind::archive:
    case Kind::calendar:
    case Kind::contact:
    case Kind::font:
    case Kind::signature:
    case Kind::data:
        return ContentRule::none;
    }
    return ContentRule::unknown_kind;
}

/// What was found in it: every trait, one place.
ContentRule rule_against(const Finding& finding, const Scales& scales) // walk
{
    switch (finding.trait) {
    case Trait::header_malformed:
    case Trait::header_doubled:
    case Trait::structure_ambiguous:
    case Trait::encoding_broken:
    case Trait::encoding_unknown:
    case Trait::charset_unreadable:
    case Trait::content_encoded:
        return ContentRule::ambiguous;
    case Trait::hidden_block:
        return ContentRule::hidden;
    case Trait::message_fragment:
    case Trait::message_elsewhere:
        return ContentRule::fragment;
    case Trait::too_deep:
    case Trait::too_many_parts:
    case Trait::too_large_inside:
    case Trait::too_long:
    case Trait::picture_huge:
    case Trait::contact_large:
        return ContentRule::too_big;
    case Trait::not_readable:
    case Trait::not_supported:
    case Trait::out_of_bounds:
        return ContentRule::unreadable;
    case Trait::name_malformed:
    case Trait::name_misleading:
    case Trait::name_device:
    case Trait::name_climbs:
        return ContentRule::name;
    case Trait::name_active:
        return scales.unless_workshop(ContentRule::name);
    case Trait::name_differs:
        return ContentRule::mismatch;
    case Trait::archive_encrypted:
    case Trait::document_encrypted:
    case Trait::message_encrypted:
        return scales.unless_encryption_allowed();
    case Trait::archive_split:
    case Trait::archive_inconsistent:
    case Trait::archive_link:
        return ContentRule::archive_trick;
    case Trait::program_inside:
        return scales.unless_workshop(ContentRule::program);
    case Trait::script_inside:
        return scales.unless_workshop(ContentRule::script);
    case Trait::shortcut_inside:
        return scales.unless_workshop(ContentRule::shortcut);
    case Trait::disk_image_inside:
        return scales.unless_workshop(ContentRule::disk_image);
    case Trait::macro:
        return scales.unless_macros_allowed();
    case Trait::embedded_object:
    case Trait::document_file:
        return ContentRule::embedded;
    case Trait::remote_content:
        return ContentRule::remote;
    case Trait::dynamic_data:
        return ContentRule::formula;
    case Trait::document_script:
    case Trait::document_action:
        return ContentRule::pdf_active;
    case Trait::html_active:
        return ContentRule::html_active;
    case Trait::svg_active:
        return ContentRule::svg_active;
    case Trait::calendar_active:
        return ContentRule::calendar_active;
    case Trait::polyglot:
        return ContentRule::polyglot;
    case Trait::link:
        return scales.links.refuse(finding.detail) ? ContentRule::link_listed : ContentRule::none;
    case Trait::link_disguised:
    case Trait::link_scheme:
        return ContentRule::link_disguised;
    }
    return ContentRule::unreadable;
}

/// The worst so far: the earliest rule, then the first part and detail by name, so that no order of findings
/// matters.
class Worst
{
public:
    void weigh(ContentRule rule, std::string_view part, std::string_view detail)
    {
        if (rule == ContentRule::none)
            return;
        if (rule_ != ContentRule::none && std::tie(rule_, part_, detail_) <= std::tie(rule, part, detail))
            return;

        rule_ = rule;
        part_ = part;
        detail_ = detail;
    }
    [[nodiscard]] ContentVerdict verdict() const
    {
        if (rule_ == ContentRule::none)
            return {.decision = Decision::pass, .rule = rule_, .part = {}, .detail = {}};
        return {.decision = Decision::refuse,
                .rule = rule_,
                .part = std::string(part_),
                .detail = std::string(detail_)};
    }

private:
    ContentRule rule_ = ContentRule::none;
    std::string_view part_;
    std::string_view detail_;
};

constexpr std::string_view workshop_de = "Erwachsene (programs_on_drive) duerfen so etwas im eigenen Ordner "
                                         "aufheben, wo es sonst niemand liest, aber nicht verschicken.";
constexpr std::string_view workshop_en =
    "Adults (programs_on_drive) may keep such things in their own folder, "
    "where nobody else reads, but not send them.";
constexpr std::array differences{
    DoorDifference{ContentRule::program, workshop_de, workshop_en},
    DoorDifference{ContentRule::script, workshop_de, workshop_en},
    DoorDifference{ContentRule::shortcut, workshop_de, workshop_en},
    DoorDifference{ContentRule::disk_image, workshop_de, workshop_en},
    DoorDifference{ContentRule::name, workshop_de, workshop_en},
    DoorDifference{ContentRule::unknown_kind, workshop_de, workshop_en},
};

} // namespace

bool is_staff(Role role) noexcept
{
    return role == Role::teacher || role == Role::staff || role == Role::head || role == Role::administrator;
}

ContentRules default_content_rules()
{
    return {};
}

ContentVerdict judge(const Findings& findings, const Context& context, const ContentRules& rules,
                     const LinkLists& links)
{
    const Scales scales{context, rules, links};
    Worst worst;
    for (const Part& part : findings.parts)
        worst.weigh(rule_against(part, scales), part.path, part.type);
    for (const Finding& finding : findings.list)
        worst.weigh(rule_against(finding, scales), finding.part, finding.detail);

    // An inspection that saw everything has at least one part to tell of: the whole.
    if (!findings.complete || findings.parts.empty())
        worst.weigh(ContentRule::unreadable, "", "");
    return worst.verdict();
}

std::span<const DoorDifference> rules_that_differ_by_door() noexcept
{
    return differences;
}

} // namespace pedell::core
