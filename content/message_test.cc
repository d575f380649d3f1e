// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/message.h"

#include "content/test_walk.h"

#include <gtest/gtest.h>

namespace pedell::content
{
namespace
{

using core::Kind;
using core::Trait;
using test::crlf;
using test::has;
using test::in_message;
using test::listed;

const std::string top = "From: anna@schule.test\nTo: ben@schule.test\nSubject: Hallo\nMIME-Version: 1.0\n";
const std::string png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

std::string mixed(const std::string& parts, const std::string& boundary = "x1")
{
    return top + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n" + parts;
}
std::string text_part(const std::string& text)
{
    return "--x1\nContent-Type: text/plain; charset=utf-8\n\n" + text + "\n";
}
std::string file_part(const std::string& type, const std::string& name, const std::string& base64)
{
    return "--x1\nContent-Type: " + type + "; name=\"" + name +
           "\"\nContent-Disposition: attachment; filename=\"" + name +
           "\"\nContent-Transfer-Encoding: base64\n\n" + base64 + "\n";
}
std::string nested(int levels, const std::string& type)
{
    std::string text = "Content-Type: text/plain\n\nHallo\n";
    for (int i = 0; i < levels; ++i)
        text = type == "message"
                   ? "Content-Type: message/rfc822\n\n" + text
                   : "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" +
                         std::to_string(i) + "\n" + text + "\n--b" + std::to_string(i) + "--\n";
    return top + text;
}

struct Case {
    const char* label;
    std::string bytes;
    Trait expected;
};

void expect_all(const std::vector<Case>& cases)
{
    for (const auto& one : cases)
        for (const bool wide : {false, true}) {
            SCOPED_TRACE(one.label);
            const auto findings = in_message(wide ? crlf(one.bytes) : one.bytes);
            EXPECT_TRUE(has(findings, one.expected)) << "instead: " << listed(findings);
        }
}

TEST(Message, StructuresThatReadersTakeDifferentlyAreFound)
{
    expect_all({
        {"14 no header in a part", mixed("--x1\nhello there\nContent-Type: text/html\n\nx\n--x1--\n"),
         Trait::header_malformed},
        {"20 line like a delimiter", mixed(text_part("a\n--x1foo\nb") + "--x1--\n"),
         Trait::structure_ambiguous},
        {"21 boundary of the outer level",
         mixed("--x1\nContent-Type: multipart/mixed; boundary=x1\n\n--x1\n\na\n--x1--\n--x1--\n"),
         Trait::structure_ambiguous},
        {"21 equal, inside a level",
         mixed("--x1\nContent-Type: multipart/mixed; boundary=x2\n\n--x2\nContent-Type: multipart/mixed; "
               "boundary=x2\n\n--x2\n\na\n--x2--\n--x1--\n"),
         Trait::structure_ambiguous},
        {"23 header in the preamble",
         mixed("Content-Type: text/html\n\n<script>\n" + text_part("a") + "--x1--\n"),
         Trait::structure_ambiguous},
        {"23 header in the epilogue", mixed(text_part("a") + "--x1--\n--y\nContent-Type: text/html\n\nx\n"),
         Trait::structure_ambiguous},
        {"23 much in the epilogue", mixed(text_part("a") + "--x1--\n" + std::string(5'000, 'a')),
         Trait::structure_ambiguous},
        {"23 uuencode in the epilogue", mixed(text_part("a") + "--x1--\nbegin 644 x.exe\n#86)C\n`\nend\n"),
         Trait::hidden_block},
        {"23 delimiter behind the end", mixed(text_part("a") + "--x1--\n" + text_part("b")),
         Trait::structure_ambiguous},
        {"19 delimiters missing", mixed("Hallo\n"), Trait::structure_ambiguous},
        {"24 part without blank line", mixed("--x1\nHallo Welt\n--x1--\n"), Trait::header_malformed},
        {"28 fragment", top + "Content-Type: message/partial; id=1; number=1; total=2\n\nx\n",
         Trait::message_fragment},
        {"29 elsewhere",
         top + "Content-Type: message/external-body; access-type=url; url=\"http://a.test\"\n\n\n",
         Trait::message_elsewhere},
        {"33 tree without type",
         "From: a@b.test\nSubject: x\n\n--x\nContent-Type: text/html\n\n<b>x</b>\n--x--\n",
         Trait::hidden_block},
        {"33 header at a text's beginning",
         top + "Content-Type: text/plain\n\nContent-Type: text/html\n\n<script>\n", Trait::hidden_block},
        {"34 multipart bomb", nested(40, "multipart"), Trait::too_deep},
        {"34 message bomb", nested(40, "message"), Trait::too_deep},
        {"35 part bomb", mixed([] {
             std::string many;
             for (int i = 0; i < 5'000; ++i)
                 many += "--x1\n\n";
             return many;
         }()),
         Trait::too_many_parts},
    });
}

TEST(Message, EncodingsThatHideAreFound)
{
    const auto part = [](const std::string& encoding, const std::string& type, const std::string& body) {
        return top + "Content-Type: " + type + "\nContent-Transfer-Encoding: " + encoding + "\n\n" + body +
               "\n";
    };
    expect_all({
        {"41 junk", part("base64", "application/pdf", "JVBE*Ri0xLjQK"), Trait::encoding_broken},
        {"41 two blocks", part("base64", "application/pdf", "JVBERg==JVBERg=="), Trait::encoding_broken},
        {"44 footer", part("base64", "text/plain", "SGFsbG8=\n-- \nFusszeile der Liste"),
         Trait::encoding_broken},
        {"45 illegal escape in a file", part("quoted-printable", "application/pdf", "%PDF-1.4 =ZZ"),
         Trait::encoding_broken},
        {"48 uuencode in text", part("7bit", "text/plain", "Hallo\nbegin 644 x.exe\n#86)C\n`\nend"),
         Trait::hidden_block},
        {"49 yEnc", part("8bit", "text/plain", "=ybegin line=128 size=3 name=x.exe\nabc"),
         Trait::hidden_block},
        {"52 NUL", part("8bit", "text/plain", std::string("a\0b", 3)), Trait::encoding_broken},
        {"53 UTF-7", part("7bit", "text/html; charset=utf-7", "+ADw-script+AD4-"), Trait::charset_unreadable},
        {"53 unknown set", part("8bit", "text/html; charset=x-eigen", "<b>x</b>"), Trait::charset_unreadable},
        {"53 mark against header", part("base64", "text/html; charset=utf-8", "//48AGIAPgA="),
         Trait::charset_unreadable},
        {"54 endless line", part("8bit", "text/plain", std::string(150'000, 'a')), Trait::too_long},
    });
}

TEST(Message, NamesAndTypesOfEveryPartAreSeen)
{
    expect_all({
        {"5 second name",
         mixed("--x1\nContent-Type: image/png; name=\"a.png\"\nContent-Disposition: attachment; "
               "filename=\"a.exe\"\nContent-Transfer-Encoding: base64\n\n" +
               png + "\n--x1--\n"),
         Trait::name_active},
        {"57 encoded name",
         mixed(file_part("application/pdf", "=?utf-8?B?YS5leGU=?=", "JVBERi0xLjQK") + "--x1--\n"),
         Trait::name_active},
        {"34 inside an attached message",
         mixed("--x1\nContent-Type: message/rfc822\n\nSubject: x\n"
               "Content-Type: application/pdf; name=spiel.exe\n\nx\n--x1--\n"),
         Trait::name_active},
        {"26 attached message in base64",
         mixed(file_part("message/rfc822", "a.eml",
                         "U3ViamVjdDogeApDb250ZW50LVR5cGU6IGltYWdlL3BuZzsgbmFtZT1hLmV4ZQoKeAo=") +
               "--x1--\n"),
         Trait::name_active},
        {"30 digest",
         top + "Content-Type: multipart/digest; boundary=x1\n\n--x1\n\nSubject: x\nContent-Type: text/plain; "
               "name=a.exe\n\nHallo\n--x1--\n",
         Trait::name_active},
        {"31 unknown subtype",
         top + "Content-Type: multipart/x-eigen; boundary=x1\n\n" + file_part("image/png", "a.exe", png) +
             "--x1--\n",
         Trait::name_active},
        {"32 no MIME-Version",
         "From: a@b.test\nContent-Type: multipart/mixed; boundary=x1\n\n" +
             file_part("image/png", "a.exe", png) + "--x1--\n",
         Trait::name_active},
        {"22 end missing", mixed(text_part("a") + file_part("image/png", "a.exe", png)), Trait::name_active},
        {"91 link in the subject", "From: a@b.test\nSubject: =?utf-8?Q?Lies_https://boese.test/?=\n\nx\n",
         Trait::link},
        {"91 link over a soft break",
         top + "Content-Type: text/plain; format=flowed; delsp=yes\n\nhttps://boe \nse.test/\n", Trait::link},
        {"91 link in a list's field", top + "List-Unsubscribe: <https://boese.test/x>\n\nx\n", Trait::link},
    });
}

void expect_clean(const std::string& label, const std::string& bytes)
{
    for (const bool wide : {false, true}) {
        SCOPED_TRACE(label);
        const auto findings = in_message(wide ? crlf(bytes) : bytes);
        EXPECT_EQ(listed(findings), "");
        EXPECT_TRUE(findings.complete);
    }
}

TEST(Message, OrdinaryMailIsClean)
{
    expect_clean("text",
                 top +
                     "Content-Type: text/plain; charset=utf-8; format=flowed\n\nHallo Ben,\n\nbis morgen!\n");
    expect_clean("no MIME", "From: root@schule.test\nSubject: cron\n\nAlles gut.\n");
    expect_clean("header only", "From: root@schule.test\nSubject: cron\n");
    expect_clean("blank first line", "\nAlles gut.\n");
    expect_clean("empty body", top + "\n");
    expect_clean("picture", mixed(text_part("Foto") + file_part("image/png", "Foto.png", png) + "--x1--\n"));
    expect_clean(
        "5 ASCII and UTF-8 name",
        mixed("--x1\nContent-Type: image/png; name=\"Schuler.png\"\nContent-Disposition: attachment;\n "
              "filename*=utf-8''Sch%C3%BCler.png\nContent-Transfer-Encoding: base64\n\n" +
              png + "\n--x1--\n"));
    expect_clean("20 padding behind the delimiter",
                 mixed("--x1  \nContent-Type: text/plain\n\na\n--x1-- \n"));
    expect_clean(
        "21 Outlook's boundaries",
        mixed("--x1\nContent-Type: multipart/alternative; boundary=\"x1_alt\"\n\n--x1_alt\nContent-Type: "
              "text/plain\n\na\n--x1_alt\nContent-Type: text/html\n\n<p>a</p>\n--x1_alt--\n\n--x1--\n"));
    expect_clean(
        "21 the same, inside an attached message",
        mixed("--x1\nContent-Type: message/rfc822\n\nSubject: x\nContent-Type: multipart/alternative; "
              "boundary=\"x1_alt\"\n\n--x1_alt\nContent-Type: text/plain\n\na\n--x1_alt--\n\n--x1--\n"));
    expect_clean("22 cut off", mixed(text_part("a")));
    expect_clean("23 preamble and footer", mixed("This is a multi-part message in MIME format.\n" +
                                                 text_part("a") + "--x1--\n_______\nListe 5a\n"));
    expect_clean("24 part without header", mixed("--x1\n\nHallo\n--x1--\n"));
    expect_clean("empty part", mixed("--x1\n--x1--\n"));
    expect_clean("empty multipart", mixed(""));
    expect_clean("25 8bit multipart",
                 top + "Content-Type: multipart/mixed; boundary=x1\nContent-Transfer-Encoding: 8bit\n\n" +
                     text_part("\u00fc") + "--x1--\n");
    expect_clean("27 bounce",
                 top + "Content-Type: multipart/report; report-type=delivery-status; boundary=x1\n\n" +
                     text_part("Nicht da") +
                     "--x1\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
                     "schule.test\n\nFinal-Recipient: "
                     "rfc822; ben@schule.test\nAction: failed\n\n--x1\nContent-Type: "
                     "text/rfc822-headers\n\nSubject: x\n\n--x1--\n");
    expect_clean(
        "30 digest",
        top + "Content-Type: multipart/digest; boundary=x1\n\n--x1\n\nSubject: a\n\nb\n\n--x1\n\nSubject: "
              "c\n\nd\n\n--x1--\n");
    expect_clean("33 mail about MIME",
                 top + "Content-Type: text/plain\n\nSchreibe so:\n--x\nContent-Type: text/html\n\n");
    expect_clean("34 six forwards", nested(6, "message"));
    expect_clean("38 dashes", mixed(text_part(std::string(20'000, '-')) + "--x1--\n"));
    expect_clean("45 PHP's quoted-printable",
                 top + "Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
                       "a=b und c=\nd\n");
    expect_clean(
        "46 calendar in quoted-printable",
        mixed("--x1\nContent-Type: text/calendar; name=a.ics\nContent-Transfer-Encoding: quoted-printable\n\n"
              "BEGIN:VCALENDAR\nVERSION:2.0\nSUMMARY:F=C3=BCr alle\nEND:VCALENDAR\n--x1--\n"));
    expect_clean("48 begin", top + "\nbegin 8 Uhr im Raum 644\n");
    expect_clean("53 Japanese", top + "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$3$s\x1b(B\n");
    expect_clean("53 Windows",
                 top + "Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: 8bit\n\n"
                       "\x84Gr\xfc\xdf"
                       "e\x93\n");
    expect_clean("54 newsletter in one line",
                 top + "Content-Type: text/html\n\n<p>" + std::string(40'000, 'a') + "</p>\n");
}

TEST(Message, EveryLeafIsAPart)
{
    const auto findings =
        in_message(mixed(text_part("Foto") + file_part("image/png", "Foto.png", png) + "--x1--\n"));
    ASSERT_EQ(findings.parts.size(), 3U);
    EXPECT_EQ(findings.parts[0].kind, Kind::message);
    EXPECT_EQ(findings.parts[1].path, "Nachricht › Text");
    EXPECT_EQ(findings.parts[1].kind, Kind::text);
    EXPECT_EQ(findings.parts[2].path, "Nachricht › Foto.png");
    EXPECT_EQ(findings.parts[2].kind, Kind::picture);
    EXPECT_EQ(findings.parts[2].bytes, 70U);
}

TEST(Message, ProgramsAreSeenWhateverTheyAreCalled)
{
    const std::string program =
        "TVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
        "AAAAgAAAAA4fug4AtAnNIbgBTM0hVGhpcyBwcm9ncmFtIGNhbm5vdCBiZSBydW4gaW4gRE9T\n";
    for (const std::string encoding : {"base64",  // 33
                                       "7bit"}) { // c: the second view of a body that says it is not encoded
        SCOPED_TRACE(encoding);
        const auto findings = in_message(
            top + "Content-Type: text/plain\nContent-Transfer-Encoding: " + encoding + "\n\n" + program);
        EXPECT_EQ(findings.parts.back().kind, Kind::program);
    }
}

std::vector<std::pair<Trait, std::string>> sorted(const core::Findings& findings)
{
    std::vector<std::pair<Trait, std::string>> list;
    for (const auto& one : findings.list)
        list.emplace_back(one.trait, one.detail);
    std::ranges::sort(list);
    return list;
}

/// So many bytes of header fields, or of lines where `prefix` is empty.
std::string padding(std::size_t bytes, const std::string& prefix)
{
    std::string lines;
    while (bytes > 0) {
        const auto take = bytes > 1'800 ? std::size_t{900} : bytes > 900 ? bytes / 2 : bytes;
        const auto fixed = prefix.size() + 2;
        lines += prefix + std::string(take > fixed ? take - fixed : 0, 'a') + "\r\n";
        bytes -= take;
    }
    return lines;
}

TEST(Message, PaddingNeverChangesWhatIsFound) // 39
{
    const auto tail = text_part("Lies https://a.test/") + file_part("image/png", "a.exe", png) +
                      file_part("application/pdf", "b.pdf", "JVBE*Rg==") + "--x1--\n";
    const auto head = crlf(mixed(""));
    const auto whole = head + crlf(tail);
    const auto expected = sorted(in_message(whole));
    ASSERT_EQ(expected.size(), 4U);
    for (const std::size_t edge : {4'096U, 65'535U, 131'072U})
        for (auto structural = whole.find("\r\n\r\n"); structural != std::string::npos;
             structural = whole.find("\r\n--x1", structural + 1))
            for (auto offset = edge - 2; offset <= edge + 2; ++offset) {
                SCOPED_TRACE(offset);
                if (offset < structural + 100)
                    continue;
                const auto missing = offset - structural;
                if (missing < 90'000) {
                    const auto in_header =
                        crlf(top) + padding(missing, "X-Pad: ") + whole.substr(crlf(top).size());
                    EXPECT_EQ(sorted(in_message(in_header)), expected);
                }
                const auto in_text = head + "--x1\r\n\r\n" + padding(missing - 8, "") + crlf(tail);
                EXPECT_EQ(sorted(in_message(in_text)), expected);
            }
}

TEST(Message, LongBlocksAreReadLikeShortOnes)
{
    std::string lines;
    for (int i = 0; i < 3'000; ++i)
        lines += "SGFsbG9IYWxsb0hhbGxvSGFsbG9IYWxsb0hhbGxvSGFsbG9IYWxsb0hhbGxvSGFsbG9IYWxs\n";
    const auto big = "--x1\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + lines + "\n";
    expect_clean("one", mixed(big + "--x1--\n"));
    expect_clean("several", mixed(text_part("a") + big + text_part("b") + big +
                                  file_part("image/png", "a.png", png) + "--x1--\n"));
    expect_clean("alone", top + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n" + lines);
    const auto attached =
        mixed("--x1\nContent-Type: message/rfc822\n\n" + mixed(big + "--x1--\n") + "\n--x1--\n");
    EXPECT_TRUE(has(in_message(attached), Trait::structure_ambiguous)); // 21, through a message
    EXPECT_EQ(in_message(mixed(big + "--x1--\n")).parts.back().bytes, 3'000U * 54);
}

TEST(Message, OrderAndAddedPicturesDoNotMatter)
{
    const auto a = text_part("Lies https://a.test/");
    const auto b = file_part("image/png", "a.exe", png);
    const auto c = file_part("image/png", "c.png", png);
    const auto expected = sorted(in_message(mixed(a + b + "--x1--\n")));
    EXPECT_EQ(sorted(in_message(mixed(b + a + "--x1--\n"))), expected);
    EXPECT_EQ(sorted(in_message(mixed(c + a + c + b + "--x1--\n"))), expected);
}

} // namespace
} // namespace pedell::content
