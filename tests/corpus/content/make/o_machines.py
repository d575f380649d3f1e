# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary messages that no person wrote: copiers, scanners, learning platforms, lists, bounces, receipts, invitations, newsletters."""
import base64

import media
import pdf
from corpus import good_mail
from mime import HELLO, attach, b64, crlf, entity, head, message, mixed, multipart, qp, text_part, word
from zips import gz


def scan(producer, images=1):
    """A page that is one picture, as copiers write it."""
    picture = media.jpeg(160, 224)
    objects = {1: "<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</ProcSet[/PDF/ImageC]/XObject<</Im0 5 0 R>>>>>>",
               4: pdf.stream("q 595 0 0 842 0 0 cm /Im0 Do Q", packed=False), 5: f"<</Type/XObject/Subtype/Image/Width 160/Height 224/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length {len(picture)}>>".encode() + b"\nstream\n" + picture + b"\nendstream"}
    return pdf.write(objects, version="1.4", info=f"<</Producer({producer})/CreationDate(D:20251118081200+01'00')>>")


def make():
    copiers()
    platforms()
    lists()
    bounces()
    receipts()
    invitations()
    newsletters()
    signed()


def raw(fields, body=b""):
    return entity(fields, body)


def copiers():
    what = scan("KYOCERA Document Solutions Inc.")
    good_mail("scan-kyocera", raw(["Date: Tue, 18 Nov 2025 08:12:44 +0100", "From: kopierer-eg@schule.example", "To: j.krause@schule.example", "Subject: Scan from ECOSYS M3645idn", "MIME-Version: 1.0", "X-Mailer: KYOCERA MFP", 'Content-Type: multipart/mixed; boundary="KM_BOUNDARY_0012AB34"',
              "Message-Id: <20251118081244.0012AB34@KM0012AB>"], multipart("KM_BOUNDARY_0012AB34", [entity(['Content-Type: text/plain; charset="UTF-8"', "Content-Transfer-Encoding: 8bit"], crlf("Gescannt von ECOSYS M3645idn\n[00:c0:ee:12:ab:34]\n-------------------\n")),
              entity(['Content-Type: application/pdf; name="doc02381720251118081200.pdf"', "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="doc02381720251118081200.pdf"'], b64(what, 72))])), 0, "Kyocera: delimiter-like dashes in the text")
    good_mail("scan-ricoh", raw(["Message-ID: <20251118081300.AB12@ricoh-og>", "Date: Tue, 18 Nov 2025 08:13:00 +0100", "From: ricoh-og@schule.example", "MIME-Version: 1.0", "To: sekretariat@schule.example", "Subject: Message from \"RNP583879A1B2C3\"", "Content-Type: multipart/mixed;\r\n boundary=\"DC_BOUND_PRE_<1763449980.58387910>\""],
              b"This is multipart message.\r\n\r\n" + multipart("DC_BOUND_PRE_<1763449980.58387910>", [entity(["Content-Type: text/plain; charset=us-ascii", "Content-Transfer-Encoding: 7bit"], crlf("This E-mail was sent from \"RNP583879A1B2C3\" (MP C3004ex).\n\nScan Date: 18.11.2025 08:13:00 (+0100)\n")),
              entity(["Content-Type: application/pdf;\r\n name=\"20251118081300.pdf\"", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment;\r\n filename=\"20251118081300.pdf\""], b64(scan("RICOH MP C3004ex"), 60))])), 16, "Ricoh: angle brackets in the boundary")
    good_mail("scan-canon", raw(["From: <canon-raum12@schule.example>", "To: <j.krause@schule.example>", "Subject: Attached Image", "Date: Tue, 18 Nov 2025 08:14:10 +0100", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"SendScanJob_1763450050\"", "X-Mailer: Canon MFP"],
              multipart("SendScanJob_1763450050", [entity(["Content-Type: text/plain; charset=\"utf-8\"", "Content-Transfer-Encoding: base64"], b64("Scan vom Kopierer\r\n")), entity(["Content-Type: application/octet-stream; name=\"0418_001.pdf\"", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=\"0418_001.pdf\""], b64(scan("Canon iR-ADV C3530  PDF")))])), 0, "Canon: a PDF as octet-stream")
    good_mail("scan-hp", raw(["From: HP LaserJet <hp-lehrerzimmer@schule.example>", "To: j.krause@schule.example", "Date: Tue, 18 Nov 2025 08:15:00 GMT", "Subject: [Unverschluesselt] Scan", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=HPDigitalSendingSoftwareBoundary", "X-Priority: 3"],
              multipart("HPDigitalSendingSoftwareBoundary", [entity(["Content-Type: text/plain; charset=UTF-8"], crlf("Bitte öffnen Sie das angehängte Dokument.\n")), entity(["Content-Type: application/pdf; name=\"[Unbenannt].pdf\"", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=\"[Unbenannt].pdf\""], b64(scan("HP Digital Sending Device")))])), 0, "HP: a boundary without quotes, brackets in the name")
    good_mail("scan-jpeg", raw(["From: scanner@schule.example", "To: mia.sommer@schule.example", "Subject: Scan", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"----=_Brother_0001\""], multipart("----=_Brother_0001", [entity(["Content-Type: image/jpeg; name=\"SCAN0001.JPG\"", "Content-Transfer-Encoding: base64",
              "Content-Disposition: attachment; filename=\"SCAN0001.JPG\""], b64(media.jpeg(160, 224), 76))])), 32, "a scanner without text, date or message id")
    good_mail("scan-tiff-fax", raw(["From: fax@schule.example", "To: sekretariat@schule.example", "Subject: Fax von +49 30 1234567", "Date: Tue, 18 Nov 2025 08:20:00 +0100", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"fax-1763450400\""], multipart("fax-1763450400", [text_part("Fax, 1 Seite\n", cte="7bit"),
              attach("fax_20251118.tif", media.tiff(), "image/tiff")])), 0, "a fax as TIFF")
    good_mail("voicebox", raw(["From: Anrufbeantworter <telefon@schule.example>", "To: sekretariat@schule.example", "Subject: Neue Nachricht (0:07)", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=\"----voicemail_17129\""], multipart("----voicemail_17129", [entity(["Content-Type: text/plain; charset=ISO-8859-1", "Content-Transfer-Encoding: 8bit"],
              crlf("Neue Nachricht von M\u00fcller.\n").decode().encode("latin-1")), entity(["Content-Type: audio/x-wav; name=\"msg0004.WAV\"", "Content-Transfer-Encoding: base64", "Content-Description: Voicemail sound attachment.", "Content-Disposition: attachment; filename=\"msg0004.WAV\""], b64(media.wav()))])), 89, "an answering machine")
    good_mail("camera", raw(["From: kamera@schule.example", "To: admin@schule.example", "Subject: Bewegung Fahrradkeller", "MIME-Version: 1.0", "Content-Type: multipart/mixed;boundary=\"#BOUNDARY#\""], multipart("#BOUNDARY#", [entity(["Content-Type: text/plain;charset=UTF-8", "Content-Transfer-Encoding:7bit"], crlf("Bewegung um 22:14\n")),
              entity(["Content-Type:image/jpeg;name=\"IPC_2214.jpg\"", "Content-Transfer-Encoding:base64", "Content-Disposition:attachment;filename=\"IPC_2214.jpg\""], b64(media.photo()))])), 16, "a device that writes no blank behind the colon, # in the boundary")


def platforms():
    page = '<!DOCTYPE html>\n<html lang="de"><head><style>.navbar{color:#333}a{color:#0f6cbf}</style></head><body>\n<p>Aufgabe <a href="https://moodle.schule.example/mod/assign/view.php?id=4711">Gedichtanalyse</a> wurde bewertet.</p>\n<hr><a href="https://moodle.schule.example/message/notificationpreferences.php">Einstellungen</a></body></html>\n'
    good_mail("moodle", raw(["Date: Tue, 18 Nov 2025 09:00:00 +0100", "To: Mia Sommer <mia.sommer@schule.example>", "From: \"Do not reply to this email (via Moodle)\" <noreply@schule.example>", "Reply-To: Moodle <noreply@schule.example>", "Subject: " + word("Rückmeldung zur Aufgabe"), "Message-ID: <4711.0ab12@moodle.schule.example>", "X-Mailer: PHPMailer 6.9.1 (https://github.example/PHPMailer)",
              "X-Course-Id: 12", "List-Unsubscribe: <https://moodle.schule.example/unsubscribe.php?a=b>", "MIME-Version: 1.0", 'Content-Type: multipart/alternative;\r\n boundary="b1=_8fXlkdjf90Sd"', "Content-Transfer-Encoding: 8bit"],
              b"This is a multi-part message in MIME format.\r\n" + multipart("b1=_8fXlkdjf90Sd", [text_part("Aufgabe Gedichtanalyse wurde bewertet.\n\nhttps://moodle.schule.example/mod/assign/view.php?id=4711\n---------------------------------------------------------------------\nKurs: Deutsch 5a\n"), text_part(page, kind="html")])), 90, "a learning platform (PHPMailer)")
    good_mail("nextcloud-share", raw(["Message-ID: <a1b2c3@cloud.schule.example>", "Date: Tue, 18 Nov 2025 09:05:00 +0000", "Subject: " + word("J. Krause hat „Material 5a“ mit dir geteilt"), "From: Cloud <cloud@schule.example>", "To: mia.sommer@schule.example", "MIME-Version: 1.0",
              "Content-Type: multipart/alternative; boundary=RFq9uXoB"], multipart("RFq9uXoB", [text_part("Material 5a\n\nÖffnen: https://cloud.schule.example/s/AbCdEf\n", cte="quoted-printable"), text_part('<!DOCTYPE html><html><body style="margin:0"><table role="presentation"><tr><td><a href="https://cloud.schule.example/s/AbCdEf" style="padding:8px">Öffnen</a></td></tr></table></body></html>\n',
              kind="html", cte="quoted-printable")])), 90, "a share of a cloud (Symfony Mailer)")
    good_mail("cron", raw(["From: root@schule.example (Cron Daemon)", "To: admin@schule.example", "Subject: Cron <root@server> test -x /usr/sbin/anacron", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit", "X-Cron-Env: <SHELL=/bin/sh>", "X-Cron-Env: <HOME=/root>", "Message-Id: <20251118061700.AB12@server>"],
              crlf("run-parts: /etc/cron.daily/logrotate exited with return code 1\n")), 110, "cron: a comment behind the address, doubled X- fields")
    good_mail("cron-bare", raw(["From: root", "To: admin", "Subject: Sicherung fertig"], crlf("Fertig nach 00:12:41\n")), 32, "a script's mail without MIME at all")
    good_mail("git-patch", raw(["From: Leon Becker <leon.becker@schule.example>", "Date: Tue, 18 Nov 2025 10:00:00 +0100", "Subject: [PATCH] robot: turn left at walls", "MIME-Version: 1.0", "Content-Type: text/plain; charset=UTF-8", "Content-Transfer-Encoding: 8bit"],
              crlf("---\n robot.py | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\ndiff --git a/robot.py b/robot.py\nindex 83db48f..bf2b4c1 100644\n--- a/robot.py\n+++ b/robot.py\n@@ -1,3 +1,3 @@\n def step():\n-    right()\n+    left()\n-- \n2.47.3\n\n")), 33, "a patch of git: dashes, plus and minus signs")
    good_mail("monitoring", raw(["From: monitor@schule.example", "To: admin@schule.example", "Subject: ** PROBLEM: server-1 / Festplatte ist WARNING **", "Date: Tue, 18 Nov 2025 03:12:00 +0100", "Auto-Submitted: auto-generated", "MIME-Version: 1.0", "Content-Type: text/plain; charset=\"utf-8\"", "Content-Transfer-Encoding: 7bit"], crlf("***** Monitoring *****\n\nDienst: Festplatte\nZustand: WARNING\n\n"
              + "-" * 70 + "\n| Platte  | frei |\n" + "-" * 70 + "\n")), 38, "a monitor with tables of dashes")
    good_mail("dmarc-report", raw(["From: dmarc@provider.example", "To: postmaster@schule.example", "Subject: Report domain: schule.example", "MIME-Version: 1.0", 'Content-Type: application/gzip; name="provider!schule.example!1763337600!1763423999.xml.gz"', "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="provider!schule.example!1763337600!1763423999.xml.gz"'],
              b64(gz(b'<?xml version="1.0"?>\n<feedback><report_metadata><org_name>provider.example</org_name></report_metadata></feedback>\n'))), 51, "a DMARC report: XML in gzip, the whole message", role="administrator")
    good_mail("tls-report", mixed([text_part("TLS report\n"), attach("provider!schule.example!1763337600!1763423999.json.gz", gz(b'{"organization-name":"provider"}'), "application/tlsrpt+gzip")], boundary="tlsrpt_1"), 51, "a TLS report: JSON in gzip", role="administrator")


def lists():
    foot = "_______________________________________________\nKlasse5a mailing list -- klasse5a@schule.example\nTo unsubscribe send an email to klasse5a-leave@schule.example\n"
    lf = ["List-Id: Klasse 5a <klasse5a.schule.example>", "List-Help: <mailto:klasse5a-request@schule.example?subject=help>", "List-Post: <mailto:klasse5a@schule.example>", "List-Unsubscribe: <https://listen.schule.example/klasse5a>, <mailto:klasse5a-leave@schule.example>", "Precedence: list", "X-Mailman-Version: 3.3.10", "Errors-To: klasse5a-bounces@schule.example"]
    good_mail("mailman-footer-part", message(lf + ['Content-Type: multipart/mixed; boundary="===============0123456789012345678=="'], multipart("===============0123456789012345678==", [text_part(HELLO), entity(['Content-Type: text/plain; charset="us-ascii"', "MIME-Version: 1.0", "Content-Transfer-Encoding: 7bit", "Content-Disposition: inline"], crlf(foot))])), 44, "a list that puts its footer in a part of its own")
    good_mail("mailman-footer-text", message(lf + ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], crlf(HELLO + foot)), 44, "a list that puts its footer under the text")
    good_mail("mailman-epilogue", message(lf + ['Content-Type: multipart/alternative; boundary="=-=-="'], multipart("=-=-=", [text_part(HELLO)], epilogue=crlf(foot))), 23, "a list's footer as epilogue")
    one = entity(head(1, "Frage") + ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], crlf(HELLO))
    two = entity(head(2, "Antwort") + ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], crlf("Ja.\n"))
    digest = multipart("===============9==", [b"\r\n" + one, b"\r\n" + two])
    good_mail("mailman-digest", message(lf + ['Content-Type: multipart/mixed; boundary="===============8=="'], multipart("===============8==", [entity(['Content-Type: text/plain; charset="us-ascii"', "Content-Description: Klasse5a Digest, Vol 3, Issue 12"], crlf("Today's Topics:\n\n   1. Frage (Mia Sommer)\n   2. Antwort (J. Krause)\n")),
              entity(['Content-Type: multipart/digest; boundary="===============9=="'], digest)])), 30, "a digest: parts without fields are messages")
    good_mail("mailman-digest-typed", message(lf + ['Content-Type: multipart/digest; boundary="===============7=="'], multipart("===============7==", [entity(["Content-Type: message/rfc822", "MIME-Version: 1.0"], one), entity(["Content-Type: message/rfc822", "MIME-Version: 1.0"], two)])), 29, "a digest whose parts say that they are messages")
    good_mail("sympa", message(["X-Loop: eltern@schule.example", "X-Sequence: 47", "List-Archive: <https://listen.schule.example/arc/eltern>", 'Content-Type: multipart/mixed; boundary="----------=_1763449-8817-12"', "X-Validation-by: j.krause@schule.example"], multipart("----------=_1763449-8817-12", [text_part(HELLO), entity(["Content-Type: text/plain; name=\"message.footer\"", "Content-Disposition: inline; filename=\"message.footer\"", "Content-Transfer-Encoding: 8bit"], crlf("--\nListe der Eltern\n"))])), 23, "Sympa with a footer that begins with two dashes")


def bounces():
    returned = message(["Content-Type: text/plain; charset=utf-8"], crlf(HELLO), 60)
    status = crlf("Reporting-MTA: dns; mail.schule.example\nX-Postfix-Queue-ID: 4dXyZ12abc\nX-Postfix-Sender: rfc822; mia.sommer@schule.example\nArrival-Date: Tue, 18 Nov 2025 08:00:00 +0100 (CET)\n\nFinal-Recipient: rfc822; gibtsnicht@schule.example\nOriginal-Recipient: rfc822;gibtsnicht@schule.example\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mail.schule.example\nDiagnostic-Code: smtp; 550 5.1.1 <gibtsnicht@schule.example>: Recipient address\n    rejected: User unknown\n")
    top = ["Date: Tue, 18 Nov 2025 08:01:00 +0100 (CET)", "From: MAILER-DAEMON@schule.example (Mail Delivery System)", "Subject: Undelivered Mail Returned to Sender", "To: mia.sommer@schule.example", "Auto-Submitted: auto-replied", "MIME-Version: 1.0"]
    for name, last in (("full", entity(["Content-Description: Undelivered Message", "Content-Type: message/rfc822", "Content-Transfer-Encoding: 8bit"], returned)), ("headers", entity(["Content-Description: Undelivered Message Headers", "Content-Type: text/rfc822-headers", "Content-Transfer-Encoding: 8bit"], returned.split(b"\r\n\r\n")[0] + b"\r\n"))):
        good_mail("bounce-postfix-" + name, raw(top + ['Content-Type: multipart/report; report-type=delivery-status;\r\n\tboundary="4dXyZ12abc.1763449260/mail.schule.example"'], b"This is a MIME-encapsulated message.\r\n\r\n" + multipart("4dXyZ12abc.1763449260/mail.schule.example", [
            entity(["Content-Description: Notification", "Content-Type: text/plain; charset=us-ascii"], crlf("This is the mail system at host mail.schule.example.\n\n<gibtsnicht@schule.example>: User unknown\n")), entity(["Content-Description: Delivery report", "Content-Type: message/delivery-status"], status), last])), 27, "a bounce of Postfix")
    good_mail("bounce-exim", raw(["Auto-Submitted: auto-replied", "From: Mail Delivery System <Mailer-Daemon@mx.schule.example>", "To: mia.sommer@schule.example", "MIME-Version: 1.0", "Content-Type: multipart/report; report-type=delivery-status; boundary=1763449260-eximdsn-1804289383", "Subject: Mail delivery failed: returning message to sender"],
              multipart("1763449260-eximdsn-1804289383", [entity(["Content-type: text/plain; charset=us-ascii"], crlf("This message was created automatically by mail delivery software.\n")), entity(["Content-type: message/delivery-status"], status), entity(["Content-type: message/rfc822"], b"Return-path: <mia.sommer@schule.example>\r\n" + returned)])), 27, "a bounce of Exim")
    good_mail("bounce-qmail", raw(["From: MAILER-DAEMON@alt.example", "To: mia.sommer@schule.example", "Subject: failure notice", "Date: 18 Nov 2025 07:00:00 -0000"], crlf("Hi. This is the qmail-send program at alt.example.\n\n<a@alt.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <mia.sommer@schule.example>\nReceived: (qmail 123 invoked by uid 0)\nSubject: Frage\nFrom: Mia <mia.sommer@schule.example>\n\nHallo\n")), 33, "a bounce of qmail: a message as text behind its own explanation")
    good_mail("feedback-report", raw(["From: fbl@provider.example", "To: abuse@schule.example", "Subject: FW: Abuse report", "MIME-Version: 1.0", 'Content-Type: multipart/report; report-type=feedback-report; boundary="fbl"'], multipart("fbl", [text_part("Abuse report\n", cte="7bit"), entity(["Content-Type: message/feedback-report"], crlf("Feedback-Type: abuse\nUser-Agent: Test/1\nVersion: 1\n")),
              entity(["Content-Type: message/rfc822", "Content-Disposition: inline"], returned)])), 27, "an abuse report")


def receipts():
    good_mail("mdn-thunderbird", message(['Content-Type: multipart/report; report-type=disposition-notification;\r\n boundary="------------mdn060803050309080707080901"'], multipart("------------mdn060803050309080707080901", [text_part("Dies ist eine Empfangsbestätigung für Ihre Nachricht.\n"), entity(['Content-Type: message/disposition-notification; name="MDNPart2.txt"', "Content-Disposition: inline", "Content-Transfer-Encoding: 7bit"],
              crlf("Reporting-UA: schule.example; Mozilla Thunderbird\nFinal-Recipient: rfc822;mia.sommer@schule.example\nOriginal-Message-ID: <a1@schule.example>\nDisposition: manual-action/MDN-sent-manually; displayed\n")), entity(['Content-Type: text/rfc822-headers; name="MDNPart3.txt"', "Content-Transfer-Encoding: 7bit", "Content-Disposition: inline"], crlf("Subject: Frage\nFrom: a@schule.example\nTo: b@schule.example\n"))])), 93, "a read receipt of Thunderbird")
    good_mail("mdn-outlook", message(['Content-Type: multipart/report;\r\n\treport-type=disposition-notification;\r\n\tboundary="----=_NextPart_000_0012_01DC5863.AABBCCDD"'], multipart("----=_NextPart_000_0012_01DC5863.AABBCCDD", [entity(['Content-Type: text/plain;\r\n\tcharset="iso-8859-1"', "Content-Transfer-Encoding: quoted-printable"], qp("Ihre Nachricht wurde gelesen.\n", "latin-1")), entity(["Content-Type: message/disposition-notification", "Content-Transfer-Encoding: 7bit"],
              crlf("Reporting-UA: server; Microsoft Outlook 16.0\nFinal-Recipient: rfc822;mia.sommer@schule.example\nDisposition: manual-action/MDN-sent-manually; displayed\n"))])), 93, "a read receipt of Outlook")
    good_mail("vacation", message(["Auto-Submitted: auto-replied", "X-Auto-Response-Suppress: All", "Precedence: bulk", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], qp("Ich bin bis 24.11. auf Klassenfahrt.\nJ. Krause\n")), 93, "a note of absence")


ZONE = "BEGIN:VTIMEZONE\nTZID:Europe/Berlin\nBEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZNAME:CET\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nTZNAME:CEST\nEND:DAYLIGHT\nEND:VTIMEZONE\n"


def event(prodid, more="", method="REQUEST", alarm=True):
    bell = "BEGIN:VALARM\nTRIGGER:-PT15M\nACTION:DISPLAY\nDESCRIPTION:Reminder\nEND:VALARM\n" if alarm else ""
    return crlf(f"BEGIN:VCALENDAR\nPRODID:{prodid}\nVERSION:2.0\nCALSCALE:GREGORIAN\nMETHOD:{method}\n{ZONE}BEGIN:VEVENT\nUID:040000008200E00074C5B7101A82E008@schule.example\nDTSTAMP:20251118T080000Z\nDTSTART;TZID=Europe/Berlin:20251127T193000\nDTEND;TZID=Europe/Berlin:20251127T210000\nSUMMARY:Elternabend 5a\nLOCATION:Raum 204\nORGANIZER;CN=J. Krause:mailto:j.krause@schule.example\nATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=mia.som\n mer:mailto:mia.sommer@schule.example\n{more}{bell}END:VEVENT\nEND:VCALENDAR\n")


def invitations():
    teams = "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\nX-MICROSOFT-CDO-IMPORTANCE:1\nX-MS-OLK-AUTOFILLLOCATION:FALSE\nX-MS-OLK-CONFTYPE:0\nDESCRIPTION:Tagesordnung folgt.\\n\\nRaum 204\n"
    outlook = event("-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", teams)
    good_mail("invite-outlook", message(['Content-Type: multipart/alternative;\r\n\tboundary="----=_NextPart_000_0001_01DC5863.11223344"'], multipart("----=_NextPart_000_0001_01DC5863.11223344", [text_part("Elternabend 5a\n", cte="quoted-printable"), text_part("<html><body><p>Elternabend 5a</p></body></html>\n", kind="html", cte="quoted-printable"), entity(['Content-Type: text/calendar; charset="utf-8"; method=REQUEST', "Content-Transfer-Encoding: base64"], b64(outlook))])), 82, "an invitation of Outlook")
    google = event("-//Google Inc//Google Calendar 70.9054//EN", "SEQUENCE:0\nSTATUS:CONFIRMED\nTRANSP:OPAQUE\nX-GOOGLE-CONFERENCE:https://treffen.schule.example/abc-defg-hij\n", alarm=False)
    good_mail("invite-google", message(['Content-Type: multipart/mixed; boundary="000000000000aa0643"'], multipart("000000000000aa0643", [entity(['Content-Type: multipart/alternative; boundary="000000000000bb0643"'], multipart("000000000000bb0643", [text_part("Einladung\n", cte="base64"), text_part("<div>Einladung</div>\n", kind="html", cte="quoted-printable"), entity(['Content-Type: text/calendar; charset="UTF-8"; method=REQUEST', "Content-Transfer-Encoding: 7bit"], google)])),
              entity(['Content-Type: application/ics; name="invite.ics"', 'Content-Disposition: attachment; filename="invite.ics"', "Content-Transfer-Encoding: base64"], b64(google))])), 82, "an invitation of Google: the calendar twice")
    apple = event("-//Apple Inc.//macOS 15.6//EN", "X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC\n").replace(b"ACTION:DISPLAY", b"ACTION:AUDIO").replace(b"DESCRIPTION:Reminder", b"ATTACH;VALUE=URI:Chord")
    good_mail("invite-apple", message(['Content-Type: multipart/mixed;\r\n\tboundary="Apple-Mail=_CAL-1"'], multipart("Apple-Mail=_CAL-1", [text_part("Einladung\n", cte="quoted-printable"), entity(["Content-Disposition: attachment;\r\n\tfilename=iCal-20251118-090000.ics", "Content-Type: text/calendar;\r\n\tx-unix-mode=0644;\r\n\tname=\"iCal-20251118-090000.ics\"", "Content-Transfer-Encoding: quoted-printable"], qp(apple.replace(b"\r\n", b"\n")))])), 82, "an invitation of Apple: quoted-printable, an alarm with a sound of the system")
    good_mail("invite-reply", message(['Content-Type: multipart/alternative; boundary="x1"'], multipart("x1", [text_part("Zugesagt.\n"), entity(["Content-Type: text/calendar; charset=UTF-8; method=REPLY", "Content-Transfer-Encoding: 8bit"], event("-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", method="REPLY", alarm=False))])), 82, "an answer to an invitation by Thunderbird")
    good_mail("invite-sogo", message(['Content-Type: multipart/mixed; boundary="----=_=-_OpenGroupware_org_NGMime-7-1-2------"'], multipart("----=_=-_OpenGroupware_org_NGMime-7-1-2------", [entity(["content-type: text/html; charset=utf-8", "content-transfer-encoding: quoted-printable"], qp("<html><body><table><tr><td>Elternabend</td></tr></table></body></html>\n")), entity(["content-type: text/calendar; method=REQUEST; charset=utf-8; name=event.ics", "content-transfer-encoding: quoted-printable"], qp(event("-//Inverse inc./SOGo 5.12.4//EN").replace(b"\r\n", b"\n")))])), 82, "an invitation of SOGo")


def newsletters():
    body = "".join(f'<tr><td style="padding:0 24px"><h2>Termin {n}</h2><p>Am {n}. Dezember findet die Veranstaltung {n} statt. <a href="https://www.schule.example/termine/{n}?utm_source=brief">Mehr</a></p></td></tr>' for n in range(1, 25))
    page = f'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><html xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8" /><meta name="viewport" content="width=device-width" /><!--[if gte mso 15]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml><![endif]--><style type="text/css">@media only screen and (max-width:480px){{table{{width:100%!important}}}}</style></head><body bgcolor="#fafafa"><span style="display:none;font-size:0">Vorschau: Termine im Dezember</span><!--[if mso]><table><tr><td><![endif]--><table width="600">{body}</table><!--[if mso]></td></tr></table><![endif]--><a href="https://www.schule.example/abmelden">Abmelden</a></body></html>'
    top = ["List-Unsubscribe: <https://www.schule.example/abmelden?x=1>, <mailto:abmelden@schule.example>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click", "X-Campaign: 12", "Feedback-ID: 12:34:brief"]
    good_mail("newsletter", message(top + ['Content-Type: multipart/alternative; boundary="_----------=_MCPart_1411"'], b"This is a multi-part message in MIME format\r\n\r\n" + multipart("_----------=_MCPart_1411", [text_part("Im Browser ansehen: https://www.schule.example/brief/12\n", cte="quoted-printable"), text_part(page, kind="html", cte="quoted-printable")])), 104, "a newsletter: a short text beside long HTML, preheader, mso comments")
    good_mail("newsletter-long-line", message(top + ["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: 8bit"], crlf(page.replace("</table><!--[if mso]></td>", "<!-- " + "Zeile " * 5600 + "--></table><!--[if mso]></td>") + "\n")), 54, "a newsletter in one line of 40 KB")
    inline = base64.b64encode(media.png(6, 6)).decode()
    good_mail("newsletter-data-image", message(["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], qp(f'<html><body><img alt="Logo" src="data:image/png;base64,{inline}"><p>Termine</p></body></html>\n')), 80, "a picture as a data URL")
    pictures = [entity(["Content-Type: image/png", "Content-Transfer-Encoding: base64", f"Content-ID: <b{n}@schule.example>", "Content-Disposition: inline"], b64(media.png(4, 4, pixel=bytes([n * 4, 128, 200])))) for n in range(60)]
    good_mail("newsletter-60-pictures", message(['Content-Type: multipart/related; type="text/html"; boundary="rel60"'], multipart("rel60", [text_part("<html><body>" + "".join(f'<img src="cid:b{n}@schule.example">' for n in range(60)) + "</body></html>\n", kind="html"), *pictures])), 35, "sixty pictures in one message")


def signed():
    cert = bytes.fromhex("302306092a864886f70d010702a0163014020101310 0300b06092a864886f70d0107013100".replace(" ", ""))
    good_mail("smime-clear", message(['Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="------------ms030205"'], b"This is a cryptographically signed message in MIME format.\r\n\r\n" + multipart("------------ms030205", [text_part(HELLO, cte="quoted-printable"), entity(['Content-Type: application/pkcs7-signature; name="smime.p7s"', "Content-Transfer-Encoding: base64", 'Content-Disposition: attachment; filename="smime.p7s"',
              "Content-Description: S/MIME Cryptographic Signature"], b64(cert))])), 86, "signed by S/MIME, readable")
    sig = crlf("-----BEGIN PGP SIGNATURE-----\n\n" + "iQIzBAABCgAdFiEE" + "A" * 44 + "\n" + "b" * 60 + "\n=AbCd\n-----END PGP SIGNATURE-----\n")
    good_mail("pgp-clear", message(['Content-Type: multipart/signed; micalg=pgp-sha512;\r\n protocol="application/pgp-signature"; boundary="------------pgp0502"'], b"This is an OpenPGP/MIME signed message (RFC 4880 and 3156)\r\n" + multipart("------------pgp0502", [text_part(HELLO), entity(['Content-Type: application/pgp-signature; name="OpenPGP_signature.asc"', "Content-Description: OpenPGP digital signature", 'Content-Disposition: attachment; filename="OpenPGP_signature.asc"'], sig)])), 86, "signed by PGP/MIME")
    good_mail("pgp-clear-inline", message(["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], crlf("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nHallo,\n- -- \nMia\n") + sig), 86, "a text signed in place")
