# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary files of lessons: programs of subjects, source code, tables, texts, appointments, and archives of all this."""
import base64
import bz2
import gzip
import io
import json
import lzma
import struct
import tarfile

import media
import pdf
from corpus import good_file
from inert import exe
from mime import attach, crlf, hello, message, mixed
from o_machines import event
from office import docx, odt, xlsx
from zips import Member, build, gz, plain, stored, streamed


def make():
    subjects()
    code()
    tables()
    texts()
    people()
    archives()
    workshop()


def sqlite():
    """The first page of a data base with no table."""
    return (b"SQLite format 3\0" + struct.pack(">HBBBBBBIIIIIIIIIIII", 1024, 1, 1, 0, 64, 32, 32, 1, 1, 0, 0, 0, 4, 0, 0, 1, 0, 0, 0) + bytes(20) + struct.pack(">II", 1, 3045001) + struct.pack(">BHHHB", 13, 0, 0, 1024, 0)).ljust(1024, b"\0")


def subjects():
    ggb = {"geogebra.xml": b'<?xml version="1.0" encoding="utf-8"?>\n<geogebra format="5.0" version="5.2" app="classic"><construction><expression label="f" exp="f(x) = x^2"/></construction></geogebra>', "geogebra_thumbnail.png": media.png(), "geogebra_javascript.js": b"function ggbOnInit() {}", "geogebra_defaults2d.xml": b"<geogebra/>"}
    good_file("Parabel.ggb", plain(ggb), 73, "GeoGebra: with the empty script that it always writes")
    good_file("Kreis.ggb", streamed({name: data for name, data in ggb.items() if not name.endswith("js")}), 73, "GeoGebra in the browser")
    good_file("Werkzeug.ggt", plain({"geogebra_macro.xml": b'<?xml version="1.0" encoding="utf-8"?>\n<geogebra format="5.0"><macro cmdName="A"/></geogebra>'}), 73, "a tool of GeoGebra")
    project = json.dumps({"targets": [{"isStage": True, "name": "Stage", "variables": {}, "blocks": {}, "costumes": [{"assetId": "0" * 32, "name": "backdrop1", "dataFormat": "svg"}], "sounds": []}], "monitors": [], "extensions": [], "meta": {"semver": "3.0.0", "vm": "2.3.4", "agent": "Mozilla/5.0"}}).encode()
    costume = b'<svg version="1.1" width="2" height="2" viewBox="-1 -1 2 2" xmlns="http://www.w3.org/2000/svg"></svg>'
    good_file("Katze.sb3", plain({"project.json": project, "0" * 32 + ".svg": costume, "1" * 32 + ".wav": media.wav(), "2" * 32 + ".png": media.png()}), 73, "Scratch 3")
    good_file("Sprite.sprite3", plain({"sprite.json": b'{"isStage":false,"name":"Katze"}', "0" * 32 + ".svg": costume}), 73, "a figure of Scratch")
    good_file("alt.sb2", plain({"project.json": b'{"objName":"Stage"}', "0.png": media.png(), "0.wav": media.wav()}), 73, "Scratch 2")
    score = b'<?xml version="1.0" encoding="UTF-8"?>\n<museScore version="4.20"><Score><Staff id="1"/></Score></museScore>\n'
    good_file("Lied.mscx", score, 73, "MuseScore, not packed")
    good_file("Lied.mscz", plain({"META-INF/container.xml": b'<?xml version="1.0"?><container><rootfiles><rootfile full-path="Lied.mscx"/></rootfiles></container>', "Lied.mscx": score, "Thumbnails/thumbnail.png": media.png(), "score_style.mss": b"<museScore/>", "audiosettings.json": b"{}", "viewsettings.json": b"{}"}), 73, "MuseScore")
    music = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">\n<score-partwise version="4.0"><part-list/></score-partwise>\n'
    good_file("Lied.musicxml", music, 73, "MusicXML")
    good_file("Lied.mxl", plain({"META-INF/container.xml": b'<container><rootfiles><rootfile full-path="score.xml"/></rootfiles></container>', "score.xml": music}), 73, "MusicXML, packed")
    good_file("Vokabeln.apkg", plain({"collection.anki2": sqlite(), "media": b'{"0":"a.mp3"}', "0": media.mp3()}), 73, "Anki: a data base and sounds without extension")
    good_file("Vokabeln.colpkg", plain({"collection.anki21": sqlite(), "media": b"{}"}), 73, "Anki: all decks")
    good_file("Uebung.h5p", plain({"h5p.json": b'{"title":"Uebung","language":"de","mainLibrary":"H5P.QuestionSet","embedTypes":["iframe"]}', "content/content.json": b'{"questions":[]}', "content/images/a.png": media.png()}), 73, "H5P without libraries")
    notebook = {"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Igel\n", "Größe"]}, {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [{"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo=", "text/plain": ["<Figure>"]}, "metadata": {}}], "source": ["print(1)"]}], "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}}, "nbformat": 4, "nbformat_minor": 5}
    good_file("Auswertung.ipynb", json.dumps(notebook, ensure_ascii=False, indent=1).encode(), 73, "a notebook with a picture")
    good_file("Feld.ipynb", json.dumps({"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 2}).encode(), 73, "an empty notebook")
    good_file("Stadt.db", sqlite(), 73, "a data base of a lesson")
    good_file("Stadt.sqlite", sqlite(), 73, "a data base of a lesson")
    good_file("Schaltung.fzz", plain({"a.fz": b'<?xml version="1.0" encoding="UTF-8"?>\n<module fritzingVersion="0.9.10"/>'}), 73, "Fritzing")
    good_file("Schaltung.circ", b'<?xml version="1.0" encoding="UTF-8"?>\n<project source="2.7.1" version="1.0"><circuit name="main"/></project>\n', 73, "Logisim")
    good_file("Wuerfel.stl", b"solid wuerfel\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid wuerfel\n", 89, "a model as text")
    good_file("Wuerfel binaer.stl", b"Exported from Tinkercad".ljust(80, b" ") + struct.pack("<I", 1) + struct.pack("<12fH", 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0), 89, "a model as bytes")
    good_file("Wuerfel.3mf", plain({"[Content_Types].xml": b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="model" ContentType="application/vnd.ms-package.3dmanufacturing-3dmodel+xml"/></Types>', "_rels/.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>', "3D/3dmodel.model": b"<model/>"}), 89, "a model for the printer")
    good_file("Wuerfel.obj", b"# Blender\no Wuerfel\nv 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n", 89, "a model of Blender")
    good_file("Karte.gpx", b'<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="52.5" lon="13.4"/></gpx>\n', 0, "a track")
    good_file("Karte.kml", b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark/></kml>\n', 0, "a map")
    good_file("Karte.geojson", b'{"type":"FeatureCollection","features":[]}', 0, "a map")
    good_file("Gedanken.mm", b'<map version="1.0.1"><node TEXT="Igel"/></map>\n', 0, "a mind map")
    good_file("Hauskatze.hex", b":020000040000FA\n:10000000C0070000D1060000D1000000B1060000CA\n:00000001FF\n", 0, "a program for the Calliope as numbers")
    good_file("Roboter.lmsp", plain({"manifest.json": b'{"type":"word-blocks"}', "icon.svg": costume, "scratch.sb3": plain({"project.json": project})}), 70, "LEGO: a Scratch project inside")
    good_file("Roboter.xml", b'<?xml version="1.0"?>\n<export xmlns="http://de.fhg.iais.open-roberta.blockly"><program/></export>\n', 0, "Open Roberta")
    good_file("Kurs.mbz", tgz({"moodle_backup.xml": b"<moodle_backup/>", "files.xml": b"<files/>"}), 70, "a backup of a Moodle course")


def code():
    for name, text in {"robot.py": "#!/usr/bin/env python3\n# Robot\nimport turtle\n\ndef geh():\n    turtle.forward(100)\n\nif __name__ == '__main__':\n    geh()\n", "ohne_shebang.py": "print('Größe:', 3.5)\n", "Igel.java": "package tiere;\n\npublic class Igel {\n    public static void main(String[] a) {\n        System.out.println(\"Hallo\");\n    }\n}\n",
                       "haupt.c": "#include <stdio.h>\n\nint main(void)\n{\n    printf(\"Hallo\\n\");\n    return 0;\n}\n", "klasse.cpp": "#include <iostream>\nint main() { std::cout << 1 << '\\n'; }\n", "Programm.cs": "using System;\nclass A { static void Main() { Console.WriteLine(1); } }\n", "abfrage.sql": "SELECT name, AVG(note) FROM noten GROUP BY name;\n",
                       "haskell.hs": "main :: IO ()\nmain = print 1\n", "statistik.R": "x <- c(1,2,3)\nplot(x)\n", "skizze.ino": "void setup() { pinMode(13, OUTPUT); }\nvoid loop() {}\n", "stil.css": "body { color: #333; }\n", "daten.json": '{"klasse": "5a", "kinder": 27}\n', "daten.yaml": "klasse: 5a\nkinder: 27\n", "daten.toml": "klasse = \"5a\"\n", "pascal.pas": "program Hallo;\nbegin\n  writeln('Hallo');\nend.\n",
                       "lisp.rkt": "#lang racket\n(display \"Hallo\")\n", "prolog.pl": "mutter(anna, mia).\n", "kotlin.kt": "fun main() { println(\"Hallo\") }\n", "rust.rs": "fn main() { println!(\"Hallo\"); }\n", "go.go": "package main\n\nfunc main() { println(\"Hallo\") }\n", "lua.lua": "print('Hallo')\n", "diff.patch": "--- a/x.py\n+++ b/x.py\n@@ -1 +1 @@\n-a\n+b\n", "xml.xml": '<?xml version="1.0" encoding="UTF-8"?>\n<klasse name="5a"><kind>Mia</kind></klasse>\n',
                       "dtd.dtd": "<!ELEMENT klasse (kind*)>\n", "Makefile": "all:\n\tgcc -o haupt haupt.c\n", "graph.gv": "digraph { a -> b }\n", "uml.puml": "@startuml\nA -> B\n@enduml\n"}.items():
        good_file(name, text.encode(), 64, "source code of a lesson", area="hand_in")
    good_file("Aufgabe.tex", "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\begin{document}\nGröße: $a^2+b^2=c^2$ % begin 644\n\\end{document}\n".encode(), 64, "LaTeX")
    good_file("Literatur.bib", b"@book{igel, title={Der Igel}, year={2020}}\n", 64, "a list of books")
    good_file("Latin.py", "# Größe\nprint('Größe')\n".encode("latin-1"), 53, "source code in Latin-1")


def tables():
    for name, text in {"Noten.csv": "Name;Note\r\nMia;2,3\r\nLeon;-1,5\r\n", "Formel.csv": "a;b;Summe\r\n1;2;=A1+B1\r\n3;4;=SUMME(A1:B9)\r\n", "Minus.csv": "Wert\r\n-3,5\r\n+49 30 1234567\r\n-\r\n", "Komma.csv": 'name,"satz"\nMia,"Sie sagte: ""Ja, klar"""\n', "Tabs.tsv": "a\tb\n1\t2\n", "at.csv": "Name;Adresse\r\n@home;a@b.example\r\n",
                       "mal.csv": "Aufgabe;Ergebnis\r\n3*4;=3*4\r\n=A2&\" Stück\";12\r\n", "Strich.csv": "a|b|c\n1|2|3\n", "leer.csv": "Name;Note\r\n", "Link.csv": "Name;Seite\r\nSchule;https://www.schule.example/\r\n", "wenn.csv": 'a;b\r\n=WENN(A1>2;"ja";"nein");1\r\n'}.items():
        good_file(name, text.encode(), 77, "a table as text; formulas that only reckon")
    good_file("Excel UTF-8.csv", b"\xef\xbb\xbf" + "Schüler;Größe\r\nMia;1,52\r\n".encode(), 77, "Excel: with its byte order mark")
    good_file("Excel.csv", "Schüler;Größe\r\nMia;1,52\r\n".encode("cp1252"), 77, "Excel: windows-1252")
    good_file("Unicode-Text.txt", "Schüler\tGröße\r\nMia\t1,52\r\n".encode("utf-16"), 77, "Excel's Unicode text")
    good_file("Messreihe.csv", ("t;T\r\n" + "".join(f"{n};20,{n % 10}\r\n" for n in range(2000))).encode(), 69, "two thousand values of a sensor")


def texts():
    sample = "Äpfel, Öl, Übermut und Straße: fünf Wörter mit Umlauten, 3,50 €.\n"
    for name, charset in (("UTF-8", "utf-8"), ("BOM", "utf-8-sig"), ("UTF-16", "utf-16"), ("UTF-16BE", "utf-16-be"), ("Latin-9", "iso-8859-15"), ("Windows", "cp1252"), ("DOS", "cp850")):
        text = sample.replace("€", "Euro") if charset == "cp850" else sample
        raw = (b"\xfe\xff" if charset == "utf-16-be" else b"") + text.encode(charset)
        good_file(f"Notizen {name}.txt", raw, 53, f"a text in {charset}")
    for name, text in {"leer.txt": "", "Zeilen.txt": "a\nb\r\nc\rd", "kapitel.001": "Kapitel 1\nEs war einmal.\n", "Aufgabe 3..txt": "Zwei Punkte\n", "Kap. 1.2.txt": "Punkte und Blank\n", "Ändern – Größe (1).txt": "x\n", "begin.txt": "begin 8 Uhr im Raum 644\nbegin 644 ist eine Zahl\n", "Igel.md": "# Igel\n\n- **Größe**: 25 cm\n- [Seite](https://www.schule.example/igel)\n\n```html\n<b>fett</b>\n```\n",
                       "HTML-Stunde.md": "So sieht HTML aus:\n\n    <p>Hallo</p>\n\nund ein `<script>` gehört in den Kopf.\n", "Untertitel.srt": "1\n00:00:01,000 --> 00:00:02,000\nHallo\n", "Untertitel.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nHallo\n", "server.log": "2025-11-18 08:00:01 INFO start\n" * 40, "einstellungen.ini": "[Anzeige]\nSprache=de\n", "Gedicht.asc": "Der Igel\ngeht\n", "README": "Lies mich\n",
                       "strichliste.txt": "-" * 3000 + "\n", "lange-zeile.txt": "wort " * 3000 + "\n", "Passwort vergessen.txt": "So setzt du dein Passwort zurück.\n", "Was ist CON.txt": "CON ist ein Gerät\n", "console.txt": "x\n", "nullstellen.txt": "f(x)=0\n", "Familie 👨\u200d👩\u200d👧.txt": "x\n", "واجب.txt": "x\n"}.items():
        good_file(name, text.encode(), 59, "a text")
    good_file("Titel " + "sehr " * 34 + "lang.txt", b"x\n", 63, "a title of 180 characters")


def people():
    def card(version, *lines):
        return crlf("\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]))
    photo = base64.b64encode(media.photo()).decode()
    folded = "\n ".join(photo[at:at + 72] for at in range(0, len(photo), 72))
    good_file("Mia.vcf", card("3.0", "N:Sommer;Mia;;;", "FN:Mia Sommer", "EMAIL;TYPE=INTERNET:mia.sommer@schule.example", "TEL;TYPE=CELL:+49 151 1234567"), 83, "a visiting card")
    good_file("Mia Foto.vcf", card("3.0", "N:Sommer;Mia;;;", "FN:Mia Sommer", "PHOTO;ENCODING=b;TYPE=JPEG:" + folded), 83, "a visiting card with a photo")
    good_file("alt.vcf", card("2.1", "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna", "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Anna M=C3=BCller", "TEL;CELL:0151"), 83, "a visiting card of an old phone")
    good_file("neu.vcf", card("4.0", "FN:Mia Sommer", "PHOTO:data:image/jpeg;base64," + photo, "URL:https://www.schule.example/"), 83, "version 4 with a data URL")
    good_file("Klasse.vcf", b"".join(card("3.0", f"N:Kind;Nr {n};;;", f"FN:Kind {n}") for n in range(27)), 83, "a class")
    good_file("Elternabend.ics", event("-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", method="PUBLISH"), 82, "an appointment of Thunderbird")
    good_file("Outlook.ics", event("-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY\nX-MS-OLK-FORCEINSPECTOROPEN:TRUE\nURL:https://www.schule.example/\n"), 82, "an appointment of Outlook")
    good_file("Ferien.ics", crlf("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Schule//DE\n" + "".join(f"BEGIN:VEVENT\nUID:f{n}@schule.example\nDTSTAMP:20251118T080000Z\nDTSTART;VALUE=DATE:202{n}0706\nSUMMARY:Sommerferien\nEND:VEVENT\n" for n in range(5, 10)) + "END:VCALENDAR\n"), 82, "holidays")
    good_file("Aufgabe.ics", crlf("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Schule//DE\nBEGIN:VTODO\nUID:t1@schule.example\nDTSTAMP:20251118T080000Z\nSUMMARY:Referat\nEND:VTODO\nEND:VCALENDAR\n"), 82, "a task")
    good_file("mit Anhang.ics", event("-//Apple Inc.//macOS 15.6//EN", "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY:SGFsbG8K\n", method="PUBLISH"), 82, "a text in an appointment")
    good_file("Brief.eml", mixed([hello(), attach("IMG_1.jpg", media.photo(), "image/jpeg")]), 85, "a stored message with a photo")
    good_file("Brief einfach.eml", message(["Content-Type: text/plain; charset=utf-8"], crlf("Hallo\n")), 85, "a stored message")


def tgz(files, form=tarfile.GNU_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as box:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.mode = len(data), 1763449200, 0o644
            if name.endswith("/"):
                info.type, info.size = tarfile.DIRTYPE, 0
            box.addfile(info, io.BytesIO(data))
    return gz(out.getvalue())


def archives():
    three = {"Referat.docx": docx(), "Text.odt": odt(), "Tabelle.xlsx": xlsx()}
    text = "Hallo Größe\n".encode()
    good_file("drei Dokumente.zip", plain(three), 70, "documents are archives themselves")
    good_file("Windows.zip", plain({"Projekt/": b"", "Projekt/Bild.jpg": media.photo(), "Projekt/Text.txt": text}), 72, "Windows: folders as members")
    good_file("Windows Rueckstrich.zip", plain({"Projekt\\Bild.jpg": media.photo(), "Projekt\\Text.txt": text}), 72, "an old packer with backslashes")
    good_file("macOS.zip", build([Member("Projekt/", b"", method=0, made_by=0x0315), Member("Projekt/Text.txt", text, descriptor=True, made_by=0x0315, outside=0o100644 << 16, extra=b"ux\x0b\0\1\4\xf5\1\0\0\4\x14\0\0\0"), Member("Projekt/.DS_Store", b"\0\0\0\1Bud1" + bytes(40), descriptor=True, made_by=0x0315),
              Member("__MACOSX/Projekt/._Text.txt", b"\0\x05\x16\x07\0\2\0\0Mac OS X        \0\1\0\0\0\x09\0\0\0\x26\0\0\0\x10" + bytes(16), descriptor=True, made_by=0x0315)]), 72, "macOS: data descriptors, resource forks")
    good_file("macOS klein.zip", streamed({"a.txt": text}), 67, "macOS: one file with a data descriptor")
    good_file("7-Zip.zip", build([Member("Übung/Größe.txt", text, extra=struct.pack("<HHIHH24s", 0x000A, 32, 0, 1, 24, bytes(24)))]), 67, "7-Zip: times of NTFS, UTF-8 names")
    good_file("Umlaute CP437.zip", build([Member("Gr\x94\xe1e.txt".encode("latin-1"), text)]), 72, "names in CP437 of old Windows")
    good_file("Umlaute macOS.zip", build([Member("Gro\u0308\u00dfe.txt", text, descriptor=True, made_by=0x0315)]), 72, "decomposed umlauts")
    good_file("Info-ZIP.zip", build([Member("a/b.txt", text, made_by=0x031E, outside=0o100644 << 16, extra=struct.pack("<HHBI", 0x5455, 5, 3, 1763449200), local_extra=struct.pack("<HHBII", 0x5455, 9, 3, 1763449200, 1763449200))]), 67, "Info-ZIP: extra fields that differ by place, as they should")
    good_file("Kommentar.zip", build([Member("a.txt", text)], comment=b"Gepackt in der Schule"), 67, "a short comment")
    good_file("gespeichert.zip", stored({"a.jpg": media.photo(), "b.jpg": media.photo(maker="LG")}), 67, "not deflated")
    good_file("leer.zip", build([]), 67, "an empty archive")
    good_file("Passwort.zip", plain({"passwort.txt": b"kein Geheimnis\n"}), 66, "the word password")
    good_file("Logbuch.zip", plain({"messung.csv": b"2025-11-18 08:00:00;20,5;1013\r\n" * 9000}), 69, "a log of 280 KB at a ratio of over 100")
    good_file("ZIP in ZIP.zip", plain({"innen.zip": plain({"a.txt": text, "b.docx": docx()})}), 70, "two deep")
    good_file("drei tief.zip", plain({"b.zip": plain({"c.zip": plain({"a.txt": text})})}), 70, "three deep")
    good_file("Zip64.zip", build([Member("a.txt", text, version=45, local_extra=struct.pack("<HHQQ", 1, 16, len(text), len(Member("x", text).packed)))]), 67, "a ZIP64 field where it is not needed")
    good_file("viele.zip", plain({f"Bilder/{n:03d}.txt": b"x" for n in range(300)}), 69, "three hundred members")
    good_file("Projekt.tar.gz", tgz({"projekt/": b"", "projekt/haupt.py": b"print(1)\n", "projekt/README": text}), 70, "a project of Linux")
    good_file("Projekt.tgz", tgz({"./a.txt": text}, tarfile.PAX_FORMAT), 70, "names that begin with ./")
    good_file("Projekt.tar", gzip.decompress(tgz({"a.txt": text, "größe.txt": text}, tarfile.PAX_FORMAT)), 70, "umlauts in pax")
    good_file("Projekt.tar.bz2", bz2.compress(gzip.decompress(tgz({"a.txt": text}))), 70, "tar.bz2")
    good_file("Projekt.tar.xz", lzma.compress(gzip.decompress(tgz({"a.txt": text}))), 70, "tar.xz")
    good_file("lang.tar.gz", tgz({"ordner/" * 16 + "a.txt": text}), 70, "a long name in GNU tar")
    good_file("daten.csv.gz", gz(b"a;b\r\n1;2\r\n"), 70, "a table in gzip")
    named = b"\x1f\x8b\x08\x08\0\0\0\0\0\3notiz.txt\0" + gz(text)[10:]
    good_file("notiz.txt.gz", named, 70, "gzip that keeps its name")
    good_file("Scan und Fotos.zip", streamed({"Scan.pdf": pdf.write(pdf.page()), "IMG_1.jpg": media.photo(), "IMG_2.heic": media.heic(), "Ton.m4a": media.mp4(b"M4A ", b"M4A mp42isom", b"soun")}), 70, "what a phone shares")


def workshop():
    good_file("Installationsprogramm.exe", exe(), 74, "a program in a teacher's own folder", role="teacher", door="drive")
    good_file("Wartung.bat", b"@echo off\r\necho Wartung\r\n", 74, "a script in an administrator's own folder", role="administrator", door="drive")
    good_file("Seite.html", crlf("<!DOCTYPE html>\n<html><head><title>Igel</title></head><body><h1>Igel</h1></body></html>\n"), 80, "a page without scripts by a teacher", role="teacher", area="material")
