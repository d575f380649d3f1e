# SPDX-License-Identifier: GPL-3.0-or-later
"""PDF with a correct cross reference: objects by number, written as tables or as streams."""
import struct
import zlib


def stream(data, more="", packed=True):
    data = data if isinstance(data, bytes) else data.encode("latin-1")
    body = zlib.compress(data, 9) if packed else data
    kind = "/Filter/FlateDecode" if packed else ""
    return f"<<{more}{kind}/Length {len(body)}>>".encode("latin-1") + b"\nstream\n" + body + b"\nendstream"


def page(text="Hallo", catalog="", page_more="", objects=None, packed=True):
    """Objects of a document of one page; `catalog`, `page_more`: entries more; `objects`: further ones, from 6 on."""
    out = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
           3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>{page_more}>>",
           4: stream(f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET", packed=packed), 5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
    out.update(objects or {})
    return out


def write(objects, version="1.7", trailer="", info="", comment=b"%\xe2\xe3\xcf\xd3\n", eol=b"\n"):
    """`trailer`: entries more; `info`: the producer's dictionary."""
    objects = dict(objects)
    if info:
        objects[max(objects) + 1] = info
        trailer += f"/Info {max(objects)} 0 R"
    out = b"%PDF-" + version.encode() + eol + comment
    offsets = {}
    for number in sorted(objects):
        body = objects[number] if isinstance(objects[number], bytes) else objects[number].encode("latin-1")
        offsets[number] = len(out)
        out += b"%d 0 obj%b%b%bendobj%b" % (number, eol, body, eol, eol)
    at = len(out)
    top = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % top
    out += b"".join(b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 00001 f \n" for n in range(1, top))
    return out + f"trailer\n<</Size {top}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode("latin-1")


def write_streams(objects, version="1.7", trailer="", filters="", pack=None, behind=b""):
    """The same with an object stream and a cross reference stream: plain objects are packed. `filters` and `pack`: another
    way to pack them; `behind`: more bytes in the object stream."""
    plain = {n: body for n, body in objects.items() if isinstance(body, str)}
    loose = {n: body for n, body in objects.items() if isinstance(body, bytes)}
    top = max(objects) + 1
    pairs, text = [], ""
    for number, body in plain.items():
        pairs.append(f"{number} {len(text)}")
        text += body + "\n"
    header = " ".join(pairs) + "\n"
    body = (header + text).encode("latin-1") + behind
    body = pack(body) if pack else body
    loose[top] = stream(body, f"/Type/ObjStm/N {len(plain)}/First {len(header)}{filters}", packed=not pack)
    out, offsets = b"%PDF-" + version.encode() + b"\n%\xe2\xe3\xcf\xd3\n", {}
    for number in sorted(loose):
        offsets[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, loose[number])
    at = len(out)
    rows = [bytes(6)]
    order = list(plain)
    for number in range(1, top + 2):
        if number in plain:
            rows.append(struct.pack(">BIB", 2, top, order.index(number)))
        else:
            rows.append(struct.pack(">BIB", 1, offsets.get(number, at), 0))
    body = stream(b"".join(rows), f"/Type/XRef/Size {top + 2}/W[1 4 1]/Root 1 0 R{trailer}")
    return out + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (top + 1, body, at)


def update(document, objects, root=1):
    """An incremental update behind a finished document."""
    before = int(document.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    out = document
    entries = b""
    for number, body in objects.items():
        entries += b"%d 1\n%010d 00000 n \n" % (number, len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body.encode("latin-1") if isinstance(body, str) else body)
    at = len(out)
    return out + b"xref\n" + entries + f"trailer\n<</Size 90/Root {root} 0 R/Prev {before}>>\nstartxref\n{at}\n%%EOF\n".encode()


def embedded(name, data, number=6, kind="application/octet-stream", relation=""):
    """Catalog entries and objects for a file in the document."""
    kind = kind.replace("/", "#2F")
    catalog = f"/Names<</EmbeddedFiles<</Names[({name}) {number} 0 R]>>>>" + (f"/AF[{number} 0 R]" if relation else "")
    return catalog, {number: f"<</Type/Filespec/F({name})/UF({name})/EF<</F {number + 1} 0 R>>{relation}>>",
                     number + 1: stream(data, f"/Type/EmbeddedFile/Subtype/{kind}/Params<</Size {len(data)}>>")}
