# SPDX-License-Identifier: GPL-3.0-or-later
"""Further mail programs, each by what tells it from its family."""
from clients import Apple, Client, Gmail, Outlook, encoded
from mime import b64, entity, ext, multipart


class OldThunderbird(Client):
    name, text_more = "thunderbird-60", "; format=flowed"
    charset, text_cte, html_cte = "utf-8", "quoted-printable", "8bit"

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind};\r\n boundary="{mark}"'], multipart(mark, parts, self.preamble(level), b"\r\n")

    def attachment(self, letter, name, kind, data, number):
        pieces = [ext(name, "UTF-8")[at:at + 50] for at in range(0, len(ext(name)), 50)]
        value = ";\r\n ".join(f"filename*{n}*={piece}" for n, piece in enumerate(pieces)) if not name.isascii() else f'filename="{name}"'
        return entity([f'Content-Type: {kind};\r\n name="{encoded(name)}"', "Content-Transfer-Encoding: base64", f"Content-Disposition: attachment;\r\n {value}"], b64(data))


class Office365(Outlook):
    """Outlook by Exchange Online: more than sixty fields before the message begins."""
    name, charset = "outlook-365", "iso-8859-1"

    def boundary(self, letter, level):
        return f"_{level + 4:03d}_FR3P281MB{letter.seed[:4].upper()}{letter.seed[4:20].upper()}FR3P281MB{letter.seed[:4].upper()}DEUP_"

    def fields(self, letter):
        seal = "a=rsa-sha256; c=relaxed/relaxed; d=microsoft.example; s=arcselector10001;\r\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-AntiSpam-MessageData-ChunkCount;\r\n bh=" + letter.seed[:43] + "=;\r\n b=" + "\r\n ".join(letter.seed[n:n + 60] for n in range(4)) + "=="
        hops = [f"Received: from FR3P281MB{n}.DEUP281.PROD.OUTLOOK.example (2603:10a6:d10:{n}::{n})\r\n by BE1P281MB{n}.DEUP281.PROD.OUTLOOK.example (2603:10a6:b10:{n}::5) with Microsoft SMTP\r\n Server (version=TLS1_2, cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384) id\r\n 15.20.9320.{n}; Tue, 18 Nov 2025 08:0{n % 10}:14 +0000" for n in range(12, 18)]
        extra = [f"X-MS-Exchange-{word_}: {letter.seed[:12]}" for word_ in ("SenderADCheck", "AntiSpam-Relay", "CrossTenant-OriginalArrivalTime", "CrossTenant-FromEntityHeader", "CrossTenant-Id", "CrossTenant-AuthAs", "CrossTenant-AuthSource",
                 "CrossTenant-Network-Message-Id", "CrossTenant-MailboxType", "CrossTenant-UserPrincipalName", "Transport-CrossTenantHeadersStamped", "Organization-SCL", "Organization-MessageDirectionality", "Organization-ExpirationStartTime")]
        spam = "CIP:255.255.255.255;CTRY:;LANG:de;SCL:1;SRV:;IPV:NLI;SFV:NSPM;H:FR3P281MB.PROD.OUTLOOK.example;PTR:;CAT:NONE;\r\n\tSFS:(13230040)(376014)(1800799024)(366016)(38070700021)(8096899003);DIR:OUT;SFP:1101;"
        chunks = [f"X-MS-Exchange-AntiSpam-MessageData-{n}: {'Qm9iIHdhciBoaWVyLg' * 3}\r\n {'Qm9iIHdhciBoaWVyLg' * 3}" for n in range(14)]
        return [*hops, f"ARC-Seal: i=1; {seal}", f"ARC-Message-Signature: i=1; {seal}", "ARC-Authentication-Results: i=1; mx.microsoft.example 1; spf=pass\r\n smtp.mailfrom=schule.example; dmarc=pass action=none\r\n header.from=schule.example; dkim=pass header.d=schule.example; arc=none", f"DKIM-Signature: v=1; {seal}",
                f"From: {letter.address(letter.sender)}", f"To: {letter.address(letter.to)}", f"Subject: {encoded(letter.subject, 'iso-8859-1')}", f"Thread-Topic: {encoded(letter.subject, 'iso-8859-1')}", "Thread-Index: AQHcWGNhYmNkRUZHSDEyMzQ=", "Date: Tue, 18 Nov 2025 08:05:13 +0000",
                f"Message-ID:\r\n <FR3P281MB{letter.seed[:20].upper()}@FR3P281MB{letter.seed[:4].upper()}.DEUP281.PROD.OUTLOOK.example>", "Accept-Language: de-DE, en-US", "Content-Language: de-DE", "X-MS-Has-Attach: yes", "X-MS-TNEF-Correlator:", "msip_labels:", "authentication-results: dkim=none (message not signed)\r\n header.d=none;dmarc=none action=none header.from=schule.example;",
                "x-ms-publictraffictype: Email", f"x-ms-office365-filtering-correlation-id: {letter.seed[:36]}", "x-ms-exchange-senderadcheck: 1", "x-ms-exchange-antispam-relay: 0", f"x-microsoft-antispam: BCL:0;ARA:13230040|376014|1800799024|366016|38070700021|8096899003;", f"x-forefront-antispam-report: {spam}", *chunks, *extra]

    def order_fields(self, fields, content):
        return fields + content + ["MIME-Version: 1.0", "X-OriginatorOrg: schule.example"]

    def text_part(self, letter, text):
        return [f'Content-Type: text/plain; charset="{self.charset}"', "Content-Transfer-Encoding: quoted-printable"], self.write(text, "quoted-printable")

    def html_part(self, letter, html):
        return [f'Content-Type: text/html; charset="{self.charset}"', "Content-Transfer-Encoding: quoted-printable"], self.write(html, "quoted-printable")

    def multi(self, kind, letter, level, parts, more=""):
        head, body = super().multi(kind, letter, level, parts, more)
        return head, body.replace(b"This is a multi-part message in MIME format.\r\n", b"")

    def attachment(self, letter, name, kind, data, number):
        coded = encoded(name, "iso-8859-1")
        return entity([f'Content-Type: {kind}; name="{coded}"', f"Content-Description: {coded}", f'Content-Disposition: attachment;\r\n\tfilename="{coded}"; size={len(data)};\r\n\tcreation-date="Tue, 18 Nov 2025 07:12:33 GMT";\r\n\tmodification-date="Tue, 18 Nov 2025 08:01:00 GMT"',
                       "Content-Transfer-Encoding: base64"], b64(data))

    def picture(self, letter, name, kind, data, number):
        return entity([f'Content-Type: {kind}; name="image{number:03d}.png"', f"Content-Description: image{number:03d}.png", f'Content-Disposition: inline; filename="image{number:03d}.png"; size={len(data)};\r\n\tcreation-date="Tue, 18 Nov 2025 08:05:12 GMT";\r\n\tmodification-date="Tue, 18 Nov 2025 08:05:12 GMT"',
                       f"Content-ID: <image{number:03d}.png@01DC5863.{letter.seed[:8].upper()}>", "Content-Transfer-Encoding: base64"], b64(data))


