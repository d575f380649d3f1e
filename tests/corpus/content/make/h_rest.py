# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile, lines 86 and 88 to 91: encrypted messages, pictures, media, links."""
import struct
import zlib

import ole
import pdf
from corpus import bad_file, bad_mail
from inert import exe
from mime import attach, b64, crlf, entity, hello, message, mixed, multipart, qp, text_part
from office import docx, odt, pptx, row, xlsx
from zips import plain

N = iter(range(1, 1000))


def make():
    encrypted()
    pictures()
    media()
    disguised()
    listed()


def der(oid, content=b""):
    body = bytes.fromhex(oid) + b"\xa0" + bytes([0x80]) + content
    return b"\x30\x80" + body + bytes(4)


def encrypted():
    rule = "encrypted"
    noise = bytes((n * 73 + 41) % 256 for n in range(300))
    for name, oid, kind in (("enveloped", "06092a864886f70d010703", "enveloped-data"), ("authenveloped", "060b2a864886f70d0109100117", "authEnveloped-data"), ("compressed", "060b2a864886f70d0109100109", "compressed-data")):
        bad_mail("smime-" + name, message([f"Content-Type: application/pkcs7-mime; smime-type={kind}; name=smime.p7m", "Content-Transfer-Encoding: base64", "Content-Disposition: attachment; filename=smime.p7m"],
                 b64(der(oid, b"\x30\x80\x02\x01\x00" + noise)), next(N)), rule + " | unreadable | unknown_kind | mismatch", 86, "S/MIME that nobody but the reader sees through")
    bad_mail("smime-x", message(["Content-Type: application/x-pkcs7-mime; name=smime.p7m", "Content-Transfer-Encoding: base64"], b64(der("06092a864886f70d010703", b"\x30\x80\x02\x01\x00" + noise)), next(N)), rule + " | unreadable | unknown_kind", 86, "S/MIME by its old type")
    bad_mail("smime-signed-exe", message(["Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", "Content-Transfer-Encoding: base64"],
             b64(b"\x30\x82\x03\x00\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x82\x02\xf1\x30\x82\x02\xed\x02\x01\x01\x31\x00\x30\x82\x02\xe0\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x82\x02\xd1\x04\x82\x02\xcd"
                 + attach("start.exe", exe(300)).ljust(717, b"\n") + b"\x31\x00"), next(N)), "program | name | encrypted | unreadable | mismatch | unknown_kind", 86, "S/MIME signed as one block, a program in it")
    armour = "-----BEGIN PGP MESSAGE-----\n\n" + "\n".join("hQEMA" + "x" * 59 for _ in range(8)) + "\n=abcd\n-----END PGP MESSAGE-----\n"
    bad_mail("pgp-mime", message(['Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="p"'], multipart("p", [entity(["Content-Type: application/pgp-encrypted"], b"Version: 1\r\n"),
             entity(["Content-Type: application/octet-stream; name=encrypted.asc"], crlf(armour))]), next(N)), rule, 86, "PGP/MIME")
    bad_mail("pgp-inline", message(["Content-Type: text/plain"], crlf("Hallo\n\n" + armour), next(N)), rule, 86, "PGP in the text")
    bad_mail("pgp-inline-html", message(["Content-Type: text/html; charset=utf-8"], crlf("<html><body><pre>" + armour + "</pre></body></html>"), next(N)), rule, 86, "PGP in HTML")
    bad_mail("pgp-file", mixed([hello(), attach("brief.txt.asc", crlf(armour), "application/octet-stream")], number=next(N)), rule, 86, "PGP as attachment")
    bad_file("brief.pgp", b"\x85\x01\x0c\x03" + noise, rule + " | unknown_kind", 86, "PGP as bytes")
    bad_file("brief.asc", crlf(armour), rule, 86, "PGP as text")
    bad_file("brief.txt", crlf("Hallo,\n\n" + armour), rule, 86, "PGP in a text file")
    bad_file("brief.p7m", der("06092a864886f70d010703", noise), rule + " | unknown_kind | unreadable", 86, "S/MIME as a file")
    bad_file("brief-age.age", b"age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\n" + noise, rule + " | unknown_kind", 86, "age")
    bad_file("ordner.kdbx", b"\x03\xd9\xa2\x9a\x67\xfb\x4b\xb5\x01\x00\x04\x00" + noise, rule + " | unknown_kind", 86, "a safe for passwords that nobody can look into", area="material")
    bad_file("openssl.enc", b"Salted__" + noise, rule + " | unknown_kind", 86, "encrypted by openssl")


