// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/names.h"

#include <gtest/gtest.h>

namespace pedell::content
{
namespace
{

using core::Trait;

struct Case {
    const char* label; ///< line of the evasion list, and what
    std::string name;
    Trait expected;
    const char* detail;
};

TEST(Names, HostileOnesAreFound)
{
    const std::vector<Case> cases{
        {"48 plain program", "spiel.exe", Trait::name_active, "exe"},
        {"56 percent", "attached%2E%62at", Trait::name_active, "bat"},
        {"56 entity", "bild&#46;js", Trait::name_active, "js"},
        {"56 entity hex", "bild&#x2e;exe", Trait::name_active, "exe"},
        {"59 dot at end", "a.exe.", Trait::name_active, "exe"},
        {"59 blank at end", "a.exe ", Trait::name_active, "exe"},
        {"59 no-break space", "a.exe\u00a0", Trait::name_active, "exe"},
        {"59 stream", "a.exe::$DATA", Trait::name_malformed, "stream"},
        {"59 stream, program", "a.exe::$DATA", Trait::name_active, "exe"},
        {"59 named stream", "a.txt:b.exe", Trait::name_malformed, "stream"},
        {"59 separator", "a.pdf/../x.exe", Trait::name_malformed, "separator"},
        {"59 climbs", "a.pdf/../x.exe", Trait::name_climbs, ".."},
        {"59 backslash", "a.pdf\\x.pdf", Trait::name_malformed, "separator"},
        {"59 class", "Brief.{3050F4D8-98B5-11CF-BB82-00AA00BDCE0B}", Trait::name_active, "class"},
        {"60 right-to-left", "Foto\u202egpj.exe", Trait::name_misleading, "direction"},
        {"60 isolate", "Foto\u2066x.pdf", Trait::name_misleading, "direction"},
        {"60 zero width", "Foto.e\u200bxe", Trait::name_misleading, "invisible"},
        {"60 full-width dot", "Foto\uff0eexe", Trait::name_misleading, "dot"},
        {"60 Cyrillic extension", "Foto.\u0435x\u0435", Trait::name_misleading, "extension"},
        {"60 mark in extension", "Foto.e\u200fxe", Trait::name_misleading, "extension"},
        {"60 accent in extension", "Foto.\u00e9xe", Trait::name_misleading, "extension"},
        {"61 double extension", "x.pdf.exe", Trait::name_active, "exe"},
        {"61 many blanks", "x.pdf                    .txt", Trait::name_misleading, "blanks"},
        {"63 too long", std::string(300, 'a') + ".pdf", Trait::name_malformed, "length"},
        {"63 line end", "a\r\nX: b.pdf", Trait::name_malformed, "control character"},
        {"63 NUL", std::string("a.exe\0.pdf", 10), Trait::name_malformed, "control character"},
        {"63 no UTF-8",
         "\xdc"
         "bung.pdf",
         Trait::name_malformed, "no UTF-8"},
        {"device", "CON", Trait::name_device, "CON"},
        {"device with extension", "aux.txt", Trait::name_device, "aux.txt"},
        {"device with blank", "nul .txt", Trait::name_device, "nul .txt"},
        {"device raised", "COM\u00b2.txt", Trait::name_device, "COM\u00b2.txt"},
        {"shortcut", "Fotos.LNK", Trait::name_active, "lnk"},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.label);
        const auto faults = faults_of_name(one.name, false);
        EXPECT_NE(std::ranges::find(faults, NameFault{one.expected, one.detail}), faults.end());
    }
}

TEST(Names, OrdinaryOnesPass)
{
    for (const std::string name : {"Zeugnis.2024.05.pdf",
                                   "liste.tar.gz",
                                   "100%25 Ergebnis.pdf",
                                   "50% Rabatt.pdf",
                                   "Kap. 1.2.pdf",
                                   "Aufgabe 3..pdf",
                                   "v1.2.docx",
                                   "\u00dcbung 5.pdf",
                                   "Gr\u00f6\u00dfe.PDF",
                                   "Auxiliar.pdf",
                                   "Kommentar.txt",
                                   "Re: Hausaufgabe.eml",
                                   "Foto 10:30.jpg",
                                   "\u0648\u0627\u062c\u0628.pdf",
                                   "\u05e9\u05d9\u05e2\u05d5\u05e8\u200f.pdf",
                                   "Familie \U0001f468\u200d\U0001f469\u200d\U0001f467.jpg",
                                   "Hausaufgabe Dr.M\u00fcller",
                                   "Nr. 5 \u00dcbung",
                                   "main.py",
                                   "Foto(1).jpg",
                                   "Wer kommt?.pdf",
                                   "Termin & Ort.docx",
                                   "LIESMICH",
                                   ".gitignore",
                                   "COMPUTER.txt",
                                   "a",
                                   "\u5b66\u6821.docx",
                                   "Brief {2}.pdf"}) {
        SCOPED_TRACE(name);
        EXPECT_EQ(faults_of_name(name, false), std::vector<NameFault>{});
    }
    EXPECT_EQ(faults_of_name(std::string(180, 'a') + ".pdf", false), std::vector<NameFault>{});
}

TEST(Names, FoldersBelongToArchivesAlone)
{
    EXPECT_TRUE(faults_of_name("Ordner/Unterordner/a.txt", true).empty());
    EXPECT_TRUE(faults_of_name("Ordner\\a.txt", true).empty());
    EXPECT_TRUE(faults_of_name("__MACOSX/._x", true).empty());
    EXPECT_TRUE(faults_of_name("./a.txt", true).empty());
    for (const std::string name :
         {"../a.txt", "a/../../b", "/etc/passwd", "C:\\a.txt", "C:a.txt", "\\\\server\\a", "a/.. /b"}) {
        SCOPED_TRACE(name);
        const auto faults = faults_of_name(name, true);
        EXPECT_NE(std::ranges::find(faults, Trait::name_climbs, &NameFault::trait), faults.end());
    }
    EXPECT_EQ(faults_of_name("nul/a.txt", true).at(0).trait, Trait::name_device);
    EXPECT_EQ(faults_of_name("ordner/spiel.exe", true).at(0).detail, "exe");
}

TEST(Names, ExtensionIsWhatWindowsGoesBy)
{
    EXPECT_EQ(extension_for_windows("a.PDF . "), "pdf");
    EXPECT_EQ(extension_for_windows("x.y/a"), "");
    EXPECT_EQ(extension_for_windows("a.tar.gz"), "gz");
    EXPECT_EQ(extension_for_windows(""), "");
}

} // namespace
} // namespace pedell::content