class OutlookWeb(Office365):
    name, charset = "outlook-web", "utf-8"

    def html_part(self, letter, html):
        return ['Content-Type: text/html; charset="utf-8"', "Content-Transfer-Encoding: base64"], self.write(html, "base64")

    def text_part(self, letter, text):
        return ['Content-Type: text/plain; charset="utf-8"', "Content-Transfer-Encoding: base64"], self.write(text, "base64")

    def page(self, letter):
        return '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n<body dir="ltr">\n' + "".join(f'<div class="elementToProof" style="font-family: Aptos, Calibri; font-size: 12pt;">{line}</div>\n' for line in letter.paragraphs()) + "".join(
            f'<img src="cid:image{n:03d}.png@01DC5863.{letter.seed[:8].upper()}">' for n, _ in enumerate(letter.inline, 1)) + '<div id="appendonsend"></div>\n</body>\n</html>\n'


class OutlookMac(Outlook):
    name, charset, text_cte, html_cte = "outlook-mac", "UTF-8", "quoted-printable", "quoted-printable"

    def boundary(self, letter, level):
        return f"B_384659{level}_{letter.seed[:9].translate(str.maketrans('abcdef', '123456'))}"

    def fields(self, letter):
        return ["User-Agent: Microsoft-MacOutlook/16.100.25081015", f"Date: Tue, 18 Nov 2025 12:{letter.number % 60:02d}:00 +0100", f"Subject: {encoded(letter.subject)}", f"From: {letter.address(letter.sender)}", f"To: {letter.address(letter.to)}",
                f"Message-ID: <{letter.seed[:8].upper()}-{letter.seed[8:12].upper()}@schule.example>", f"Thread-Topic: {encoded(letter.subject)}", "Mime-version: 1.0"]

    def order_fields(self, fields, content):
        return fields + [line.replace("Content-Type:", "Content-type:").replace("Content-Transfer-Encoding:", "Content-transfer-encoding:") for line in content]

    def preamble(self, level):
        return b"> This message is in MIME format. Since your mail reader does not understand\r\nthis format, some or all of this message may not be legible.\r\n\r\n" if level == 0 else b""


