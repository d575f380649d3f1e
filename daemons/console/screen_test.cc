// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/console/screen.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace pedell::console
{
namespace
{

using Lines = std::vector<std::string>;

/// A school at work.
Facts at_work()
{
    Facts facts;
    facts.version = "0.1.0";
    facts.image_version = "0.1.0.7";
    facts.school = "Grundschule am Wald";
    facts.host = "server.ad.waldschule.de";
    facts.addresses = {{"eno1", "192.168.1.10", true, true}};
    facts.phase = Phase::done;
    for (const char* name : {"Verwaltung", "DNS 53", "SMB 445", "IMAPS 993", "Mail 465"})
        facts.services.push_back({name, true});
    facts.fingerprint = std::string(62, 'A') + "0F";
    facts.disks = {{"/var", 12}, {"/srv/pedell", 3}};
    return facts;
}

std::string all_of(const Lines& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += line + "\n";
    return text;
}

std::size_t characters(const std::string& line)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(line, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

TEST(Screen, ShowsWhatSomebodyInFrontOfItNeeds)
{
    const std::string text = all_of(screen(at_work()));

    for (const char* part :
         {"PEDELL 0.1.0", "0.1.0.7", "Grundschule am Wald", "server.ad.waldschule.de", "192.168.1.10 (eno1)",
          "bereit / ready", "ok  IMAPS 993", "AAAA AAAA", "AA0F", "/var 12 %", "/srv/pedell 3 %"})
        EXPECT_TRUE(text.contains(part)) << part << "\n" << text;
}

TEST(Screen, ShowsTheFirstPasswordWithWhatToDo)
{
    Facts facts = at_work();
    EXPECT_FALSE(all_of(screen(facts)).contains("Einmal-Kennwort"));

    facts.first_log_on = FirstLogOn{"ada.lovelace", "Apfel-Birne-42"};
    const std::string text = all_of(screen(facts));
    EXPECT_TRUE(text.contains("ada.lovelace")) << text;
    EXPECT_TRUE(text.contains("Einmal-Kennwort / one-time password:  Apfel-Birne-42")) << text;
    EXPECT_TRUE(text.contains("to be changed at the first log-on")) << text;
}

TEST(Screen, FitsOnEightyByTwentyFiveWhateverIsTold)
{
    Facts facts = at_work();
    facts.phase = Phase::waiting;
    facts.school = std::string(80, 'W');
    facts.host = std::string(120, 'h');
    facts.addresses.assign(9, {"eno1", "2001:db8:1234:5678:9abc:def0:1234:5678", false, false});
    facts.first_log_on = FirstLogOn{std::string(64, 'l'), "p"};
    facts.recovery_key = std::string(71, 'k');
    facts.updates.assign(3, {std::string(90, 'u'), "u"});
    for (int i = 0; i < 40; ++i)
        facts.faults.push_back({std::string(30, 'f') +
                                    " Fehler Nummer mit vielen Worten, die nicht in eine Zeile "
                                    "passen und deshalb umbrochen werden",
                                "äöü fault with words"});

    const Lines lines = screen(facts);

    EXPECT_LE(lines.size(), screen_rows);
    for (const std::string& line : lines)
        EXPECT_LE(characters(line), screen_columns) << line;
    EXPECT_TRUE(all_of(lines).contains("FEHLER-school.txt"));
    EXPECT_TRUE(all_of(lines).contains("Einmal-Kennwort"))
        << "the list of faults gives way, not the password";
}

TEST(Screen, NothingInAFileMovesTheCursor)
{
    Facts facts = at_work();
    facts.school = "Wald\033[2Jschule";
    facts.faults = {{"a\rb\nc\x7F", "\033]0;title\a"}};

    for (const std::string& line : screen(facts))
        EXPECT_TRUE(std::ranges::all_of(line, [](char c) {
            return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
        })) << line;
    for (const std::string& line : plain(facts))
        EXPECT_FALSE(line.contains('\033')) << line;
}

TEST(Screen, LongTextIsBrokenAtBlanks)
{
    EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
    EXPECT_EQ(wrapped("onetwothree", 4), (Lines{"onet", "woth", "ree"}));
    EXPECT_EQ(wrapped("äöü äöü", 3), (Lines{"äöü", "äöü"}));
    EXPECT_EQ(wrapped("", 7), Lines{});
}

TEST(State, ReadyIsWhenEveryDoorAnswers)
{
    Facts facts = at_work();
    EXPECT_TRUE(is_ready(facts));
    EXPECT_EQ(plain(facts).back(), "pedell: bereit / ready");

    facts.services[3].up = false;
    EXPECT_FALSE(is_ready(facts));
    EXPECT_NE(plain(facts).back(), "pedell: bereit / ready");
    EXPECT_TRUE(all_of(plain(facts)).contains("pedell: IMAPS 993: aus / down"));
    EXPECT_TRUE(all_of(screen(facts)).contains("AUS IMAPS 993"));

    for (const Phase phase : {Phase::unknown, Phase::waiting, Phase::setting_up, Phase::failed}) {
        facts = at_work();
        facts.phase = phase;
        EXPECT_FALSE(is_ready(facts));
    }
    facts = at_work();
    facts.services.clear();
    EXPECT_FALSE(is_ready(facts)) << "nothing known is nothing that answers";
}

TEST(News, AreWhatWasNotSaidBefore)
{
    Facts before = at_work();
    before.services[3].up = false;
    const Facts now = at_work();

    EXPECT_EQ(news(plain(before), plain(now)), Lines{"pedell: bereit / ready"});
    EXPECT_EQ(news(plain(now), plain(now)), Lines{});

    Facts later = now;
    later.addresses[0].address = "192.168.1.11";
    EXPECT_EQ(news(plain(now), plain(later)),
              (Lines{"pedell: Adresse / address: 192.168.1.11 (eno1)", "pedell: bereit / ready"}));
}

} // namespace
} // namespace pedell::console
