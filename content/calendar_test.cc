// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/calendar.h"

#include "content/test_walk.h"

#include <gtest/gtest.h>

namespace pedell::content
{
namespace
{

using core::Kind;
using core::Trait;
using test::has;
using test::listed;

core::Findings of(std::string_view bytes)
{
    return test::found_by([&](Walk& walk) {
        Piece piece;
        piece.bytes = bytes;
        piece.origin = Origin::message_part;
        look_into_calendar(walk, piece);
    });
}

std::string event(const std::string& lines)
{
    return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n" + lines + "END:VEVENT\r\nEND:VCALENDAR\r\n";
}

TEST(Calendar, WhatActsIsFound) // 82
{
    EXPECT_TRUE(has(of(event("BEGIN:VALARM\r\nACTION:PROCEDURE\r\nATTACH:file:///x.exe\r\nEND:VALARM\r\n")),
                    Trait::calendar_active));
    EXPECT_TRUE(has(of(event("BEGIN:VALARM\r\nACTION:EMAIL\r\nEND:VALARM\r\n")), Trait::calendar_active));
    EXPECT_TRUE(has(of(event("ATTACH:file:///x.exe\r\n")), Trait::link_scheme));
    EXPECT_TRUE(has(of(event("ATTACH;VALUE=BINARY;ENCODING=BASE64;X-FILENAME=\"a.exe\":SGFsbG8=\r\n")),
                    Trait::name_active));
    EXPECT_TRUE(
        has(of(event("ATTACH;ENCODING=BASE64;FILENAME=a.\r\n exe:SGFs\r\n bG8=\r\n")), Trait::name_active));
    EXPECT_TRUE(
        has(of(event("X-ALT-DESC;FMTTYPE=text/html:<html><body><script>x()</script></body></html>\r\n")),
            Trait::html_active));
    EXPECT_TRUE(has(of(event("URL:https://boese.test/\r\n")), Trait::link, "boese.test"));
    EXPECT_TRUE(
        has(of(event("DESCRIPTION:Lies https://boe\r\n se.test/\\nbald\r\n")), Trait::link, "boese.test"));
    EXPECT_TRUE(
        has(of(event("ATTACH:data:text/html;base64,PHNjcmlwdD54KCk8L3NjcmlwdD4=\r\n")), Trait::html_active));
    EXPECT_TRUE(
        has(of(event("DESCRIPTION;ALTREP=\"https://boese.test/\":x\r\n")), Trait::link, "boese.test"));
}

TEST(Calendar, InvitationsAreClean)
{
    EXPECT_EQ(listed(of(event("DTSTART;TZID=Europe/Berlin:20240101T100000\r\nSUMMARY:Elternabend\\, 5a\r\n"
                              "ORGANIZER;CN=\"Maier: Anna\":mailto:a@schule.test\r\n"
                              "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\r\nX-MS-OLK-CONFTYPE:0\r\n"
                              "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Hallo</p></body></html>\r\n"
                              "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\n"))),
              "");
}

TEST(Contact, PhotosAreLookedAt) // 83
{
    const auto findings = of("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna\r\nPHOTO;ENCODING=b;TYPE=PNG:"
                             "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk\r\n"
                             " +M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\nEND:VCARD\r\n");
    EXPECT_EQ(listed(findings), "");
    ASSERT_EQ(findings.parts.size(), 1U);
    EXPECT_EQ(findings.parts[0].kind, Kind::picture);
    EXPECT_EQ(of("BEGIN:VCARD\nVERSION:2.1\nPHOTO;BASE64;PNG:SGFsbG8=\n\nEND:VCARD\n").parts.size(), 1U);
    EXPECT_EQ(listed(of("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC="
                        "\nller\nEND:VCARD\n")),
              "");
}

TEST(Contact, LargeOnesAreFound)
{
    EXPECT_TRUE(
        has(of("BEGIN:VCARD\nNOTE:" + std::string(201'000, 'a') + "\nEND:VCARD\n"), Trait::contact_large));
    EXPECT_FALSE(
        has(of("BEGIN:VCARD\nNOTE:" + std::string(100'000, 'a') + "\nEND:VCARD\n"), Trait::contact_large));
}

} // namespace
} // namespace pedell::content