class IPhone(Apple):
    name, mailer, version = "iphone", "iPhone Mail (22G100)", "Mime-Version: 1.0 (1.0)"

    def boundary(self, letter, level):
        seed = letter.seed.upper()
        return f"Apple-Mail-{seed[level * 2:level * 2 + 8]}-{seed[8:12]}-4{seed[13:16]}-B{seed[17:20]}-{seed[20:32]}"

    def order_fields(self, fields, content):
        return content[::-1] + fields + super().order_fields([], [])


class ICloud(Apple):
    name, mailer, version = "icloud-web", "iCloud MailClient25C95 MailServer2540B22", "MIME-Version: 1.0"
    order = "related(alternative)"


class GmailApp(Gmail):
    name, text_cte, html_cte = "gmail-app", "base64", "quoted-printable"

    def page(self, letter):
        return '<div dir="auto">' + '<div dir="auto"><br></div>'.join(f'<div dir="auto">{line}</div>' for line in letter.paragraphs()) + "".join(f'<img src="cid:ii_{letter.seed[:8]}{n}">' for n, _ in enumerate(letter.inline, 1)) + "</div>\n"


class Roundcube(Client):
    name, text_cte, html_cte, text_more = "roundcube", "8bit", "quoted-printable", ";\r\n format=flowed"
    charset = "UTF-8"

    def boundary(self, letter, level):
        return f"=_{letter.seed[level:level + 32]}"

    def fields(self, letter):
        return ["MIME-Version: 1.0", f"Date: Tue, 18 Nov 2025 13:{letter.number % 60:02d}:50 +0100", f"From: {letter.address(letter.sender)}", f"To: {letter.address(letter.to)}", f"Subject: {encoded(letter.subject)}", "User-Agent: Roundcube Webmail/1.6.11",
                f"Message-ID: <{letter.seed[:32]}@schule.example>", "X-Sender: mia.sommer@schule.example"]

    def order_fields(self, fields, content):
        return fields + content

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind};\r\n boundary="{mark}"'], multipart(mark, [part + b"\r\n" for part in parts], self.preamble(level), b"")

    def preamble(self, level):
        return b""

    def text_part(self, letter, text):
        return ["Content-Transfer-Encoding: " + self.text_cte, f"Content-Type: text/plain; charset=UTF-8{self.text_more}"], self.write(text, self.text_cte)

    def html_part(self, letter, html):
        return ["Content-Transfer-Encoding: " + self.html_cte, "Content-Type: text/html; charset=UTF-8"], self.write(html, self.html_cte)

    def attachment(self, letter, name, kind, data, number):
        return entity(["Content-Transfer-Encoding: base64", f'Content-Type: {kind};\r\n name="{encoded(name)}"', f"Content-Disposition: attachment;\r\n filename*={ext(name, 'UTF-8')};\r\n size={len(data)}" if not name.isascii() else
                       f'Content-Disposition: attachment;\r\n filename="{name}";\r\n size={len(data)}'], b64(data))

    def picture(self, letter, name, kind, data, number):
        return entity(["Content-Transfer-Encoding: base64", f"Content-ID: <part{number}.{letter.seed[:8]}@schule.example>", f"Content-Type: {kind};\r\n name={name}", f"Content-Disposition: inline;\r\n filename={name};\r\n size={len(data)}"], b64(data))


