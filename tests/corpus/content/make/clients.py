# SPDX-License-Identifier: GPL-3.0-or-later
"""How mail programs write: order of fields, boundaries, encodings, names of attachments, nesting. One class a family."""
import hashlib
import unicodedata

from mime import b64, crlf, entity, ext, multipart, qp, word


class Letter:
    """What a person wants to send. `files`: (name, type, bytes); `inline`: pictures of the text."""

    def __init__(self, subject, text, *, html=None, files=(), inline=(), reply=False, number=1, sender=("Mia Sommer", "mia.sommer"),
                 to=("Jürgen Krause", "j.krause"), forward=None):
        self.subject, self.text, self.files, self.inline = subject, text, list(files), list(inline)
        self.html, self.reply, self.number, self.sender, self.to, self.forward = html, reply, number, sender, to, forward
        self.seed = hashlib.sha256(f"{subject}{number}".encode()).hexdigest()

    def paragraphs(self):
        return [line for line in self.text.split("\n") if line]

    def address(self, who, quoted=False):
        name = who[0] if who[0].isascii() else word(who[0], "utf-8", "Q")
        return f'"{name}" <{who[1]}@schule.example>' if quoted and who[0].isascii() else f"{name} <{who[1]}@schule.example>"


def encoded(text, charset="UTF-8", kind="Q"):
    """A field's value, in words of at most 60 characters when it needs any."""
    if text.isascii():
        return text
    pieces, piece = [], ""
    for part in text.split(" "):
        if piece and len(word(piece + " " + part, charset, kind)) > 70:
            pieces.append(piece + " ")
            piece = part
        else:
            piece = f"{piece} {part}" if piece else part
    return "\r\n ".join(word(one, charset, kind) for one in [*pieces, piece])


class Client:
    name = "thunderbird"
    text_cte, html_cte = "8bit", "8bit"
    text_more = "; format=flowed"
    charset = "UTF-8"
    order = "alternative(text, related(html, inline))"

    def boundary(self, letter, level):
        return "------------" + letter.seed[level * 3:level * 3 + 24].translate(str.maketrans("abcdef0123", "KxBpQzVm7r"))

    def fields(self, letter):
        return [f"Message-ID: <{letter.seed[:8]}-{letter.seed[8:12]}-4{letter.seed[13:16]}-a{letter.seed[17:20]}-{letter.seed[20:32]}@schule.example>",
                f"Date: Tue, 18 Nov 2025 08:{letter.number % 60:02d}:31 +0100", "MIME-Version: 1.0", "User-Agent: Mozilla Thunderbird",
                f"Subject: {encoded(letter.subject)}", *([f"To: {letter.address(letter.to)}"]), "Content-Language: de-DE",
                f"From: {letter.address(letter.sender)}", *(["References: <a1@schule.example>", "In-Reply-To: <a1@schule.example>"] if letter.reply else [])]

    def write(self, text, cte):
        raw = crlf(text).decode().encode(self.charset, "replace")
        return qp(raw) if cte == "quoted-printable" else b64(raw) if cte == "base64" else raw

    def text_part(self, letter, text):
        return [f"Content-Type: text/plain; charset={self.charset}{self.text_more}", f"Content-Transfer-Encoding: {self.text_cte}"], self.write(text, self.text_cte)

    def html_part(self, letter, html):
        return [f"Content-Type: text/html; charset={self.charset}", f"Content-Transfer-Encoding: {self.html_cte}"], self.write(html, self.html_cte)

    def page(self, letter):
        body = "\n".join(f"    <p>{line}</p>" for line in letter.paragraphs())
        pictures = "".join(f'\n    <img src="cid:part{n}.{letter.seed[:8]}@schule.example" alt="">' for n, _ in enumerate(letter.inline, 1))
        return f'<!DOCTYPE html>\n<html>\n  <head>\n\n    <meta http-equiv="content-type" content="text/html; charset={self.charset}">\n  </head>\n  <body>\n{body}{pictures}\n  </body>\n</html>\n'

    def attachment(self, letter, name, kind, data, number):
        return entity([f'Content-Type: {kind}; name="{encoded(name)}"', f"Content-Disposition: attachment; filename*={ext(name, 'UTF-8')}" if not name.isascii() else
                       f'Content-Disposition: attachment; filename="{name}"', "Content-Transfer-Encoding: base64"], b64(data))

    def picture(self, letter, name, kind, data, number):
        return entity([f'Content-Type: {kind}; name="{name}"', f'Content-Disposition: inline; filename="{name}"', f"Content-Id: <part{number}.{letter.seed[:8]}@schule.example>",
                       "Content-Transfer-Encoding: base64"], b64(data))

    def forwarded(self, letter):
        return entity(["Content-Type: message/rfc822; charset=UTF-8;", f' name="{encoded("Weitergeleitete Nachricht")}.eml"', 'Content-Disposition: attachment; filename="Nachricht.eml"',
                       "Content-Transfer-Encoding: 8bit"], letter.forward)

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind};{more} boundary="{mark}"'], multipart(mark, parts, self.preamble(level), self.epilogue())

    def preamble(self, level):
        return b"This is a multi-part message in MIME format.\r\n" if level == 0 else b""

    def epilogue(self):
        return b"\r\n"

    def tree(self, letter):
        depth = 1 if letter.files or letter.forward else 0
        text = self.text_part(letter, letter.text)
        whole = text
        if letter.html or letter.inline:
            html = self.html_part(letter, letter.html or self.page(letter))
            pictures = [self.picture(letter, *picture, n) for n, picture in enumerate(letter.inline, 1)]
            if self.order.startswith("alternative"):
                if pictures:
                    html = self.multi("related", letter, depth + 1, [entity(*html), *pictures])
                whole = self.multi("alternative", letter, depth, [entity(*text), entity(*html)])
            else:
                whole = self.multi("alternative", letter, depth + (1 if pictures else 0), [entity(*text), entity(*html)])
                if pictures:
                    whole = self.multi("related", letter, depth, [entity(*whole), *pictures], ' type="multipart/alternative";' if self.order.endswith("typed") else "")
        if depth:
            parts = [entity(*whole), *(self.attachment(letter, *file, n) for n, file in enumerate(letter.files, 1))]
            whole = self.multi("mixed", letter, 0, parts + ([self.forwarded(letter)] if letter.forward else []))
        return whole

    def message(self, letter):
        fields, body = self.tree(letter)
        return entity(self.order_fields(self.fields(letter), fields), body)

    def order_fields(self, fields, content):
        return content + fields


