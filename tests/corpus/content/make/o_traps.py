# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary messages that look like an evasion: the trap of each line of the list that a message can show."""
import media
import ole
import pdf
from corpus import good_mail
from mime import HELLO, attach, b64, crlf, entity, ext, head, hello, message, mixed, multipart, qp, text_part, word
from office import docx
from zips import Member, build, plain

N = iter(range(1, 1000))
PDF = pdf.write(pdf.page("Aufgabe"))


def text(name, line, why, headers, body, more=(), **subject):
    good_mail("trap-" + name, message([*more, *headers], body, next(N), **subject), line, why)


def tree(name, line, why, parts, **more):
    good_mail("trap-" + name, mixed(parts, number=next(N), **more), line, why)


def named(name, line, why, headers, data=None):
    tree(name, line, why, [hello(), entity(headers, b64(PDF if data is None else data))])


PLAIN = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
BASE64 = ["Content-Type: application/pdf", "Content-Transfer-Encoding: base64"]


def make():
    structure()
    boundaries()
    nesting()
    encodings()
    names()
    kinds()
    links()


def structure():
    text("charset-twice", 1, "an equal parameter twice, as bulk mailers write it", ["Content-Type: text/plain; charset=utf-8; charset=UTF-8"], crlf(HELLO))
    text("received-twice", 2, "trace fields and X- fields many times", PLAIN, crlf(HELLO), [f"Received: from a{n} by b{n}; Tue, 18 Nov 2025 08:00:0{n} +0100 (CET)" for n in range(6)] + ["X-Spam: a", "X-Spam: b"])
    text("received-18", 102, "a path of eighteen hops", PLAIN, crlf(HELLO), [f"Received: from a{n}.schule.example (a{n}.schule.example [192.0.2.{n}])\r\n\tby b{n}.schule.example (Postfix) with ESMTPS id 4dX{n}\r\n\tfor <j.krause@schule.example>; Tue, 18 Nov 2025 08:00:{n:02d} +0100 (CET)" for n in range(10, 28)])
    good_mail("trap-8bit-outer", message(['Content-Type: multipart/mixed; boundary="a1"', "Content-Transfer-Encoding: 8bit"], multipart("a1", [hello(), attach("a.pdf", PDF, "application/pdf")])), 3, "8bit outside, base64 inside")
    named("name-both", 4, "name and filename alike", ['Content-Type: application/pdf; name="Aufgabe.pdf"', "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="Aufgabe.pdf"'])
    named("name-both-encoded", 4, "one name in two encodings", [f'Content-Type: application/pdf; name="{word("Schüler.pdf")}"', "Content-Transfer-Encoding: base64", f"Content-Disposition: attachment; filename*={ext('Schüler.pdf')}"])
    named("name-fallback", 5, "an ASCII name beside the real one", ["Content-Type: application/pdf; name=Schuler_Zeugnis.pdf", "Content-Transfer-Encoding: base64", f"Content-Disposition: attachment; filename=\"Schuler_Zeugnis.pdf\"; filename*={ext('Schüler_Zeugnis.pdf')}"])
    named("disposition-dates", 6, "sizes and dates beside the name", BASE64 + ['Content-Disposition: attachment; filename="a.pdf"; size=512; creation-date="Tue, 18 Nov 2025 07:12:33 GMT"; read-date="Tue, 18 Nov 2025 07:12:33 GMT"'])
    text("field-names", 7, "dots, underlines and dashes in a field's name", PLAIN, crlf(HELLO), ["X-Foo_bar.baz: 1", "X-!#$%: 2", "x-lower: 3"])
    good_mail("trap-comments", entity(['From: "Sommer, Mia (5a)" <mia.sommer@schule.example>', "Date: Tue, 18 Nov 2025 08:00:00 +0100 (CET)", "Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826\\))", "To: j.krause@schule.example (Klassenlehrer)", "Subject: (kein Betreff)", *PLAIN], crlf(HELLO)), 8, "comments where they may be")
    named("utf16-text", 10, "UTF-16 in base64: NUL only when decoded", ["Content-Type: text/plain; charset=utf-16; name=notiz.txt", "Content-Transfer-Encoding: base64"], "Größe: 5 m\r\n".encode("utf-16"))
    good_mail("trap-lf-only", message(PLAIN, crlf(HELLO)).replace(b"\r\n", b"\n"), 11, "a script's mail with LF alone throughout", role="pupil")
    text("folded-tab", 12, "folding by one tab, text behind it", PLAIN, crlf(HELLO), ["X-Note:\r\n\tin der naechsten Zeile", "References: <a@x>\r\n\t<b@x>\r\n\t<c@x>\r\n <d@x>"])
    text("references-60", 13, "sixty references, folded", PLAIN, crlf(HELLO), ["References: " + "\r\n ".join(f"<CA{n:04d}.abcdefgh@mail.schule.example>" for n in range(60))])
    text("from-quoted", 14, "a line that begins with From, quoted", PLAIN, crlf("Hallo,\n\n>From heute an ist die Halle offen.\nFrom the beginning, sagte er.\n"))
    text("field-like-text", 14, "text that looks like fields", PLAIN, crlf("Von: Mia\nAn: Leon\nBetreff: Igel\n\nHallo Leon\n"))
    text("signature", 20, "a signature behind two dashes", PLAIN, crlf("Hallo\n\n-- \nMia Sommer\n--\nKlasse 5a\n"))
    text("dashes-table", 38, "a table of dashes", PLAIN, crlf("Name         Note\n--------------------\nMia          2\n--------------------\n" * 20))
    text("no-mime", 32, "text with umlauts, no MIME-Version", ["Content-Type: text/plain; charset=iso-8859-1"], crlf("Grüße\n").decode().encode("latin-1"))
    good_mail("trap-no-type", entity(head(4), crlf("Hallo Herr Krause, bis morgen. Mia\n")), 33, "no Content-Type")
    text("about-mime", 33, "a lesson on MIME in the middle of a text", PLAIN, crlf("Hallo,\n\nim Unterricht kam dran, dass ein Teil so beginnt:\n\n    Content-Type: text/plain\n    --abc\n\nUnd dann der Text.\n"))
    text("arc-30k", 36, "30 KB of seals", PLAIN, crlf(HELLO), [f"ARC-Seal: i={n}; a=rsa-sha256; t=1763449{n:03d}; cv=pass;\r\n\td=schule.example; s=arc-2025;\r\n\tb=" + "\r\n\t ".join("A" * 70 for _ in range(5)) for n in range(1, 60)])
    text("to-400", 37, "400 addresses in To", PLAIN, crlf(HELLO), ["Cc: " + ",\r\n ".join(f"Kind {n} <kind{n:03d}@schule.example>" for n in range(400))])
    text("subject-comma", 92, "a name with a comma, a group", PLAIN, crlf(HELLO), ['X-Original-From: "Mueller, Anna" <a.mueller@schule.example>', "Reply-To: mia.sommer@schule.example"])
    text("subject-emoji", 57, "a subject of words in several lines", PLAIN, crlf(HELLO), ["X-Thema: =?UTF-8?Q?Sch=C3=B6ne_Ferien_?=\r\n =?UTF-8?B?8J+YgPCfjok=?="])
    text("dots", 98, "lines of dots", PLAIN, crlf("Hallo\n.\n..\n...\nEnde\n"))
    text("empty", 12, "an empty body", PLAIN, b"")
    text("empty-name-value", 62, "an empty name parameter", ['Content-Type: text/plain; charset=utf-8; name=""'], crlf(HELLO))


def boundaries():
    for name, value in (("legal", '"=_abc;def/+?="'), ("pine", '"8323328-1804289383-1763449260=:#11603"'), ("bare", "abc'+_-."),
                        ("long", '"' + "b" * 70 + '"'), ("blank-inside", '"abc def"'), ("digits", "12345"), ("quoted-plain", '"simple boundary"')):
        mark = value.strip('"')
        good_mail("trap-boundary-" + name, message([f"Content-Type: multipart/mixed; boundary={value}"], multipart(mark, [hello(), attach("a.pdf", PDF, "application/pdf")])), 16, "characters that a boundary may have")
    good_mail("trap-boundary-folded", message(['Content-Type: multipart/mixed;\r\n\tboundary="abc"'], multipart("abc", [hello()])), 15, "a fold before the boundary")
    good_mail("trap-padding", message(['Content-Type: multipart/mixed; boundary="abc"'], b"--abc  \r\n" + hello() + b"\r\n--abc\t\r\n" + hello() + b"\r\n--abc--  \r\n"), 20, "blanks behind delimiters (transport padding)")
    inner = entity(['Content-Type: multipart/alternative;\r\n\tboundary="----=_NextPart_ab_alt"'], multipart("----=_NextPart_ab_alt", [hello(), text_part("<p>Hallo</p>\n", kind="html")]))
    good_mail("trap-boundary-prefix", message(['Content-Type: multipart/mixed;\r\n\tboundary="----=_NextPart_ab"'], multipart("----=_NextPart_ab", [inner, attach("a.pdf", PDF, "application/pdf")])), 21, "the outer boundary is the beginning of the inner one")
    good_mail("trap-not-closed", message(['Content-Type: multipart/mixed; boundary="abc"'], multipart("abc", [hello(), hello()], close=False)), 22, "cut by a list: no close delimiter")
    good_mail("trap-preamble", message(['Content-Type: multipart/mixed; boundary="abc"'], multipart("abc", [hello()], preamble=b"This is a multi-part message in MIME format.\r\nIhr Mailprogramm versteht MIME nicht.\r\n\r\n")), 23, "the usual preamble")
    good_mail("trap-headerless-part", message(['Content-Type: multipart/mixed; boundary="abc"'], b"--abc\r\n\r\nNur Text, ohne Felder.\r\n--abc--\r\n"), 24, "a part without fields")
    good_mail("trap-empty-part", message(['Content-Type: multipart/mixed; boundary="abc"'], b"--abc\r\nContent-Type: text/plain\r\n\r\n\r\n--abc--\r\n"), 24, "an empty part")
    good_mail("trap-last-line", message(['Content-Type: multipart/mixed; boundary="abc"'], multipart("abc", [hello()]).rstrip(b"\r\n")), 22, "no line end behind the close delimiter")
    good_mail("trap-straddle", message(['Content-Type: multipart/mixed; boundary="abc"'], multipart("abc", [text_part("Fülltext, damit die Grenze rückt.\n" * 470), attach("a.pdf", PDF, "application/pdf")])), 39, "a delimiter far down")


def nesting():
    letter = message(PLAIN, crlf(HELLO))
    for level in range(6):
        letter = message(['Content-Type: multipart/mixed; boundary="f%d"' % level], multipart("f%d" % level, [text_part("Zur Kenntnis\n"), entity(["Content-Type: message/rfc822", "Content-Disposition: attachment"], letter)]), level + 2, subject="WG: " * (level + 1) + "Frage")
    good_mail("trap-forward-6", letter, 34, "forwarded six times as attachment")
    tree("rfc822-8bit", 26, "a forwarded message", [hello(), entity(["Content-Type: message/rfc822", "Content-Transfer-Encoding: 8bit", 'Content-Disposition: attachment; filename="Frage zu Uebung.eml"'], message(PLAIN, crlf(HELLO)))])
    tree("eml-photo", 85, "a forwarded message with a photo", [hello(), entity(["Content-Type: message/rfc822; name=Foto.eml", "Content-Disposition: attachment; filename=Foto.eml"], mixed([hello(), attach("IMG_1.jpg", media.photo(), "image/jpeg")], "----innen1"))])
    good_mail("trap-related-typed", message(['Content-Type: multipart/related; type="multipart/alternative"; boundary="r"'], multipart("r", [entity(['Content-Type: multipart/alternative; boundary="a"'], multipart("a", [hello(), text_part('<p><img src="cid:x@y"><img src="cid:x@y"></p>\n', kind="html")])), entity(["Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <x@y>"], b64(media.png()))])), 31, "related with its type; a logo used twice")
    double = b"\x00\x05\x16\x07\x00\x02\x00\x00" + bytes(16) + b"\x00\x01\x00\x00\x00\x09\x00\x00\x00\x26\x00\x00\x00\x20" + bytes(32)
    tree("appledouble", 50, "a picture of a Mac with its resource fork", [hello(), entity(['Content-Type: multipart/appledouble; boundary="ad"'], multipart("ad", [entity(["Content-Type: application/applefile; name=Foto.jpg", "Content-Transfer-Encoding: base64"], b64(double)), entity(["Content-Type: image/jpeg; name=Foto.jpg", "Content-Transfer-Encoding: base64", "Content-Disposition: inline; filename=Foto.jpg"], b64(media.photo(maker="Apple")))]))])
    good_mail("trap-parallel", message(['Content-Type: multipart/parallel; boundary="p"'], multipart("p", [hello(), hello()])), 31, "multipart/parallel")
    good_mail("trap-single", message(['Content-Type: application/pdf; name="Aufgabe.pdf"', "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="Aufgabe.pdf"'], b64(PDF)), 33, "a message that is nothing but a PDF")
    good_mail("trap-cid-twice", mixed([hello(), *[entity(["Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <logo@schule.example>", "Content-Disposition: inline"], b64(media.png()))] * 2]), 105, "one picture twice under one Content-ID")


def encodings():
    code = b64(PDF)
    for name, body in {"lines-60": b64(PDF, 60), "lines-64": b64(PDF, 64), "lines-1000": b64(PDF, 996), "blank-lines": code + b"\r\n\r\n", "no-end": code.rstrip(b"\r\n"), "blank-ends": code.replace(b"\r\n", b" \r\n"), "lines-72": b64(PDF, 72)}.items():
        tree("base64-" + name, 41 if "blank-ends" != name else 42, "base64 as some programs wrap it", [hello(), entity(BASE64 + ["Content-Disposition: attachment; filename=a.pdf"], body)])
    for name, cte in {"mixed-case": "baSE64", "upper": "BASE64"}.items():
        tree("cte-" + name, 47, "base64 in other case", [hello(), entity(["Content-Type: application/pdf; name=a.pdf", f"Content-Transfer-Encoding: {cte}"], code)])
    text("cte-qp-case", 47, "quoted-printable in other case", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: Quoted-Printable"], qp(HELLO))
    for cte in ("7-bit", "8-bit", "7bits", "utf-8", "7Bit"):
        text("cte-text-" + cte, 47, "an odd name for no encoding, at a text", ["Content-Type: text/plain; charset=us-ascii", f"Content-Transfer-Encoding: {cte}"], crlf("Hallo Herr Krause, bis morgen. Mia\n"))
    text("qp-literal", 45, "an equals sign that was not encoded", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], b"Aufgabe: a=b und x=y, dann p=q.\r\n")
    text("qp-lower", 45, "escapes in lower case", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], b"Gr=c3=bc=c3=9fe\r\n")
    tree("qp-vcf", 46, "a visiting card in quoted-printable", [hello(), entity(["Content-Type: text/vcard; charset=utf-8; name=mia.vcf", "Content-Transfer-Encoding: quoted-printable"], qp("BEGIN:VCARD\nVERSION:3.0\nN:Sommer;Mia;;;\nFN:Mia Sommer\nEND:VCARD\n"))])
    tree("qp-csv", 46, "a table in quoted-printable", [hello(), entity(["Content-Type: text/csv; charset=utf-8; name=noten.csv", "Content-Transfer-Encoding: quoted-printable"], qp("Name;Note\nMia;2,3\n"))])
    text("begin-8", 48, "a line that begins with begin", PLAIN, crlf("Hallo,\n\nbegin 8 Uhr im Raum 644, Ende 12 Uhr.\nbegin 644 ist eine Zahl.\n\nend\n"))
    text("ybegin", 49, "a text about =ybegin", PLAIN, crlf("Was ist eigentlich =ybegin bei yEnc?\n"))
    text("long-word", 33, "a long key in a text", PLAIN, crlf("Der Schlüssel lautet:\n\nSGFsbG8gV2VsdA==\n\nMehr nicht.\n"))
    text("8bit-utf8", 52, "8bit with umlauts", PLAIN, crlf("Äpfel, Öl, Übermut, ß, €\n"))
    for charset, sample in (("iso-2022-jp", "こんにちは"), ("windows-1252", "Größe: 5 €"), ("gb18030", "你好"), ("koi8-r", "Привет"), ("iso-8859-15", "5 €"), ("us-ascii", "Hallo"), ("windows-1251", "Привет"), ("iso-8859-9", "Öztürk ş"), ("big5", "你好"), ("utf-16", "Hallo Größe")):
        text("charset-" + charset, 53, "a text in " + charset, [f"Content-Type: text/plain; charset={charset}", "Content-Transfer-Encoding: base64"], b64((sample + "\r\n").encode(charset)))
    text("charset-html-1252", 53, "HTML in windows-1252", ["Content-Type: text/html; charset=windows-1252", "Content-Transfer-Encoding: quoted-printable"], qp("<html><body><p>Größe: 5 €</p></body></html>\n", "cp1252"))
    text("line-900", 54, "a paragraph in one line of 900 characters", PLAIN, crlf("Ein langer Absatz ohne Umbruch. " * 28 + "\n"))
    text("dkim-folded", 107, "a signature folded at 72", PLAIN, crlf(HELLO), ["DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=schule.example;\r\n\ts=mail; t=1763449260; h=from:to:subject:date:message-id:\r\n\t mime-version:content-type; bh=" + "A" * 43 + "=;\r\n\tb=" + "\r\n\t ".join("B" * 64 for _ in range(5))])


def names():
    pdf_part = "application/pdf"
    for name, line, value in (("continued", 55, "filename*0*=utf-8''Sehr%20langer%20Titel%20; filename*1*=%C3%BCber%20Igel.pdf"), ("continued-plain", 55, 'filename*0="Sehr langer Titel "; filename*1="ueber Igel.pdf"'), ("continued-mixed", 55, "filename*0*=utf-8''%C3%9Cbung%20; filename*1=\"Seite 4.pdf\""),
                              ("percent", 56, 'filename="100%25 Ergebnis.pdf"'), ("rabatt", 56, 'filename="50% Rabatt.pdf"'), ("word", 57, f'filename="{word("Größe und Maß.pdf")}"'), ("word-q", 18, f'filename="{word("Übung.pdf", "utf-8", "Q")}"'), ("word-bare", 18, f"filename={word('Übung.pdf')}"), ("word-latin", 57, f'filename="{word("Übung.pdf", "iso-8859-1", "Q")}"'),
                              ("two-words", 57, 'filename="=?utf-8?Q?Sehr_langer_Titel_=C3=BCber?=\r\n =?utf-8?Q?_Igel=2Epdf?="'), ("unquoted", 58, "filename=Mein Aufsatz.pdf"), ("dots", 59, 'filename="Aufgabe 3..pdf"'), ("chapter", 59, 'filename="Kap. 1.2.pdf"'), ("arabic", 60, f"filename*={ext('واجب‏.pdf')}"), ("hebrew", 60, f"filename*={ext('שיעורים.pdf')}"),
                              ("emoji", 60, f"filename*={ext('Familie 👨‍👩‍👧.pdf')}"), ("dates", 61, 'filename="Zeugnis.2024.05.pdf"'), ("version", 61, 'filename="v1.2.pdf"'), ("paren", 61, 'filename="Aufgabe (1) - Kopie.pdf"'), ("apostrophe", 94, "filename=\"Leon's Referat.pdf\""), ("semicolon", 58, 'filename="Teil 1; Teil 2.pdf"'), ("quote", 58, r'filename="Der \"Igel\".pdf"'),
                              ("equals", 58, 'filename="a=b.pdf"'), ("title-180", 63, f"filename*={ext('Die Auswirkungen der Industrialisierung auf das Leben der Kinder im Ruhrgebiet zwischen 1850 und 1914 unter besonderer Berücksichtigung der Schulen und ihrer Lehrer – Facharbeit.pdf')}"), ("uebung-50", 109, f"filename*={ext('Übung 50%.pdf')}")):
        named("name-" + name, line, "an ordinary name", [f"Content-Type: {pdf_part}", "Content-Transfer-Encoding: base64", f"Content-Disposition: attachment; {value}"])
    tree("no-name", 62, "an inline picture without a name", [hello(), entity(["Content-Type: image/png", "Content-Transfer-Encoding: base64", "Content-ID: <a@schule.example>", "Content-Disposition: inline"], b64(media.png()))])
    tree("name-no-ext", 61, "a name without extension", [hello(), entity(["Content-Type: application/pdf; name=Aufgabe", "Content-Transfer-Encoding: base64"], b64(PDF))])


def kinds():
    tree("docx-octets", 64, "a document as octet-stream", [hello(), attach("Referat.docx", docx(), "application/octet-stream")])
    tree("docx-zip", 64, "a streamed document as zip", [hello(), attach("Referat.docx", docx(style="streamed", order="late"), "application/zip")])
    tree("doc-old", 76, "an old document of Word", [hello(), attach("Elternbrief.doc", ole.word(), "application/msword")])
    tree("text-py", 64, "a program of a lesson as text", [hello(), entity(["Content-Type: text/x-python; name=robot.py; charset=utf-8", "Content-Disposition: attachment; filename=robot.py", "Content-Transfer-Encoding: 8bit"], crlf("def step():\n    print('links')\n"))])
    tree("zip-password-name", 66, "a ZIP with the word password in a name", [hello(), attach("Passwort.zip", plain({"passwort.txt": b"kein Geheimnis"}), "application/zip")])
    good_mail("trap-zip-teacher-encrypted", mixed([hello(), attach("Klausur.zip", build([Member("klausur.pdf", b"", raw=bytes(range(80)), flags=1, size=120, crc=0x1D4A11)]), "application/zip")]), 66, "a ZIP with a password by a teacher", role="teacher")
    tree("mp3", 89, "a recording of homework", [hello(), attach("Vokabeln.mp3", media.mp3(), "audio/mpeg")])
    tree("m4a", 89, "a recording of a phone", [hello(), attach("Aufnahme 3.m4a", media.mp4(b"M4A ", b"M4A mp42isom", b"soun"), "audio/x-m4a")])
    tree("vcf", 83, "a visiting card with a photo", [hello(), attach("mia.vcf", crlf("BEGIN:VCARD\nVERSION:3.0\nN:Sommer;Mia;;;\nFN:Mia Sommer\nPHOTO;ENCODING=b;TYPE=JPEG:" + "\n ".join(b64(media.photo(), 72).decode().split()) + "\nEND:VCARD\n"), "text/vcard")])
    tree("uu-name-text", 48, "a text file about uuencode", [hello(), entity(["Content-Type: text/plain; charset=utf-8; name=uu.txt"], crlf("uuencode beginnt mit begin, Rechten und Namen.\n"))])


def links():
    for name, body in (("punctuation", "Siehe www.schule.example, oder (https://www.schule.example/a_(b)). Fragen? mail@schule.example!\n"), ("mailto", "Schreib an mailto:j.krause@schule.example oder ruf tel:+49301234 an.\n"), ("quoted", "> Siehe https://www.schule.example/aufgaben\n> bis morgen\nDanke!\n"), ("version", "Python 3.12.1 und 192.0.2.1 sind keine Seiten; Datei.py auch nicht.\n")):
        text("link-" + name, 90, "addresses in a text", PLAIN, crlf(body))
    long = "https://www.schule.example/kurse/deutsch/5a/aufgaben/2025/november/gedichtanalyse?seite=4&ansicht=liste&sortiert=datum"
    text("link-qp", 90, "a long link over soft breaks", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], qp(f"Siehe {long} bitte.\n"))
    text("link-flowed", 91, "a long link in flowed text", ["Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes", "Content-Transfer-Encoding: 8bit"], crlf(f"Siehe {long[:70]} \n{long[70:]} bitte.\n"))
    for name, body in (("same", f'<a href="{long}">{long}</a>'), ("host-only", f'<a href="{long}">www.schule.example</a>'), ("words", f'<a href="{long}">Zur Aufgabe</a>'), ("mailto", '<a href="mailto:j.krause@schule.example?subject=Frage">j.krause@schule.example</a> <a href="tel:+4930123">030 123</a>'), ("cid", '<img src="cid:a@b"> <a href="#oben">nach oben</a>'),
                       ("idn", '<a href="https://bücher.example/">bücher.example</a>'), ("styled", '<style>p{margin:0}</style><p style="mso-margin-top-alt:auto">a</p><!--[if mso]><p>b</p><![endif]-->'), ("image", f'<a href="{long}"><img src="https://www.schule.example/logo.png" alt="Schule"></a>'), ("subdomain", '<a href="https://moodle.schule.example/">schule.example</a>')):
        text("html-link-" + name, 90, "links of ordinary HTML", ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], qp(f"<html><body><p>Hallo</p>{body}</body></html>\n"))
