# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary office files: what Word, Excel, PowerPoint, LibreOffice, Google, Pages and old programs leave in a school's folders."""
import media
import ole
from corpus import good_file
from office import NS, docx, odf, odp, ods, odt, pptx, row, xlsx
from zips import Member, build, plain

APP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>{}</Application></Properties>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PNG = '<Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/>'


def make():
    word()
    excel()
    powerpoint()
    open_document()
    old()
    staff()


def word():
    core = {"docProps/core.xml": '<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'}
    parts = {"word/styles.xml": f"<w:styles {W}/>", "word/settings.xml": f"<w:settings {W}/>", "word/fontTable.xml": f"<w:fonts {W}/>", "word/theme/theme1.xml": '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"/>'}
    many = [("styles", "styles.xml", False), ("settings", "settings.xml", False), ("fontTable", "fontTable.xml", False), ("theme", "theme/theme1.xml", False)]
    props = [("extended-properties", "docProps/app.xml", False)]

    def full(application, **more):
        return docx(parts={**parts, **core, "docProps/app.xml": APP.format(application), **more.pop("parts", {})}, links=many + more.pop("links", []), root=props, **more)

    good_file("Referat Igel.docx", full("Microsoft Office Word", style="streamed"), 64, "Word: streamed, sizes behind the members")
    good_file("Aufsatz LibreOffice.docx", full("LibreOffice/24.2.7.2$Linux_X86_64", style="streamed", order="late"), 64, "LibreOffice: the list of types last")
    good_file("Google Docs.docx", full("Google Docs", style="streamed"), 64, "Google Docs")
    good_file("Pages Export.docx", full("Pages 14"), 64, "Pages")
    good_file("OnlyOffice.docx", full("ONLYOFFICE", style="stored"), 64, "OnlyOffice, not deflated")
    good_file("klein.docx", docx("a"), 64, "a document with three members")
    good_file("mit Bild.docx", docx(parts={"word/media/image1.png": media.png(20, 20), "word/media/image2.jpg": media.photo()}, links=[("image", "media/image1.png", False), ("image", "media/image2.jpg", False)], more_types=PNG), 0, "pictures")
    good_file("mit Link.docx", docx(links=[("hyperlink", "https://www.schule.example/igel", True), ("hyperlink", "mailto:j.krause@schule.example", True)]), 77, "ordinary links are external relations as well")
    good_file("mit Fussnoten.docx", docx(parts={"word/footnotes.xml": f"<w:footnotes {W}/>", "word/comments.xml": f"<w:comments {W}/>", "word/header1.xml": f"<w:hdr {W}/>"}, links=[("footnotes", "footnotes.xml", False), ("comments", "comments.xml", False), ("header", "header1.xml", False)]), 0, "footnotes, comments, header")
    good_file("mit Inhaltsverzeichnis.docx", docx(body='<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p><w:fldSimple w:instr=" PAGE "/></w:p>'), 77, "fields: contents, page")
    good_file("mit Seriendruck.docx", docx(body='<w:p><w:fldSimple w:instr=" MERGEFIELD Vorname "/><w:fldSimple w:instr=" DATE \\@ &quot;d. MMMM yyyy&quot; "/><w:fldSimple w:instr=" HYPERLINK &quot;https://www.schule.example/&quot; "/></w:p>'), 77, "fields: mail merge, date, link")
    good_file("mit Excel-Diagramm.docx", docx(parts={"word/charts/chart1.xml": '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"/>', "word/embeddings/Microsoft_Excel_Worksheet.xlsx": xlsx(row("a", 1))}, links=[("chart", "charts/chart1.xml", False), ("package", "embeddings/Microsoft_Excel_Worksheet.xlsx", False)],
              more_types='<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'), 75, "a diagram with its table embedded")
    good_file("ueber Makros.docx", docx("Makro, VBA und vbaProject.bin: Wie ein Makro aufgebaut ist\nSub Hallo()\nDDEAUTO ist ein Feldname."), 76, "a lesson on macros")
    good_file("schreibgeschuetzt.docx", docx(parts={"word/settings.xml": f'<w:settings {W}><w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:writeProtection w:recommended="1"/></w:settings>'}, links=[("settings", "settings.xml", False)]), 87, "protected against changes, not encrypted")
    good_file("Elternbrief.dotx", docx(kind="dotx"), 0, "a template")
    good_file("lokale Vorlage.docx", docx(parts={"word/settings.xml": f'<w:settings {W}/>', "word/_rels/settings.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="Normal.dotm"/></Relationships>'}), 77, "the template of the own machine")
    good_file("mit Schrift.docx", docx(parts={"word/fonts/font1.odttf": bytes((n * 89 + 7) % 256 for n in range(300))}, links=[("font", "fonts/font1.odttf", False)]), 75, "an embedded font, obfuscated as the standard wants")
    good_file("mit Formel.docx", docx(body='<w:p><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>a²+b²=c²</m:t></m:r></m:oMath></w:p>'), 0, "a formula")
    good_file("Zeugnis.2024.05.docx", docx("Zeugnis"), 61, "several dots in a name")
    good_file("v1.2.docx", docx("Fassung"), 61, "a version in a name")
    good_file("Übung – Größe & Maß (5a).docx", docx("Übung"), 60, "umlauts, a dash and an ampersand in a name")
    good_file("leerer Makroname.docm", docx(kind="docm"), 76, "docm without macros", role="teacher")
    bmp = build([Member("[Content_Types].xml", docx_types()), Member("_rels/.rels", b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
                 Member("word/document.xml", f'<w:document {W}><w:body/></w:document>'.encode()), Member("word/media/image1.bmp", media.bmp(1600, 1600))])
    good_file("weisses Bild.docx", bmp, 69, "a picture of one colour: 7.7 MB in some KB")


def docx_types():
    from office import types
    return types("word/document.xml", "docx", '<Default Extension="bmp" ContentType="image/bmp"/>').encode()


def excel():
    good_file("Noten 5a.xlsx", xlsx(row("Mia", 2.3, "=B1*2") + row("Leon", 3)), 0, "formulas")
    good_file("Klassenkasse.xlsx", xlsx(row("=SUM(A1:A9)", '=IF(B1&gt;0,"ja","nein")', "=VLOOKUP(A1,B1:C9,2,FALSE)"), sheets=("Januar", "Februar", "März")), 77, "three sheets")
    good_file("mit Diagramm.xlsx", xlsx(parts={"xl/charts/chart1.xml": "<c/>", "xl/drawings/drawing1.xml": "<d/>", "xl/sharedStrings.xml": "<sst/>", "xl/styles.xml": "<styleSheet/>"}, style="streamed"), 76, "a diagram")
    good_file("mit Link.xlsx", xlsx(row('=HYPERLINK("https://www.schule.example/","Schule")')), 77, "a link as a formula")
    good_file("geschuetzt.xlsx", xlsx(book='<workbookProtection lockStructure="1"/>'), 87, "a protected book, not encrypted")
    good_file("Pivot.xlsx", xlsx(parts={"xl/pivotTables/pivotTable1.xml": "<p/>", "xl/pivotCache/pivotCacheDefinition1.xml": "<p/>"}), 0, "a pivot table")
    good_file("anderes Blatt.xlsx", xlsx(row("=Tabelle2!A1"), sheets=("Tabelle1", "Tabelle2"), book='<definedNames><definedName name="_xlnm.Print_Area">Tabelle1!$A$1:$C$9</definedName></definedNames>'), 77, "another sheet and a print area")
    good_file("Google Tabelle.xlsx", xlsx(row("=A1+B1"), style="streamed"), 64, "Google")
    good_file("LibreOffice.xlsx", xlsx(row("a"), order="late", style="streamed"), 64, "LibreOffice")
    good_file("Drucker.xlsx", xlsx(parts={"xl/printerSettings/printerSettings1.bin": "\\\\server\\Drucker EG".encode("utf-16le").ljust(300, b"\0")}), 75, "the printer's settings as a binary member")
    good_file("Kommentare.xlsx", xlsx(parts={"xl/comments1.xml": "<comments/>", "xl/drawings/vmlDrawing1.vml": '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape/></xml>'}), 0, "comments")


def powerpoint():
    good_file("Vortrag Igel.pptx", pptx(slides=5, style="streamed"), 0, "five slides")
    good_file("mit Fotos.pptx", pptx(parts={"ppt/media/image1.jpeg": media.photo(), "ppt/media/image2.png": media.png()}, more_types=PNG), 0, "pictures")
    good_file("mit Ton.pptx", pptx(parts={"ppt/media/media1.m4a": media.mp4(b"M4A ", b"M4A mp42isom", b"soun")}, links=[("audio", "media/media1.m4a", False)]), 89, "sound")
    good_file("mit Film.pptx", pptx(parts={"ppt/media/media1.mp4": media.mp4()}, links=[("video", "media/media1.mp4", False)]), 89, "a film")
    good_file("Schau.ppsx", pptx(kind="ppsx"), 0, "a show")
    good_file("Notizen.pptx", pptx(parts={"ppt/notesSlides/notesSlide1.xml": "<n/>", "ppt/slideMasters/slideMaster1.xml": "<m/>", "ppt/slideLayouts/slideLayout1.xml": "<l/>", "ppt/theme/theme1.xml": "<t/>"}), 0, "notes and masters")
    good_file("mit Links.pptx", pptx(links=[("hyperlink", "https://www.schule.example/", True)]), 77, "links")
    good_file("SVG.pptx", pptx(parts={"ppt/media/image1.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'}), 81, "a drawing")


def open_document():
    thumb = {"Thumbnails/thumbnail.png": media.png(16, 16), "settings.xml": f"<office:document-settings {NS}/>", "META-INF/documentsignatures.xml": "<document-signatures/>"}
    good_file("Aufsatz.odt", odt(parts=thumb, style="streamed"), 0, "LibreOffice: thumbnail")
    good_file("ohne mimetype zuerst.odt", odt(first=False), 64, "the mimetype last: packed again by hand")
    good_file("mit Bild.odt", odt(body='<text:p><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></text:p>', parts={"Pictures/1.png": media.png()}), 0, "a picture")
    good_file("mit Link.odt", odt(body='<text:p><text:a xlink:type="simple" xlink:href="https://www.schule.example/">Schule</text:a></text:p>'), 77, "a link")
    good_file("mit Formel.odt", odt(parts={"Object 1/content.xml": '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>', "ObjectReplacements/Object 1": b"VCLMTF" + bytes(30)}, body='<text:p><draw:frame><draw:object xlink:href="./Object 1"/><draw:image xlink:href="./ObjectReplacements/Object 1"/></draw:frame></text:p>'), 75, "a formula as object with its replacement picture")
    good_file("leere Basic-Ordner.odt", odt(parts={"Configurations2/": b"", "Configurations2/accelerator/current.xml": b""}), 76, "empty folders of LibreOffice")
    good_file("Noten.ods", ods((("Mia", "2,3"), ("Leon", "3"))), 0, "a table")
    good_file("Formeln.ods", odf("ods", '<office:spreadsheet><table:table table:name="a"><table:table-row><table:table-cell table:formula="of:=[.A1]+[.B1]" office:value="3"/><table:table-cell table:formula="of:=SUM([.A1:.A9])"/></table:table-row></table:table></office:spreadsheet>'), 77, "formulas")
    good_file("Vortrag.odp", odp(), 0, "a talk")
    good_file("mit Ton.odp", odp(parts={"Media/1.mp3": media.mp3()}, body='<draw:frame><draw:plugin xlink:href="Media/1.mp3" draw:mime-type="application/vnd.sun.star.media"/></draw:frame>'), 89, "sound inside")
    good_file("Zeichnung.odg", odf("odg", '<office:drawing><draw:page draw:name="page1"/></office:drawing>'), 0, "a drawing")
    good_file("Vorlage.ott", odf("ott", "<office:text/>"), 0, "a template")
    good_file("Collabora.odt", odt("Gemeinsam geschrieben", style="streamed", parts={"manifest.rdf": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'}), 0, "Collabora")
    flat = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NS} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>Hallo</text:p></office:text></office:body></office:document>\n'
    good_file("flach.fodt", flat.encode(), 0, "flat ODF")


def old():
    good_file("Elternbrief.doc", ole.word(), 76, "old Word")
    good_file("Noten.xls", ole.excel((("Tabelle1", 0), ("Tabelle2", 0))), 76, "old Excel")
    good_file("Diagramm.xls", ole.excel((("Tabelle1", 0), ("Diagramm1", 2))), 76, "old Excel with a chart sheet")
    good_file("Vortrag.ppt", ole.powerpoint(), 76, "old PowerPoint")
    good_file("WordPad.rtf", rb"{\rtf1\ansi\ansicpg1252\deff0\nouicompat\deflang1031{\fonttbl{\f0\fnil\fcharset0 Calibri;}}{\*\generator Riched20 10.0.19041}\viewkind4\uc1 \pard\sa200\sl276\slmult1\f0\fs22\lang7 Gr\'fc\'dfe aus der 5a\par}", 78, "RTF of WordPad")
    good_file("Bild.rtf", rb"{\rtf1\ansi{\pict{\*\picprop}\wmetafile8\picw100\pich100 0100090000030000}{\*\shppict{\pict\pngblip " + media.png().hex().encode() + rb"}}\par Hallo}", 78, "RTF with a picture")
    good_file("Word.rtf", rb"{\rtf1\adeflang1025\ansi{\stylesheet{\ql \li0 Normal;}}{\info{\title Brief}{\author Mia}}{\field{\*\fldinst {HYPERLINK " + b'"https://www.schule.example/"' + rb"}}{\fldrslt {Schule}}}{\*\themedata 504b0304}\par}", 78, "RTF of Word with a link")
    good_file("Buch.epub", build([Member("mimetype", b"application/epub+zip", method=0), Member("META-INF/container.xml", b'<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'),
              Member("OEBPS/content.opf", b'<package xmlns="http://www.idpf.org/2007/opf" version="3.0"/>'), Member("OEBPS/kapitel1.xhtml", '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>1</title></head><body><p>Es war einmal ein Igel. Größe!</p></body></html>'.encode()), Member("OEBPS/bild.png", media.png())]), 73, "a book")
    good_file("Pages.pages", plain({"Index/Document.iwa": b"\0\x20\0\0" + bytes(32), "Index/Metadata.iwa": b"\0\x10\0\0" + bytes(16), "preview.jpg": media.photo(maker="Apple"), "Metadata/Properties.plist": b'<?xml version="1.0"?><plist version="1.0"><dict/></plist>'}), 50, "Pages")


def staff():
    vba = ole.compound(ole.vba())
    good_file("Notenrechner.xlsm", xlsx(kind="xlsm", parts={"xl/vbaProject.bin": vba}), 76, "macros between staff, where the school allows them", role="teacher", area="teachers", staff="yes", settings="macros_among_staff", door="drive")
    good_file("Stundenplan.docm", docx(kind="docm", parts={"word/vbaProject.bin": vba}), 76, "macros between staff, by mail as well", role="head", area="teachers", staff="yes", settings="macros_among_staff")
    package = ole.compound({"EncryptionInfo": b"\4\0\4\0\x40\0\0\0<encryption/>", "EncryptedPackage": b"\x88\x13\0\0\0\0\0\0" + bytes((n * 91) % 256 for n in range(5008))})
    good_file("Klausur mit Kennwort.docx", package, 87, "a document with a password by a teacher", role="teacher", area="teachers")
    good_file("Zeugnisse mit Kennwort.zip", build([Member("zeugnis.pdf", b"", raw=bytes((n * 73) % 256 for n in range(120)), flags=1, size=150, crc=0x12345678)]), 66, "a ZIP with a password by the office", role="staff", area="teachers")
