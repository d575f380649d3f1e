# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary messages: what pupils and teachers write, in the shape of each mail program."""
import media
import pdf
from clients import Letter
from clients_more import ALL
from corpus import good_mail
from mime import HELLO, crlf, message
from office import docx, odt, pptx, row, xlsx
from zips import streamed

TEXT = {
    "text": ("Frage zur Mathehausaufgabe", "Hallo Herr Krause,\n\nich habe eine Frage zu Aufgabe 3b auf Seite 47.\nMuss man da wirklich 3x - 5 = 16 rechnen?\n\nViele Grüße\nMia\n"),
    "umlaut": ("Übungsblatt für die 5a: Größen und Maße", "Liebe Schülerinnen und Schüler,\n\nbitte übt bis Freitag die Größen. Maße: 5 m² = 50 000 cm².\nDas kostet übrigens 3,50 €.\n\nSchöne Grüße\nJ. Krause\n"),
    "pdf": ("Zeugnis", "Sehr geehrte Frau Öztürk,\n\nanbei das Zeugnis.\n\nMit freundlichen Grüßen\nJ. Krause\n"),
    "several": ("Projekt Igel: alle Dateien", "Hallo,\n\nhier sind Referat, Tabelle, Vortrag und Fotos von unserer Gruppe.\nLeon, Aylin und Mia\n"),
    "inline": ("Foto vom Ausflug", "Hallo zusammen,\nso schön war es am See:\n\nLiebe Grüße\nAylin\n"),
    "inline-pdf": ("Einladung zum Elternabend", "Liebe Eltern,\nam 27.11. um 19:30 Uhr ist Elternabend in Raum 204.\nTagesordnung im Anhang.\nJ. Krause\n"),
    "reply": ("Re: Hausaufgabe", "Danke, habe ich gemacht!\n\nAm 17.11.25 um 14:02 schrieb J. Krause:\n> Bitte bis Dienstag abgeben, https://www.schule.example/aufgaben,\n> oder von Hand.\n>> War das Nr. 4?\nMia\n"),
    "forward": ("Fwd: Busfahrplan", "Zur Kenntnis.\n\nViele Grüße\nSekretariat\n"),
    "html": ("Wandertag am Donnerstag", "Liebe 5a,\nwir treffen uns um 7:45 Uhr am Schultor.\nBitte mitbringen: Getränk, Brot, gute Laune.\n"),
    "long": ("Protokoll der Gesamtkonferenz", "\n".join(f"{n}. Punkt {n}: Die Konferenz nimmt den Bericht zur Kenntnis und beschließt einstimmig, die Beratung in der nächsten Sitzung fortzusetzen und die Fachschaften zu beteiligen." for n in range(1, 19)) + "\n"),
}


def letter(what, number):
    subject, text = TEXT[what]
    more = {"number": number}
    logo = ("logo.png", "image/png", media.png(16, 12))
    if what == "pdf":
        more["files"] = [("Schüler_Zeugnis.pdf", "application/pdf", pdf.write(pdf.page("Zeugnis"), info="<</Producer(LibreOffice 24.2)/Creator(Writer)>>"))]
        more["sender"], more["to"] = ("Jürgen Krause", "j.krause"), ("Ayşe Öztürk", "a.oeztuerk")
    if what == "several":
        more["files"] = [("Referat Igel.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx()), ("Maße & Gewichte.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx(row("Igel", 950, "=A1+B1"))),
                         ("Vortrag.pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", pptx(slides=2)), ("Text.odt", "application/vnd.oasis.opendocument.text", odt()), ("IMG_20251116_114233.jpg", "image/jpeg", media.photo()),
                         ("Fotos.zip", "application/zip", streamed({"IMG_1.jpg": media.photo(), "IMG_2.jpg": media.photo(maker="Apple")}))]
    if what == "inline":
        more["inline"] = [("IMG_0042.jpg", "image/jpeg", media.photo(maker="Apple"))]
    if what == "inline-pdf":
        more["inline"], more["files"] = [logo], [("Tagesordnung 27.11.2025.pdf", "application/pdf", pdf.write_streams(pdf.page("Tagesordnung")))]
        more["sender"] = ("Jürgen Krause", "j.krause")
    if what in ("reply", "html", "long"):
        more["html"] = None if what == "long" else ""
        more["reply"] = what == "reply"
    if what == "forward":
        more["forward"] = message(["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"], crlf(HELLO), 50, subject="Busfahrplan")
    return Letter(subject, text, **more)


def make():
    for index, client in enumerate(ALL):
        for number, what in enumerate(TEXT):
            if what == "long" and index % 2:
                continue
            one = letter(what, number + index)
            if what in ("reply", "html"):
                one.html = client.page(one)
            good_mail(f"{client.name}-{what}", client.message(one), 0, f"{client.name}: {TEXT[what][0]}")
