# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile, lines 55 to 65: file names, as mail programs write them and as they lie on a drive."""
from corpus import TRICK, bad_file, bad_mail
from inert import dos, elf, exe, java_class, lnk, macho
from mime import b64, crlf, entity, ext, hello, mixed, word

N = iter(range(1, 1000))
BAT = crlf("@echo off\nrem kein Programm\n")


def disposition(name, line, why, value, rule, kind="application/octet-stream", data=None):
    data = exe() if data is None else data
    bad_mail(name, mixed([hello(), entity([f"Content-Type: {kind}", "Content-Transfer-Encoding: base64",
                                           b"Content-Disposition: attachment; " + (value if isinstance(value, bytes)
                                                                                  else value.encode())],
                                          b64(data))], number=next(N)), rule, line, why)


def make():
    parameters()
    stems()
    on_drive()
    mismatches()
    polyglots()


def parameters():
    text = crlf("Nur Text.\n")
    soft = "name | ambiguous | script | program | mismatch"
    for name, value in {
        "gap": "filename*0=auf; filename*2=gabe.txt", "order": "filename*1=gabe.txt; filename*0=auf",
        "doubled": "filename*0=auf; filename*0=gab; filename*1=e.txt", "with-plain": "filename=a.txt; filename*0=a; filename*1=.bat",
        "from-one": "filename*1=auf; filename*2=gabe.txt", "leading-zero": "filename*00=auf; filename*01=gabe.txt",
        "huge-index": "filename*0=a; filename*4294967296=.bat", "negative": "filename*-1=a.txt",
        "star-inside": "filename*0*=utf-8''auf; filename*1*=%2Eb%61t", "charset-late": "filename*0*=auf; filename*1*=utf-8''gabe.txt",
        "bad-percent": "filename*=utf-8''auf%zz.txt", "no-charset": "filename*=auf%2etxt", "bad-utf8": "filename*=utf-8''auf%ff%fe.txt",
    }.items():
        disposition("continued-" + name, 55, "pieces of a name that cannot be put together for certain", value, soft, "text/plain", text)
    for name, value in {"percent": "filename=attached%2E%62at", "percent-exe": 'filename="rechnung%2Eexe"', "entity": 'filename="a&#46;bat"',
                        "percent-slash": 'filename="..%2F..%2Fstart.bat"', "star-percent": "filename*=utf-8''a%2Ebat"}.items():
        disposition("encoded-" + name, 56, "a name that is active once it is decoded", value, "script | name | program | mismatch", data=BAT)
    for name, value in {
        "utf16": f'filename="{word("a.bat", "utf-16")}"', "utf7": 'filename="=?utf-7?Q?a+AC4-bat?="',
        "split": 'filename="=?utf-8?Q?rechnung=2Ep?= =?utf-8?Q?df=2Ebat?="', "base64": f'filename="{word("start.bat")}"',
        "bare": f"filename={word('start.bat')}", "unknown-charset": 'filename="=?x-foo?Q?a.bat?="',
    }.items():
        disposition("word-" + name, 57, "an encoded word in a name, active or not to be decoded for certain", value,
                    "script | name | ambiguous | program | mismatch", data=BAT)
    for name, value in {"comment": "filename=attached.()bat", "blank-exe": "filename=a b.exe", "blank-hides": "filename=a.pdf .exe",
                        "quote-ends": 'filename="a.pdf".exe', "backslash": r'filename="a.b\at"', "semicolon": "filename=a.pdf;.bat",
                        "unquoted-tail": "filename=a filename=b.bat", "two-quoted": 'filename="a.pdf" "b.bat"'}.items():
        disposition("raw-" + name, 58, "a name that ends elsewhere for another reader", value, "script | name | ambiguous | program | mismatch",
                    data=BAT)
    disposition("no-name-type", 62, "no name at all, a program by its bytes", "size=512", TRICK)
    disposition("empty-name", 62, "an empty name, a program by its bytes", 'filename=""', TRICK)
    disposition("star-only", 62, "a program with its name in filename* alone", "filename*=utf-8''start.exe", TRICK)
    bad_mail("name-in-id", mixed([hello(), entity(["Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64",
             "Content-ID: <start.exe@schule.example>"], b64(exe()))], number=next(N)), TRICK, 62, "its name in Content-ID alone")
    bad_mail("name-in-location", mixed([hello(), entity(["Content-Type: text/plain", "Content-Transfer-Encoding: base64", "Content-Location: start.exe"],
             b64(exe()))], number=next(N)), TRICK, 62, "its name in Content-Location alone, called text")
    bad_mail("name-in-description", mixed([hello(), entity(["Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64",
             "Content-Description: start.exe"], b64(exe()))], number=next(N)), TRICK, 62, "its name in Content-Description alone")
    long = "name | too_big | ambiguous"
    disposition("name-900", 63, "a name of 900 characters", f'filename="{"x" * 900}.txt"', long, "text/plain", text)
    disposition("name-10k", 63, "a name of 10 KB in pieces", ";\r\n ".join(f"filename*{n}={'y' * 60}" for n in range(170)), long,
                "text/plain", text)
    disposition("name-crlf", 63, "CR LF in a name", "filename*=utf-8''a%0D%0AX-Boese:%201.txt", long, "text/plain", text)
    disposition("name-tab", 63, "control characters in a name", "filename*=utf-8''a%09%07b.txt", long, "text/plain", text)
    disposition("name-fold", 63, "a name over a fold", 'filename="start.\r\n bat"', "script | " + long, data=BAT)


