#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""content_inputs.py FOLDER: what `./dev bench content` looks at: one large file a kind, small files of the corpus, a base for clamd.

Made the same every time (a seed), by Python's own library.
"""
import pathlib
import random
import struct
import sys
import zipfile
import zlib

CORPUS = pathlib.Path(__file__).resolve().parents[1] / "corpus/content/files"
SIZE = 8 << 20
SIGNATURES = 60_000  # of each of two kinds
WORDS = ("Der Igel lief durch den Wald und fand einen Apfel, den er seinen Kindern zeigen wollte; sie aber schliefen schon. "
         "Am nächsten Morgen lag Reif auf allen Blättern, und die Klasse 3a schrieb darüber einen Aufsatz.").split()
random.seed(6)


def text(size):
    lines, length = [], 0
    while length < size:
        line = " ".join(random.choice(WORDS) for _ in range(11))
        lines.append(line)
        length += len(line) + 2
    return "\r\n".join(lines).encode()


def png(size):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    height = size // 6001
    points = b"".join(b"\0" + random.randbytes(6000) for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2000, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(points, 1)) + chunk(b"IEND", b""))


def jpeg(size):
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x48\x00\x48\x00\x00"
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 3000, 4000) + b"\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    scan = b"\xff\xda\x00\x0c\x03\x01\x00\x02\x11\x03\x11\x00\x3f\x00"
    return head + frame + scan + random.randbytes(size).replace(b"\xff", b"\xff\x00") + b"\xff\xd9"


def pdf(size):
    pages = 40
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>",
               b"<< /Type /Pages /Count %d /Kids [%s] >>" % (pages, b" ".join(b"%d 0 R" % (3 + 3 * n) for n in range(pages)))]
    for n in range(pages):
        drawing = zlib.compress(b"q 595 0 0 842 0 0 cm /Im0 Do Q\n" * 200)
        picture = random.randbytes(size // pages)
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /XObject << /Im0 %d 0 R >> >> >>" % (4 + 3 * n, 5 + 3 * n))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(drawing) + drawing + b"\nendstream")
        objects.append(b"<< /Type /XObject /Subtype /Image /Width 500 /Height 400 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter /DCTDecode /Length %d >>\nstream\n"
                       % len(picture) + picture + b"\nendstream")
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
    return bytes(out)


def package(target, members):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 8, 0, 0)), data, zipfile.ZIP_DEFLATED)


def docx(target, size):
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text(size).decode().splitlines())
    package(target, [
        ("[Content_Types].xml", f'<?xml version="1.0"?><Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
         f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'),
        ("_rels/.rels", f'<?xml version="1.0"?><Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="rId1" '
         f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'),
        ("word/document.xml", f'<?xml version="1.0"?><w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')])


def small(folder):
    folder.mkdir()
    for kind in ("hostile", "ordinary"):
        for file in sorted((CORPUS / kind).iterdir()):
            if file.suffix != ".verdict" and 0 < file.stat().st_size <= 32 << 10:
                (folder / f"{kind}-{file.name}").write_bytes(file.read_bytes())


def base(folder):
    folder.mkdir()
    with open(folder / "bench.hdb", "w", encoding="ascii") as hashes:
        for n in range(SIGNATURES):
            hashes.write(f"{random.randbytes(16).hex()}:{random.randrange(1000, 500000)}:Bench.Hash-{n}\n")
    with open(folder / "bench.ndb", "w", encoding="ascii") as bodies:
        for n in range(SIGNATURES):
            bodies.write(f"Bench.Body-{n}:{random.choice((0, 0, 0, 1, 2, 3))}:*:{random.randbytes(24).hex()}\n")


def main():
    folder = pathlib.Path(sys.argv[1])
    for name, data in (("text.txt", text(SIZE)), ("picture.png", png(SIZE)), ("picture.jpg", jpeg(SIZE)), ("document.pdf", pdf(SIZE))):
        (folder / name).write_bytes(data)
    docx(folder / "office.docx", SIZE)
    package(folder / "files.zip", [(f"Aufsatz {n}.txt", text(SIZE // 8)) for n in range(8)])
    small(folder / "small")
    base(folder / "base")


main()
