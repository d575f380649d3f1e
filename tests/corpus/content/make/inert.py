# SPDX-License-Identifier: GPL-3.0-or-later
"""Payloads that are a program by their type and do nothing: headers, then the words "not a program"."""
import struct

NOTE = b"not a program; test data of the school server\r\n"


def exe(size=512):
    """MZ with a PE header and no code."""
    head = b"MZ" + struct.pack("<29H", 0x90, 3, 0, 4, 0, 0xFFFF, 0, 0xB8, 0, 0, 0, 0x40, 0, *[0] * 16)
    head = head[:60] + struct.pack("<I", 128)
    stub = (b"\x0e\x1f\xba\x0e\x00\xb4\x09\xcd\x21\xb8\x01\x4c\xcd\x21This program cannot be run in DOS mode.\r\r\n$"
            .ljust(64, b"\0"))
    pe = b"PE\0\0" + struct.pack("<HHIIIHH", 0x14C, 0, 0, 0, 0, 224, 0x10F)
    optional = struct.pack("<HBBIIIIIIIII", 0x10B, 8, 0, 0, 0, 0, 0, 0, 0, 0x400000, 0x1000, 0x200)
    return (head + stub + pe + optional.ljust(224, b"\0") + NOTE).ljust(size, b"\0")


def dos():
    """MZ of DOS days: no PE behind it."""
    return (b"MZ" + struct.pack("<13H", 100, 1, 0, 2, 0, 0xFFFF, 0, 0, 0, 0, 0, 28, 0) + NOTE).ljust(200, b"\0")


def dll():
    body = bytearray(exe())
    body[128 + 22:128 + 24] = struct.pack("<H", 0x210E)
    return bytes(body)


def elf():
    head = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHIQQQIHHHHHH", 2, 62, 1, 0x400078, 64, 0, 0, 64, 56, 1,
                                                            64, 0, 0)
    return head + struct.pack("<IIQQQQQQ", 1, 5, 0, 0x400000, 0x400000, 120, 120, 0x1000) + NOTE


def macho():
    return struct.pack("<IIIIIIII", 0xFEEDFACF, 0x01000007, 3, 2, 0, 0, 0, 0) + NOTE


def java_class():
    return b"\xca\xfe\xba\xbe" + struct.pack(">HHH", 0, 61, 5) + b"\x01\x00\x04Test\x07\x00\x01" + NOTE


def lnk():
    """Shell link: header alone, with its class id."""
    return struct.pack("<I16sIIQQQIIIHHII", 76, bytes.fromhex("0114020000000000c000000000000046"), 0x9B, 0x20, 0, 0, 0,
                       0, 0, 1, 0, 0, 0, 0) + b"\x14\x00" + NOTE


def wasm():
    return b"\0asm\x01\0\0\0" + b"\0\x04\x03abc"


def dex():
    return b"dex\n035\0" + bytes(24) + struct.pack("<II", 112, 112) + bytes(72)