class Outlook(Client):
    """Outlook 2019 by IMAP and SMTP: tabs, iso-8859-1, _000_ boundaries, conditional comments."""
    name, charset, text_cte, html_cte, text_more = "outlook", "iso-8859-1", "quoted-printable", "quoted-printable", ""
    order = "related(alternative) typed"

    def boundary(self, letter, level):
        return f"----=_NextPart_{level:03d}_{16 + level * 3:04X}_01DC5863.{letter.seed[:8].upper()}"

    def fields(self, letter):
        return [f"From: {letter.address(letter.sender, True)}", f"To: {letter.address(letter.to, True)}", f"Subject: {encoded(letter.subject, 'iso-8859-1')}",
                f"Date: Tue, 18 Nov 2025 09:{letter.number % 60:02d}:02 +0100", f"Message-ID: <00{letter.seed[:2]}01dc5863${letter.seed[:8]}${letter.seed[8:16]}$@schule.example>", "MIME-Version: 1.0",
                *(["In-Reply-To: <a1@schule.example>", "References: <a1@schule.example>"] if letter.reply else [])]

    def order_fields(self, fields, content):
        return fields + content + ["X-Mailer: Microsoft Outlook 16.0", f"Thread-Index: AdxYY2{'abcdEFGH1234'}{'=' * 2}", "Content-Language: de"]

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind};{more and chr(13) + chr(10) + chr(9) + more.strip()}\r\n\tboundary="{mark}"'], multipart(mark, [part + b"\r\n" for part in parts], self.preamble(level), b"\r\n")

    def text_part(self, letter, text):
        return [f'Content-Type: text/plain;\r\n\tcharset="{self.charset}"', f"Content-Transfer-Encoding: {self.text_cte}"], self.write(text, self.text_cte)

    def html_part(self, letter, html):
        return [f'Content-Type: text/html;\r\n\tcharset="{self.charset}"', f"Content-Transfer-Encoding: {self.html_cte}"], self.write(html, self.html_cte)

    def page(self, letter):
        body = "".join(f'<p class=3DMsoNormal>{line}<o:p></o:p></p>'.replace("=3D", "=") for line in letter.paragraphs())
        pictures = "".join(f'<p class=MsoNormal><img border=0 width=64 height=48 id="Bild_x0020_{n}" src="cid:image{n:03d}.png@01DC5863.{letter.seed[:8].upper()}" alt="Logo"><o:p></o:p></p>' for n, _ in enumerate(letter.inline, 1))
        return ('<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word" xmlns:m="http://schemas.microsoft.com/office/2004/12/omml" xmlns="http://www.w3.org/TR/REC-html40"><head>'
                f'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset={self.charset}"><meta name=Generator content="Microsoft Word 15 (filtered medium)"><!--[if !mso]><style>v\\:* {{behavior:url(#default#VML);}}\no\\:* {{behavior:url(#default#VML);}}\n</style><![endif]-->'
                "<style><!--\n/* Font Definitions */\n@font-face\n\t{font-family:\"Cambria Math\";\n\tpanose-1:2 4 5 3 5 4 6 3 2 4;}\np.MsoNormal, li.MsoNormal, div.MsoNormal\n\t{margin:0cm;\n\tfont-size:11.0pt;\n\tmso-fareast-language:EN-US;}\n--></style>"
                '<!--[if gte mso 9]><xml>\n<o:shapedefaults v:ext="edit" spidmax="1026" />\n</xml><![endif]--></head>'
                f"<body lang=DE link=\"#0563C1\" vlink=\"#954F72\" style='word-wrap:break-word'><div class=WordSection1>{body}{pictures}</div></body></html>\n")

    def attachment(self, letter, name, kind, data, number):
        coded = encoded(name, "iso-8859-1")
        return entity([f'Content-Type: {kind};\r\n\tname="{coded}"', "Content-Transfer-Encoding: base64", f'Content-Disposition: attachment;\r\n\tfilename="{coded}"'], b64(data))

    def picture(self, letter, name, kind, data, number):
        return entity([f'Content-Type: {kind};\r\n\tname="image{number:03d}.png"', "Content-Transfer-Encoding: base64", f"Content-ID: <image{number:03d}.png@01DC5863.{letter.seed[:8].upper()}>"], b64(data))

    def forwarded(self, letter):
        return entity(["Content-Type: message/rfc822", "Content-Transfer-Encoding: 7bit", "Content-Disposition: attachment"], letter.forward)


