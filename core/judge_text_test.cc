// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/judge.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::core
{
namespace
{

constexpr std::size_t most_reply = 400; // libmilter's smfi_setmlreply, with room for the door's own words
constexpr std::size_t most_text = 230;

bool fits_a_reply(std::string_view text)
{
    return text.size() <= most_reply &&
           std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F && c != '%'; });
}

template <class T>
void names_lead_back(T last, std::optional<T> (*from)(std::string_view) noexcept)
{
    for (int i = 0; i <= static_cast<int>(last); ++i)
        EXPECT_EQ(from(name_of(static_cast<T>(i))), static_cast<T>(i));
    EXPECT_EQ(from(""), std::nullopt);
}

TEST(JudgeText, EveryNameLeadsBack)
{
    names_lead_back(Door::drive, door_from);
    names_lead_back(Area::teachers, area_from);
    names_lead_back(Decision::defer, decision_from);
    names_lead_back(ContentRule::signature, content_rule_from);
}

TEST(JudgeText, EveryRuleHasATextInBothLanguages)
{
    EXPECT_EQ(all_content_rules().size(), static_cast<std::size_t>(ContentRule::signature));
    for (const ContentRule rule : all_content_rules()) {
        SCOPED_TRACE(name_of(rule));
        for (const auto text : {text_de(rule), text_en(rule)}) {
            EXPECT_FALSE(text.empty());
            EXPECT_LE(text.size(), most_text);
            EXPECT_TRUE(fits_a_reply(text)) << text;
        }
    }
    EXPECT_TRUE(text_de(ContentRule::none).empty());
}

TEST(JudgeText, SaysWhatWhereWhichRuleAndWhatToDoInstead)
{
    const ContentVerdict verdict{Decision::refuse, ContentRule::program,
                                 "Nachricht › Übung 50%.zip › spiel.exe", "exe"};
    EXPECT_EQ(
        refusal_de(verdict),
        "Nachricht > Uebung 50_.zip > spiel.exe: Programme und Installationsdateien sind hier nicht erlaubt. "
        "Bitte weglassen; was fuer den Unterricht gebraucht wird, installiert die Schul-IT. (Regel program, "
        "exe)");
    EXPECT_THAT(refusal_en(verdict), testing::HasSubstr("(rule program, exe)"));
}

TEST(JudgeText, FoldsWhateverAPartIsCalled)
{
    struct Case {
        std::string_view part;
        std::string_view folded;
    };
    for (const auto& [part, folded] : {
             Case{"Äpfel ÖL ÜBER straße", "Aepfel OeL UeBER strasse"},
             Case{"Mu\xCC\x88ller", "Mueller"}, // decomposed, as macOS writes names
             Case{"caf\xC3\xA9", "cafe"},       //
             Case{"a\xE2\x80\xAE"
                  "b",
                  "a_b"},                      // turns the reading direction
             Case{"a\r\nb\"c\\d", "a__b_c_d"}, //
             Case{"a\xFF\xFE", "a__"},         // no UTF-8
             Case{"\xE6\xBC\xA2", "_"},        // a letter without a fold
         }) {
        SCOPED_TRACE(folded);
        const auto text = refusal_de({Decision::refuse, ContentRule::macro, std::string(part), ""});
        EXPECT_TRUE(text.starts_with(std::string(folded) + ": ")) << text;
        EXPECT_TRUE(fits_a_reply(text));
    }
}

TEST(JudgeText, StaysWithinAReplyForTheLongestNames)
{
    const std::string part = "Nachricht › " + std::string(3000, 'x') + " › ende.exe";
    for (const ContentRule rule : all_content_rules()) {
        const ContentVerdict verdict{Decision::refuse, rule, part, std::string(300, '%')};
        EXPECT_TRUE(fits_a_reply(refusal_de(verdict))) << refusal_de(verdict);
        EXPECT_TRUE(fits_a_reply(refusal_en(verdict))) << refusal_en(verdict);
        EXPECT_THAT(refusal_de(verdict), testing::HasSubstr("> ende.exe: "));
    }
}

TEST(JudgeText, TellsADeferredVerdictToTryAgain)
{
    EXPECT_THAT(refusal_de({}), testing::HasSubstr("spaeter noch einmal"));
    EXPECT_THAT(refusal_en({}), testing::HasSubstr("try again later"));
    EXPECT_TRUE(refusal_de({Decision::pass, ContentRule::none, "", ""}).empty());
}

TEST(JudgeText, EveryDifferenceByDoorHasItsReason)
{
    for (const auto& difference : rules_that_differ_by_door()) {
        EXPECT_FALSE(difference.reason_de.empty());
        EXPECT_FALSE(difference.reason_en.empty());
    }
}

} // namespace
} // namespace pedell::core
