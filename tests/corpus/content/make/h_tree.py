# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile messages, lines 19 to 40: trees of parts that two readers build differently, and trees without end."""
from corpus import TRICK, bad_mail
from inert import exe
from mime import HELLO, attach, b64, crlf, entity, head, hello, message, mixed, multipart, text_part, uu

EVIL = attach("start.exe", exe(), "application/x-msdownload")
SEEN = TRICK + " | hidden"
N = iter(range(1, 1000))


def tree(name, line, why, kind, body, rule=SEEN, more=()):
    bad_mail(name, message([f"Content-Type: {kind}", *more], body, next(N)), rule, line, why)


def make():
    boundaries()
    around()
    leaves()
    kinds()
    bombs()
    beginnings()


def boundaries():
    plain = multipart("boese", [hello(), EVIL])
    tree("boundary-empty", 19, "an empty boundary", 'multipart/mixed; boundary=""', multipart("", [hello(), EVIL]))
    tree("boundary-missing", 19, "multipart without boundary", "multipart/mixed", plain)
    tree("boundary-missing-charset", 19, "multipart with another parameter only", "multipart/mixed; charset=utf-8", plain)
    tree("boundary-no-value", 19, "a boundary without value", "multipart/mixed; boundary", plain)
    tree("boundary-no-value-equals", 19, "a boundary that ends at its =", "multipart/mixed; boundary=", plain)
    tree("boundary-on-text", 19, "a boundary at text/plain", 'text/plain; boundary="boese"', plain)
    tree("boundary-on-html", 19, "a boundary at text/html", 'text/html; boundary="boese"', plain)
    tree("boundary-71", 19, "a boundary of 200 characters", f'multipart/mixed; boundary="{"x" * 200}"',
         multipart("x" * 200, [hello(), EVIL]), SEEN + " | too_big")
    tree("boundary-trailing-blank", 20, "a boundary that ends in a blank", 'multipart/mixed; boundary="boese "',
         multipart("boese ", [hello(), EVIL]))
    tree("boundary-leading-blank", 20, "a boundary that begins with a blank", 'multipart/mixed; boundary=" boese"',
         multipart(" boese", [hello(), EVIL]))
    for name, line in (("text", b"--boesefoo"), ("dash", b"--boese-"), ("three", b"--boese---"),
                       ("colon", b"--boese:"), ("quoted", b'--boese"')):
        tree("delimiter-" + name, 20, "a line that begins like a delimiter and is none", 'multipart/mixed; boundary="boese"',
             b"--boese\r\n" + hello() + line + b"\r\n" + EVIL + b"--boese--\r\n")
    tree("delimiter-close-text", 20, "text behind the close delimiter", 'multipart/mixed; boundary="boese"',
         b"--boese\r\n" + hello() + b"--boese--x\r\n" + EVIL + b"--boese--\r\n")
    for name, outer, inner in (("equal", "eins", "eins"), ("equal-folded", "=_eins", "=_eins")):
        inside = entity([f'Content-Type: multipart/mixed; boundary="{inner}"'], multipart(inner, [hello(), EVIL]))
        tree("nested-" + name, 21, "the inner boundary is the outer one", f'multipart/mixed; boundary="{outer}"',
             multipart(outer, [hello(), inside]))
    inside = entity(['Content-Type: multipart/alternative; boundary="ab"'], multipart("ab", [hello()])
                    + b"--abc\r\n" + EVIL + b"--abc--\r\n")
    tree("nested-prefix-loose", 21, "a delimiter that fits neither boundary wholly", 'multipart/mixed; boundary="a"',
         multipart("a", [inside]))
    inner = entity(['Content-Type: multipart/mixed; boundary="innen"'],
                   b"--innen\r\n" + hello() + b"--aussen\r\n" + EVIL + b"--innen--\r\n")
    tree("nested-outer-inside", 21, "the outer delimiter cuts the inner tree, which goes on behind it",
         'multipart/mixed; boundary="aussen"', multipart("aussen", [inner]))
    tree("not-closed-exe", 22, "no close delimiter, a program at the end", 'multipart/mixed; boundary="boese"',
         multipart("boese", [hello(), EVIL], close=False), TRICK)
    tree("cut-exe", 22, "cut in the middle of a program", 'multipart/mixed; boundary="boese"',
         multipart("boese", [hello(), EVIL])[:-320], TRICK)
    tree("inner-not-closed", 22, "the inner tree is not closed, a program in it", 'multipart/mixed; boundary="aussen"',
         multipart("aussen", [entity(['Content-Type: multipart/mixed; boundary="innen"'],
                                     multipart("innen", [hello(), EVIL], close=False))]), TRICK)