class Apple(Client):
    """Mail on macOS: sentences as boundaries, decomposed umlauts, quoted-printable, fields of the content first."""
    name, charset, text_cte, html_cte, text_more = "apple-mail", "utf-8", "quoted-printable", "quoted-printable", ""
    mailer = "Apple Mail (2.3826.700.81)"
    version = "Mime-Version: 1.0 (Mac OS X Mail 16.0 \\(3826.700.81\\))"

    def boundary(self, letter, level):
        seed = letter.seed.upper()
        return f"Apple-Mail=_{seed[level * 2:level * 2 + 8]}-{seed[8:12]}-4{seed[13:16]}-9{seed[17:20]}-{seed[20:32]}"

    def fields(self, letter):
        return [f"From: {letter.address(letter.sender)}"]

    def order_fields(self, fields, content):
        letter = self.letter
        return fields + content + [self.version, f"Subject: {encoded(letter.subject, 'utf-8')}", f"Message-Id: <{letter.seed[:8].upper()}-{letter.seed[8:12].upper()}-4A1B-8C2D-{letter.seed[20:32].upper()}@schule.example>",
                                   f"Date: Tue, 18 Nov 2025 10:{letter.number % 60:02d}:45 +0100", f"To: {letter.address(letter.to)}", f"X-Mailer: {self.mailer}"]

    def message(self, letter):
        self.letter = letter
        return super().message(letter)

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind};\r\n\tboundary="{mark}"'], multipart(mark, parts, b"\r\n", b"")

    def text_part(self, letter, text):
        return ["Content-Transfer-Encoding: quoted-printable", "Content-Type: text/plain;\r\n\tcharset=utf-8"], self.write(text, "quoted-printable")

    def html_part(self, letter, html):
        return ["Content-Transfer-Encoding: quoted-printable", "Content-Type: text/html;\r\n\tcharset=utf-8"], self.write(html, "quoted-printable")

    def page(self, letter):
        body = "<br>".join(letter.paragraphs())
        pictures = "".join(f'<div><br><img src="cid:{letter.seed[:8].upper()}-{n}@schule.example"></div>' for n, _ in enumerate(letter.inline, 1))
        return f'<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body style="overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;">{body}{pictures}</body></html>\n'

    def attachment(self, letter, name, kind, data, number):
        loose = unicodedata.normalize("NFD", name)
        disposition = f"filename*={ext(loose, 'utf-8')}" if not name.isascii() else f'filename="{name}"' if " " in name else f"filename={name}"
        return entity([f"Content-Disposition: attachment;\r\n\t{disposition}", f'Content-Type: {kind};\r\n\tx-unix-mode=0644;\r\n\tname="{encoded(loose, "utf-8")}"', "Content-Transfer-Encoding: base64"], b64(data))

    def picture(self, letter, name, kind, data, number):
        return entity(["Content-Transfer-Encoding: base64", f"Content-Disposition: inline;\r\n\tfilename={name}", f'Content-Type: {kind};\r\n\tname="{name}"', f"Content-Id: <{letter.seed[:8].upper()}-{number}@schule.example>"], b64(data))

    def forwarded(self, letter):
        return entity(["Content-Disposition: attachment;\r\n\tfilename=Brief.eml", 'Content-Type: message/rfc822;\r\n\tx-unix-mode=0644;\r\n\tname="Brief.eml"', "Content-Transfer-Encoding: 8bit"], letter.forward)


