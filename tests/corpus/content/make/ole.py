# SPDX-License-Identifier: GPL-3.0-or-later
"""Compound files (MS-CFB), version 3: sectors of 512 bytes, mini stream below 4096 bytes, directory as a chain to the right."""
import struct

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF


class Node:
    def __init__(self, name, kind, data=b"", clsid=bytes(16)):
        self.name, self.kind, self.data, self.clsid = name, kind, data, clsid
        self.children, self.right, self.child, self.start, self.number = [], NONE, NONE, 0, 0


def compound(streams, clsid=bytes(16)):
    """{"Macros/VBA/dir": bytes} to a compound file; storages come from the paths."""
    root = Node("Root Entry", 5, clsid=clsid)
    nodes = [root]

    def storage(path):
        here = root
        for name in path:
            found = next((child for child in here.children if child.name == name), None)
            if found is None:
                found = Node(name, 1)
                here.children.append(found)
                nodes.append(found)
            here = found
        return here

    for path, data in streams.items():
        *folders, name = path.split("/")
        node = Node(name, 2, data)
        storage(folders).children.append(node)
        nodes.append(node)
    for number, node in enumerate(nodes):
        node.number = number
    for node in nodes:
        ordered = sorted(node.children, key=lambda child: (len(child.name.encode("utf-16le")), child.name.upper()))
        for left, right in zip(ordered, ordered[1:]):
            left.right = right.number
        if ordered:
            node.child = ordered[0].number
    return _lay_out(root, nodes)


def _lay_out(root, nodes):
    sectors, fat = [], []

    def place(data):
        if not data:
            return END
        first = len(sectors)
        for at in range(0, len(data), 512):
            sectors.append(data[at:at + 512].ljust(512, b"\0"))
            fat.append(len(sectors))
        fat[-1] = END
        return first

    mini, minifat = b"", []
    for node in nodes[1:]:
        if node.kind == 2 and len(node.data) < 4096:
            node.start = len(minifat) if node.data else END
            for at in range(0, len(node.data), 64):
                mini += node.data[at:at + 64].ljust(64, b"\0")
                minifat.append(len(minifat) + 1)
            if node.data:
                minifat[-1] = END
        elif node.kind == 2:
            node.start = place(node.data)
    root.data, root.start = mini, place(mini)
    mini_start = place(struct.pack(f"<{len(minifat)}I", *minifat).ljust(-(-len(minifat) * 4 // 512) * 512, b"\xff"))
    entries = b"".join(_entry(node) for node in nodes)
    entries += b"".join(_unused() for _ in range(-len(nodes) % 4))
    directory = place(entries)
    count = 1
    while (len(fat) + count) > count * 128:
        count += 1
    fat_at = len(sectors)
    table = fat + [FAT] * count
    body = struct.pack(f"<{len(table)}I", *table).ljust(count * 512, b"\xff")
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, count, directory, 0, 4096,
                                                                       mini_start, 1 if minifat else 0, END, 0)
    head += struct.pack("<109I", *[fat_at + n for n in range(count)], *[FREE] * (109 - count))
    return head + b"".join(sectors) + body


def _entry(node):
    name = node.name.encode("utf-16le")
    size = len(node.data) if node.kind != 1 else 0
    return (name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, node.kind, 1, NONE, node.right, node.child) + node.clsid
            + struct.pack("<IQQIQ", 0, 0, 0, node.start if node.kind != 1 else 0, size))


def _unused():
    return bytes(64) + struct.pack("<HBBIII", 0, 0, 0, NONE, NONE, NONE) + bytes(16) + bytes(36)


def vba(text=b'Attribute VB_Name = "Modul1"\r\nSub Hallo()\r\nEnd Sub\r\n'):
    """The streams of a VBA project: `dir` and a module, packed as MS-OVBA wants it (literal tokens only)."""
    return {"VBA/dir": _ovba(b"\x01\x00\x04\x00\x00\x00\x03\x00\x00\x00\x0f\x00\x02\x00\x00\x00\x01\x00"), "VBA/_VBA_PROJECT": b"\xcc\x61\xff\xff\x00\x00\x00",
            "VBA/Modul1": _ovba(text), "PROJECT": b'ID="{00000000-0000-0000-0000-000000000000}"\r\nModule=Modul1\r\nName="VBAProject"\r\n'}


def _ovba(data):
    chunk = b"".join(b"\0" + data[at:at + 8] for at in range(0, len(data), 8))
    return b"\x01" + struct.pack("<H", (len(chunk) - 1) | 0xB000) + chunk


WORD = bytes.fromhex("0609020000000000c000000000000046")
EXCEL = bytes.fromhex("2008020000000000c000000000000046")
POWERPOINT = bytes.fromhex("108d81649b4fcf1186ea00aa00b929e8")
MSI = bytes.fromhex("84100c0000000000c000000000000046")
MSG = bytes.fromhex("0b0d020000000000c000000000000046")


def word(text="Liebe Klasse 5a, anbei der Elternbrief.", more=None):
    """The skeleton of a Word 97 file: FIB and text."""
    raw = text.encode("cp1252")
    fib = struct.pack("<HHHHHHHBB", 0xA5EC, 0xC1, 0, 0x0407, 0, 0xF000, 0xBF, 0, 0).ljust(24, b"\0") + struct.pack("<II", 1024, 1024 + len(raw))
    body = fib.ljust(1024, b"\0") + raw
    return compound({"WordDocument": body.ljust(4096, b"\0"), "1Table": bytes(4096), "\x05SummaryInformation": _summary(), **(more or {})}, WORD)


def _record(kind, data):
    return struct.pack("<HH", kind, len(data)) + data


def excel(sheets=(("Tabelle1", 0),), more=None):
    """BIFF8: sheets as (name, type): 0 table, 1 macro sheet of Excel 4, 2 chart; `type | 0x100` hides it."""
    bof = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    bounds = b"".join(_record(0x85, struct.pack("<IBBBB", 0, kind >> 8, kind & 0xFF, len(name), 0) + name.encode("latin-1")) for name, kind in sheets)
    sheet = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6)) + _record(0x0A, b"")
    return compound({"Workbook": (bof + bounds + _record(0x0A, b"") + sheet).ljust(4096, b"\0"), "\x05SummaryInformation": _summary(), **(more or {})}, EXCEL)


def powerpoint(more=None):
    document = struct.pack("<HHI", 0xF, 0x03E8, 0) + bytes(200)
    return compound({"PowerPoint Document": document.ljust(4096, b"\0"), "Current User": struct.pack("<HHIIIIHHBBH", 0, 0xFF6, 20, 20, 0xE391C05F, 0, 0, 0x3F4, 3, 0, 0),
                     "\x05SummaryInformation": _summary(), **(more or {})}, POWERPOINT)


def _summary():
    fmt = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
    return struct.pack("<HHI16sI", 0xFFFE, 0, 0x00020006, bytes(16), 1) + fmt + struct.pack("<I", 48) + struct.pack("<II", 8, 0)