def around():
    block = b"Content-Type: application/octet-stream; name=a.exe\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(exe())
    for name, more in (("part", b"--anders\r\n" + EVIL + b"--anders--\r\n"), ("fields", block), ("uu", uu(exe())),
                       ("base64", b64(exe()))):
        for place in ("preamble", "epilogue"):
            tree(f"{place}-{name}", 23, f"a program in the {place}", 'multipart/mixed; boundary="boese"',
                 multipart("boese", [hello()], **{place: more}))
    long = crlf("Zeile um Zeile ohne Sinn, die niemand sieht.\n" * 120)
    tree("preamble-long", 23, "five kilobytes in the preamble", 'multipart/mixed; boundary="boese"',
         multipart("boese", [hello()], preamble=long), "hidden | ambiguous | too_big")
    tree("epilogue-long", 23, "five kilobytes in the epilogue", 'multipart/mixed; boundary="boese"',
         multipart("boese", [hello()], epilogue=long), "hidden | ambiguous | too_big")
    tree("epilogue-reopened", 23, "the tree goes on behind its close delimiter", 'multipart/mixed; boundary="boese"',
         multipart("boese", [hello()]) + multipart("boese", [EVIL]))
    tree("close-only", 23, "a tree with nothing but its close delimiter and a part behind it",
         'multipart/mixed; boundary="boese"', b"--boese--\r\n" + EVIL)


def leaves():
    tree("no-blank-line", 24, "a part that begins with text where its fields should be", 'multipart/mixed; boundary="boese"',
         b"--boese\r\n" + hello() + b"--boese\r\n" + b64(exe()) + b"--boese--\r\n")
    tree("no-blank-line-fields", 24, "a part of fields alone, its body without blank line", 'multipart/mixed; boundary="boese"',
         b"--boese\r\n" + hello() + b"--boese\r\nContent-Type: application/octet-stream; name=a.exe\r\n"
         b"Content-Transfer-Encoding: base64\r\n" + b64(exe()) + b"--boese--\r\n")
    tree("base64-behind-blank", 24, "a headerless part that is base64 as a whole", 'multipart/mixed; boundary="boese"',
         b"--boese\r\n" + hello() + b"--boese\r\n\r\n" + b64(exe()) + b"--boese--\r\n")
    inner = multipart("innen", [hello(), EVIL])
    for name, cte, body in (("base64", "base64", b64(inner)), ("qp", "quoted-printable", inner.replace(b"=", b"=3D")),
                            ("unknown", "x-foo", inner), ("base64-plain", "base64", inner)):
        tree("multipart-" + name, 25, "a multipart with a transfer encoding", 'multipart/mixed; boundary="aussen"',
             multipart("aussen", [entity(['Content-Type: multipart/mixed; boundary="innen"',
                                          f"Content-Transfer-Encoding: {cte}"], body)]))
    tree("multipart-top-base64", 25, "the whole message in base64, called multipart", 'multipart/mixed; boundary="innen"',
         b64(inner), SEEN, ["Content-Transfer-Encoding: base64"])
    letter = mixed([hello(), EVIL], number=4)
    for name, kind, cte, body in (("rfc822-base64", "message/rfc822", "base64", b64(letter)),
                                  ("rfc822-qp", "message/rfc822", "quoted-printable", letter.replace(b"=", b"=3D")),
                                  ("global", "message/global", "8bit", letter), ("news", "message/news", "8bit", letter),
                                  ("rfc822-8bit", "message/rfc822", "8bit", letter),
                                  ("headers", "text/rfc822-headers", "7bit", letter),
                                  ("global-base64", "message/global", "base64", b64(letter))):
        tree("letter-" + name, 26 if "rfc822-" in name else 27, "a program in a message in the message",
             'multipart/mixed; boundary="aussen"',
             multipart("aussen", [hello(), entity([f"Content-Type: {kind}", f"Content-Transfer-Encoding: {cte}"], body)]))
    status = entity(["Content-Type: message/delivery-status"], b"Reporting-MTA: dns; mail.schule.example\r\n\r\n" + EVIL)
    tree("status-nested", 27, "fields and a program where only a delivery status should be",
         'multipart/report; report-type=delivery-status; boundary="aussen"', multipart("aussen", [hello(), status]))
    tree("report-returned", 27, "a returned message with a program", 'multipart/report; report-type=delivery-status; boundary="r"',
         multipart("r", [hello(), entity(["Content-Type: message/delivery-status"], b"Reporting-MTA: dns; a.example\r\n"),
                         entity(["Content-Type: message/rfc822"], letter)]))


