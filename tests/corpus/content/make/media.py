# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures, sound and film, small and valid."""
import struct
import zlib


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width=4, height=4, colour=2, more=b"", pixel=b"\x30\x80\xc0"):
    """8 bits a channel; `more`: chunks between IHDR and IDAT."""
    pixel = {0: b"\x80", 2: pixel, 3: b"\0", 6: pixel + b"\xff"}[colour]
    rows = b"".join(b"\0" + pixel * width for _ in range(height))
    palette = chunk(b"PLTE", b"\x30\x80\xc0") if colour == 3 else b""
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)) + more + palette
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def png_screenshot():
    return png(40, 30, 6, chunk(b"sRGB", b"\0") + chunk(b"gAMA", struct.pack(">I", 45455)) + chunk(b"pHYs", struct.pack(">IIB", 3780, 3780, 1)) + chunk(b"tEXt", b"Software\0Bildschirmfoto"))


def png_grey(width, height):
    """1 bit a pixel, large and small on disk."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def segment(kind, body):
    return b"\xff" + bytes([kind]) + struct.pack(">H", len(body) + 2) + body


def jpeg(width=8, height=8, before=b"", jfif=True, tail=b""):
    """Baseline, grey, each block of two bits: a photo of 12 megapixels takes 46 KB."""
    blocks = -(-width // 8) * -(-height // 8)
    bits = blocks * 2
    scan = bytes(bits // 8) + (bytes([0xFF >> (bits % 8)]) if bits % 8 else b"")
    table = b"\x00" + b"\x01" + bytes(15) + b"\x00"
    return (b"\xff\xd8" + (segment(0xE0, b"JFIF\0\1\2\0\0\x48\0\x48\0\0") if jfif else b"") + before + segment(0xDB, b"\0" + b"\1" * 64)
            + segment(0xC0, struct.pack(">BHHB", 8, height, width, 1) + b"\1\x11\0") + segment(0xC4, table) + segment(0xC4, b"\x10" + table[1:])
            + segment(0xDA, b"\1\1\0\0\x3f\0") + scan + b"\xff\xd9" + tail)


def exif(thumbnail=b"", maker="Samsung", orientation=6):
    """APP1 with maker, orientation and, if given, a thumbnail in IFD1."""
    text = maker.encode() + b"\0"
    ifd1 = 8 + 2 + 24 + 4
    where = ifd1 + (2 + 36 + 4 if thumbnail else 0)
    out = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + struct.pack("<HHII", 0x10F, 2, len(text), where) + struct.pack("<HHIHH", 0x112, 3, 1, orientation, 0)
    out += struct.pack("<I", ifd1 if thumbnail else 0)
    if thumbnail:
        out += struct.pack("<H", 3) + struct.pack("<HHIHH", 0x103, 3, 1, 6, 0) + struct.pack("<HHII", 0x201, 4, 1, where + len(text)) + struct.pack("<HHII", 0x202, 4, 1, len(thumbnail)) + bytes(4)
    return segment(0xE1, b"Exif\0\0" + out + text + thumbnail)


def photo(width=64, height=48, **more):
    return jpeg(width, height, exif(jpeg(16, 8), **more))


def gif(width=1, height=1, frames=1, comment=b""):
    out = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    if frames > 1:
        out += b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    if comment:
        out += b"!\xfe" + bytes([len(comment)]) + comment + b"\0"
    for _ in range(frames):
        out += b"!\xf9\x04\0\x0a\0\0\0," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02D\x01\0"
    return out + b";"


def riff(kind, body):
    return b"RIFF" + struct.pack("<I", len(body) + 4) + kind + body


def webp(extended=False):
    lossless = bytes.fromhex("2f0000000007d0fffef7bfff8188e87f00").ljust(17, b"\0")
    data = b"VP8L" + struct.pack("<I", 17) + lossless + b"\0"
    return riff(b"WEBP", (b"VP8X" + struct.pack("<I", 10) + bytes(10) if extended else b"") + data)


def bmp(width=2, height=2):
    row = (b"\xff\x80\x00" * width).ljust(-(-width * 3 // 4) * 4, b"\0")
    return b"BM" + struct.pack("<IHHI", 54 + len(row) * height, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(row) * height, 2835, 2835, 0, 0) + row * height


def tiff():
    tags = [(256, 3, 1, 8), (257, 3, 1, 1), (258, 3, 1, 1), (259, 3, 1, 1), (262, 3, 1, 0), (273, 4, 1, 122), (278, 3, 1, 1), (279, 4, 1, 1)]
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(16) + b"\xaa\0"


def box(kind, *bodies):
    body = b"".join(bodies)
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4(brand=b"isom", brands=b"isomiso2avc1mp41", handler=b"vide"):
    """Headers of a film without frames."""
    mvhd = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, 0), struct.pack(">IH10x", 0x10000, 0x100), struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000), bytes(24), struct.pack(">I", 2))
    hdlr = box(b"hdlr", bytes(8), handler, bytes(12), b"Handler\0")
    tkhd = box(b"tkhd", bytes(84))
    stbl = box(b"stbl", box(b"stsd", bytes(8)), box(b"stts", bytes(8)), box(b"stsc", bytes(8)), box(b"stsz", bytes(12)), box(b"stco", bytes(8)))
    media = box(b"vmhd", bytes(12)) if handler == b"vide" else box(b"smhd", bytes(8))
    trak = box(b"trak", tkhd, box(b"mdia", box(b"mdhd", bytes(12), struct.pack(">I", 1000), bytes(8)), hdlr, box(b"minf", media, stbl)))
    return box(b"ftyp", brand, struct.pack(">I", 512), brands) + box(b"moov", mvhd, trak) + box(b"mdat", bytes(32))


def heic():
    meta = box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"pict", bytes(13)), box(b"pitm", bytes(4), b"\0\1"), box(b"iinf", bytes(4), b"\0\1", box(b"infe", b"\2\0\0\0\0\1\0\0hvc1\0")),
               box(b"iprp", box(b"ipco", box(b"ispe", bytes(4), struct.pack(">II", 4032, 3024)))))
    return box(b"ftyp", b"heic", bytes(4), b"mif1heic") + meta + box(b"mdat", bytes(64))


def avif():
    return heic().replace(b"heic", b"avif").replace(b"hvc1", b"av01")


def wav(samples=200):
    return riff(b"WAVE", b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8) + b"data" + struct.pack("<I", samples) + b"\x80" * samples)


def mp3(tag=True, frames=6):
    """Frames of 128 kbit/s, 44.1 kHz, silence."""
    frame = b"\xff\xfb\x90\x64" + bytes(413)
    title = b"\0Hausaufgabe Franz"
    head = b"ID3\x03\0\0" + bytes([0, 0, 0, 10 + len(title)]) + b"TIT2" + struct.pack(">IH", len(title), 0) + title if tag else b""
    return head + frame * frames


def ogg(kind="vorbis"):
    """One page with the first header packet of the codec."""
    packet = {"vorbis": b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44100, 0, 64000, 0, 0xB8, 1), "opus": b"OpusHead\x01\x01" + struct.pack("<HIHB", 312, 48000, 0, 0)}[kind]
    page = b"OggS\0\x02" + struct.pack("<QIIIB", 0, 7, 0, 0, 1) + bytes([len(packet)]) + packet
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ 0x04C11DB7 if crc & 0x80000000 else crc << 1) & 0xFFFFFFFF
    return page[:22] + struct.pack("<I", crc) + page[26:]


def flac():
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + ((44100 << 44) | (0 << 41) | (15 << 36)).to_bytes(8, "big") + bytes(16)
    return b"fLaC" + b"\x80\0\0\x22" + info


def midi():
    track = b"\0\xff\x58\4\4\2\x18\x08\0\xc0\0\0\x90\x3c\x40\x60\x80\x3c\0\0\xff\x2f\0"
    return b"MThd\0\0\0\6\0\0\0\1\0\x60MTrk" + struct.pack(">I", len(track)) + track


def webm():
    """EBML head, then an empty segment."""
    def element(number, body):
        return number + bytes([0x80 | len(body)]) + body
    head = element(b"\x42\x86", b"\1") + element(b"\x42\xf7", b"\1") + element(b"\x42\xf2", b"\4") + element(b"\x42\xf3", b"\x08") + element(b"\x42\x82", b"webm") + element(b"\x42\x87", b"\2") + element(b"\x42\x85", b"\2")
    return element(b"\x1a\x45\xdf\xa3", head) + element(b"\x18\x53\x80\x67", element(b"\x15\x49\xa9\x66", element(b"\x2a\xd7\xb1", b"\x0f\x42\x40")))


def font():
    """TrueType with a head table."""
    head = struct.pack(">IIIIHH16sHHHHHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, bytes(16), 0, 0, 100, 100, 0, 8, 2, 0, 0)
    return struct.pack(">IHHHH", 0x10000, 1, 16, 0, 0) + struct.pack(">4sIII", b"head", 0, 28, len(head)) + head