STEMS = {
    # slug: (name, rule, line, why)
    "dot-end": ("start.bat.", "name | script", 59, "a dot behind the extension: Windows drops it"),
    "blank-end": ("start.bat ", "name | script", 59, "a blank behind the extension: Windows drops it"),
    "nbsp-end": ("start.bat\u00a0", "name | script", 59, "a no-break space behind the extension"),
    "dots-end": ("start.bat . .", "name | script", 59, "dots and blanks behind the extension"),
    "stream": ("start.txt:start.bat", "name | script", 59, "a stream of NTFS"),
    "data-stream": ("start.bat::$DATA", "name | script", 59, "the stream that is the file itself"),
    "backslash": ("ordner\\start.txt", "name", 59, "a backslash in a name"),
    "clsid": ("liste.{3050f4d8-98b5-11cf-bb82-00aa00bdce0b}", "name", 59, "a class id as extension: Windows runs its handler"),
    "control": ("auf\x01gabe.txt", "name", 59, "a control character"),
    "newline": ("auf\ngabe.txt", "name", 59, "a line end"),
    "delete": ("auf\x7fgabe.txt", "name", 59, "DEL"),
    "rtlo": ("zeugnis\u202efdp.bat", "name | script", 60, "turned reading direction"),
    "rtlo-harmless": ("zeugnis\u202etxt.pdf.txt", "name", 60, "turned reading direction, even of a text"),
    "lro": ("auf\u202dgabe.txt", "name", 60, "left-to-right override"),
    "isolate": ("auf\u2066gabe\u2069.txt", "name", 60, "isolates"),
    "zero-width": ("start.b\u200bat", "name | script", 60, "a character of no width in the extension"),
    "fullwidth-dot": ("start\uff0ebat", "name | script", 60, "a full-width dot"),
    "homoglyph": ("aufgabe.\u0440df", "name | mismatch", 60, "a Cyrillic letter in the extension"),
    "one-dot-leader": ("start\u2024bat", "name | script", 60, "a leader that looks like a dot"),
    "tags": ("auf\U000e0041gabe.tx\U000e0041t", "name", 60, "tag characters in the extension"),
    "double-bat": ("referat.pdf.bat", "name | script", 61, "two extensions, the last one active"),
    "double-js": ("foto.jpg.js", "name | script | mismatch", 61, "two extensions, the last one active"),
    "blanks-double": ("referat.pdf" + " " * 80 + ".bat", "name | script", 61, "many blanks hide the extension"),
    "long": ("x" * 246 + ".bat", "name | script", 63, "a long name with an active end"),
    "con": ("CON", "name", 72, "a device of Windows"),
    "nul-txt": ("nul.txt", "name", 72, "a device of Windows with an extension"),
    "com1": ("COM1.md", "name", 72, "a device of Windows"),
    "lpt": ("lpt9.txt", "name", 72, "a device of Windows"),
    "aux-blank": ("aux .txt", "name", 72, "a device of Windows with a blank"),
    "conin": ("CONIN$", "name", 72, "a device of Windows"),
    "com-superscript": ("COM\u00b9.txt", "name", 72, "a device of Windows with a superscript digit"),
}


def stems():
    for slug, (name, rule, line, why) in STEMS.items():
        data = BAT if "bat" in name or ".js" in name else crlf("Nur Text.\n")
        raw = name.encode()
        disposition("stem-" + slug, line, why, f"filename*={ext(raw.decode())}", rule + " | ambiguous", "text/plain", data)
        plain = "".join(c for c in name if c.isascii() and c.isprintable() and c not in '"\\')
        if plain == name:
            disposition("stem-plain-" + slug, line, why + ", quoted", f'filename="{name}"', rule + " | ambiguous", "text/plain", data)


