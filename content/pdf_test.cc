// SPDX-License-Identifier: GPL-3.0-or-later
// Evasion E 79, with what looks alike and passes.
#include "content/test_files.h"

#include <gtest/gtest.h>
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include <memory>

namespace pedell::content::testing
{
namespace
{

/// A document of one empty page with more in its catalogue, its page and behind both.
std::string page(const std::string& catalogue, const std::string& in_page = {},
                 const std::vector<std::string>& more = {})
{
    std::vector<std::string> objects{"<< /Type /Catalog /Pages 2 0 R " + catalogue + " >>",
                                     "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                                     "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] " + in_page + " >>"};
    objects.insert(objects.end(), more.begin(), more.end());
    return pdf(objects);
}

std::string stream(const std::string& dictionary, const std::string& bytes)
{
    return "<< " + dictionary + " /Length " + std::to_string(bytes.size()) + " >>\nstream\n" + bytes +
           "\nendstream";
}

std::string attachment(const std::string& bytes, const std::string& name = "a")
{
    return page(
        "/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>", "",
        {"<< /Type /Filespec /F (" + name + ") /EF << /F 5 0 R >> >>", stream("/Type /EmbeddedFile", bytes)});
}

TEST(Pdf, WhatActsIsFound)
{
    expect({
        {"79 script", "a.pdf", page("/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
         "document_script"},
        {"79 escaped name", "a.pdf", page("/OpenAction << /S /J#61vaScript /J#53 (x) >>"), "document_script"},
        {"79 behind a reference", "a.pdf",
         page("/OpenAction 4 0 R", "", {"<< /S /JavaScript /JS 5 0 R >>", stream("", "x")}),
         "document_script"},
        {"79 deep in arrays", "a.pdf", page("/X [[[<< /Y << /JS (x) >> >>]]]"), "document_script"},
        {"79 launch", "a.pdf", page("/OpenAction << /S /Launch /F (calc.exe) >>"), "document_action"},
        {"79 submit", "a.pdf", page("", "/AA << /O << /S /SubmitForm /F (http://x) >> >>"),
         "document_action"},
        {"79 page that opens", "a.pdf", page("/OpenAction << /S /URI /URI (http://x/) >>"),
         "document_action"},
        {"79 XFA", "a.pdf", page("/AcroForm << /XFA (x) >>"), "document_script"},
        {"79 rich media", "a.pdf", page("", "/Annots [<< /Subtype /RichMedia /Rect [0 0 1 1] >>]"),
         "document_action"},
        {"79 program inside", "a.pdf", attachment(std::string("MZ\x90\0\3", 5)), "[program] document_file"},
        {"79 program by its name", "a.pdf", attachment("del x", "start.bat"),
         "[script] document_file name_active"},
        {"79 page inside", "a.pdf", attachment("<html><script>x</script></html>"),
         "document_file html_active"},
        {"79 not a pdf at all", "a.pdf", "%PDF-1.7\nabc\n", "not_readable"},
    });
}

/// Written anew by qpdf: objects packed into streams, locked with a password, or both.
std::string rewritten(const std::string& file, const char* password, bool locked)
{
    QPDF source;
    source.processMemoryFile("", file.data(), file.size());
    QPDFWriter writer(source);
    writer.setOutputMemory();
    writer.setObjectStreamMode(qpdf_o_generate);
    if (locked)
        writer.setR6EncryptionParameters(password, "owner", true, true, true, true, true, true, qpdf_r3p_none,
                                         true);
    writer.write();
    const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

TEST(Pdf, WhatIsPackedOrLockedIsLookedInto)
{
    const std::string attack = page("/OpenAction << /S /JavaScript /JS (x) >>");
    expect({
        {"79 in an object stream", "a.pdf", rewritten(attack, "", false), "document_script"},
        {"79 locked", "a.pdf", rewritten(page(""), "geheim", true), "document_encrypted"},
        {"79 locked without password", "a.pdf", rewritten(attack, "", true), "document_script"},
        {"66 trap: printing forbidden", "a.pdf", rewritten(page(""), "", true), ""},
    });
}

TEST(Pdf, OrdinaryDocumentsPass)
{
    std::string broken = page("");
    broken.replace(broken.find("startxref"), 40, "startxref\n99999\n%%EOF\n");
    expect({
        {"plain", "a.pdf", page(""), ""},
        {"79 trap: scanner opens at a page", "a.pdf", page("/OpenAction [3 0 R /Fit]"), ""},
        {"79 trap: goes to a page", "a.pdf", page("/OpenAction << /S /GoTo /D [3 0 R /Fit] >>"), ""},
        {"79 trap: form", "a.pdf", page("/AcroForm << /Fields [<< /FT /Tx /T (Name) >>] >>"), ""},
        {"79 trap: invoice", "a.pdf", attachment("<?xml version=\"1.0\"?><Invoice/>"), ""},
        {"79 trap: link", "a.pdf",
         page("", "/Annots [<< /Subtype /Link /A << /S /URI /URI (https://schule.de/) >> >>]"), ""},
        {"79 trap: damaged table", "a.pdf", broken, ""},
    });
    const auto findings = look_at(
        "a.pdf", page("", "/Annots [<< /Subtype /Link /A << /S /URI /URI (https://schule.de/a) >> >>]"));
    ASSERT_EQ(findings.list.size(), 1U);
    EXPECT_EQ(findings.list[0].trait, core::Trait::link);
    EXPECT_EQ(findings.list[0].detail, "schule.de");
}

} // namespace
} // namespace pedell::content::testing
