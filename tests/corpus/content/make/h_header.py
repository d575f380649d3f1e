# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile messages, lines 1 to 18: headers that two readers read differently."""
from corpus import TRICK, bad_mail
from inert import exe
from mime import HELLO, attach, b64, crlf, entity, head, hello, message, mixed, multipart

EVIL = attach("start.exe", exe(), "application/x-msdownload")
AMBIGUOUS = "ambiguous"
N = iter(range(1, 1000))


def trick(name, line, why, content, body, rule=TRICK):
    bad_mail(name, message(content, body, next(N)), rule, line, why)


def in_part(name, line, why, headers, body=None, rule=TRICK):
    """A trick in the header of the part that carries the program."""
    bad_mail(name, mixed([hello(), entity(headers, b64(exe()) if body is None else body)], number=next(N)), rule, line,
             why)


def two_sided(one, other):
    """A body which is a harmless tree for one boundary and a program for the other."""
    return multipart(one, [hello()]) + multipart(other, [EVIL])


def make():
    doubled_parameters()
    doubled_fields()
    names_twice()
    comments_and_blanks()
    boundary_spelling()
    separators()


def doubled_parameters():
    for name, value in {
        "boundary-twice": 'boundary="gut"; boundary="boese"',
        "boundary-twice-reversed": 'boundary="boese"; boundary="gut"',
        "boundary-twice-case": 'boundary="gut"; BOUNDARY="boese"',
        "boundary-twice-bare": "boundary=gut; boundary=boese",
        "boundary-twice-folded": 'boundary="gut";\r\n\tboundary="boese"',
        "boundary-thrice": 'boundary="x"; boundary="gut"; boundary="boese"',
        "boundary-between": 'boundary="gut"; charset=utf-8; boundary="boese"',
        "boundary-no-semicolon": 'boundary="gut" boundary="boese"',
        "boundary-comma": 'boundary="gut", boundary="boese"',
    }.items():
        trick(name, 1, "two boundaries: the filter may follow one and the mail program the other",
              [f"Content-Type: multipart/mixed; {value}"], two_sided("gut", "boese"))


def doubled_fields():
    body = two_sided("gut", "boese")
    mixed_a, mixed_b = 'Content-Type: multipart/mixed; boundary="gut"', 'Content-Type: multipart/mixed; boundary="boese"'
    trick("type-twice", 2, "two Content-Type fields", [mixed_a, mixed_b], body)
    trick("type-twice-text-first", 2, "Content-Type text, then multipart", ["Content-Type: text/plain", mixed_b], body)
    trick("type-twice-text-last", 2, "Content-Type multipart, then text", [mixed_b, "Content-Type: text/plain"], body)
    trick("type-twice-equal", 2, "two equal Content-Type fields: one of them may have come from somebody else",
          ["Content-Type: text/plain; charset=utf-8"] * 2, crlf(HELLO), AMBIGUOUS)
    trick("type-twice-case", 2, "two Content-Type fields in different case", [mixed_a, mixed_b.upper()],
          two_sided("gut", "BOESE"))
    trick("type-twice-apart", 2, "two Content-Type fields with others between",
          [mixed_a, "X-Mailer: Test", "Content-Language: de", mixed_b], body)
    in_part("type-twice-in-part", 2, "two Content-Type fields in a part",
            ["Content-Type: image/png", "Content-Type: application/x-msdownload; name=start.exe",
             "Content-Transfer-Encoding: base64"])
    for name, one, other in (("base64-7bit", "base64", "7bit"), ("7bit-base64", "7bit", "base64"),
                             ("qp-base64", "quoted-printable", "base64"), ("base64-base64", "base64", "base64"),
                             ("8bit-base64", "8bit", "base64")):
        in_part("cte-twice-" + name, 3, "two Content-Transfer-Encoding fields",
                ["Content-Type: application/octet-stream; name=start.exe", "Content-Transfer-Encoding: " + one,
                 "Content-Transfer-Encoding: " + other])
    for name, value in (("comma", "base64, quoted-printable"), ("blank", "base64 quoted-printable"),
                        ("semicolon", "7bit; base64"), ("slash", "base64/7bit"), ("quoted", '"base64"')):
        in_part("cte-values-" + name, 3, "Content-Transfer-Encoding with more than one word in it",
                ["Content-Type: application/octet-stream; name=start.exe", "Content-Transfer-Encoding: " + value])
    trick("cte-twice-top", 3, "two Content-Transfer-Encoding fields at the head of the message",
          ["Content-Type: application/octet-stream; name=a.exe", "Content-Transfer-Encoding: 7bit",
           "Content-Transfer-Encoding: base64"], b64(exe()))


