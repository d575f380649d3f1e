# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile messages, lines 41 to 54: transfer encodings, blocks hidden in text, character sets."""
import base64

from corpus import TRICK, bad_mail
from inert import exe
from mime import b64, crlf, entity, hello, message, mixed, qp_binary, uu
from zips import gz

SEEN = TRICK + " | hidden"
CODE = base64.b64encode(exe(510)).decode()
N = iter(range(1, 1000))


def part(name, line, why, cte, body, rule=SEEN, kind="application/octet-stream; name=daten.bin"):
    headers = [f"Content-Type: {kind}"] + ([f"Content-Transfer-Encoding: {cte}"] if cte is not None else [])
    bad_mail(name, mixed([hello(), entity(headers, body)], number=next(N)), rule, line, why)


def text(name, line, why, body, rule=SEEN, kind="text/plain; charset=utf-8", cte="8bit"):
    bad_mail(name, message([f"Content-Type: {kind}", f"Content-Transfer-Encoding: {cte}"], body, next(N)), rule, line, why)


def wrapped(code, width=76):
    return "\r\n".join(code[at:at + width] for at in range(0, len(code), width)) + "\r\n"


def make():
    base64_broken()
    quoted_printable()
    unknown()
    blocks()
    compressed()
    charsets()
    lines()


def base64_broken():
    for name, body in {
        "junk-star": wrapped(CODE).replace("A", "A*", 20), "junk-exclamation": "!" + wrapped(CODE),
        "junk-8bit": wrapped(CODE).replace("A", "Aä", 5), "junk-comment": "(hier beginnt es)\r\n" + wrapped(CODE),
        "pad-middle": CODE[:40] + "==" + CODE[40:] + "\r\n",
        "pad-two-blocks": "SGFsbG8=\r\n" + wrapped(CODE), "pad-then-text": wrapped(CODE) + "====\r\nUnd noch ein Text\r\n",
        "pad-too-much": wrapped(CODE) + "=====\r\n", "dash-lines": "-\r\n" + wrapped(CODE) + "-\r\n",
        "nul-inside": wrapped(CODE).replace("A", "A\0", 3), "blank-line-header": "X: y\r\n\r\n" + wrapped(CODE),
        "html-comment": "<!-- x -->" + wrapped(CODE),
    }.items():
        part("base64-" + name, 41, "base64 with characters that are none, or data behind its end", "base64", body.encode())
    for size in (1, 2, 3, 5):
        part(f"base64-units-{size}", 42, f"base64 in lines of {size}: decoded and seen, or refused", "base64",
             "\r\n".join(CODE[at:at + size] for at in range(0, len(CODE), size)) + "\r\n")
    part("base64-blanks", 42, "base64 with blanks in it", "base64",
         " ".join(CODE[at:at + 7] for at in range(0, len(CODE), 7)) + "\r\n")
    part("base64-tabs", 42, "base64 with tabs in front", "base64", wrapped(CODE).replace("\r\n", "\r\n\t"))
    part("base64-cut", 42, "base64 whose last group is not whole", "base64", wrapped(CODE[:-3]))
    part("base64-url", 43, "base64 of the URL alphabet", "base64", wrapped(
        base64.urlsafe_b64encode(exe(300) + bytes(range(240, 256)) * 8).decode()))
    part("base64-url-mixed", 43, "base64 of both alphabets", "base64",
         wrapped(CODE) + wrapped(base64.urlsafe_b64encode(bytes(range(240, 256)) * 6).decode()))
    foot = "_______________________________________________\r\nListe der Klasse 5a\r\n"
    part("base64-footer", 44, "text behind the padding of base64", "base64", wrapped(base64.b64encode(exe(511)).decode()) + foot)
    part("base64-footer-blank", 44, "an empty line, then text behind the padding", "base64",
         wrapped(base64.b64encode(exe(511)).decode()) + "\r\n" + foot)


def quoted_printable():
    code = qp_binary(exe(300))
    for name, body in {"illegal-escape": code.replace(b"=00", b"=0G", 3), "escape-cut": code.replace(b"=00", b"=0\r\n", 2),
                       "escape-blank": code.replace(b"=00=00", b"= 00=00", 2), "literal-8bit": code.replace(b"=00", b"\xff", 4),
                       "equals-alone": code + b"a=b=c\r\n", "control": code + b"\x01\x02\x00\r\n"}.items():
        part("qp-" + name, 45, "quoted-printable with an illegal escape in an attachment", "quoted-printable", body)
    part("qp-lower", 45, "quoted-printable in lower case: seen", "quoted-printable", code.lower().replace(b"mz", b"MZ"))
    part("qp-soft-blank", 45, "soft breaks with blanks behind the equals sign", "quoted-printable",
         code.replace(b"=\r\n", b"= \t\r\n"))
    part("qp-exe", 46, "quoted-printable with a program", "quoted-printable", code, SEEN)
    part("qp-every-byte", 46, "every byte as an escape, a program", "quoted-printable",
         b"".join(b"=%02X" % c + (b"=\r\n" if n % 24 == 23 else b"") for n, c in enumerate(exe(400))) + b"\r\n", SEEN)


