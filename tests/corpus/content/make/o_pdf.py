# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary PDF: by producers, scanners, with forms, links, attachments that may be."""
import media
import pdf
from corpus import good_file
from o_machines import scan


def make():
    producers()
    forms()
    inside()


def producers():
    for name, info, version in (("Word", "/Producer(Microsoft\\256 Word 2019)/Creator(Microsoft\\256 Word 2019)", "1.7"), ("LibreOffice", "/Producer(LibreOffice 24.2)/Creator(Writer)", "1.7"), ("Chrome", "/Creator(Mozilla/5.0 \\(Windows NT 10.0\\))/Producer(Skia/PDF m131)", "1.4"), ("macOS", "/Producer(macOS Version 15.6 Quartz PDFContext)", "1.3"),
                                ("LaTeX", "/Producer(pdfTeX-1.40.26)/Creator(TeX)/PTEX.Fullbanner(This is pdfTeX)", "1.5"), ("Ghostscript", "/Producer(GPL Ghostscript 10.05.1)", "1.7"), ("InDesign", "/Producer(Adobe PDF Library 17.0)/Creator(Adobe InDesign 20.0)/Trapped/False", "1.6"), ("cairo", "/Producer(cairo 1.18.4 \\(https://cairographics.org\\))", "1.7"),
                                ("TCPDF", "/Producer(TCPDF 6.7.5 \\(http://www.tcpdf.example\\))", "1.7"), ("iText", "/Producer(iText\\256 7.2.5)", "1.7"), ("Google", "/Producer(Skia/PDF m131 Google Docs Renderer)", "1.4"), ("GIMP", "/Producer(GIMP 3.0)", "1.5"), ("FineReader", "/Producer(ABBYY FineReader 15)", "1.6")):
        objects = pdf.page(f"Aufgabe von {name}")
        good_file(f"Produzent {name}.pdf", pdf.write(objects, version=version, info=f"<<{info}/CreationDate(D:20251118080000+01'00')>>"), 79, f"a PDF of {name}")
        if name in ("Word", "LaTeX", "Ghostscript", "InDesign", "macOS"):
            good_file(f"Strom {name}.pdf", pdf.write_streams(objects), 79, f"a PDF of {name} with object streams")
    for name in ("KYOCERA Document Solutions Inc.", "RICOH MP C3004ex", "Canon iR-ADV C3530  PDF", "HP Digital Sending Device", "EPSON Scan 2", "Xerox AltaLink C8045", "Brother MFC-L8690CDW", "Adobe Scan for Android"):
        good_file(f"Scan {name.split()[0]}.pdf", scan(name), 79, "a scan that opens at its first page as a whole (/OpenAction of view alone)")
    good_file("Version 2.0.pdf", pdf.write(pdf.page(), version="2.0"), 79, "PDF 2.0")
    good_file("Mac alt.pdf", pdf.write(pdf.page(), version="1.2", eol=b"\r"), 79, "lines that end in CR")
    good_file("Linearisiert.pdf", pdf.write({**pdf.page(), 6: "<</Linearized 1/L 900/H[100 50]/O 3/E 500/N 1/T 700>>"}), 79, "prepared for the web")
    good_file("Nachtrag.pdf", pdf.update(pdf.write(pdf.page()), {4: pdf.stream("BT /F1 12 Tf 72 700 Td (Korrektur) Tj ET")}), 79, "changed by an update")
    good_file("leer.pdf", pdf.write({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}), 79, "an empty page")
    good_file("bis EOF mit Leerzeilen.pdf", pdf.write(pdf.page()) + b"\r\n\r\n", 79, "empty lines behind the end")


