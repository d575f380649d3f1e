// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/transfer.h"

#include "content/words.h"

#include <gtest/gtest.h>

namespace pedell::content
{
namespace
{

TEST(Base64, ReadsWhatMailProgramsWrite)
{
    for (const std::string raw :
         {"SGFsbG8=", "SGFs\r\nbG8=\r\n\r\n", "SGFsbG8= \n", "S G\tF\ns\r\nb G 8 =", "\r\nSGFsbG8="}) {
        SCOPED_TRACE(raw);
        const auto block = decode_base64(raw);
        EXPECT_EQ(block.bytes, "Hallo");
        EXPECT_EQ(block.problem, "");
    }
    EXPECT_EQ(decode_base64("").problem, "");
    EXPECT_EQ(decode_base64("SGFsbG9IYWxs\n").bytes, "HalloHall");
}

TEST(Base64, NamesWhatDecodersDifferOn)
{
    for (const std::string raw : {"SGFs*bG8=",           // 41 junk
                                  "SGFsbG8=SGFsbG8=",    // 41 several blocks
                                  "SGFsbG8=\nFusszeile", // 44 footer
                                  "SG=FsbG8",            // 41 "=" in the middle
                                  "SGFs-_8=",            // 43 base64url
                                  "SGFsbG8", "SGFsb", "SGFsbG8==", "=", "(Kommentar)\nSGFsbG8="}) {
        SCOPED_TRACE(raw);
        EXPECT_NE(decode_base64(raw).problem, "");
    }
}

TEST(Base64, NamesOneForeignCharacterInALongBlock)
{
    for (const std::string end : {"\n", "\r\n"}) {
        std::string block;
        for (int i = 0; i < 200; ++i)
            block += "SGFsbG9IYWxsb0hhbGxvSGFsbG9IYWxsb0hhbGxvSGFsbG9IYWxsb0hhbGxvSGFsbG9IYWxs" + end;
        EXPECT_EQ(decode_base64(block + "SGFsbG8=" + end).problem, "");
        EXPECT_EQ(decode_base64(block).bytes.size(), 200U * 54);
        for (const char c : {'*', '=', '-', '\0', '\xfc'})
            for (const std::size_t at : {0U, 5U, 71U, 72U, 5'000U, 14'000U}) {
                SCOPED_TRACE(at);
                auto replaced = block;
                replaced[at] = c;
                EXPECT_NE(decode_base64(replaced).problem, "");
                auto inserted = block;
                inserted.insert(at, 1, c);
                EXPECT_NE(decode_base64(inserted).problem, "");
                inserted.insert(at, 3, c);
                EXPECT_NE(decode_base64(inserted).problem, "");
            }
        auto blank = block;
        blank.insert(5'000, " ");
        EXPECT_EQ(decode_base64(blank).problem, ""); // 42
        EXPECT_NE(decode_base64(block + "SGFsbG8=" + end + block).problem, "");
    }
}

TEST(QuotedPrintable, ReadsWhatMailProgramsWrite)
{
    EXPECT_EQ(decode_quoted_printable("Sch=C3=BCler =\r\nund=\nmehr=").bytes, "Sch\u00fcler undmehr");
    EXPECT_EQ(decode_quoted_printable("=c3=bc").bytes, "\u00fc");
    EXPECT_EQ(decode_quoted_printable("=c3=bc").problem, "");
    EXPECT_EQ(decode_quoted_printable("a\r\nb").problem, "");
}

TEST(QuotedPrintable, NamesWhatDecodersDifferOn)
{
    const auto broken = decode_quoted_printable("a=b und c"); // 45
    EXPECT_EQ(broken.bytes, "a=b und c");
    EXPECT_NE(broken.problem, "");
    EXPECT_NE(decode_quoted_printable("a= \r\nb").problem, "");
    EXPECT_NE(decode_quoted_printable("a \r\nb").problem, "");
    EXPECT_NE(decode_quoted_printable("\xc3\xbc").problem, "");
    EXPECT_NE(decode_quoted_printable("=4").problem, "");
}

TEST(SecondView, DecodesABodyThatIsOneBlock)
{
    const std::string text = "Liebe Klasse 5a, wir treffen uns um 8 Uhr am Bahnhof. Bringt bitte Wasser mit!";
    const std::string block =
        "TGllYmUgS2xhc3NlIDVhLCB3aXIgdHJlZmZlbiB1bnMgdW0gOCBVaHIgYW0gQmFobmhvZi4gQnJp\r\n"
        "bmd0IGJpdHRlIFdhc3NlciBtaXQh\r\n";
    EXPECT_EQ(read_as_encoded(block), text);
    EXPECT_EQ(read_as_encoded("X-Dies: das\r\n\r\n" + block), text);
    EXPECT_EQ(read_as_encoded("=4C=69=65=62=65=20=4B=6C=61=73=73=65 und so weiter, bis es lang genug ist"),
              "Liebe Klasse und so weiter, bis es lang genug ist");
}

TEST(SecondView, LeavesTextAlone)
{
    for (const std::string body :
         {"Apfel\nBirne\nKirsche\nPflaume\nMirabelle\nZwetschge\nStachelbeere\nBrombeere\nHimbeere\n",
          "DE89370400440532013000\nDE89370400440532013001\nDE89370400440532013002\nDE89370400440532013003\n",
          "Ein ganz gewoehnlicher Satz mit 3 Zahlen und Gross- und Kleinschreibung, laenger als 60 Zeichen.",
          "y = x + 1, dann z = 2, also ist a = b und c = d, wie man leicht sieht, wenn man rechnet.",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
        SCOPED_TRACE(body);
        EXPECT_EQ(read_as_encoded(body), std::nullopt);
    }
}

TEST(HiddenBlocks, AreFound)
{
    EXPECT_EQ(hidden_block("Hallo\nbegin 644 x.exe\n#86)C\n`\nend\n"), "uuencode"); // 48
    EXPECT_EQ(hidden_block("> begin 755 x.exe\r\n#86)C\r\n`\r\nend\r\n"), "uuencode");
    EXPECT_EQ(hidden_block("begin-base64 644 x\nSGFsbG8=\n====\n"), "uuencode");
    EXPECT_EQ(hidden_block("=ybegin line=128 size=123 name=x.exe\nabc"), "yEnc"); // 49
    EXPECT_EQ(hidden_block("(This file must be converted with BinHex 4.0)\n\n:$'PZBfKYF'pZ)&0jFh3:\n"),
              "BinHex"); // 50
}

TEST(HiddenBlocks, LettersAreNone)
{
    for (const std::string text :
         {"begin 8 Uhr im Raum 644", "begin 644 Seiten\nHeute lesen wir weiter, und zwar das ganze Kapitel.",
          "Wir begin 644 nicht\n#86)C", "Man schreibt =ybegin ohne Groesse",
          "Er sagte: (This file must be converted with BinHex"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(hidden_block(text), "");
    }
}

TEST(HiddenTrees, AreFoundInText)
{
    EXPECT_TRUE(begins_like_a_part("\r\n Content-Type: text/html\r\n\r\nx"));
    EXPECT_FALSE(begins_like_a_part("Das Feld Content-Type: sagt ..."));
    EXPECT_TRUE(holds_a_tree("Hallo\n--x\nContent-Type: text/html\n\nx\n--x--\n"));
    EXPECT_FALSE(holds_a_tree("Hallo\n--\nAnna\n\n--- a/x.cc\n+++ b/x.cc\n"));
}

TEST(FlowedText, IsPutTogether) // 91
{
    EXPECT_EQ(unflowed("https://a.te \r\nst/\r\nx", true), "https://a.test/\nx\n");
    EXPECT_EQ(unflowed("a \nb\n", false), "a b\n");
    EXPECT_EQ(unflowed("a\n-- \nAnna\n", true), "a\n-- \nAnna\n");
}

TEST(EndlessLines, AreTold)
{
    EXPECT_FALSE(has_endless_line(std::string(100'000, 'a')));
    EXPECT_TRUE(has_endless_line("a\n" + std::string(100'002, 'a')));
    EXPECT_FALSE(has_endless_line(std::string(90'000, 'a') + "\n" + std::string(90'000, 'a')));
}

TEST(Words, AreDecodedWhereverTheyStand)
{
    EXPECT_EQ(decode_words("=?utf-8?B?w5xidW5nLnBkZg==?=").text, "\u00dcbung.pdf");
    EXPECT_EQ(decode_words("=?utf-8?q?=C3?=\r\n =?utf-8?q?=9Cbung.pdf?=").text, "\u00dcbung.pdf");
    EXPECT_EQ(decode_words("a =?ISO-8859-1?Q?=DCb_er?= b").text, "a \u00dcb er b");
    EXPECT_EQ(decode_words("\xdc"
                           "bung")
                  .text,
              "\u00dcbung");
    EXPECT_EQ(decode_words("=?=?").text, "=?=?");
    EXPECT_FALSE(decode_words("=?utf-7?Q?a?=").readable); // 57
    EXPECT_FALSE(decode_words("=?utf-16?B?AGEALgBlAHgAZQ==?=").readable);
    EXPECT_FALSE(decode_words("=?utf-8?B?a?=").readable);
    EXPECT_EQ(decode_extended("utf-8'de'%C3%9Cbung.pdf"), "\u00dcbung.pdf");
    EXPECT_EQ(decode_extended("''a%20b"), "a b");
    EXPECT_EQ(decode_extended("utf-8''a%2"), std::nullopt);
    EXPECT_EQ(decode_extended("utf-16''a"), std::nullopt);
    EXPECT_EQ(decode_extended("utf-8''a%ff%fe.txt"), std::nullopt);
    EXPECT_EQ(decode_extended("a.pdf"), std::nullopt);
}

} // namespace
} // namespace pedell::content
