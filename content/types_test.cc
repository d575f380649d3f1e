// SPDX-License-Identifier: GPL-3.0-or-later
// Evasions C 64, 65, D 73, 74, E 88, 89 of the corpus' specification, each with what looks alike and passes.
#include "content/test_files.h"
#include "content/types.h"

#include <gtest/gtest.h>

namespace pedell::content::testing
{
namespace
{

using namespace std::string_literals;

const std::string exe = "MZ\x90\0\3\0\0\0\4\0\0\0\xFF\xFF\0\0"s + std::string(200, '\0');

TEST(Types, TellsKindsByBytes)
{
    const std::vector<std::pair<std::string, core::Kind>> kinds{
        {"", core::Kind::empty},
        {"Hallo, Welt.\n", core::Kind::text},
        {"Gr\xFC\xDF"
         "e aus K\xF6ln",
         core::Kind::text},
        {"\xFF\xFEH\0a\0l\0l\0o\0"s, core::Kind::text},
        {png(10, 10), core::Kind::picture},
        {jpeg(10, 10), core::Kind::picture},
        {"OggS\0\2"s + std::string(40, '\0'), core::Kind::audio},
        {"\0\0\0\x20"
         "ftypisom\0\0\2\0"s,
         core::Kind::video},
        {"<!DOCTYPE html><p>x", core::Kind::html},
        {"<?xml version=\"1.0\"?><a/>", core::Kind::xml},
        {"<?xml version=\"1.0\"?><!-- x --><!DOCTYPE svg [<!ENTITY a \"b\">]><svg "
         "xmlns=\"http://www.w3.org/2000/svg\"/>",
         core::Kind::svg},
        {"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", core::Kind::calendar},
        {"BEGIN:VCARD\r\nEND:VCARD\r\n", core::Kind::contact},
        {"Received: by a\r\nMIME-Version: 1.0\r\n\r\nx", core::Kind::message},
        {"-----BEGIN PGP MESSAGE-----\n", core::Kind::ciphertext},
        {exe, core::Kind::program},
        {"\x7F"
         "ELF\2\1\1\0"s,
         core::Kind::program},
        {"SQLite format 3\0"s, core::Kind::data},
        {"\1\2\3\4\5\6\7"s, core::Kind::unknown},
    };
    for (const auto& [bytes, kind] : kinds) {
        SCOPED_TRACE(core::name_of(kind));
        const auto findings = look_at("", bytes);
        ASSERT_FALSE(findings.parts.empty());
        EXPECT_EQ(findings.parts[0].kind, kind);
        EXPECT_TRUE(findings.complete);
    }
}

TEST(Types, NamesThatContradictBytesAreFound)
{
    const std::string letter = docx("<w:p/>");
    expect({
        {"64 exe as jpg", "bild.jpg", exe, "[program] name_differs"},
        {"64 html as pdf", "zeugnis.pdf", "<html><p>x</html>", "name_differs"},
        {"64 zip as docx", "brief.docx", zip({{"a.txt", "a"}}), "name_differs"},
        {"64 text as jpg", "bild.jpg", "#!/bin/sh\nrm -rf ~\n", "name_differs"},
        {"64 message as doc", "brief.doc", "MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\nx",
         "name_differs"},
        {"64 trap: docx", "brief.docx", letter, ""},
        {"64 trap: csv", "noten.csv", "Anna;1\nBen;2\n", ""},
        {"64 trap: markdown", "notiz.md", "# Titel\n<b>fett</b>\n", ""},
        {"64 trap: python", "aufgabe.py", "#!/usr/bin/env python3\nprint(1)\n", ""},
        {"64 trap: tex", "arbeit.tex", "\\documentclass{article}\n", ""},
        {"64 trap: php of a lesson", "seite.php", "<?php echo 1; ?>\n", ""},
        {"64 trap: html of a lesson as text", "quelltext.txt", "<!DOCTYPE html><script>alert(1)</script>\n",
         ""},
        {"64 trap: jpg named png", "foto.png", jpeg(4, 4), ""},
        {"64 trap: m4a is mp4", "aufnahme.m4a",
         "\0\0\0\x20"
         "ftypmp42\0\0\0\0"s,
         ""},
    });
}

TEST(Types, PolyglotsAreFound)
{
    const std::string letter =
        pdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"});
    const std::string packed = zip({{"a.txt", "a"}});
    expect({
        {"65 pdf behind bytes", "a.pdf", "\1\2\3\4"s + letter, "polyglot"},
        {"65 picture and zip", "a.png", png(4, 4) + packed, "polyglot"},
        {"65 picture and rar", "a.jpg", jpeg(4, 4) + "Rar!\x1A\x07\1\0"s, "polyglot"},
        {"65 picture and phar", "a.jpg", jpeg(4, 4) + "<?php __HALT_COMPILER(); ?>", "polyglot"},
        {"65 pdf and zip", "a.pdf", letter + packed, "polyglot"},
        {"65 gif and script", "a.gif", "GIF89a=1;alert(1);//       \n", "picture_huge polyglot"},
        {"65 picture and html", "a.png", png(4, 4) + "<script>alert(1)</script>", "polyglot"},
        {"65 zip behind bytes", "a.zip", std::string("\1\2\3\4") + packed, "archive_inconsistent"},
        {"65 picture and program", "a.png", png(4, 4) + exe, "polyglot"},
        {"65 jpeg and program", "a.jpg", jpeg(4, 4) + exe, "polyglot"},
        {"65 gif and program", "a.gif", "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"s + exe,
         "polyglot"},
        {"65 tag and program", "a.mp3", "ID3\4\0\0\0\0\0\0"s + exe, "polyglot"},
        {"65 trap: gif", "a.gif", "GIF89a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"s, ""},
        {"65 trap: pdf behind a blank line", "a.pdf", "\r\n" + letter, ""},
        {"65 trap: motion photo", "a.jpg",
         jpeg(4000, 3000) +
             "\0\0\0\x18"
             "ftypmp42\0\0\0\0isommp42"s +
             std::string(64, 'x'),
         ""},
        {"65 trap: chance in a motion photo", "a.jpg",
         jpeg(40, 30) + "\0\0\0\x18"
                        "ftypmp42\0\0\0\0\xFF\xD9MZ\xFF\xFF\1\1\xFF\xD9\x60\xEA\1"s,
         ""},
        {"65 trap: exif with a thumbnail", "a.jpg", jpeg(40, 30) + jpeg(4, 3), ""},
    });
}

TEST(Types, ProgramsShortcutsAndDrivesAreWhatTheyAre)
{
    expect({
        {"73 java archive", "a.zip", zip({{"META-INF/MANIFEST.MF", "a"}, {"A.class", "\xCA\xFE\xBA\xBE"}}),
         "[program] name_active name_differs"},
        {"73 cabinet", "a.dat", "MSCF\0\0\0\0\1\2"s, "[program]"},
        {"73 iso", "a.dat", std::string(0x8001, '\0') + "CD001\1"s, "[disk_image]"},
        {"73 vhd", "a.dat", std::string(600, '\1') + "conectix"s + std::string(504, '\0'), "[disk_image]"},
        {"73 lnk", "a.dat", "L\0\0\0\x01\x14\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46"s, "[shortcut]"},
        {"73 url", "a.dat", "[InternetShortcut]\r\nURL=file://x/y\r\n", "[shortcut] link_scheme"},
        {"73 library-ms", "a.dat", "<?xml version=\"1.0\"?><libraryDescription/>", "[shortcut]"},
        {"73 iqy", "a.dat", "WEB\r\n1\r\nhttp://x/", "[shortcut]"},
        {"73 slk", "a.csv", "ID;P\nO;E\nC;X1;Y1;EEXEC(\"calc\")\n", "name_differs not_supported"},
        {"73 7z", "a.7z", "7z\xBC\xAF\x27\x1C\0\4"s, "not_supported"},
        {"73 rar", "a.rar", "Rar!\x1A\x07\1\0"s, "not_supported"},
        {"73 onenote", "a.one", "\xE4\x52\x5C\x7B\x8C\xD8\xA7\x4D\xAE\xB1\1\2"s, "name_active not_supported"},
        {"73 wsf", "a.wsf", "<job id=\"a\"><script language=\"VBScript\">x</script></job>",
         "[script] name_active"},
        {"73 scriptlet", "a.dat", "<?xml version=\"1.0\"?><scriptlet><script>x</script></scriptlet>",
         "[script]"},
        {"73 reg", "a.dat", "Windows Registry Editor Version 5.00\r\n", "[script]"},
        {"73 batch", "a.cmd", "del *.*\r\n", "[script] name_active"},
        {"74 sfx", "a.exe", exe + zip({{"a", "b"}}), "[program] name_active"},
        {"76 eicar", "a.txt", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
         "[program] name_differs"},
        {"84 winmail", "winmail.dat", "\x78\x9F\x3E\x22\1\0"s, "[tnef]"},
        {"71 trap: text that counts", "kapitel.001", "Es war einmal\n", ""},
        {"73 trap: geogebra", "a.ggb",
         zip({{"geogebra.xml", "<geogebra/>"}, {"geogebra_javascript.js", "function f(){}"}}), ""},
        {"74 script without extension", "liesmich", "#!/bin/sh\necho\n", "[script]"},
        {"73 trap: GeoGebra's tool", "a.ggt", zip({{"geogebra_macro.xml", "<a/>"}}), ""},
        {"64 trap: graph", "a.dot", "digraph { a -> b }\n", ""},
        {"89 trap: model", "a.stl", std::string(80, 'x') + "\1\0\0\0"s + std::string(50, '\1'), ""},
        {"86 sealed text", "a.txt", "-----BEGIN PGP MESSAGE-----\n", ""},
        {"73 trap: scratch", "a.sb3", zip({{"project.json", "{}"}, {"1.png", png(2, 2)}}), ""},
        {"73 trap: musescore", "a.mscz",
         zip({{"META-INF/container.xml", "<container/>"}, {"a.mscx", "<museScore/>"}}), ""},
        {"73 trap: anki", "a.apkg", zip({{"collection.anki2", "SQLite format 3\0\1\2"s}, {"media", "{}"}}),
         ""},
        {"73 trap: notebook", "a.ipynb", "{\"cells\": []}", ""},
    });
}

TEST(Types, PicturesAreMeasuredByTheirHeader)
{
    expect({
        {"88 huge", "a.png", png(30'000, 30'000), "picture_huge"},
        {"88 huge jpeg", "a.jpg", jpeg(60'000, 3'000), "picture_huge"},
        {"88 broken", "a.png", "\x89PNG\r\n\x1A\nabcdefgh"s, "not_readable"},
        {"88 cut", "a.png", png(4, 4).substr(0, 40), "not_readable"},
        {"88 broken jpeg", "a.jpg", "\xFF\xD8\xFF\xE0\0\x04xx\xFF\xD9"s, "not_readable"},
        {"88 trap: phone", "a.jpg", jpeg(8'000, 6'000), ""},
        {"88 trap: panorama", "a.jpg", jpeg(16'000, 7'000), ""},
    });
    expect({
        {"89 wmv that opens a page", "a.wmv",
         "\x30\x26\xB2\x75\x8E\x66\xCF\x11"s + "U\0R\0L\0A\0N\0D\0E\0X\0I\0T\0"s, "remote_content"},
        {"89 playlist", "a.m3u", "#EXTM3U\nhttp://x/a.mp3\n", "[shortcut]"},
        {"89 trap: mp3", "a.mp3", "ID3\4\0\0\0\0\0\0"s + std::string(40, '\xFF'), ""},
    });
}

TEST(Text, HasNoControlCharactersWhereverTheyStand)
{
    for (const std::size_t size : {1U, 1'023U, 1'024U, 1'025U, 3'000U})
        for (int byte = 0; byte < 256; ++byte)
            for (const std::size_t at : {std::size_t{0}, size / 2, size - 1}) {
                SCOPED_TRACE(std::to_string(byte) + " at " + std::to_string(at) + " of " +
                             std::to_string(size));
                std::string text(size, 'a');
                text[at] = static_cast<char>(byte);
                const bool printing = (byte >= 32 && byte != 127) || (byte >= 9 && byte <= 13) || byte == 27;
                const bool end_of_dos = byte == 26 && at + 1 == size;
                EXPECT_EQ(is_text(text), printing || end_of_dos);
            }
}

TEST(Types, FindsASecondKindAtEveryPlaceOfAPicture) // it is looked for in blocks
{
    const RealType picture{.kind = core::Kind::picture, .format = {}, .type = "image/png", .directory = {}};
    for (const std::string mark :
         {"__HALT_COMPILER();", "<?php", "Rar!\x1A\x07", "7z\xBC\xAF\x27\x1C", "<script"})
        for (std::size_t at = 0; at < 200; ++at) {
            auto bytes = std::string(at, '\x80') + mark;
            EXPECT_FALSE(second_kind(bytes, picture).empty()) << mark << " at " << at;
            bytes.resize(bytes.size() + 150, '\x80');
            EXPECT_FALSE(second_kind(bytes, picture).empty()) << mark << " at " << at;
            bytes[at + 2] = '\x80';
            EXPECT_TRUE(second_kind(bytes, picture).empty()) << mark << " at " << at;
        }
}

} // namespace
} // namespace pedell::content::testing