def unknown():
    for name, cte in {"base645": "base645", "base-64": "base-64", "x-base64": "x-base64", "semicolon": "BASE64;", "empty": "",
                      "b64": "b64", "base64-parameter": "base64; x=y", "dot": "base64.", "utf-8": "utf-8", "gzip": "gzip",
                      "qp": "qp", "quoted": "quoted_printable", "none": "none", "hex": "hex"}.items():
        part("cte-" + name, 47, "a transfer encoding that RFC 2045 does not know, at an attachment", cte, wrapped(CODE))
    text("cte-text-unknown", 47, "an unknown encoding at a text that would decode to something else", wrapped(CODE),
         kind="text/html; charset=utf-8", cte="x-base64")


def blocks():
    for cte in ("x-uuencode", "uuencode", "x-uue", "uue"):
        part("cte-" + cte, 48, "uuencode as transfer encoding", cte, uu(exe()))
    letter = "Hallo,\r\n\r\nhier das Programm:\r\n\r\n".encode()
    text("uu-inline", 48, "uuencode in the text", letter + uu(exe(), "spiel.exe"))
    text("uu-inline-mode-4", 48, "uuencode with a mode of four digits", letter + uu(exe(), "spiel.exe", "0755"))
    text("uu-inline-umlaut", 48, "uuencode with a name of two words", letter + uu(exe(), "mein spiel.exe"))
    text("uu-no-end", 48, "uuencode without end", letter + uu(exe(), end=False))
    text("uu-html", 48, "uuencode in HTML", b"<html><body><pre>\r\n" + uu(exe()) + b"</pre></body></html>\r\n",
         kind="text/html; charset=utf-8")
    text("uu-base64-begin", 48, "begin-base64 in the text", letter + b"begin-base64 644 spiel.exe\r\n" + wrapped(CODE).encode()
         + b"====\r\n")
    text("uu-in-qp", 48, "uuencode in quoted-printable", (letter + uu(exe())).replace(b"=", b"=3D"), cte="quoted-printable")
    text("uu-in-base64", 48, "uuencode in a text in base64", b64(letter + uu(exe())), cte="base64")
    yenc = b"=ybegin line=128 size=512 name=spiel.exe\r\n" + bytes((c + 42) % 256 for c in exe()).replace(b"*", b"+") + b"\r\n"
    text("yenc", 49, "yEnc in the text", letter + yenc + b"=yend size=512\r\n", SEEN)
    text("yenc-parts", 49, "yEnc in several parts", letter + b"=ybegin part=1 line=128 size=512 name=spiel.exe\r\n=ypart begin=1 end=512"
         b"\r\n" + b"abc" * 40 + b"\r\n=yend size=512 part=1\r\n", SEEN)
    text("yenc-plain", 49, "yEnc of letters alone", letter + b"=ybegin line=128 size=9 name=a.com\r\nabcdefghi\r\n=yend size=9\r\n",
         SEEN)
    hexed = b"(This file must be converted with BinHex 4.0)\r\n\r\n:$f*TEQKPH#jdEh)JAR0hC`#3!`\"\"3NG3!!$5!abc\r\n:\r\n"
    text("binhex-inline", 50, "BinHex in the text", letter + hexed)
    part("binhex-part", 50, "BinHex as a part", "7bit", hexed, SEEN, "application/mac-binhex40; name=spiel.hqx")
    part("binhex-renamed", 50, "BinHex called text", "7bit", hexed, SEEN, "text/plain; name=lies.txt")
    text("base64-in-text", 48, "a text that is base64 as a whole", wrapped(CODE))
    text("base64-behind-blank", 48, "base64 behind the first empty line of a text", b"Hallo, hier ist es:\r\n\r\n" + wrapped(CODE).encode())
    text("qp-in-text", 48, "a text that is quoted-printable of a program, called 7bit", qp_binary(exe(300)), cte="7bit")
    text("mime-in-text", 33, "a text that is a whole message", mixed([hello(), entity(
        ["Content-Type: application/octet-stream; name=a.exe", "Content-Transfer-Encoding: base64"], wrapped(CODE))]))
    text("mime-in-html", 33, "HTML that begins with MIME fields", b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n"
         b"\r\n" + wrapped(CODE).encode(), kind="text/html; charset=utf-8")


