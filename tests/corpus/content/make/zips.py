# SPDX-License-Identifier: GPL-3.0-or-later
"""ZIP by hand: each field may be bent, each record left out or written twice."""
import struct
import zlib

DOS_TIME, DOS_DATE = 0x4200, 0x5B72  # 08:16:00, 2025-11-18


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def gz(data):
    """A gzip member, the same bytes by every version of Python."""
    return b"\x1f\x8b\x08\0\0\0\0\0\2\3" + deflate(data) + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


class Member:
    """One member. `flags`, `method`, `crc`, `size`, `packed_size` may lie; `local_name` is what the local header says."""

    def __init__(self, name, data=b"", *, method=8, flags=0, local_name=None, raw=None, crc=None, size=None, packed_size=None,
                 made_by=0x0014, outside=0, extra=b"", local_extra=b"", descriptor=False, comment=b"", offset=None, version=20,
                 disk=0, local_method=None):
        self.name = name if isinstance(name, bytes) else name.encode("utf-8")
        if not isinstance(name, bytes) and not name.isascii():
            flags |= 0x800
        self.local_name = self.name if local_name is None else local_name if isinstance(local_name, bytes) else local_name.encode()
        self.packed = raw if raw is not None else deflate(data) if method == 8 else data
        self.method, self.local_method = method, method if local_method is None else local_method
        self.flags = flags | (8 if descriptor else 0)
        self.crc = zlib.crc32(data) if crc is None else crc
        self.size = len(data) if size is None else size
        self.packed_size = len(self.packed) if packed_size is None else packed_size
        self.made_by, self.outside, self.extra, self.local_extra = made_by, outside, extra, local_extra
        self.descriptor, self.comment, self.offset, self.version, self.disk = descriptor, comment, offset, version, disk

    def local(self):
        crc, packed, size = (0, 0, 0) if self.descriptor else (self.crc, self.packed_size, self.size)
        head = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", self.version, self.flags, self.local_method, DOS_TIME, DOS_DATE, crc, packed,
                           size, len(self.local_name), len(self.local_extra))
        tail = struct.pack("<4sIII", b"PK\7\x08", self.crc, self.packed_size, self.size) if self.descriptor else b""
        return head + self.local_name + self.local_extra + self.packed + tail

    def central(self, offset):
        offset = offset if self.offset is None else self.offset
        return struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\1\2", self.made_by, self.version, self.flags, self.method, DOS_TIME, DOS_DATE,
                           self.crc, self.packed_size, self.size, len(self.name), len(self.extra), len(self.comment), self.disk, 0,
                           self.outside, offset) + self.name + self.extra + self.comment


def end(count, size, offset, comment=b"", disk=0, total=None):
    return struct.pack("<4sHHHHIIH", b"PK\5\6", disk, disk, count, count if total is None else total, size, offset,
                       len(comment)) + comment


def build(members, *, before=b"", between=b"", comment=b"", hidden=(), ghosts=(), disk=0, shift=0, count=None, gap=b""):
    """`hidden`: local headers that no directory names; `ghosts`: directory entries without local header."""
    out, directory = bytearray(before), b""
    for member in members:
        directory += member.central(len(out) + shift)
        out += member.local() + between
    for member in hidden:
        out += member.local()
    for member in ghosts:
        directory += member.central(0)
    out += gap
    number = len(members) + len(ghosts) if count is None else count
    at = len(out)
    return bytes(out) + directory + end(number, len(directory), at + shift, comment, disk)


def plain(files, **more):
    """{name: data} as 7-Zip and Windows write it: deflated, sizes in the local headers."""
    return build([Member(name, data, **more) for name, data in files.items()])


def stored(files):
    return plain(files, method=0)


def streamed(files):
    """As macOS and Office write it: sizes behind the data."""
    return build([Member(name, data, descriptor=True) for name, data in files.items()])


def zeros(megabytes):
    """A deflate stream of so many zero MB, without holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block, out, crc = bytes(1 << 20), b"", 0
    for _ in range(megabytes):
        out += packer.compress(block)
        crc = zlib.crc32(block, crc)
    return out + packer.flush(), crc, megabytes << 20


def bomb(megabytes, name="daten.txt"):
    packed, crc, size = zeros(megabytes)
    return Member(name, raw=packed, crc=crc, size=size)