def forms():
    field = "<</FT/Tx/T(Name)/Subtype/Widget/Rect[72 700 300 720]/V(Mia)/DA(/Helv 12 Tf)>>"
    good_file("Anmeldeformular.pdf", pdf.write(pdf.page(catalog="/AcroForm<</Fields[6 0 R]/NeedAppearances true/DA(/Helv 0 Tf 0 g)>>", page_more="/Annots[6 0 R]", objects={6: field})), 79, "a form without scripts")
    good_file("Formular Auswahl.pdf", pdf.write(pdf.page(catalog="/AcroForm<</Fields[6 0 R 7 0 R]>>", page_more="/Annots[6 0 R 7 0 R]", objects={6: "<</FT/Btn/T(ja)/Subtype/Widget/Rect[0 0 9 9]/AS/Off/AP<</N<</Yes 8 0 R>>>>>>", 7: "<</FT/Ch/T(klasse)/Opt[(5a)(5b)]/Subtype/Widget/Rect[0 0 9 9]>>", 8: pdf.stream("q Q", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")})), 79, "boxes and lists")
    good_file("Formular zuruecksetzen.pdf", pdf.write(pdf.page(catalog="/AcroForm<</Fields[6 0 R]>>", page_more="/Annots[6 0 R]", objects={6: "<</FT/Btn/Ff 65536/T(neu)/Subtype/Widget/Rect[0 0 9 9]/A<</S/ResetForm>>>>"})), 79, "a button that empties the form")
    good_file("signiert.pdf", pdf.write(pdf.page(catalog="/AcroForm<</Fields[6 0 R]/SigFlags 3>>", objects={6: "<</FT/Sig/T(S)/V 7 0 R>>", 7: "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 10 20 30]/Contents<3000>>>"})), 79, "signed")
    for name, action in (("Sprung", "[3 0 R/XYZ 0 842 0]"), ("GoTo", "<</S/GoTo/D[3 0 R/FitH 800]>>"), ("benannt", "<</S/Named/N/FirstPage>>")):
        good_file(f"oeffnet mit {name}.pdf", pdf.write(pdf.page(catalog=f"/OpenAction{action}/PageMode/UseOutlines/PageLayout/OneColumn")), 79, "an action of view alone")
    good_file("Links.pdf", pdf.write(pdf.page(page_more="/Annots[6 0 R 7 0 R 8 0 R]", objects={6: "<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://www.schule.example/)>>>>", 7: "<</Subtype/Link/Rect[0 0 9 9]/Dest[3 0 R/Fit]>>", 8: "<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:j.krause@schule.example)>>>>"})), 79, "links to the web, to a page, to a person")
    good_file("Gliederung.pdf", pdf.write(pdf.page(catalog="/Outlines 6 0 R", objects={6: "<</First 7 0 R/Last 7 0 R/Count 1>>", 7: "<</Title(Kapitel 1)/Parent 6 0 R/Dest[3 0 R/Fit]>>"})), 79, "a table of contents")
    good_file("Kommentare.pdf", pdf.write(pdf.page(page_more="/Annots[6 0 R 7 0 R]", objects={6: "<</Subtype/Text/Rect[0 0 9 9]/Contents(Gut!)/T(J. Krause)>>", 7: "<</Subtype/Highlight/Rect[0 0 9 9]/QuadPoints[0 0 9 0 0 9 9 9]>>"})), 79, "remarks and marks")
    good_file("ueber JavaScript.pdf", pdf.write(pdf.page("/JavaScript und /JS und /OpenAction sind Schluessel", packed=False), info="<</Title(JavaScript /JS im PDF)>>"), 79, "a text about JavaScript in PDF")


def inside():
    xml = b'<?xml version="1.0" encoding="UTF-8"?>\n<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"><a/></rsm:CrossIndustryInvoice>\n'
    for name in ("factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml"):
        catalog, objects = pdf.embedded(name, xml, kind="text/xml", relation="/AFRelationship/Alternative")
        objects[8] = pdf.stream('<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><pdfaid:part xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">3</pdfaid:part></x:xmpmeta><?xpacket end="w"?>', "/Type/Metadata/Subtype/XML", packed=False)
        good_file(f"Rechnung {name.split('.')[0]}.pdf", pdf.write(pdf.page("Rechnung", catalog=catalog + "/Metadata 8 0 R/MarkInfo<</Marked true>>", objects=objects)), 79, "PDF/A-3 with an invoice's data")
    catalog, objects = pdf.embedded("messwerte.csv", b"Zeit;Temperatur\r\n1;20,5\r\n", kind="text/csv", relation="/AFRelationship/Data")
    good_file("Protokoll mit Messwerten.pdf", pdf.write(pdf.page(catalog=catalog, objects=objects)), 79, "a table of values in the document: harmless by itself")
    catalog, objects = pdf.embedded("notiz.txt", b"nur Text\r\n", kind="text/plain")
    good_file("mit Notiz.pdf", pdf.write(pdf.page(catalog=catalog, objects=objects)), 79, "a text in the document")
    picture = media.photo()
    image = f"<</Type/XObject/Subtype/Image/Width 64/Height 48/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length {len(picture)}>>".encode() + b"\nstream\n" + picture + b"\nendstream"
    good_file("mit Foto.pdf", pdf.write(pdf.page(objects={6: image})), 65, "a photo in a PDF is no second kind")
    good_file("mit Schrift.pdf", pdf.write(pdf.page(objects={6: "<</Type/FontDescriptor/FontName/ABCDEF+Calibri/Flags 4/FontFile2 7 0 R>>", 7: pdf.stream(media.font(), "/Length1 80")})), 0, "an embedded font")
    good_file("Ebenen.pdf", pdf.write(pdf.page(catalog="/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R]>>>>", objects={6: "<</Type/OCG/Name(Loesung)>>"})), 0, "layers")
    good_file("barrierefrei.pdf", pdf.write(pdf.page(catalog="/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>/Lang(de-DE)/ViewerPreferences<</DisplayDocTitle true>>", objects={6: "<</Type/StructTreeRoot/K 7 0 R>>", 7: "<</S/Document/P 6 0 R>>"})), 0, "tagged")
    good_file("Seiten 40.pdf", pdf.write({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[" + " ".join(f"{n} 0 R" for n in range(3, 43)) + "]/Count 40>>", **{n: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>" for n in range(3, 43)}}), 0, "forty pages")
