// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/judge.h"

#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

constexpr Context pupil_mail{
    .role = Role::pupil, .door = Door::mail, .area = Area::mailbox, .among_staff = false};
constexpr Context teacher_mail{
    .role = Role::teacher, .door = Door::mail, .area = Area::mailbox, .among_staff = false};
constexpr Context teacher_home{
    .role = Role::teacher, .door = Door::drive, .area = Area::home, .among_staff = true};
constexpr Context teacher_class{
    .role = Role::teacher, .door = Door::drive, .area = Area::material, .among_staff = false};
constexpr Context pupil_home{
    .role = Role::pupil, .door = Door::drive, .area = Area::home, .among_staff = false};

Findings one(Kind kind, bool body = false)
{
    return {.parts = {{.path = "a", .kind = kind, .type = "x/y", .bytes = 1, .body = body}},
            .list = {},
            .complete = true};
}

Findings with(Trait trait, std::string detail = {})
{
    return {.parts = {{.path = "a", .kind = Kind::text, .type = "text/plain", .bytes = 1, .body = false}},
            .list = {{.trait = trait, .part = "a", .detail = std::move(detail)}},
            .complete = true};
}

ContentRule rule_for(const Findings& findings, const Context& context, const ContentRules& rules = {})
{
    const auto verdict = judge(findings, context, rules, {});
    EXPECT_EQ(verdict.passed(), verdict.rule == ContentRule::none);
    EXPECT_NE(verdict.decision, Decision::defer);
    return verdict.rule;
}

TEST(Judge, NamesARuleForEachKind)
{
    struct Case {
        Kind kind;
        ContentRule pupil;
        ContentRule teacher_at_home;
    };
    using enum ContentRule;
    for (const auto& [kind, pupil, at_home] : {
             Case{Kind::text, none, none},
             Case{Kind::empty, none, none},
             Case{Kind::message, none, none},
             Case{Kind::picture, none, none},
             Case{Kind::document, none, none},
             Case{Kind::school, none, none},
             Case{Kind::archive, none, none},
             Case{Kind::data, none, none},
             Case{Kind::signature, none, none},
             Case{Kind::program, program, none},
             Case{Kind::script, script, none},
             Case{Kind::shortcut, shortcut, none},
             Case{Kind::disk_image, disk_image, none},
             Case{Kind::unknown, unknown_kind, none},
             Case{Kind::html, html_active, none},
             Case{Kind::tnef, winmail, winmail},
             Case{Kind::ciphertext, encrypted, none},
         }) {
        SCOPED_TRACE(name_of(kind));
        EXPECT_EQ(rule_for(one(kind), pupil_mail), pupil);
        EXPECT_EQ(rule_for(one(kind), pupil_home), pupil);
        EXPECT_EQ(rule_for(one(kind), teacher_home), at_home);
    }
}

TEST(Judge, KeepsProgramsOfAdultsInTheirOwnFolderAlone)
{
    for (const auto& found :
         {one(Kind::program), with(Trait::program_inside), with(Trait::name_active, "exe")}) {
        EXPECT_EQ(rule_for(found, teacher_home), ContentRule::none);
        EXPECT_NE(rule_for(found, teacher_mail), ContentRule::none);
        EXPECT_NE(rule_for(found, teacher_class), ContentRule::none);
        EXPECT_NE(rule_for(found, pupil_home), ContentRule::none);
        Context wrong_door = teacher_home;
        wrong_door.door = Door::mail;
        EXPECT_NE(rule_for(found, wrong_door), ContentRule::none);
        EXPECT_NE(rule_for(found, teacher_home, {.programs_on_drive = {}}), ContentRule::none);
    }
    EXPECT_EQ(rule_for(with(Trait::name_misleading), teacher_home), ContentRule::name);
}