def names_twice():
    base = ["Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64"]
    in_part("disposition-twice", 4, "two Content-Disposition fields, two names",
            base + ["Content-Disposition: attachment; filename=a.pdf", "Content-Disposition: attachment; filename=a.exe"])
    in_part("disposition-inline-attachment", 4, "Content-Disposition inline and attachment",
            base + ["Content-Disposition: inline", "Content-Disposition: attachment; filename=a.exe"])
    for name, value in (("plain", "filename=a.pdf; filename=a.exe"), ("reversed", "filename=a.exe; filename=a.pdf"),
                        ("star", "filename=a.pdf; filename*=utf-8''a.pdf; filename*=utf-8''a.exe"),
                        ("case", "filename=a.pdf; FileName=a.exe"),
                        ("mixed", 'filename="a.pdf"; filename*0="a."; filename*1="exe"')):
        in_part("filename-twice-" + name, 4, "two file names in one field",
                base + [f"Content-Disposition: attachment; {value}"])
    in_part("name-twice", 4, "two name parameters in Content-Type",
            ["Content-Type: application/octet-stream; name=a.pdf; name=a.exe", "Content-Transfer-Encoding: base64"])
    harmless = crlf("Nur ein Text.\n")
    for name, one, other in (("exe-behind-pdf", "a.pdf", "a.exe"), ("exe-before-pdf", "a.exe", "a.pdf"),
                             ("scr-behind-jpg", "foto.jpg", "foto.scr"), ("js-behind-txt", "a.txt", "a.js")):
        bad_mail("name-differs-" + name, mixed([hello(), entity(
            [f"Content-Type: text/plain; name={one}", f"Content-Disposition: attachment; filename={other}"], harmless)],
            number=next(N)), "script | name | mismatch | ambiguous", 5,
            "name and filename differ, and one of them starts something")
    for name, value in (("plain", 'attachment; boundary="boese"'), ("star", "inline; boundary*=utf-8''boese"),
                        ("continued", "inline; boundary*0=bo; boundary*1=ese")):
        trick("boundary-in-disposition-" + name, 6, "a boundary where none may stand",
              ["Content-Type: multipart/mixed; boundary=\"gut\"", f"Content-Disposition: {value}"],
              two_sided("gut", "boese"))
    trick("boundary-in-disposition-alone", 6, "a boundary in Content-Disposition, none in Content-Type",
          ["Content-Type: multipart/mixed", 'Content-Disposition: inline; boundary="boese"'], two_sided("gut", "boese"))


