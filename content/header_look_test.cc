// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/header_look.h"

#include <gtest/gtest.h>

namespace pedell::content
{
namespace
{

using core::Trait;

/// The header with each "\n" as it is or as CRLF, and a body.
std::string mail(std::string_view header, bool crlf)
{
    std::string text;
    for (const char c : std::string{header} + "\n\nHallo\n") {
        if (crlf && c == '\n')
            text += '\r';
        text += c;
    }
    return text;
}

std::vector<Problem> problems_of(std::string_view bytes)
{
    auto block = read_header(bytes, LineEnd::unknown);
    const auto head = read_part_head(block, "text/plain");
    block.problems.insert(block.problems.end(), head.problems.begin(), head.problems.end());
    return block.problems;
}

struct Case {
    const char* label;
    std::string header;
    Trait expected;
};

TEST(HeaderLook, FindsWhatCanBeReadInTwoWays)
{
    const std::vector<Case> cases{
        {"1 two boundaries", "Content-Type: multipart/mixed; boundary=X; boundary=Y", Trait::header_doubled},
        {"1 the same boundary twice", "Content-Type: multipart/mixed; boundary=X; boundary=X",
         Trait::header_doubled},
        {"1 two charsets", "Content-Type: text/plain; charset=utf-8; charset=utf-7", Trait::header_doubled},
        {"2 two types", "Content-Type: text/plain\ncontent-type: text/plain", Trait::header_doubled},
        {"3 two encodings", "Content-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: base64",
         Trait::header_doubled},
        {"3 two in one", "Content-Transfer-Encoding: base64, 7bit", Trait::encoding_unknown},
        {"3 two in one, blank", "Content-Transfer-Encoding: base64 7bit", Trait::encoding_unknown},
        {"4 two dispositions", "Content-Disposition: inline\nContent-Disposition: attachment",
         Trait::header_doubled},
        {"4 two file names", "Content-Disposition: attachment; filename=a.pdf; filename=a.exe",
         Trait::header_doubled},
        {"6 boundary elsewhere", "Content-Disposition: inline; boundary=X", Trait::structure_ambiguous},
        {"7 comment in the name", "Content-Type(meow): text/plain", Trait::header_malformed},
        {"8 comment in the type", "Content-Type: multi(x)part/mixed; boundary=X", Trait::header_malformed},
        {"8 comment in the boundary", "Content-Type: multipart/mixed; boundary(c)=\"X\"",
         Trait::header_malformed},
        {"8 comment behind", "Content-Transfer-Encoding: base64 (c)", Trait::header_malformed},
        {"9 blank before colon", "Content-Type : text/html", Trait::header_malformed},
        {"9 tab before colon", "Subject\t: x", Trait::header_malformed},
        {"10 NUL", std::string("Subject: a\0b", 12), Trait::header_malformed},
        {"13 fold of blanks", "Subject: a\n \t \n b", Trait::header_malformed},
        {"12 blank line of blanks", "Subject: a\n ", Trait::header_malformed},
        {"14 no colon", "Subject: a\nhello\nX: y", Trait::header_malformed},
        {"14 From", "From anna@schule.de Mon Jan 1 10:00:00 2024\nSubject: a", Trait::header_malformed},
        {"15 blank before =", "Content-Type: multipart/mixed; boundary =X", Trait::header_malformed},
        {"15 fold behind =", "Content-Type: multipart/mixed; boundary=\n X", Trait::header_malformed},
        {"16 half a quote", "Content-Type: multipart/mixed; boundary=\"ab", Trait::header_malformed},
        {"16 quoted pair", "Content-Type: multipart/mixed; boundary=\"a\\\"b\"", Trait::header_malformed},
        {"16 single quotes", "Content-Type: multipart/mixed; boundary='ab'", Trait::structure_ambiguous},
        {"17 RFC 2231", "Content-Type: multipart/mixed; boundary*=utf-8''x", Trait::header_malformed},
        {"17 RFC 2231 pieces", "Content-Type: multipart/mixed; boundary*0=a; boundary*1=b",
         Trait::header_malformed},
        {"18 RFC 2047 boundary", "Content-Type: multipart/mixed; boundary=\"=?utf-8?Q?x?=\"",
         Trait::structure_ambiguous},
        {"18 RFC 2047 encoding", "Content-Transfer-Encoding: =?utf-8?Q?base64?=", Trait::encoding_unknown},
        {"18 RFC 2047 type", "Content-Type: =?utf-8?Q?text/html?=", Trait::header_malformed},
        {"19 no boundary", "Content-Type: multipart/mixed", Trait::structure_ambiguous},
        {"19 empty boundary", "Content-Type: multipart/mixed; boundary=\"\"", Trait::structure_ambiguous},
        {"19 boundary of text", "Content-Type: text/plain; boundary=x", Trait::structure_ambiguous},
        {"20 blank at the end", "Content-Type: multipart/mixed; boundary=\"x \"", Trait::structure_ambiguous},
        {"25 packed multipart",
         "Content-Type: multipart/mixed; boundary=x\nContent-Transfer-Encoding: base64",
         Trait::encoding_unknown},
        {"31 no subtype", "Content-Type: multipart; boundary=x", Trait::header_malformed},
        {"31 blank", "Content-Type: multipart / mixed; boundary=x", Trait::header_malformed},
        {"36 parameters",
         "Content-Type: text/plain" +
             [] {
                 std::string many;
                 for (int i = 0; i < 100; ++i)
                     many += ";\n a" + std::to_string(i) + "=b";
                 return many;
             }(),
         Trait::too_long},
        {"40 byte order mark",
         "\xef\xbb\xbf"
         "Subject: x",
         Trait::header_malformed},
        {"40 continuation first", " x\nSubject: x", Trait::header_malformed},
        {"43 base64 misspelt", "Content-Type: text/plain\nContent-Transfer-Encoding: base-64",
         Trait::encoding_unknown},
        {"47 slip on an attachment", "Content-Type: application/pdf\nContent-Transfer-Encoding: 8-bit",
         Trait::encoding_unknown},
        {"48 uuencode", "Content-Transfer-Encoding: x-uuencode", Trait::encoding_unknown},
        {"51 gzip", "Content-Transfer-Encoding: x-gzip64", Trait::content_encoded},
        {"51 Content-Encoding", "Content-Type: text/html\nContent-Encoding: gzip", Trait::content_encoded},
        {"55 disorder", "Content-Disposition: attachment; filename*1=\"b.pdf\"; filename*0=\"a\"",
         Trait::header_malformed},
        {"55 gap", "Content-Disposition: attachment; filename*0=\"a\"; filename*2=\"b.pdf\"",
         Trait::header_malformed},
        {"55 twice", "Content-Disposition: attachment; filename*0=a; filename*0=b", Trait::header_malformed},
        {"55 mixture", "Content-Disposition: attachment; filename=a.pdf; filename*0=b; filename*1=.exe",
         Trait::header_malformed},
        {"57 UTF-7", "Content-Disposition: attachment; filename=\"=?utf-7?Q?a?=\"", Trait::name_malformed},
        {"58 rest looks like a parameter", "Content-Disposition: attachment; filename=a b.exe x=y",
         Trait::header_malformed},
        {"107 long line", "Subject: " + std::string(1000, 'a'), Trait::too_long},
        {"8-bit boundary", "Content-Type: multipart/mixed; boundary=\"\xc3\xbc\"", Trait::header_malformed},
        {"text behind the quote", "Content-Type: multipart/mixed; boundary=\"a\"b", Trait::header_malformed},
    };
    for (const auto& one : cases)
        for (const bool crlf : {false, true}) {
            SCOPED_TRACE(one.label);
            const auto problems = problems_of(mail(one.header, crlf));
            EXPECT_NE(std::ranges::find(problems, one.expected, &Problem::trait), problems.end());
        }
}

TEST(HeaderLook, PassesWhatMailProgramsWrite)
{
    for (const std::string header : {
             "Content-Type: text/plain; charset=utf-8; charset=UTF-8",
             "Content-Type: text/plain; charset=utf-8; format=flowed;",
             "Content-Type: text/plain ; charset=\"utf-8\"",
             "Received: from a (b [192.0.2.1])\n\tby c; Mon, 1 Jan 2024 10:00:00 +0100 (CET)\nReceived: "
             "x\nX-Foo_bar.baz: y",
             "Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3731\\))\nContent-Type: "
             "multipart/alternative;\n\tboundary=\"Apple-Mail=_A\"",
             "Content-Type: multipart/mixed; boundary=\"=_abc;def/+?=\"",
             "Content-Type: multipart/mixed; boundary=\"0-1957560263:#11603\"",
             "Content-Type: multipart/mixed;\n boundary=\"----=_Part_1_2.3\"\nContent-Transfer-Encoding: "
             "8bit",
             "Content-Disposition: attachment;\n filename*0*=UTF-8''%C3%9Cbungs;\n filename*1*=blatt.pdf",
             "Content-Disposition: attachment;\n filename*0=\"Ein langer\";\n filename*1=\" Name.pdf\"",
             "Content-Disposition: attachment; filename=\"=?utf-8?Q?=C3=9Cbung.pdf?=\"; size=12;\n"
             " creation-date=\"Mon, 01 Jan 2024 10:00:00 GMT\"",
             "Content-Disposition: attachment; filename=\"Zeugnis.pdf\"; filename*=UTF-8''Zeugnis.pdf",
             "Content-Type: application/pdf; name=\nContent-Disposition: attachment; filename=a.pdf",
             "Content-Type: application/msword; name=Mein Aufsatz.docx\nContent-Transfer-Encoding: BASE64",
             "Content-Type: image/jpeg; name=Foto(1).jpg\nContent-Transfer-Encoding: baSE64",
             "Content-Type: text/plain\nContent-Transfer-Encoding: 8-bit",
             "Content-Type: text/plain\nContent-Transfer-Encoding: 7bits",
             "Content-Type: multipart/related; type=\"multipart/alternative\"; boundary=\"x\"",
             "Subject: a\n\tb\nReferences: <a@b>\n <c@d>",
             "Subject: Sch\xc3\xbcler",
             "Content-Type: application/pdf; name=\"Sch\xc3\xbcler.pdf\"",
         })
        for (const bool crlf : {false, true}) {
            SCOPED_TRACE(header);
            const auto problems = problems_of(mail(header, crlf));
            EXPECT_TRUE(problems.empty()) << problems.front().detail;
        }
}

TEST(HeaderLook, LineEndsAreOfOneKind) // 11
{
    for (const std::string bytes : {"A: b\r\nC: d\n\nx", "A: b\nC: d\r\n\r\nx", "A: b\r\nC: d\r\n\nx",
                                    "A: b\rC: d\r\n\r\nx", "A: b\n\rC: d\n\nx"}) {
        SCOPED_TRACE(bytes);
        const auto block = read_header(bytes, LineEnd::unknown);
        ASSERT_FALSE(block.problems.empty());
        EXPECT_EQ(block.problems[0].trait, Trait::header_malformed);
    }
    EXPECT_FALSE(read_header("A: b\n\nx", LineEnd::crlf).problems.empty());
    EXPECT_TRUE(read_header("A: b\r\n\r\nx", LineEnd::crlf).problems.empty());
}

TEST(HeaderLook, GivesFieldsAndBody)
{
    const auto block = read_header("Subject: a\r\n b\r\nTo: c\r\n\r\nHallo", LineEnd::unknown);
    ASSERT_EQ(block.fields.size(), 2U);
    EXPECT_EQ(block.fields[0].name, "Subject");
    EXPECT_EQ(block.fields[0].value, " a\r\n b");
    EXPECT_EQ(block.body, "Hallo");
    EXPECT_EQ(block.line_end, LineEnd::crlf);
    EXPECT_EQ(read_header("Hallo: x", LineEnd::unknown).body, "");
    EXPECT_EQ(read_header("\nHallo", LineEnd::unknown).body, "Hallo");
}

TEST(HeaderLook, BombsEndEarly) // 36
{
    std::string many;
    for (int i = 0; i < 2'000; ++i)
        many += "X: y\n";
    EXPECT_EQ(read_header(many, LineEnd::unknown).problems.at(0).trait, Trait::too_long);
    EXPECT_LE(read_header(many, LineEnd::unknown).fields.size(), max_fields);
    std::string field = "To: a@b.test";
    while (field.size() < 30'000)
        field += ",\n anna.mustermann@schule.test";
    EXPECT_TRUE(read_header(field + "\n\n", LineEnd::unknown).problems.empty());
    EXPECT_EQ(read_header(field + field.substr(field.find(',')) + field.substr(field.find(',')) + "\n\n",
                          LineEnd::unknown)
                  .problems.at(0)
                  .trait,
              Trait::too_long);
}

TEST(PartHead, CollectsEveryName) // 5
{
    const auto block = read_header("Content-Type: application/pdf; name=\"Schuler.pdf\"\n"
                                   "Content-Disposition: attachment; filename*=utf-8''Sch%C3%BCler.exe\n"
                                   "Content-Transfer-Encoding: base64\n\n",
                                   LineEnd::unknown);
    const auto head = read_part_head(block, "text/plain");
    ASSERT_EQ(head.names.size(), 2U);
    EXPECT_EQ(head.names[0], "Schuler.pdf");
    EXPECT_EQ(head.names[1], "Sch\u00fcler.exe");
    EXPECT_TRUE(head.attached);
    EXPECT_EQ(head.encoding, Encoding::base64);
    EXPECT_EQ(head.type, "application/pdf");

    const auto bare = read_part_head(
        read_header("Content-Disposition: attachment; filename=a.()bat\n\n", LineEnd::unknown), "");
    ASSERT_EQ(bare.names.size(), 2U); // 58
    EXPECT_EQ(bare.names[0], "a.bat");
}

} // namespace
} // namespace pedell::content