def png(width, height, data=b"\x78\x9c\x63\x00\x00\x00\x01\x00\x01", tail=b""):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", data) + chunk(b"IEND", b"") + tail


def pictures():
    rule = "too_big | unreadable"
    bad_file("picture-30000.png", png(30000, 30000), rule, 88, "900 megapixels")
    bad_file("picture-max.png", png(0x7FFFFFFF, 0x7FFFFFFF), rule, 88, "more pixels than can be counted")
    bad_file("picture-zero.png", png(0, 100), rule, 88, "no width")
    bad_file("picture-gif.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02D\x01\0;", rule, 88, "4295 megapixels in 40 bytes")
    bad_file("picture-jpeg.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x0b\x08\xff\xff\xff\xff\x01\x01\x11\0\xff\xda\0\x08\1\1\0\0\x3f\0\0\xff\xd9", rule, 88, "4295 megapixels of JPEG")
    bad_file("picture-bmp.bmp", b"BM" + struct.pack("<IHHIIiiHHIIiiII", 70, 0, 0, 54, 40, 50000, 50000, 1, 24, 0, 0, 0, 0, 0, 0) + bytes(16), rule, 88, "2500 megapixels of BMP")
    bad_file("picture-webp.webp", b"RIFF" + struct.pack("<I", 22) + b"WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff\xff\xff" * 2, rule, 88, "281 terapixels of WebP")
    bad_file("picture-tiff.tif", b"II*\0\x08\0\0\0\x02\0" + struct.pack("<HHIIHHII", 256, 4, 1, 60000, 257, 4, 1, 60000) + bytes(4), rule, 88, "3600 megapixels of TIFF")
    bad_file("picture-cut.png", png(10, 10)[:40], rule, 88, "a broken picture")
    bad_file("picture-cut.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\1", rule, 88, "a broken picture")
    bad_file("picture-crc.png", png(10, 10).replace(b"IDAT", b"IDAX"), rule, 88, "a picture without data")
    bad_mail("picture-30000", mixed([hello(), attach("foto.png", png(30000, 30000), "image/png")], number=next(N)), rule, 88, "900 megapixels in a message")
    bad_file("picture-in-docx.docx", docx(parts={"word/media/bild1.png": png(40000, 40000)}, links=[("image", "media/bild1.png", False)]), rule, 88, "1600 megapixels in a document")


def media():
    rule = "script | shortcut | remote | pdf_active | unknown_kind | mismatch | name | link_disguised | unreadable | html_active"
    asf = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + struct.pack("<QIBB", 200, 1, 1, 2) + bytes.fromhex("301afb1e620bd011a39b00a0c90348f6") + struct.pack("<Q", 100) + bytes(16) + struct.pack("<HH", 1, 1)
    asf += struct.pack("<H", 10) + "URLANDEXIT".encode("utf-16le") + struct.pack("<IHH", 0, 0, 22) + "http://boese.example/x".encode("utf-16le")
    bad_file("urlandexit.wmv", asf, rule, 89, "a film that opens a page")
    bad_file("urlandexit.asf", asf, rule, 89, "a film that opens a page")
    for name, text in {"liste.asx": '<asx version="3.0"><entry><ref href="http://boese.example/a.wmv"/></entry></asx>', "liste.m3u": "#EXTM3U\r\n#EXTINF:1,x\r\nhttp://boese.example/a.mp3\r\n", "liste.m3u8": "#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI=\"http://boese.example/k\"\nhttp://boese.example/a.ts\n",
                       "liste.pls": "[playlist]\r\nFile1=http://boese.example/a.mp3\r\nNumberOfEntries=1\r\n", "liste.wpl": '<?wpl version="1.0"?><smil><body><seq><media src="http://boese.example/a"/></seq></body></smil>'}.items():
        bad_file("media-" + name, text.encode(), rule, 89, "a list of media that leads elsewhere")
    bad_file("media-flash.swf", b"CWS\x0a\x64\0\0\0" + zlib.compress(bytes(92)), rule + " | program", 89, "Flash")
    bad_file("media-id3-exe.mp3", b"ID3\3\0\0\0\0\0\0" + exe(), rule + " | program | polyglot", 89, "a tag of music, then a program")


def anchor(href, text):
    return f'<!DOCTYPE html>\n<html><body><p>Bitte hier anmelden: <a href="{href}">{text}</a></p></body></html>\n'