def comments_and_blanks():
    bare = multipart("boese", [EVIL])
    for name, field in (("name-comment", 'Content-Type(meow): multipart/mixed; boundary="boese"'),
                        ("name-slash", 'Content/Type: multipart/mixed; boundary="boese"'),
                        ("name-8bit", 'Content-Typ\xe9: multipart/mixed; boundary="boese"'.encode("latin-1"))):
        trick(name, 7, "a character in a field's name that may not be there", [field], bare)
    in_part("name-comment-in-part", 7, "a comment in the name of a part's field",
            ["Content-Type(x): application/octet-stream", "Content-Transfer-Encoding(x): base64",
             "Content-Disposition(x): attachment; filename=a.exe"])
    for name, value in (("type", 'multi(x)part/mixed; boundary="boese"'), ("subtype", 'multipart/(c)mixed; boundary="boese"'),
                        ("slash", 'multipart(a)/(b)mixed; boundary="boese"'), ("front", '(c) multipart/mixed; boundary="boese"'),
                        ("parameter", 'multipart/mixed; boundary(c)="boese"'), ("value", 'multipart/mixed; boundary=(c)"boese"'),
                        ("behind", 'multipart/mixed; boundary="boese"(c)'),
                        ("nested", 'multipart/mixed; (a(b)c) boundary="boese"'),
                        ("hides", 'multipart/mixed; (boundary="gut";) boundary="boese"'),
                        ("open", 'multipart/mixed; (boundary="boese"')):
        trick("comment-" + name, 8, "a comment in Content-Type", [f"Content-Type: {value}"], two_sided("gut", "boese"))
    for name, value in (("behind", "base64 (c)"), ("front", "(c) base64"), ("inside", "base(c)64")):
        in_part("comment-cte-" + name, 8, "a comment in Content-Transfer-Encoding",
                ["Content-Type: application/octet-stream; name=a.exe", "Content-Transfer-Encoding: " + value])
    for name, colon in (("blank", " :"), ("tab", "\t:"), ("many", "   :")):
        trick("colon-" + name, 9, "white space between a field's name and its colon",
              [f'Content-Type{colon} multipart/mixed; boundary="boese"'], bare)
        in_part("colon-in-part-" + name, 9, "white space before the colon in a part",
                ["Content-Type: application/octet-stream; name=a.exe", f"Content-Transfer-Encoding{colon} base64"])
    trick("nul-name", 10, "NUL in a field's name", [b"Content-Ty\0pe: multipart/mixed; boundary=boese"], bare)
    trick("nul-value", 10, "NUL in a field's value", [b"Content-Type: multipart/mixed;\0 boundary=boese"], bare)
    trick("nul-boundary", 10, "NUL in the boundary", [b'Content-Type: multipart/mixed; boundary="bo\0ese"'],
          two_sided("bo", "boese"))
    in_part("nul-filename", 10, "NUL in a file's name", [
        "Content-Type: application/octet-stream", "Content-Transfer-Encoding: base64",
        b'Content-Disposition: attachment; filename="a.exe\0.pdf"'])
    trick("nul-subject", 10, "NUL in the subject", [b"X-Subject: a\0b", "Content-Type: text/plain"], crlf(HELLO), AMBIGUOUS)


def boundary_spelling():
    bare = multipart("boese", [EVIL])
    for name, value in (("fold-behind", "boundary=\r\n \"boese\""), ("blank-before", 'boundary ="boese"'),
                        ("blank-behind", 'boundary= "boese"'), ("blank-both", 'boundary = "boese"'),
                        ("fold-before", 'boundary\r\n ="boese"')):
        trick("equals-" + name, 15, "white space around the = of the boundary",
              [f"Content-Type: multipart/mixed; {value}"], bare)
    for name, value, used in (("escape", r'"bo\ese"', "boese"), ("escaped-quote", r'"a\"b"', 'a"b'),
                              ("half-front", '"boese', "boese"), ("half-back", 'boese"', "boese"),
                              ("single", "'boese'", "'boese'"), ("inside", 'bo"e"se', "boese"),
                              ("two-strings", '"bo" "ese"', "boese")):
        trick("quotes-" + name, 16, "a boundary whose quotes can be read in two ways",
              [f"Content-Type: multipart/mixed; boundary={value}"], two_sided(used, value.strip('"')))
    for name, value in (("continued", "boundary*0=bo; boundary*1=ese"), ("charset", "boundary*=utf-8''boese"),
                        ("percent", "boundary*=utf-8''%62oese"), ("both", 'boundary="gut"; boundary*=utf-8\'\'boese'),
                        ("single-piece", "boundary*0=boese"), ("gap", "boundary*0=bo; boundary*2=ese")):
        trick("extended-" + name, 17, "a boundary by RFC 2231", [f"Content-Type: multipart/mixed; {value}"],
              two_sided("gut", "boese"))
    for name, fields in (("boundary", ['Content-Type: multipart/mixed; boundary="=?utf-8?B?Ym9lc2U=?="']),
                         ("boundary-bare", ["Content-Type: multipart/mixed; boundary==?utf-8?Q?boese?="]),
                         ("type", ["Content-Type: =?utf-8?Q?multipart/mixed?=; boundary=boese"]),
                         ("whole", ["Content-Type: =?utf-8?Q?multipart/mixed;_boundary=3Dboese?="])):
        trick("word-" + name, 18, "an encoded word where none may stand", fields, bare)
    in_part("word-cte", 18, "Content-Transfer-Encoding as an encoded word",
            ["Content-Type: application/octet-stream; name=a.exe", "Content-Transfer-Encoding: =?utf-8?Q?base64?="])