def compressed():
    packed = gz(exe())
    for cte in ("x-gzip64", "x-compress64", "x-bzip2-64"):
        part("cte-" + cte, 51, "compressed by its transfer encoding", cte, b64(packed))
    for name, field in (("gzip", "Content-Encoding: gzip"), ("deflate", "Content-Encoding: deflate"), ("x", "Content-Encoding: x-foo")):
        bad_mail("content-encoding-" + name, mixed([hello(), entity(
            ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", field], b64(packed))], number=next(N)),
            SEEN + " | html_active", 51, "compressed by Content-Encoding: the mail program may unpack it")
    part("binary-exe", 52, "a program as raw bytes", "binary", exe())
    part("8bit-exe", 52, "a program as 8bit with NUL", "8bit", exe())
    part("no-cte-exe", 52, "a program without transfer encoding", None, exe())


def charsets():
    active = "<html><body><script>alert(1)</script></body></html>"
    bad = "html_active | " + SEEN
    text("utf7-html", 53, "UTF-7 hides a script", b"<html><body>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</body></html>", bad,
         "text/html; charset=utf-7", "7bit")
    text("utf7-text", 53, "UTF-7 in a text", b"Hallo +AOQ-\r\n", "ambiguous", "text/plain; charset=utf-7", "7bit")
    text("utf7-case", 53, "UTF-7 under its other name", b"<html>+ADw-script+AD4-x+ADw-/script+AD4-</html>", bad,
         "text/html; charset=UNICODE-1-1-UTF-7", "7bit")
    for charset in ("utf-16le", "utf-16be", "utf-32le"):
        text(f"{charset}-html", 53, "a script in a wide character set", b64(active.encode(charset)), bad,
             f"text/html; charset={charset}", "base64")
    text("utf16-bom-html", 53, "UTF-16 by its byte order mark, called latin-1", b64(active.encode("utf-16")), bad,
         "text/html; charset=iso-8859-1", "base64")
    for charset in ("x-unknown", "x-user-defined", "foo-bar", "utf-8-broken", "none"):
        text(f"charset-{charset}", 53, "an unknown character set at HTML", crlf("<html><body>Hallo</body></html>\n"), bad,
             f"text/html; charset={charset}")
    text("hz-html", 53, "a script in HZ", b"<html>~{<<~}<script>alert(1)</script></html>\r\n", bad, "text/html; charset=hz-gb-2312", "7bit")
    text("iso2022-html", 53, "a script behind the escapes of ISO-2022-JP", b"<html>\x1b$B%\"\x1b(B<scr\x1b(Bipt>alert(1)</script></html>\r\n",
         bad, "text/html; charset=iso-2022-jp", "7bit")
    text("charset-twice", 53, "two character sets that differ", crlf("<html><body>Hallo</body></html>\n"), bad,
         "text/html; charset=utf-8; charset=utf-7")
    text("ebcdic-html", 53, "a script in EBCDIC", b64(active.encode("cp500")), bad, "text/html; charset=cp500", "base64")
    text("meta-utf7", 53, "UTF-7 by a meta element", b'<html><head><meta charset="utf-7"></head>+ADw-script+AD4-</html>\r\n', bad,
         "text/html", "7bit")


def lines():
    big = "too_big | ambiguous"
    text("line-body-150k", 54, "one line of 150 KB in a text", b"a" * 150000 + b"\r\n", big)
    bad_mail("line-header-2000", message(["X-Lang: " + "x" * 2000, "Content-Type: text/plain"], b"Hallo\r\n", next(N)), big, 54,
             "a field of 2000 characters in one line")
    bad_mail("line-split-hides", message(["X-Lang: " + "x" * 990 + " Content-Type: multipart/mixed; boundary=b", "Content-Type: text/plain"],
                                         b"--b\r\n" + entity(["Content-Type: application/octet-stream; name=a.exe",
                                                              "Content-Transfer-Encoding: base64"], wrapped(CODE)) + b"--b--\r\n",
                                         next(N)), big + " | " + SEEN, 107, "cut at byte 998 the line becomes a field of its own")
    bad_mail("line-part-header-1200", mixed([hello(), entity(["Content-Type: text/plain", "Content-Description: " + "x" * 1200], b"x\r\n")],
                                            number=next(N)), big, 107, "a part's field of 1200 characters in one line")
    bad_mail("line-subject-5000", message(["Content-Type: text/plain"], b"x\r\n", next(N), subject="x" * 5000), big, 107,
             "a subject of 5000 characters in one line")
    bad_mail("header-103k", message([f"X-P-{n}: " + "y" * 900 for n in range(115)] + ["X-Ganz: " + "\r\n ".join(["z" * 900] * 60),
             "Content-Type: text/plain"], b"x\r\n", next(N)), big, 108, "a header of more than 102,400 bytes: Postfix cuts it")
    bad_mail("boundary-2100", message(['Content-Type: multipart/mixed;\r\n boundary="' + "x" * 900 + "\r\n " + "x" * 1200 + '"'],
                                      b"x\r\n", next(N)), big, 108, "a boundary above 2048 characters")
