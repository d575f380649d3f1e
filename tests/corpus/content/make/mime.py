# SPDX-License-Identifier: GPL-3.0-or-later
"""MIME by hand: every byte of a header is the caller's, because half of the corpus breaks the rules on purpose."""
import base64
import binascii
import quopri


def b(text):
    return text if isinstance(text, bytes) else text.encode("utf-8")


def crlf(text):
    """Text with LF alone becomes CRLF; what has CRLF already stays."""
    return b(text).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def entity(headers, body=b""):
    """Header lines (without their end), blank line, body as it is."""
    return b"".join(b(line) + b"\r\n" for line in headers) + b"\r\n" + b(body)


def b64(data, width=76):
    text = base64.b64encode(b(data))
    return b"".join(text[at:at + width] + b"\r\n" for at in range(0, len(text), width))


def qp(text, charset="utf-8"):
    """Quoted-printable of text with LF ends, lines of 76 at most."""
    raw = text.encode(charset) if isinstance(text, str) else text
    return quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")


def qp_binary(data):
    """Quoted-printable of binary data: each byte by its number, as RFC 2045 wants for line ends."""
    out = bytearray()
    column = 0
    for byte in data:
        piece = b"=%02X" % byte if byte < 33 or byte > 126 or byte == 61 else bytes([byte])
        if column + len(piece) > 75:
            out += b"=\r\n"
            column = 0
        out += piece
        column += len(piece)
    return bytes(out) + b"\r\n"


def uu(data, name="x.exe", mode="644", end=True):
    lines = [b"begin %s %s" % (b(mode), b(name))]
    lines += [binascii.b2a_uu(data[at:at + 45]).rstrip(b"\n") for at in range(0, len(data), 45)]
    if end:
        lines += [b"`", b"end"]
    return b"\r\n".join(lines) + b"\r\n"


def word(text, charset="utf-8", kind="B"):
    """RFC 2047."""
    raw = text.encode(charset)
    if kind == "B":
        return f"=?{charset}?B?{base64.b64encode(raw).decode()}?="
    safe = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    body = "".join(chr(c) if c in safe else "_" if c == 32 else f"={c:02X}" for c in raw)
    return f"=?{charset}?Q?{body}?="


def ext(text, charset="utf-8"):
    """RFC 2231 value with its character set: UTF-8''Sch%C3%BCler."""
    safe = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._"
    return f"{charset}''" + "".join(chr(c) if c in safe else f"%{c:02X}" for c in text.encode(charset))


def multipart(boundary, parts, preamble=b"", epilogue=b"", close=True):
    """Body of a multipart: delimiters exactly as RFC 2046 wants them."""
    boundary = b(boundary)
    out = b(preamble)
    for part in parts:
        out += b"--" + boundary + b"\r\n" + part + (b"" if part.endswith(b"\r\n") else b"\r\n")
    if close:
        out += b"--" + boundary + b"--\r\n"
    return out + b(epilogue)


def text_part(text, *more, kind="plain", charset="utf-8", cte="8bit"):
    raw = crlf(text) if isinstance(text, bytes) else crlf(text).decode().encode(charset)
    if cte == "quoted-printable":
        raw = qp(raw)
    elif cte == "base64":
        raw = b64(raw)
    return entity([f"Content-Type: text/{kind}; charset={charset}", f"Content-Transfer-Encoding: {cte}", *more], raw)


def attach(name, data, kind="application/octet-stream", cte="base64", *more):
    body = b64(data) if cte == "base64" else qp_binary(data) if cte == "quoted-printable" else b(data)
    return entity([f'Content-Type: {kind}; name="{name}"', f"Content-Transfer-Encoding: {cte}",
                   f'Content-Disposition: attachment; filename="{name}"', *more], body)


# The head of a message that is otherwise in order.
def head(number=1, subject="Hausaufgabe", sender="mia.sommer@schule.example", to="j.krause@schule.example"):
    return [f"From: Mia Sommer <{sender}>", f"To: J. Krause <{to}>", f"Subject: {subject}",
            f"Date: Tue, 18 Nov 2025 08:{number % 60:02d}:12 +0100",
            f"Message-ID: <5f3a{number:04x}.7d21@schule.example>", "MIME-Version: 1.0"]


def message(content_headers, body, number=1, **more):
    return entity(head(number, **more) + list(content_headers), body)


def mixed(parts, boundary="------------0aV9xqTnE4Wb7LpR2mKd", number=1, **more):
    """The ordinary frame: multipart/mixed with these parts."""
    return message([f'Content-Type: multipart/mixed; boundary="{boundary}"'], multipart(boundary, parts), number,
                   **more)


HELLO = "Guten Tag,\n\nanbei meine Hausaufgabe.\n\nViele Grüße\nMia\n"


def hello():
    return text_part(HELLO)