class Gmail(Client):
    name, text_cte, html_cte, text_more = "gmail-web", "quoted-printable", "quoted-printable", ""
    order = "related(alternative)"

    def boundary(self, letter, level):
        return f"{level:012x}{letter.seed[:12]}0643{level}"

    def fields(self, letter):
        return ["MIME-Version: 1.0", *(["References: <a1@schule.example>", "In-Reply-To: <a1@schule.example>"] if letter.reply else []), f"From: {letter.address(letter.sender)}", f"Date: Tue, 18 Nov 2025 11:{letter.number % 60:02d}:09 +0100",
                f"X-Gm-Features: AWmQ_b{letter.seed[:20]}", f"Message-ID: <CA+{letter.seed[:24]}=={letter.seed[24:28]}@mail.schule.example>", f"Subject: {encoded(letter.subject)}", f"To: {letter.address(letter.to)}"]

    def order_fields(self, fields, content):
        return fields + content

    def preamble(self, level):
        return b""

    def epilogue(self):
        return b""

    def text_part(self, letter, text):
        return [f'Content-Type: text/plain; charset="{self.charset}"', f"Content-Transfer-Encoding: {self.text_cte}"], self.write(text, self.text_cte)

    def html_part(self, letter, html):
        return [f'Content-Type: text/html; charset="{self.charset}"', f"Content-Transfer-Encoding: {self.html_cte}"], self.write(html, self.html_cte)

    def page(self, letter):
        quote = '<br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">Am Mo., 17. Nov. 2025 um 14:02 Uhr schrieb J. Krause &lt;<a href="mailto:j.krause@schule.example">j.krause@schule.example</a>&gt;:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">Bitte bis Dienstag.</blockquote></div>' if letter.reply else ""
        return '<div dir="ltr">' + "".join(f"<div>{line}</div>" for line in letter.paragraphs()) + "".join(f'<div><img src="cid:ii_{letter.seed[:8]}{n}" alt="bild.png" width="64" height="48"></div>' for n, _ in enumerate(letter.inline, 1)) + f"</div>{quote}\n"

    def attachment(self, letter, name, kind, data, number):
        coded = encoded(name)
        return entity([f'Content-Type: {kind}; name="{coded}"', f'Content-Disposition: attachment; filename="{coded}"', "Content-Transfer-Encoding: base64", f"Content-ID: <f_mi{letter.seed[:8]}{number}>", f"X-Attachment-Id: f_mi{letter.seed[:8]}{number}"], b64(data))

    def picture(self, letter, name, kind, data, number):
        return entity([f'Content-Type: {kind}; name="{name}"', f'Content-Disposition: inline; filename="{name}"', "Content-Transfer-Encoding: base64", f"Content-ID: <ii_{letter.seed[:8]}{number}>", f"X-Attachment-Id: ii_{letter.seed[:8]}{number}"], b64(data))

    def forwarded(self, letter):
        return entity(['Content-Type: message/rfc822; name="Brief.eml"', 'Content-Disposition: attachment; filename="Brief.eml"', f"Content-ID: <f_mi{letter.seed[:8]}9>", f"X-Attachment-Id: f_mi{letter.seed[:8]}9"], letter.forward)