class Sogo(Client):
    """SOGo and Evolution's GNUstep: fields in lower case, lengths beside them."""
    name, text_cte, html_cte = "sogo", "quoted-printable", "quoted-printable"

    def boundary(self, letter, level):
        return f"----=_=-_OpenGroupware_org_NGMime-{1043 + level}-1763449{letter.number:03d}.{letter.seed[:6].translate(str.maketrans('abcdef', '123456'))}-{level}------"

    def fields(self, letter):
        return [f"from: {letter.address(letter.sender)}", f"to: {letter.address(letter.to)}", f"subject: {encoded(letter.subject, 'utf-8')}", "date: Tue, 18 Nov 2025 14:10:22 +0100", f"message-id: <413-{letter.seed[:8]}-1-{letter.seed[8:16]}@{letter.seed[16:24]}>", "mime-version: 1.0", "user-agent: SOGoMail 5.12.4", "x-forward: 192.0.2.17"]

    def text_part(self, letter, text):
        body = self.write(text, self.text_cte)
        return ["content-type: text/plain; charset=utf-8", f"content-length: {len(body)}", "content-transfer-encoding: quoted-printable"], body

    def html_part(self, letter, html):
        body = self.write(html, self.html_cte)
        return ["content-type: text/html; charset=utf-8", "content-transfer-encoding: quoted-printable", f"content-length: {len(body)}"], body

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'content-type: multipart/{kind}; boundary="{mark}"'], multipart(mark, parts, b"", b"")

    def attachment(self, letter, name, kind, data, number):
        coded = encoded(name, "utf-8")
        return entity([f'content-type: {kind}; name="{coded}"', f"content-length: {len(data)}", f'content-disposition: attachment; filename="{coded}"', "content-transfer-encoding: base64"], b64(data))


class Mutt(Client):
    name, text_more, charset = "mutt", "", "utf-8"

    def boundary(self, letter, level):
        return letter.seed[level:level + 16].translate(str.maketrans("abcdef", "+/QzYx"))

    def fields(self, letter):
        return [f"Date: Tue, 18 Nov 2025 15:{letter.number % 60:02d}:07 +0100", f"From: {letter.address(letter.sender)}", f"To: {letter.address(letter.to)}", f"Subject: {encoded(letter.subject, 'utf-8', 'B')}", f"Message-ID: <aRx{letter.seed[:14]}@rechner>", "MIME-Version: 1.0"]

    def order_fields(self, fields, content):
        return fields + content + ["Content-Disposition: inline", "User-Agent: Mutt/2.2.13 (2024-03-09)"]

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind}; boundary="{mark}"'], multipart(mark, [part + b"\r\n" for part in parts], b"\r\n")

    def attachment(self, letter, name, kind, data, number):
        value = f"filename*={ext(name, 'utf-8')}" if not name.isascii() else f'filename="{name}"'
        return entity([f"Content-Type: {kind}", f"Content-Disposition: attachment; {value}", "Content-Transfer-Encoding: base64"], b64(data))


class K9(Client):
    name, text_cte, html_cte, text_more = "thunderbird-android", "quoted-printable", "quoted-printable", ""

    def boundary(self, letter, level):
        return "----" + letter.seed[level:level + 30].upper().translate(str.maketrans("ABCDEF", "KLMNOP"))

    def fields(self, letter):
        return [f"Date: Tue, 18 Nov 2025 16:{letter.number % 60:02d}:40 +0100", f"From: {letter.address(letter.sender)}", f"To: {letter.address(letter.to)}", f"Subject: {encoded(letter.subject, 'UTF-8', 'B')}", "User-Agent: Thunderbird for Android", f"Message-ID: <{letter.seed[:8].upper()}@schule.example>", "MIME-Version: 1.0"]

    def order_fields(self, fields, content):
        return fields + content

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind};\r\n boundary="{mark}"', "Content-Transfer-Encoding: 7bit"], multipart(mark, [part + b"\r\n" for part in parts])

    def attachment(self, letter, name, kind, data, number):
        return entity([f'Content-Type: {kind};\r\n name="{encoded(name, "UTF-8", "B")}"', "Content-Transfer-Encoding: base64", f"Content-Disposition: attachment;\r\n filename*={ext(name, 'UTF-8')};\r\n size={len(data)}"], b64(data))


