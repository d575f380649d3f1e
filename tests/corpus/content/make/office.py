# SPDX-License-Identifier: GPL-3.0-or-later
"""Office documents: OOXML and ODF with the parts that Word, LibreOffice and Google write."""
import zips

REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
CT = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
      "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
      "dotx": "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
      "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
      "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
      "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
      "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
      "pptm": "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
      "ppsx": "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"}
MAIN = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="%s"' % REL
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="%s"' % REL
P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="%s"' % REL


def rels(entries):
    """entries: (type's last word, target, external?)."""
    lines = "".join(f'<Relationship Id="rId{n}" Type="{kind if ":" in kind else REL + "/" + kind}" Target="{target}"'
                    + (' TargetMode="External"' if outside else "") + "/>" for n, (kind, target, outside) in enumerate(entries, 1))
    return f'{XML}<Relationships xmlns="{PKG}/relationships">{lines}</Relationships>'


def types(main, kind, more=""):
    return (f'{XML}<Types xmlns="{PKG}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{more}<Override PartName="/{main}" ContentType="{CT[kind]}"/></Types>')


def ooxml(family, main_xml, *, kind=None, parts=None, links=(), more_types="", style="windows", main=None, root=(), order=None):
    """`links`: relations of the main part; `parts`: further members; `style`: who packed it."""
    main = main or MAIN[family]
    folder, leaf = main.rsplit("/", 1)
    files = {"[Content_Types].xml": types(main, kind or family, more_types),
             "_rels/.rels": rels([("officeDocument", main, False), *root]), main: main_xml}
    if links:
        files[f"{folder}/_rels/{leaf}.rels"] = rels(links)
    files.update(parts or {})
    if order == "late":
        files = {name: files[name] for name in sorted(files, key=lambda name: name.startswith("["))}
    data = {name: body if isinstance(body, bytes) else body.encode("utf-8") for name, body in files.items()}
    return {"windows": zips.plain, "streamed": zips.streamed, "stored": zips.stored}[style](data)


def paragraph(text):
    return f"<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"


def docx(text="Referat über den Igel", body="", **more):
    inside = "".join(paragraph(line) for line in text.split("\n"))
    return ooxml("docx", f"{XML}<w:document {W}><w:body>{inside}{body}<w:sectPr/></w:body></w:document>", **more)


def xlsx(rows="", sheets=("Tabelle1",), book="", **more):
    tabs = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1))
    parts = {f"xl/worksheets/sheet{n}.xml": f"{XML}<worksheet {S}><sheetData>{rows}</sheetData></worksheet>" for n in range(1, len(sheets) + 1)}
    parts.update(more.pop("parts", {}))
    links = [("worksheet", f"worksheets/sheet{n}.xml", False) for n in range(1, len(sheets) + 1)] + list(more.pop("links", []))
    return ooxml("xlsx", f"{XML}<workbook {S}><sheets>{tabs}</sheets>{book}</workbook>", parts=parts, links=links, **more)


def row(*cells):
    out = ""
    for column, value in zip("ABCDEFGH", cells):
        if isinstance(value, str) and value.startswith("="):
            out += f'<c r="{column}1"><f>{value[1:]}</f><v>0</v></c>'
        elif isinstance(value, str):
            out += f'<c r="{column}1" t="inlineStr"><is><t>{value}</t></is></c>'
        else:
            out += f'<c r="{column}1"><v>{value}</v></c>'
    return f'<row r="1">{out}</row>'


def pptx(text="Der Igel", slides=1, shape="", **more):
    ids = "".join(f'<p:sldId id="{255 + n}" r:id="rId{n}"/>' for n in range(1, slides + 1))
    parts = {f"ppt/slides/slide{n}.xml": f'{XML}<p:sld {P} xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:cSld><p:spTree><p:sp><p:txBody>'
             f"<a:p><a:r><a:t>{text} {n}</a:t></a:r></a:p></p:txBody></p:sp>{shape}</p:spTree></p:cSld></p:sld>" for n in range(1, slides + 1)}
    parts.update(more.pop("parts", {}))
    links = [("slide", f"slides/slide{n}.xml", False) for n in range(1, slides + 1)] + list(more.pop("links", []))
    return ooxml("pptx", f"{XML}<p:presentation {P}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>", parts=parts, links=links, **more)


ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation", "odg": "graphics", "ott": "text-template", "odf": "formula"}
NS = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in (
    ("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("script", "script"), ("form", "form"))) + \
    ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def odf(kind, body, *, parts=None, scripts="", first=True, extra_manifest="", style="windows"):
    """`first`: the mimetype first and stored, as the standard wants it."""
    mime = f"application/vnd.oasis.opendocument.{ODF[kind]}"
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NS} office:version="1.3">{scripts}<office:body>{body}</office:body></office:document-content>'
    files = {"content.xml": content, "meta.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta {NS}><office:meta/></office:document-meta>',
             "styles.xml": f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-styles {NS}/>', **(parts or {})}
    manifest = f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
    manifest += "".join(f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>' for name in files) + extra_manifest + "</manifest:manifest>"
    files["META-INF/manifest.xml"] = manifest
    members = [zips.Member(name, data if isinstance(data, bytes) else data.encode("utf-8"), descriptor=style == "streamed") for name, data in files.items()]
    kind_member = zips.Member("mimetype", mime.encode(), method=0)
    return zips.build([kind_member, *members] if first else [*members, kind_member])


def odt(text="Referat über den Igel", body="", **more):
    return odf("odt", f"<office:text>{''.join(f'<text:p>{line}</text:p>' for line in text.split(chr(10)))}{body}</office:text>", **more)


def ods(cells=(("1", "2"),), body="", **more):
    rows = "".join("<table:table-row>" + "".join(f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in line)
                   + "</table:table-row>" for line in cells)
    return odf("ods", f'<office:spreadsheet><table:table table:name="Tabelle1">{rows}</table:table>{body}</office:spreadsheet>', **more)


def odp(text="Der Igel", body="", **more):
    return odf("odp", f'<office:presentation><draw:page draw:name="page1"><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>{body}</draw:page></office:presentation>', **more)