def disguised():
    rule = "link_disguised"
    cases = {"other-host": ("https://boese.example/", "https://www.schule.example/"), "other-host-bare": ("https://boese.example/", "www.schule.example"), "userinfo": ("https://www.schule.example@boese.example/", "hier"),
             "userinfo-password": ("https://www.schule.example:443@boese.example/", "hier"), "number": ("http://3232235777/", "hier"), "hex": ("http://0xc0a80101/", "hier"), "octal": ("http://0300.0250.1.1/", "hier"), "ipv4": ("http://198.51.100.7/anmelden", "www.schule.example"),
             "backslash": ("https:\\\\boese.example\\", "https://www.schule.example/"), "no-slashes": ("http:boese.example", "https://www.schule.example/"), "percent-host": ("https://boese%2Eexample/", "https://schule.example/"), "tab": ("ht\ttps://boese.exa\nmple/", "https://schule.example/"),
             "entities": ("&#104;ttps://boese&#46;example/", "https://www.schule.example/"), "cyrillic": ("https://sch\u0443le.example/", "https://schule.example/"), "mixed": ("https://\u0455chule.example/", "Anmeldung"), "punycode": ("https://xn--schle-jve.example/", "https://schule.example/"),
             "fullwidth": ("https://boese\uff0eexample/", "https://schule.example/"), "three-slashes": ("https:///boese.example/", "https://schule.example/"), "file": ("file://boese.example/teil/a", "Ordner"), "ms-word": ("ms-word:ofe|u|https://boese.example/a.docx", "Word"),
             "search-ms": ("search-ms:query=a&crumb=location:\\\\boese.example\\a", "Suche"), "ms-settings": ("ms-officecmd:x", "Office"), "zero-font": ("https://boese.example/", 'https://schule<span style="font-size:0">x</span>.example/'), "unc": ("\\\\boese.example\\teil\\a", "Ordner"),
             "soft-hyphen": ("https://boese.example/", "https://www.schu\u00adle.example/")}
    for name, (href, text) in cases.items():
        bad_mail("link-" + name, message(["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], qp(anchor(href, text)), next(N)), rule + " | html_active", 90, "a link that shows one thing and is another")
    bad_mail("link-base", message(["Content-Type: text/html; charset=utf-8"], crlf(anchor("/anmelden", "https://www.schule.example/").replace("<body>", '<head><base href="https://boese.example/"></head><body>')), next(N)), rule + " | html_active", 90, "base leads a relative link elsewhere")
    bad_mail("link-area", message(["Content-Type: text/html; charset=utf-8"], crlf('<html><body><map name="m"><area shape="default" href="https://www.schule.example@boese.example/"></map><img usemap="#m" src="cid:a"></body></html>'), next(N)), rule + " | html_active", 90, "a map leads elsewhere")
    bad_mail("link-text-userinfo", message(["Content-Type: text/plain; charset=utf-8"], crlf("Bitte anmelden: https://www.schule.example@boese.example/\n"), next(N)), rule, 90, "a user before the host, in a text")
    bad_mail("link-text-number", message(["Content-Type: text/plain; charset=utf-8"], crlf("Bitte anmelden: http://3232235777/x\n"), next(N)), rule, 90, "a host as one number, in a text")


def listed():
    rule = "link_listed"
    url = "https://spiele.gesperrt.example/start?a=1"

    def text(name, why, headers, body):
        bad_mail("listed-" + name, message(headers, body, next(N)), rule + " | link_disguised", 91, why)

    plain_head = ["Content-Type: text/plain; charset=utf-8"]
    text("text", "a listed host in a text", plain_head, crlf(f"Schau mal: {url}\n"))
    text("text-bare", "a listed host without scheme", plain_head, crlf("Schau mal: www.gesperrt.example\n"))
    text("text-caps", "a listed host in capitals", plain_head, crlf("HTTPS://WWW.GESPERRT.EXAMPLE/\n"))
    text("text-dot", "a listed host with a final dot", plain_head, crlf("https://www.gesperrt.example./x\n"))
    text("text-port", "a listed host with a port", plain_head, crlf("https://gesperrt.example:8443/x\n"))
    text("quoted", "a listed host in a quotation", plain_head, crlf(f"> Schau mal: {url}\nNein!\n"))
    text("qp", "a listed host over a soft break", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: quoted-printable"], b"Schau mal: https://spiele.gesp=\r\nerrt.example/start?a=3D1\r\n")
    text("base64", "a listed host in base64", ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: base64"], b64(f"Schau mal: {url}\r\n"))
    text("flowed", "a listed host in flowed text", ["Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes"], b"Schau mal: https://spiele.gesp \r\nerrt.example/start\r\n")
    text("html", "a listed host in HTML", ["Content-Type: text/html; charset=utf-8"], crlf(anchor(url, "Spiel")))
    text("html-entity", "a listed host in entities", ["Content-Type: text/html; charset=utf-8"], crlf(anchor("https://spiele.gesperrt&#46;example/", "Spiel")))
    text("html-img", "a picture from a listed host", ["Content-Type: text/html; charset=utf-8"], crlf('<html><body><img src="https://zaehler.gesperrt.example/a.gif"></body></html>\n'))
    text("html-relative", "a listed host without scheme in HTML", ["Content-Type: text/html; charset=utf-8"], crlf(anchor("//spiele.gesperrt.example/", "Spiel")))
    text("html-css", "a listed host in a style", ["Content-Type: text/html; charset=utf-8"], crlf('<html><body style="background:url(https://a.gesperrt.example/x.png)">a</body></html>\n'))
    text("html-text-only", "a listed host as text of a page", ["Content-Type: text/html; charset=utf-8"], crlf("<html><body><p>https://spiele.gesperrt.example/</p></body></html>\n"))
    text("idn", "a listed host by its German name", plain_head, crlf("https://spiele.gesperrt-übung.example/\n"))
    text("alternative", "text and HTML differ, the listed host is in one", ['Content-Type: multipart/alternative; boundary="a"'], multipart("a", [hello(), text_part(anchor(url, "Spiel"), kind="html")]))
    text("utf16", "a listed host in UTF-16", ["Content-Type: text/plain; charset=utf-16", "Content-Transfer-Encoding: base64"], b64(f"Schau mal: {url}".encode("utf-16")))
    bad_mail("listed-subject", message(plain_head, crlf("Hallo\n"), next(N), subject=f"Schau {url}"), rule, 91, "a listed host in the subject")
    bad_mail("listed-list-field", message(["List-Unsubscribe: <https://abmelden.gesperrt.example/x>"] + plain_head, crlf("Hallo\n"), next(N)), rule, 91, "a listed host in a List- field")
    bad_mail("listed-attachment", mixed([hello(), attach("links.txt", crlf(f"{url}\n"), "text/plain")], number=next(N)), rule, 91, "a listed host in an attached text")
    bad_mail("listed-forwarded", mixed([hello(), entity(["Content-Type: message/rfc822"], message(plain_head, crlf(f"{url}\n")))], number=next(N)), rule, 91, "a listed host in a forwarded message")
    uri = pdf.write(pdf.page(page_more="/Annots[6 0 R]", objects={6: f"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI({url})>>>>"}))
    packed = pdf.write_streams(pdf.page(page_more="/Annots[6 0 R]", objects={6: f"<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI({url})>>>>"}))
    for name, data, why in (("pdf.pdf", uri, "a PDF"), ("pdf-packed.pdf", packed, "an object stream of a PDF"), ("docx.docx", docx(links=[("hyperlink", url, True)]), "a document"),
                            ("xlsx.xlsx", xlsx(row("=HYPERLINK(&quot;" + url + "&quot;,&quot;Spiel&quot;)")), "a table"), ("pptx.pptx", pptx(links=[("hyperlink", url, True)]), "a talk"), ("odt.odt", odt(body=f'<text:p><text:a xlink:href="{url}">Spiel</text:a></text:p>'), "ODF"),
                            ("txt.txt", crlf(url + "\n"), "a text"), ("md.md", f"[Spiel]({url})\n".encode(), "Markdown"), ("zip.zip", plain({"a.txt": url.encode()}), "a text in a ZIP"),
                            ("svg.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><a href="{url}"><text>Spiel</text></a></svg>'.encode(), "a drawing"), ("csv.csv", f"Name;Seite\r\nSpiel;{url}\r\n".encode(), "a table as text"),
                            ("rtf.rtf", r'{\rtf1{\field{\*\fldinst HYPERLINK "'.encode() + url.encode() + rb'"}{\fldrslt Spiel}}}', "RTF")):
        bad_file("listed-" + name, data, rule + " | formula", 91, "a listed host in " + why)
    bad_file("listed-doc.doc", ole.word("Schau mal \x13HYPERLINK \"" + url + "\"\x14Spiel\x15"), rule, 91, "a listed host in old Word")