class Samsung(K9):
    name, order = "samsung-mail", "related(alternative)"

    def boundary(self, letter, level):
        return f"--_com.samsung.android.email_{letter.seed[:16].translate(str.maketrans('abcdef', '123456'))}{level}"

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind}; boundary="{mark}"'], multipart(mark, [part + b"\r\n" for part in parts])

    def text_part(self, letter, text):
        return ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"], self.write(text, "base64")

    def html_part(self, letter, html):
        return ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64"], self.write(html, "base64")


class FreeMailer(Gmail):
    """Web mail of the big German free mailers."""
    name, text_cte, html_cte, order = "freemailer-web", "quoted-printable", "quoted-printable", "alternative"

    def boundary(self, letter, level):
        return f"sgnirk-{letter.seed[:8]}-{letter.seed[8:12]}-{level}"

    def fields(self, letter):
        return ["MIME-Version: 1.0", f"Message-ID: <trinity-{letter.seed[:8]}-1763449{letter.number:03d}@msvc-mesg-{letter.seed[:6]}>", f"From: {letter.address(letter.sender, True)}", f"To: {letter.address(letter.to)}", f"Subject: {encoded(letter.subject)}", "Importance: normal", "Sensitivity: Normal", "Date: Tue, 18 Nov 2025 17:11:01 +0100", "X-Priority: 3",
                "X-Provags-ID: V03:K1:" + "\r\n ".join(letter.seed[n:n + 40] for n in range(4))]


class Evolution(Client):
    name, charset, text_cte, html_cte, text_more = "evolution", "UTF-8", "quoted-printable", "quoted-printable", ""

    def boundary(self, letter, level):
        return f"=-{letter.seed[level:level + 20].translate(str.maketrans('abcdef', '/+QrSt'))}"

    def text_part(self, letter, text):
        return ['Content-Type: text/plain; charset="UTF-8"', "Content-Transfer-Encoding: quoted-printable"], self.write(text, "quoted-printable")

    def html_part(self, letter, html):
        return ['Content-Type: text/html; charset="utf-8"', "Content-Transfer-Encoding: quoted-printable"], self.write(html, "quoted-printable")

    def multi(self, kind, letter, level, parts, more=""):
        mark = self.boundary(letter, level)
        return [f'Content-Type: multipart/{kind}; boundary="{mark}"'], multipart(mark, parts, b"\r\n", b"\r\n")

    def attachment(self, letter, name, kind, data, number):
        pieces = [ext(name, "UTF-8")[at:at + 40] for at in range(0, len(ext(name)), 40)]
        value = ";\r\n\t".join(f"filename*{n}*={piece}" for n, piece in enumerate(pieces)) if not name.isascii() else f'filename="{name}"'
        return entity([f"Content-Disposition: attachment; {value}", f'Content-Type: {kind}; name="{encoded(name, "UTF-8")}"', "Content-Transfer-Encoding: base64"], b64(data))


class KMail(Mutt):
    name = "kmail"

    def boundary(self, letter, level):
        return f"nextPart{letter.seed[:7].translate(str.maketrans('abcdef', '123456'))}.{letter.seed[level:level + 10]}"

    def order_fields(self, fields, content):
        return fields[1:2] + fields[2:] + fields[:1] + content

    def preamble(self, level):
        return b"This is a multi-part message in MIME format.\r\n\r\n"


ALL = [Client(), OldThunderbird(), Outlook(), Office365(), OutlookWeb(), OutlookMac(), Apple(), IPhone(), ICloud(), Gmail(), GmailApp(), Roundcube(), Sogo(), Mutt(), K9(), Samsung(), FreeMailer(), Evolution(), KMail()]
