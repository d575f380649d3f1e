# SPDX-License-Identifier: GPL-3.0-or-later
"""Ordinary pictures, sound, films, drawings, fonts."""
import base64
import struct

import media
from corpus import good_file
from zips import gz

INK = 'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'


def make():
    pictures()
    sound()
    drawings()


def pictures():
    good_file("IMG_20251116_114233.jpg", media.photo(), 65, "a photo of a phone, with its thumbnail")
    good_file("IMG_0042.JPG", media.photo(maker="Apple", orientation=1), 65, "a photo of an iPhone, extension in capitals")
    good_file("Foto 12 MP.jpg", media.jpeg(4032, 3024, media.exif(media.jpeg(160, 120), maker="Google")), 88, "twelve megapixels")
    good_file("Foto 48 MP.jpg", media.jpeg(8000, 6000, media.exif()), 88, "forty-eight megapixels")
    good_file("Panorama.jpg", media.jpeg(12000, 1200), 88, "a panorama")
    good_file("PXL_20251116.MP.jpg", media.jpeg(64, 48, media.exif(maker="Google") + media.segment(0xE1, b'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" GCamera:MicroVideo="1" GCamera:MicroVideoOffset="400"/></rdf:RDF></x:xmpmeta>'), tail=media.mp4()), 65, "a motion photo of a Pixel: JPEG and MP4")
    good_file("Samsung.jpg", media.jpeg(64, 48, media.exif(), tail=b"\0\0\x01\x0a\x0e\0\0\0Image_UTC_Data1763449260000SEFHk\0\0\0\1\0\0\0\0\0\x01\x0a\x24\0\0\0\x24\0\0\0\x18\0\0\0SEFT"), 65, "Samsung's mark behind a photo's end")
    good_file("ohne JFIF.jpg", media.jpeg(jfif=False, before=media.exif()), 0, "Exif alone")
    good_file("Kommentar.jpeg", media.jpeg(before=media.segment(0xFE, b"CREATOR: gd-jpeg v1.0, quality = 90\n")), 0, "a comment")
    good_file("Adobe.jpg", media.jpeg(before=media.segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\0") + media.segment(0xEE, b"Adobe\0\x64\0\0\0\0\0") + media.segment(0xE2, b"ICC_PROFILE\0\1\1" + bytes(128))), 0, "profile and marks of Photoshop")
    for name, colour in (("grau", 0), ("bunt", 2), ("Palette", 3), ("durchsichtig", 6)):
        good_file(f"Bild {name}.png", media.png(12, 12, colour), 0, "a picture")
    good_file("Bildschirmfoto 2025-11-18 um 08.12.33.png", media.png_screenshot(), 59, "a screenshot of macOS: dots in the name")
    good_file("Plakat.png", media.png_grey(10000, 7000), 88, "a poster of seventy megapixels")
    good_file("Text.png", media.png(4, 4, 2, media.chunk(b"iTXt", b"Title\0\0\0de\0Titel\0Die <Wiese>") + media.chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0\0\0\0\0")), 0, "texts in a picture")
    good_file("animiert.png", media.png(4, 4, 2, media.chunk(b"acTL", struct.pack(">II", 1, 0)) + media.chunk(b"fcTL", struct.pack(">IIIIIHHBB", 0, 4, 4, 0, 0, 1, 10, 0, 0))), 0, "an animation in PNG")
    good_file("Punkt.gif", media.gif(), 0, "one pixel")
    good_file("tanzt.gif", media.gif(frames=12), 88, "an animation")
    good_file("Kommentar.gif", media.gif(comment=b"Mit GIMP gemacht <b>"), 65, "a comment with an angle bracket")
    good_file("Bild.webp", media.webp(), 0, "WebP")
    good_file("Aufkleber.webp", media.webp(True), 0, "WebP with a header more")
    good_file("Bild.bmp", media.bmp(), 0, "BMP of Paint")
    good_file("Scan.tif", media.tiff(), 0, "TIFF")
    good_file("IMG_0043.HEIC", media.heic(), 0, "a photo of an iPhone as HEIC")
    good_file("Bild.avif", media.avif(), 0, "AVIF")
    good_file("favicon.ico", b"\0\0\1\0\1\0" + struct.pack("<BBBBHHII", 4, 4, 0, 0, 1, 24, len(media.png()), 22) + media.png(), 0, "an icon")
    good_file("Bild.ppm", b"P6\n2 2\n255\n" + bytes(range(12)), 0, "PPM of a lesson")
    good_file("Bild.pgm", b"P2\n# Igel\n3 2\n15\n0 3 7\n11 15 0\n", 0, "PGM as text")


def sound():
    good_file("Vokabeln.mp3", media.mp3(), 89, "a recording with its title")
    good_file("ohne Titel.mp3", media.mp3(tag=False), 89, "a recording without a title")
    good_file("Aufnahme 3.m4a", media.mp4(b"M4A ", b"M4A mp42isom", b"soun"), 89, "a recording of a phone")
    good_file("Sprachnachricht.ogg", media.ogg("opus"), 89, "a recording of a messenger")
    good_file("Lied.ogg", media.ogg(), 89, "Vorbis")
    good_file("PTT-20251118-WA0001.opus", media.ogg("opus"), 89, "Opus")
    good_file("Diktat.wav", media.wav(), 89, "a recording of a computer")
    good_file("Lied.flac", media.flac(), 89, "FLAC")
    good_file("Melodie.mid", media.midi(), 89, "MIDI")
    good_file("Experiment.mp4", media.mp4(), 89, "a film of a phone")
    good_file("IMG_0044.MOV", media.mp4(b"qt  ", b"qt  "), 89, "a film of an iPhone")
    good_file("Film.webm", media.webm(), 89, "WebM")
    good_file("Video.3gp", media.mp4(b"3gp4", b"3gp4isom"), 89, "an old phone")
    good_file("Aufnahme.aac", b"\xff\xf1\x50\x80\x02\x1f\xfc" * 6 + bytes(40), 89, "AAC")
    good_file("Video.avi", media.riff(b"AVI ", b"LIST" + struct.pack("<I", 68) + b"hdrlavih" + struct.pack("<I", 56) + bytes(56)), 89, "AVI of a camera")
    good_file("Video.mkv", media.webm(), 89, "a film under the name of Matroska")
    good_file("Lied.amr", b"#!AMR\n" + bytes([0x3C]) + bytes(31), 89, "a recording of an old phone")


def svg(inside, attributes="", head='<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'):
    return f'{head}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="100" viewBox="0 0 100 100"{attributes}>{inside}</svg>\n'.encode()


def drawings():
    good_file("Inkscape.svg", svg('<sodipodi:namedview id="n" pagecolor="#ffffff" inkscape:zoom="1"/><defs><linearGradient id="g"><stop offset="0" style="stop-color:#f00"/></linearGradient></defs><g inkscape:label="Ebene 1" inkscape:groupmode="layer"><path style="fill:url(#g)" d="M0 0 H9 Z"/></g>', " " + INK), 81, "a drawing of Inkscape")
    good_file("GeoGebra.svg", svg('<title>GeoGebra</title><clipPath id="c"><rect width="9" height="9"/></clipPath><g clip-path="url(#c)"><path d="M 0 0 L 9 9" stroke="#000"/><text font-family="serif">A</text></g>'), 81, "a drawing of GeoGebra")
    good_file("Stil.svg", svg("<style>.a{fill:#08f}</style><circle class='a' r='5'/>"), 81, "a style sheet")
    good_file("Stil CDATA.svg", svg('<style type="text/css"><![CDATA[ .a{fill:#08f} ]]></style><use xlink:href="#x"/><symbol id="x"><rect/></symbol>'), 81, "a style in CDATA, use of the own symbol")
    good_file("Bild darin.svg", svg(f'<image width="4" height="4" xlink:href="data:image/png;base64,{base64.b64encode(media.png()).decode()}"/>'), 81, "a picture inside as data")
    good_file("Animation.svg", svg('<circle r="5"><animate attributeName="r" from="5" to="9" dur="2s" repeatCount="indefinite"/><animateTransform attributeName="transform" type="rotate" from="0" to="360" dur="2s"/></circle>'), 81, "an animation of shapes")
    good_file("Link.svg", svg('<a xlink:href="https://www.schule.example/"><text>Schule</text></a>'), 81, "a link")
    good_file("utf16.svg", svg("<path d='M0 0'/>", head='<?xml version="1.0" encoding="UTF-16"?>\n').decode().encode("utf-16"), 81, "a drawing in UTF-16")
    good_file("ohne Kopf.svg", svg("<rect width='9' height='9'/>", head=""), 81, "no XML declaration")
    good_file("Doctype.svg", svg("<rect/>", head='<?xml version="1.0" encoding="utf-8"?>\n<!-- Generator: Adobe Illustrator 27.0.0, SVG Export Plug-In -->\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'), 81, "a document type of Illustrator")
    good_file("matplotlib.svg", svg('<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><defs><style type="text/css">*{stroke-linejoin: round}</style></defs><g id="figure_1"/>'), 81, "a diagram of matplotlib")
    good_file("gepackt.svgz", gz(svg("<rect/>")), 81, "a packed drawing")
    good_file("Schrift.ttf", media.font(), 89, "a font")
    good_file("draw.io.drawio", b'<mxfile host="app.diagrams.example"><diagram name="Seite-1" id="a">dZHBDoIwDIafhrvbEj0jigcPnjwvrGxLBiVjCPr0QrYFFvWy9P/6t1vbnJbt+LbcyAtyUBkj/J3TU8ZYzo5sOCYyO3LY7R1orOJwdYUHXwqgwzVLYNCHQjgUDyobCnxqMhRwaSkYUDlVYp2WhkVugjwoOLKRoFN24YKEH8v2C/wIb2fo/wM=</diagram></mxfile>', 0, "a diagram of draw.io")