def kinds():
    whole = mixed([hello(), EVIL], number=5)
    third = len(whole) // 3
    for number in (1, 2, 3):
        tree(f"partial-{number}", 28, "a fragment of a message: nobody sees the whole",
             f'message/partial; id="abc@schule.example"; number={number}; total=3',
             whole[(number - 1) * third:number * third], "fragment | " + SEEN)
    tree("partial-inside", 28, "a fragment as part", 'multipart/mixed; boundary="a"', multipart("a", [hello(), entity(
        ['Content-Type: message/partial; id="x"; number=1; total=2'], whole[:200])]), "fragment | " + SEEN)
    for name, value in (("ftp", 'access-type=anon-ftp; site="ftp.example"; name="start.exe"'),
                        ("url", 'access-type=URL; URL="http://boese.example/start.exe"'),
                        ("local", 'access-type=local-file; name="/etc/passwd"'),
                        ("mail-server", 'access-type=mail-server; server="liste@boese.example"')):
        tree("external-" + name, 29, "a part that lies elsewhere", 'multipart/mixed; boundary="a"', multipart("a", [
            hello(), entity([f"Content-Type: message/external-body; {value}"],
                            b"Content-Type: application/octet-stream\r\n\r\n")]), "fragment | name | " + SEEN)
    letter = entity(head(9, "Weiter") + ['Content-Type: multipart/mixed; boundary="in"'], multipart("in", [EVIL]))
    tree("digest-default", 30, "a digest's part without fields is a message, with a program", 'multipart/digest; boundary="d"',
         b"--d\r\n\r\n" + letter + b"--d--\r\n")
    tree("digest-in-mixed", 30, "a digest inside mixed, its part a message by default", 'multipart/mixed; boundary="m"',
         multipart("m", [hello(), entity(['Content-Type: multipart/digest; boundary="d"'],
                                         b"--d\r\n\r\n" + letter + b"--d--\r\n")]))
    plain = multipart("boese", [hello(), EVIL])
    for name, kind in (("x", "x.multipart/mixed"), ("multi", "multi/part"), ("alone", "multipart"), ("slash", "multipart/"),
                       ("two-slashes", "multipart/mixed/x"), ("front", "/mixed"), ("unknown", "multipart/gibtsnicht"),
                       ("comma", "multipart/mixed,text/plain"), ("blank", "multipart / mixed"), ("semicolon", ";multipart/mixed"),
                       ("text-multipart", "text/multipart"), ("quoted", '"multipart/mixed"')):
        tree("type-" + name, 31, "a type that is none, or one that nobody knows, with a tree in it",
             f'{kind}; boundary="boese"', plain)
    unlabelled = [line for line in head(11) if not line.startswith("MIME")]
    bad_mail("no-mime-version", entity(unlabelled + ['Content-Type: multipart/mixed; boundary="boese"'], plain), SEEN, 32,
             "no MIME-Version: read as a tree all the same")
    bad_mail("no-mime-version-base64", entity(unlabelled + ["Content-Type: application/octet-stream; name=a.exe",
                                                            "Content-Transfer-Encoding: base64"], b64(exe())), SEEN, 32,
             "no MIME-Version, base64 all the same")
    tree("text-is-exe", 33, "text/plain that is a program", "text/plain; charset=utf-8", b64(exe()), SEEN,
         ["Content-Transfer-Encoding: base64"])
    tree("text-is-tree", 33, "text/plain whose body is a whole tree", "text/plain",
         b'Content-Type: multipart/mixed; boundary="boese"\r\n\r\n' + plain)
    bad_mail("no-type-tree", entity(head(12), plain), SEEN, 33, "no Content-Type, a body with delimiters and fields")
    bad_mail("no-type-base64", entity(head(13) + ["Content-Transfer-Encoding: base64"], b64(exe())), SEEN, 33,
             "no Content-Type, base64, a program")
    tree("octets-is-tree", 33, "octet-stream whose body begins with fields", "application/octet-stream",
         b'Content-Type: multipart/mixed; boundary="boese"\r\n\r\n' + plain)
    tree("text-begins-fields", 33, "a text that begins with Content fields", "text/plain",
         b"Content-Type: application/octet-stream; name=a.exe\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64(exe()))
    tree("image-is-exe", 33, "image/png that is a program", "image/png; name=bild.png", b64(exe()), SEEN,
         ["Content-Transfer-Encoding: base64"])


def nest(depth, kind, inside):
    for level in range(depth):
        if kind == "rfc822" or (kind == "both" and level % 2):
            inside = entity(["Content-Type: message/rfc822"], inside)
        else:
            inside = entity([f'Content-Type: multipart/mixed; boundary="b{level}"'], multipart(f"b{level}", [inside]))
    return inside


def bombs():
    for name, depth, kind in (("multipart-21", 21, "multipart"), ("multipart-300", 300, "multipart"), ("rfc822-25", 25, "rfc822"),
                              ("rfc822-1000", 1000, "rfc822"), ("both-24", 24, "both"), ("both-200", 200, "both")):
        bad_mail("deep-" + name, entity(head(20), b"").rstrip(b"\r\n") + b"\r\n" + nest(depth, kind, hello()),
                 "too_big | ambiguous", 34, f"{depth} parts in one another")
    bad_mail("deep-exe", entity(head(20), b"").rstrip(b"\r\n") + b"\r\n" + nest(40, "both", EVIL), "too_big | " + SEEN, 34,
             "a program forty parts deep")
    tree("parts-empty", 35, "3000 empty parts", 'multipart/mixed; boundary="a"', b"--a\r\n\r\n" * 3000 + b"--a--\r\n",
         "too_big | ambiguous")
    tree("parts-short", 35, "5000 parts of delimiters alone", 'multipart/mixed; boundary="a"', b"--a\r\n" * 5000 + b"--a--\r\n",
         "too_big | ambiguous")
    tree("parts-text", 35, "2500 small texts", 'multipart/mixed; boundary="a"',
         b"--a\r\nContent-Type: text/plain\r\n\r\nx\r\n" * 2500 + b"--a--\r\n", "too_big | ambiguous")
    big = "too_big | ambiguous | unreadable"
    tree("fields-many", 36, "2000 fields", "text/plain", crlf(HELLO), big, [f"X-Feld-{n}: {n}" for n in range(2000)])
    tree("field-long", 36, "a field of 120 KB, folded", "text/plain", crlf(HELLO), big,
         ["X-Lang: " + "\r\n ".join(["x" * 70] * 1700)])
    tree("parameters-many", 36, "2000 parameters", "text/plain; " + ";\r\n ".join(f"p{n}=1" for n in range(2000)), crlf(HELLO), big)
    tree("filename-pieces", 36, "2000 pieces of one file name (CVE-2026-27859)", 'multipart/mixed; boundary="a"', multipart("a", [
        hello(), entity(["Content-Type: text/plain", "Content-Disposition: attachment;\r\n "
                         + ";\r\n ".join(f"filename*{n}*=x" for n in range(2000))], b"x\r\n")]), "name | " + big)
    tree("comments-deep", 36, "a thousand comments in one another", "text/plain; " + "(" * 1000 + ")" * 1000, crlf(HELLO), big)
    tree("part-fields-many", 36, "1500 fields in a part", 'multipart/mixed; boundary="a"', multipart("a", [
        hello(), entity([f"X-{n}: 1" for n in range(1500)], b"x\r\n")]), big)
    tree("to-many", 37, "6000 addresses in To", "text/plain", crlf(HELLO), big,
         ["Cc: " + ",\r\n ".join(f"kind{n:04d}@schule.example" for n in range(6000))])
    tree("dashes", 38, "a body of dashes under a hundred nested boundaries of dashes", 'multipart/mixed; boundary="-"',
         multipart("-", [nest(100, "multipart", entity(["Content-Type: text/plain"], b"----------\r\n" * 5000))]), big)
    for pad in (4096, 8192, 65536):
        lines = [f"X-Polster-{n}: " + "p" * 60 for n in range(pad // 77)]
        size = len(b"\r\n".join(line.encode() for line in head(21) + lines))
        lines.append("X-Rest: " + "r" * max(1, min(900, pad - size - 40)))
        bad_mail(f"padded-{pad}", message(lines + ['Content-Type: multipart/mixed;\r\n boundary="boese"'],
                                          multipart("boese", [hello(), EVIL]), 21), SEEN, 39,
                 f"the field that counts lies over byte {pad}")
    filler = text_part("Fuelltext, damit die Grenze rueckt.\n" * 455)
    for shift in range(0, 12, 3):
        tree(f"delimiter-at-edge-{shift}", 39, "a delimiter over the edge of a buffer", 'multipart/mixed; boundary="boese"',
             multipart("boese", [filler + b"y" * shift + b"\r\n", EVIL]), SEEN)


def beginnings():
    letter = mixed([hello(), EVIL], number=22)
    bad_mail("bom", b"\xef\xbb\xbf" + letter, SEEN, 40, "a byte order mark before the first field")
    bad_mail("from-first", b"From mia@schule.example Tue Nov 18 08:00:00 2025\r\n" + letter, SEEN, 40,
             "a From line of mbox before the first field")
    bad_mail("blank-line-first", b"   \r\n" + letter, SEEN, 40, "a line of blanks before the first field")
    bad_mail("bom-harmless", b"\xef\xbb\xbf" + message(["Content-Type: text/plain"], crlf(HELLO)), "ambiguous | hidden", 40,
             "a byte order mark makes the first field another one")
    bad_mail("headerless", EVIL, SEEN, 40, "a part without the head of a message")