def on_drive():
    for slug, (name, rule, line, why) in STEMS.items():
        if "/" in name or len(name.encode()) > 255:
            continue
        data = BAT if "bat" in name or ".js" in name else crlf("Nur Text.\n")
        bad_file(f"name-{slug}.bin", data, rule, line, why, as_name=name)
    actives = """ade adp app bat chm cmd com cpl hlp hta inf ins isp jar jnlp job js jse library-ms lnk mde msc msi msp mst pif
    ps1 psm1 reg scf scr sct settingcontent-ms shb url vb vbe vbs website wsc wsf wsh xll""".split()
    for extension in actives:
        bad_file(f"active-{extension}.bin", crlf("Nur Text, aber sein Name startet etwas.\n"),
                 "name | script | shortcut | mismatch | program", 73, f"Windows starts .{extension} at a click", as_name=f"aufgabe.{extension}")


def mismatches():
    line = 64
    for name, data in {"foto.jpg": exe(), "bericht.pdf": exe(), "notizen.txt": exe(), "referat.docx": exe(), "tabelle.csv": dos(),
                       "spiel.ggb": elf(), "lied.mp3": macho(), "ohne-endung": exe(), "bild.png": lnk(), "applet.gif": java_class(),
                       "skript.tex": elf(), "daten.json": dos()}.items():
        bad_file("exe-as-" + name, data, "program | shortcut | mismatch | name", line, "a program under a harmless name")
    html = crlf("<!DOCTYPE html>\n<html><body><h1>Hallo</h1></body></html>\n")
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    for name, data, why in (("bericht.pdf", html, "HTML called PDF"), ("bild.jpg", html, "HTML called a picture"),
                            ("lied.mp3", html, "HTML called music"), ("referat.docx", html, "HTML called Word"),
                            ("bild.png", pdf, "PDF called a picture"), ("text.docx", pdf, "PDF called Word"),
                            ("bild.jpeg", b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "SVG called JPEG"),
                            ("bericht.doc", html, "HTML called old Word"), ("video.mp4", pdf, "PDF called a video"),
                            ("klang.wav", b"GIF89a" + bytes([1, 0, 1, 0, 0, 0, 0, 59]), "a picture called sound")):
        bad_file(f"differs-{name.replace('.', '-')}-{'html' if data is html else 'other'}." + name.split(".")[1], data,
                 "mismatch | html_active | unreadable | svg_active", line, why)


def polyglots():
    import zips
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\nxref\n0 1\n0000000000 65535 f \n" \
          b"trailer<</Root 1 0 R/Size 3>>\nstartxref\n110\n%%EOF\n"
    gif = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    box = zips.plain({"start.exe": exe()})
    rule = "polyglot | archive_trick | unreadable | mismatch | program | name | unknown_kind | script | html_active | pdf_active"
    for name, data, why in (
            ("pdf-zip.pdf", pdf + box, "a PDF with a ZIP behind it"), ("zip-pdf.zip", box + pdf, "a ZIP with a PDF behind it"),
            ("zip-pdf.pdf", box + pdf, "a PDF name over a ZIP and a PDF"), ("gif-zip.gif", gif + box, "a picture with a ZIP behind it"),
            ("gif-js.gif", b"GIF89a/*" + gif[8:] + b"*/=1;alert(1);", "a picture that is a script as well"),
            ("gif-html.gif", gif[:-1] + b"<html><script>alert(1)</script></html>", "a picture with a page in it"),
            ("pdf-late.pdf", b"\0" * 300 + pdf, "a PDF that begins 300 bytes late"),
            ("pdf-behind-html.pdf", b"<html><script>1</script></html>\n" + pdf, "a page before the PDF"),
            ("mock-4.jpg", b"\xff\xd8\xff\xe0" + b"<html><script>alert(1)</script>", "four bytes of JPEG, then a page"),
            ("mock-png.png", b"\x89PNG\r\n\x1a\n" + exe(), "eight bytes of PNG, then a program"),
            ("mock-pdf.pdf", b"%PDF-1.7\n" + exe(), "a PDF line, then a program"),
            ("mock-zip.zip", b"PK\x03\x04" + exe(), "four bytes of ZIP, then a program"),
            ("bmp-js.bmp", b"BM=1;alert(1)//".ljust(80, b" "), "a picture that is a script as well"),
            ("wav-zip.wav", b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x40\x1f\0\0\x01\0\x08\0data\0\0\0\0" + box, "sound with a ZIP")):
        bad_file("poly-" + name, data, rule, 65, why)