TEST(Judge, RefusesWhatCanBeReadTwoWaysFromEverybodyEverywhere)
{
    struct Case {
        Trait trait;
        ContentRule rule;
    };
    using enum ContentRule;
    for (const auto& [trait, rule] : {
             Case{Trait::header_malformed, ambiguous},
             Case{Trait::header_doubled, ambiguous},
             Case{Trait::structure_ambiguous, ambiguous},
             Case{Trait::encoding_broken, ambiguous},
             Case{Trait::encoding_unknown, ambiguous},
             Case{Trait::charset_unreadable, ambiguous},
             Case{Trait::content_encoded, ambiguous},
             Case{Trait::hidden_block, hidden},
             Case{Trait::message_fragment, fragment},
             Case{Trait::message_elsewhere, fragment},
             Case{Trait::too_deep, too_big},
             Case{Trait::too_many_parts, too_big},
             Case{Trait::too_large_inside, too_big},
             Case{Trait::too_long, too_big},
             Case{Trait::picture_huge, too_big},
             Case{Trait::contact_large, too_big},
             Case{Trait::not_readable, unreadable},
             Case{Trait::not_supported, unreadable},
             Case{Trait::out_of_bounds, unreadable},
             Case{Trait::name_malformed, name},
             Case{Trait::name_misleading, name},
             Case{Trait::name_device, name},
             Case{Trait::name_climbs, name},
             Case{Trait::name_differs, mismatch},
             Case{Trait::archive_split, archive_trick},
             Case{Trait::archive_inconsistent, archive_trick},
             Case{Trait::archive_link, archive_trick},
             Case{Trait::embedded_object, embedded},
             Case{Trait::document_file, embedded},
             Case{Trait::remote_content, remote},
             Case{Trait::dynamic_data, formula},
             Case{Trait::document_script, pdf_active},
             Case{Trait::document_action, pdf_active},
             Case{Trait::html_active, html_active},
             Case{Trait::svg_active, svg_active},
             Case{Trait::calendar_active, calendar_active},
             Case{Trait::polyglot, polyglot},
             Case{Trait::link_disguised, link_disguised},
             Case{Trait::link_scheme, link_disguised},
             Case{Trait::macro, macro}, // the default of the module
         })
        for (const Role role : all_roles)
            for (const Door door : all_doors)
                for (const Area area : all_areas) {
                    SCOPED_TRACE(name_of(trait));
                    SCOPED_TRACE(name_of(role));
                    EXPECT_EQ(rule_for(with(trait), {role, door, area, true}), rule);
                }
}

TEST(Judge, LetsMacrosPassBetweenStaffOnlyWithTheModule)
{
    const ContentRules module{.macros_among_staff = true};
    Context among = teacher_mail;
    among.among_staff = true;
    EXPECT_EQ(rule_for(with(Trait::macro), among), ContentRule::macro);
    EXPECT_EQ(rule_for(with(Trait::macro), among, module), ContentRule::none);
    EXPECT_EQ(rule_for(with(Trait::macro), teacher_mail, module), ContentRule::macro);
    for (const Role role : {Role::pupil, Role::guardian, Role::guest, Role::device}) {
        among.role = role;
        EXPECT_EQ(rule_for(with(Trait::macro), among, module), ContentRule::macro) << name_of(role);
    }
}

TEST(Judge, LetsEncryptedThingsPassByRole)
{
    for (const Trait trait :
         {Trait::archive_encrypted, Trait::document_encrypted, Trait::message_encrypted}) {
        EXPECT_EQ(rule_for(with(trait), pupil_mail), ContentRule::encrypted);
        EXPECT_EQ(rule_for(with(trait), teacher_mail), ContentRule::none);
        EXPECT_EQ(rule_for(with(trait), teacher_mail, {.encrypted_from = {}}), ContentRule::encrypted);
    }
}

TEST(Judge, TellsTheTextOfAMessageFromAFileOfHtml)
{
    EXPECT_EQ(rule_for(one(Kind::html, true), pupil_mail), ContentRule::none);
    EXPECT_EQ(rule_for(one(Kind::html, false), pupil_mail), ContentRule::html_active);
    EXPECT_EQ(rule_for(one(Kind::html, false), pupil_mail, {.html_files_from = {Role::pupil}}),
              ContentRule::none);
    EXPECT_EQ(rule_for(one(Kind::html, false), teacher_mail), ContentRule::none);
}

TEST(Judge, RefusesListedHostsUnlessAllowed)
{
    LinkLists lists;
    lists.refused.add_line("bad.example");
    lists.refused.finish();
    lists.allowed.add_line("lernen.bad.example");
    lists.allowed.finish();
    const auto rule = [&](const char* host) {
        return judge(with(Trait::link, host), teacher_mail, {}, lists).rule;
    };
    EXPECT_EQ(rule("www.bad.example"), ContentRule::link_listed);
    EXPECT_EQ(rule("lernen.bad.example"), ContentRule::none);
    EXPECT_EQ(rule("good.example"), ContentRule::none);
}

TEST(Judge, NeverPassesWhatIsNotComplete)
{
    Findings findings = one(Kind::text);
    findings.complete = false;
    EXPECT_EQ(rule_for(findings, teacher_home), ContentRule::unreadable);
    EXPECT_EQ(rule_for(Findings{}, teacher_home), ContentRule::unreadable);
    const Findings nothing_seen{.parts = {}, .list = {}, .complete = true};
    EXPECT_EQ(rule_for(nothing_seen, teacher_home), ContentRule::unreadable);
}

TEST(Judge, NamesTheFirstRuleAndItsPart)
{
    Findings findings = one(Kind::text);
    findings.list = {{Trait::polyglot, "z", ""},
                     {Trait::program_inside, "c", "2"},
                     {Trait::program_inside, "b", "1"},
                     {Trait::hidden_block, "a", ""}};
    const auto verdict = judge(findings, pupil_mail, {}, {});
    EXPECT_EQ(verdict, (ContentVerdict{Decision::refuse, ContentRule::program, "b", "1"}));
}

} // namespace
} // namespace pedell::core