def separators():
    bare = multipart("boese", [EVIL])
    start = [line.encode() for line in head(7)]
    kind = b'Content-Type: multipart/mixed; boundary="boese"'

    def raw(name, line, why, data, rule=TRICK):
        bad_mail(name, data, rule, line, why)

    joined = b"\r\n".join(start)
    raw("bare-cr-between", 11, "CR alone between two fields", joined + b"\r" + kind + b"\r\n\r\n" + bare)
    raw("bare-lf-mixed", 11, "LF alone hides a field among lines with CRLF",
        joined + b"\r\nX-Note: a\n" + kind + b"\r\n\r\n" + bare)
    raw("lfcr", 11, "LF CR as an end of line", joined + b"\n\r" + kind + b"\n\r\n\r" + bare)
    raw("cr-folding", 11, "CR as folding", joined + b"\r\nContent-Type: multipart/mixed;\r boundary=boese\r\n\r\n" + bare)
    raw("cr-cr-lf", 11, "two CR before LF", joined + b"\r\r\n" + kind + b"\r\n\r\n" + bare)
    raw("bare-cr-in-value", 11, "CR alone inside a value",
        joined + b"\r\nX-A: 1\rContent-Type: multipart/mixed; boundary=boese\r\n\r\n" + bare)
    raw("blank-line-space", 12, "a blank as the line before the body", joined + b"\r\n" + kind + b"\r\n \r\n" + bare)
    raw("blank-line-tab", 12, "a tab as the line before the body", joined + b"\r\n" + kind + b"\r\n\t\r\n" + bare)
    raw("blank-line-inside", 12, "a line of blanks with more fields behind it",
        joined + b"\r\nContent-Type: text/plain\r\n  \r\n" + kind + b"\r\n\r\n" + bare)
    raw("blank-line-bare", 12, "LF LF between fields, CRLF elsewhere",
        joined + b"\r\nX-A: 1\n\n" + kind + b"\r\n\r\n" + bare, TRICK + " | hidden")
    raw("fold-blank", 13, "a continuation of white space alone",
        joined + b'\r\nContent-Type: multipart/mixed;\r\n \r\n boundary="boese"\r\n\r\n' + bare)
    raw("fold-blank-hides", 13, "white space alone continues a field and hides the next",
        joined + b"\r\nX-A: 1\r\n\t\r\n " + kind + b"\r\n\r\n" + bare, TRICK + " | hidden")
    raw("first-line-folded", 13, "the first line is a continuation", b" X: y\r\n" + joined + b"\r\n" + kind + b"\r\n\r\n" + bare)
    in_part("no-colon", 14, "a line without colon among a part's fields",
            ["Content-Type: application/octet-stream; name=a.exe", "das ist keine Kopfzeile",
             "Content-Transfer-Encoding: base64"])
    in_part("from-line", 14, "a From line of mbox among a part's fields",
            ["Content-Type: application/octet-stream; name=a.exe", "From mia Tue Nov 18 08:00:00 2025",
             "Content-Transfer-Encoding: base64"])
    in_part("colon-first", 14, "a field without name", [": leer", "Content-Type: application/octet-stream; name=a.exe",
                                                        "Content-Transfer-Encoding: base64"])
    raw("no-colon-top", 14, "a line without colon at the head of the message",
        joined + b"\r\nkeine Kopfzeile\r\n" + kind + b"\r\n\r\n" + bare, TRICK + " | hidden")
    raw("part-continuation-first", 14, "a part that begins with a continuation", mixed(
        [hello(), b" x=y\r\n" + EVIL], number=3))
    in_part("qp-hides-in-fields", 14, "a part's fields that end too early", [
        "Content-Type: text/plain", "Content-Transfer-Encoding: quoted-printable"],
        b"Content-Type: application/octet-stream; name=a.exe\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(exe()),
        TRICK + " | hidden")
