# SPDX-License-Identifier: GPL-3.0-or-later
"""Hostile files, lines 66 to 74: archives that hide, lie, climb or burst."""
import bz2
import io
import lzma
import struct
import tarfile
import zlib

from corpus import bad_file
from inert import NOTE, dex, dll, dos, elf, exe, java_class, lnk, macho, wasm
from zips import Member, bomb, build, deflate, end, gz, plain, stored, streamed

CRYPT = "encrypted"
LIE = "archive_trick | unreadable | program | name | mismatch | polyglot"
TEXT = b"Wir haben heute das Thema Photosynthese bearbeitet.\n" * 4


def tar(entries, form=tarfile.USTAR_FORMAT):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as box:
        for name, data, kind, target in entries:
            info = tarfile.TarInfo(name)
            info.size, info.mtime, info.type, info.linkname = len(data), 1763449200, kind, target
            box.addfile(info, io.BytesIO(data))
    return out.getvalue()


def files_tar(files):
    return tar([(name, data, tarfile.REGTYPE, "") for name, data in files.items()])


def seven(header, packed=b""):
    """7z signature header over an uncompressed end header."""
    start = struct.pack("<QQI", len(packed), len(header), zlib.crc32(header))
    return b"7z\xbc\xaf\x27\x1c\0\4" + struct.pack("<I", zlib.crc32(start)) + start + packed + header


def make():
    encrypted()
    lies()
    bombs()
    nested()
    split()
    paths()
    exotic()
    programs()


def encrypted():
    noise = bytes((n * 73 + 41) % 256 for n in range(80))
    zipcrypto = build([Member("geheim.txt", TEXT, raw=noise, flags=1)])
    aes = build([Member("geheim.txt", TEXT, raw=noise, flags=1, method=99, extra=struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 8),
                        version=51)])
    bad_file("zipcrypto.zip", zipcrypto, CRYPT, 66, "a ZIP with a password")
    bad_file("zip-aes.zip", aes, CRYPT, 66, "a ZIP with AES")
    bad_file("zip-one-of-three.zip", build([Member("a.txt", TEXT), Member("b.txt", TEXT, raw=noise, flags=1), Member("c.txt", TEXT)]),
             CRYPT, 66, "one of three members has a password")
    bad_file("zip-flag-central.zip", build([Member("a.txt", TEXT, flags=1)]), CRYPT + " | " + LIE, 66, "called encrypted, and not")
    bad_file("zip-strong.zip", build([Member("a.txt", TEXT, raw=noise, flags=0x41, version=50)]), CRYPT, 66, "strong encryption of PKWARE")
    bad_file("zip-in-zip.zip", plain({"innen.zip": zipcrypto}), CRYPT, 66, "a ZIP with a password inside another")
    bad_file("zip-guest.zip", zipcrypto, CRYPT, 66, "a ZIP with a password by a guest", role="guest")
    bad_file("zip-pupil-handin.zip", aes, CRYPT, 66, "a ZIP with AES handed in", area="hand_in")
    coder = bytes([1, 4, 6, 0, 1, 9, 80, 0, 7, 11, 1, 0, 1, 0x24, 6, 0xF1, 7, 1, 10, 0x53, 7]) + bytes(10)
    bad_file("7z-data.7z", seven(coder + bytes([0x0C, 64, 0, 0, 5, 1, 0x11, 13, 0]) + "a.txt\0".encode("utf-16le") + b"\0\0", noise),
             CRYPT + " | unreadable", 66, "7z, its data encrypted")
    headed = bytes([0x17, 6, 0, 1, 9, 80, 0, 7, 11, 1, 0, 1, 0x24, 6, 0xF1, 7, 1, 10, 0x53, 7]) + bytes(10) + bytes([12, 64, 0, 0])
    bad_file("7z-header.7z", seven(headed, noise), CRYPT + " | unreadable", 66, "7z, its header encrypted")
    rar4 = b"Rar!\x1a\7\0" + bytes.fromhex("cf907300000d0000000000000000")
    block = struct.pack("<BHHIIBIIBBHI", 0x74, 0x8004, 32 + 5, 80, 60, 2, 0, 0x5B724200, 29, 0x33, 5, 0x20) + b"a.txt"
    rar4 += struct.pack("<H", zlib.crc32(block) & 0xFFFF) + block + noise
    bad_file("rar4-data.rar", rar4, CRYPT + " | unreadable | archive_trick", 66, "RAR 4, its data encrypted")
    main = struct.pack("<BHHHI", 0x73, 0x0080, 13, 0, 0)
    bad_file("rar4-header.rar", b"Rar!\x1a\7\0" + struct.pack("<H", zlib.crc32(main) & 0xFFFF) + main + noise, CRYPT + " | unreadable | archive_trick", 66,
             "RAR 4, its header encrypted")
    crypt = b"\x04\x00\x00\x00\x0f" + bytes(range(16))
    sized = bytes([len(crypt)]) + crypt
    bad_file("rar5-header.rar", b"Rar!\x1a\7\1\0" + struct.pack("<I", zlib.crc32(sized)) + sized + noise, CRYPT + " | unreadable | archive_trick", 66,
             "RAR 5, its header encrypted")


def lies():
    evil = {"start.exe": exe()}
    good = {"aufgabe.txt": TEXT}
    g, e = Member("aufgabe.txt", TEXT), Member("start.exe", exe())
    cases = {
        "two-zips": (plain(good) + plain(evil), "two archives behind one another"),
        "two-zips-reversed": (plain(evil) + plain(good), "two archives, the harmless one last"),
        "before": (build([g], before=b"x" * 40, shift=0), "data before the first member"),
        "before-unshifted": (b"irgendwas davor " * 3 + plain(good), "data before it, offsets not moved"),
        "behind": (plain(good) + NOTE * 4, "data behind the end record"),
        "gap": (build([g, Member("b.txt", TEXT)], between=b"\0" * 77), "gaps between the members"),
        "gap-directory": (build([g], gap=b"versteckt" * 9), "a gap before the directory"),
        "hidden-member": (build([g], hidden=[e]), "a member that no directory names"),
        "ghost-member": (build([g], ghosts=[e]), "a directory entry without member"),
        "names-differ": (build([Member("aufgabe.txt", exe(), local_name="start.exe")]), "two names for one member"),
        "names-differ-case": (build([Member("aufgabe.txt", TEXT, local_name="AUFGABE.TXT")]), "two spellings for one member"),
        "method-differs": (build([Member("aufgabe.txt", TEXT, local_method=0)]), "two methods for one member"),
        "crc-wrong": (build([Member("aufgabe.txt", TEXT, crc=1)]), "a checksum that is wrong"),
        "size-wrong": (build([Member("aufgabe.txt", TEXT, size=9)]), "a size that is wrong"),
        "packed-size-wrong": (build([Member("aufgabe.txt", TEXT, packed_size=7)]), "a packed size that is wrong"),
        "overlap": (build([g, Member("b.txt", TEXT, offset=0)]), "two directory entries share a member"),
        "count-wrong": (build([g, e], count=1), "an end record that counts less than there is"),
        "count-zero": (build([g, e], count=0), "an end record that counts nothing"),
        "two-ends": (plain(good) + end(0, 0, 0), "two end records"),
        "end-in-comment": (build([g], comment=end(1, 50, 0)), "an end record in the comment"),
        "long-comment": (build([g], comment=b"k" * 20000), "a comment of 20 KB"),
        "no-end": (plain(good)[:-22], "no end record"), "cut": (plain(evil)[:200], "cut in the middle"),
        "no-directory": (g.local() + e.local(), "members alone, no directory"),
        "doubled-name": (build([g, Member("aufgabe.txt", exe())]), "one name twice"),
        "doubled-case": (build([g, Member("AUFGABE.TXT", exe())]), "one name twice for Windows"),
        "directory-not-at": (plain(good)[:-6] + struct.pack("<I", 5) + b"\0\0", "an offset that leads elsewhere"),
        "disk-number": (build([g], disk=3), "an end record of another disk"),
        "member-disk": (build([Member("a.txt", TEXT, disk=2)]), "a member on another disk"),
        "data-trailing": (build([Member("aufgabe.txt", TEXT, raw=deflate(TEXT) + exe())]), "data behind a member's stream"),
        "unicode-path": (build([Member("a.txt", TEXT, extra=struct.pack("<HHBI", 0x7075, 14, 1, zlib.crc32(b"a.txt")) + b"start.exe")]),
                         "a second name in an extra field"),
    }
    for name, (data, why) in cases.items():
        bad_file(f"zip-{name}.zip", data, LIE, 67, why)
    docx = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
    for name, data in (("crc", build([Member(n, d, crc=7) for n, d in docx.items()])), ("no-end", plain(docx)[:-22]),
                       ("cut", plain(docx)[:60]), ("mend", plain(docx)[:-22] + b"PK\5\7" + plain(docx)[-18:]), ("before", b"\r\n" * 30 + plain(docx))):
        bad_file(f"docx-broken-{name}.docx", data, LIE + " | unknown_kind", 68, "a broken document that Word mends")
    bad_file("gzip-two.gz", gz(TEXT) + gz(exe()), LIE + " | unknown_kind", 67, "two gzip members, the second a program")
    bad_file("gzip-behind.gz", gz(TEXT) + exe(), LIE, 67, "a program behind a gzip stream")
    bad_file("gzip-cut.gz", gz(TEXT * 30)[:-20], LIE, 68, "a gzip stream that is cut")
    bad_file("gzip-crc.gz", gz(TEXT)[:-8] + bytes(8), LIE, 68, "a gzip stream with a wrong checksum")
    bad_file("tar-cut.tar", files_tar({"a.txt": TEXT * 20})[:700], LIE, 68, "a tar that is cut")
    bad_file("tar-checksum.tar", files_tar({"a.txt": TEXT}).replace(b"a.txt", b"b.txt", 1), LIE + " | unknown_kind", 68, "a tar with a wrong checksum")
    bad_file("tar-behind.tar", files_tar({"a.txt": TEXT}) + files_tar(evil), LIE, 67, "a second tar behind the end of the first")


def bombs():
    big = "too_big | unreadable | archive_trick"
    bad_file("bomb-110.zip", build([bomb(110)]), big, 69, "110 MB of zeros in 110 KB")
    bad_file("bomb-40.zip", build([bomb(40)]), big, 69, "40 MB at a ratio of 1000")
    bad_file("bomb-many.zip", build([bomb(12, f"d{n}.txt") for n in range(10)]), big, 69, "ten times 12 MB at a ratio of 1000")
    inner = build([bomb(40)])
    bad_file("bomb-nested.zip", plain({f"{n}.zip": inner for n in range(4)}), big, 69, "bombs in an archive")
    bad_file("bomb-docx.docx", build([Member("[Content_Types].xml", b"<Types/>"), bomb(60, "word/document.xml")]), big + " | mismatch | unknown_kind", 69,
             "a document that unpacks to 60 MB")
    bad_file("bomb-xlsx.xlsx", build([Member("[Content_Types].xml", b"<Types/>"), bomb(60, "xl/sharedStrings.xml")]), big + " | mismatch | unknown_kind", 69,
             "a table that unpacks to 60 MB")
    bad_file("bomb.gz", gz(bytes(60 << 20)), big, 69, "60 MB in a gzip")
    bad_file("bomb.bz2", bz2.compress(bytes(60 << 20)), big, 69, "60 MB in a bzip2")
    bad_file("bomb.xz", lzma.compress(bytes(60 << 20), preset=1), big, 69, "60 MB in an xz")
    bad_file("bomb.tar.gz", gz(files_tar({"a.txt": bytes(50 << 20)})), big, 69, "50 MB in a tar.gz")
    packed, size = deflate(bytes(1 << 20)), 1 << 20
    overlapped = Member("d0.txt", bytes(size))
    bad_file("bomb-overlap.zip", build([overlapped], ghosts=[Member(f"d{n}.txt", raw=packed, crc=overlapped.crc, size=size) for n in range(1, 400)]),
             big + " | mismatch", 69, "400 entries over the same bytes (Fifield)")
    bad_file("bomb-entries.zip", build([Member(f"{n}", b"", method=0) for n in range(2100)], count=2100), big, 69, "2100 empty members")
    bad_file("bomb-size-lies.zip", build([bomb_lie(30)]), big, 69, "30 MB, called 100 bytes")
    for number, name in ((9, "deflate64"), (14, "lzma"), (98, "ppmd"), (93, "zstd"), (95, "xz"), (12, "bzip2"), (1, "shrink"), (6, "implode"), (77, "none")):
        raw = bz2.compress(exe()) if number == 12 else bytes([9, 20, 5, 0, 93, 0, 0, 64, 0]) + bytes(40) if number == 14 else deflate(exe())
        bad_file(f"method-{name}.zip", build([Member("aufgabe.txt", exe(), raw=raw, method=number)]), "unreadable | archive_trick | program | mismatch | name",
                 69, f"method {number}, which an ordinary ZIP does not use")


def bomb_lie(megabytes):
    member = bomb(megabytes)
    member.size = 100
    return member


def wrap(depth, data, name):
    for level in range(depth):
        data, name = plain({name: data}), f"ebene{level}.zip"
    return data


def nested():
    see = "program | name | mismatch"
    bad_file("nested-2.zip", wrap(2, exe(), "start.exe"), see, 70, "a program in a ZIP in a ZIP")
    bad_file("nested-3-renamed.zip", wrap(3, exe(), "foto.jpg"), see, 70, "a program called a picture, three ZIPs deep")
    bad_file("nested-4.zip", wrap(4, TEXT, "a.txt"), "too_big", 70, "archives four deep, though harmless")
    bad_file("nested-12.zip", wrap(12, TEXT, "a.txt"), "too_big", 70, "archives twelve deep")
    bad_file("zip-gz.gz", gz(plain({"start.exe": exe()})), see, 70, "a program in a ZIP in a gzip", as_name="daten.zip.gz")
    bad_file("tar-xz.tar.xz", lzma.compress(files_tar({"bin/start": elf()})), see, 70, "a program in a tar.xz")
    bad_file("tar-bz2.tar.bz2", bz2.compress(files_tar({"start.exe": exe()})), see, 70, "a program in a tar.bz2")
    bad_file("tgz.tgz", gz(files_tar({"start.exe": exe()})), see, 70, "a program in a tgz")
    bad_file("gz-exe.gz", gz(exe()), see, 70, "a program in a gzip", as_name="start.exe.gz")
    bad_file("zip-as-jpg.zip", plain({"foto.jpg": plain({"start.exe": exe()})}), see, 70, "a ZIP called a picture in a ZIP")
    bad_file("zip-tar.zip", plain({"a.tar": files_tar({"b.txt": TEXT, "start.exe": exe()})}), see, 70, "a program in a tar in a ZIP")
    bad_file("docx-in-zip-exe.zip", plain({"a.docx": exe()}), see, 70, "a program called Word in a ZIP")
    bad_file("stored.zip", stored({"start.exe": exe()}), see, 70, "a program, not deflated")
    bad_file("streamed.zip", streamed({"ordner/start.exe": exe()}), see, 70, "a program, sizes behind it")
    bad_file("script.zip", plain({"start.bat": b"@echo off\r\n", "lies.txt": TEXT}), "script | name", 70, "a script beside a text in a ZIP")
    bad_file("js.zip", plain({"Rechnung.pdf.js": b"var a = 1;\r\n"}), "script | name", 70, "a script with two extensions in a ZIP")
    bad_file("lnk.zip", plain({"Referat.lnk": lnk()}), "shortcut | name", 70, "a shortcut in a ZIP")
    bad_file("html.zip", plain({"seite.html": b"<html><body onload='x()'>a</body></html>"}), "html_active", 70, "an active page in a ZIP")
    bad_file("many-one-bad.zip", plain({**{f"bild{n}.txt": TEXT for n in range(60)}, "z/zz/start.scr": exe()}), see, 70, "sixty texts and a program")
    cpio = b"070701" + b"".join(b"%08X" % n for n in (1, 0o100644, 0, 0, 1, 0, len(exe()), 0, 0, 0, 0, 10, 0)) + b"start.exe\0"
    cpio += b"\0" * (-len(cpio) % 4) + exe()
    bad_file("cpio.cpio", cpio + b"070701" + b"0" * 88 + b"0000000B00000000TRAILER!!!\0\0\0\0", see + " | unreadable | unknown_kind", 70, "a program in a cpio")
    ar = b"!<arch>\n" + b"start.exe/      0           0     0     100644  512       `\n" + exe()
    bad_file("ar.a", ar, see + " | unreadable | unknown_kind", 70, "a program in an ar archive")


def split():
    box = plain({"start.exe": exe(2000), "b.txt": TEXT})
    half = len(box) // 2
    rule = "archive_trick | unreadable | unknown_kind | mismatch | program | name"
    for name, data in (("teil.z01", b"PK\7\x08" + box[:half]), ("teil.zip", box[half:]), ("teil.zip.001", box[:half]), ("teil.zip.002", box[half:]),
                       ("teil.7z.001", seven(bytes(40), bytes(40))[:60]), ("teil.r00", b"Rar!\x1a\7\0" + bytes(40)),
                       ("teil.part1.rar", b"Rar!\x1a\7\0" + bytes.fromhex("f6ec7311010d0000000000000000") + bytes(30))):
        bad_file("split-" + name, data, rule, 71, "a volume of an archive: nobody sees the whole", as_name=name)


def paths():
    climb = "name | archive_trick"
    for name, member in {"dotdot": "../start.txt", "dotdot-deep": "a/../../../../start.txt", "absolute": "/etc/cron.d/x", "drive": "C:/Windows/x.txt",
                         "drive-backslash": "C:\\Windows\\x.txt", "dotdot-backslash": "..\\..\\x.txt", "unc": "\\\\server\\share\\x.txt", "unc-slash": "//server/x.txt",
                         "nul": b"a.txt\0.exe", "device": "ordner/CON.txt", "stream": "a.txt:b.txt", "dot-only": "..", "control": "a\x02b.txt",
                         "rtlo": "zeugnis\u202etxt.pdf.txt", "long": "x" * 300 + ".txt", "trailing-dot": "start.bat.", "blank-end": "start.bat "}.items():
        bad_file(f"path-{name}.zip", plain({member: TEXT}), climb + " | too_big | script", 72, "a member's name that leaves its folder or is none")
    link = Member("bericht.txt", b"/etc/passwd", method=0, made_by=0x0314, outside=(0o120777 << 16))
    bad_file("link-zip.zip", build([link]), climb, 72, "a symbolic link in a ZIP")
    bad_file("link-device.zip", build([Member("platte", b"", method=0, made_by=0x0314, outside=(0o60600 << 16))]), climb, 72, "a device in a ZIP")
    for name, kind, target in (("symlink", tarfile.SYMTYPE, "/etc/passwd"), ("symlink-up", tarfile.SYMTYPE, "../../x"), ("hardlink", tarfile.LNKTYPE, "a.txt"),
                               ("char", tarfile.CHRTYPE, ""), ("block", tarfile.BLKTYPE, ""), ("fifo", tarfile.FIFOTYPE, "")):
        bad_file(f"link-{name}.tar", tar([("a.txt", TEXT, tarfile.REGTYPE, ""), ("b", b"", kind, target)]), climb, 72, "a link or device in a tar")
    bad_file("path-tar-dotdot.tar", files_tar({"../../x.txt": TEXT}), climb, 72, "a tar that climbs")
    bad_file("path-tar-absolute.tar", files_tar({"/etc/x.txt": TEXT}), climb, 72, "a tar with an absolute name")
    bad_file("path-tar-pax.tar", tar([("a" * 120 + "/../../x.txt", TEXT, tarfile.REGTYPE, "")], tarfile.PAX_FORMAT), climb + " | too_big", 72, "a tar that climbs in a pax field")
    bad_file("path-tgz.tgz", gz(files_tar({"../x.txt": TEXT})), climb, 72, "a tar.gz that climbs")


def exotic():
    rule = "program | shortcut | disk_image | script | name | unknown_kind | unreadable | mismatch | embedded | archive_trick"
    iso = bytes(32768) + b"\1CD001\1\0" + b"LINUX".ljust(32) + b"SCHULE".ljust(32) + bytes(1976) + b"\xffCD001\1" + bytes(2041)
    for name, data in {
        "a.ace": bytes(7) + b"**ACE**" + bytes(40), "a.arj": b"\x60\xea\x22\x00\x1e\x0b\x01\0\0\0\2" + bytes(60), "a.lzh": b"\x20\x00-lh5-" + bytes(40),
        "a.alz": b"ALZ\1" + bytes(40), "a.egg": b"EGGA" + bytes(40), "a.cab": b"MSCF\0\0\0\0" + bytes(60), "a.chm": b"ITSF\3\0\0\0\x60\0\0\0" + bytes(90),
        "a.iso": iso, "a.img": iso, "a.vhd": b"conectix" + bytes(504), "a.vhdx": b"vhdxfile" + bytes(504), "a.dmg": bytes(600) + b"koly\0\0\0\4" + bytes(504),
        "a.wim": b"MSWIM\0\0\0\xd0\0\0\0" + bytes(196), "a.xar": b"xar!\0\x1c\0\1" + bytes(80), "a.qcow2": b"QFI\xfb\0\0\0\3" + bytes(100),
        "a.sis": b"\x7a\x1a\x20\x10" + bytes(60), "a.one": bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(80), "a.rpm": b"\xed\xab\xee\xdb\3\0\0\0" + bytes(120),
        "a.deb": b"!<arch>\ndebian-binary   0           0     0     100644  4         `\n2.0\n", "a.swf": b"FWS\x08" + bytes(60),
        "a.iqy": b"WEB\r\n1\r\nhttp://boese.example/x\r\n", "a.slk": b"ID;PWXL;N;E\r\nC;Y1;X1;K0;EEXEC(\"x\")\r\nE\r\n", "a.url": b"[InternetShortcut]\r\nURL=http://boese.example/\r\n",
        "a.desktop": b"[Desktop Entry]\nType=Application\nExec=true\nName=Spiel\n", "a.webloc": b"<?xml version=\"1.0\"?><plist><dict><key>URL</key><string>http://boese.example</string></dict></plist>",
        "a.library-ms": b"<?xml version=\"1.0\"?><libraryDescription xmlns=\"http://schemas.microsoft.com/windows/2009/library\"/>",
        "a.settingcontent-ms": b"<?xml version=\"1.0\"?><PCSettings><SearchableContent><DeepLink>x</DeepLink></SearchableContent></PCSettings>",
        "a.sct": b"<?XML version=\"1.0\"?><scriptlet><registration/></scriptlet>", "a.wsf": b"<job><script language=\"JScript\">1</script></job>",
        "a.hta": b"<html><hta:application/><body>x</body></html>", "a.lnk": lnk(), "a.reg": b"Windows Registry Editor Version 5.00\r\n\r\n[HKEY_CURRENT_USER\\X]\r\n",
        "a.rdp": b"full address:s:boese.example\r\n", "a.inf": b"[Version]\r\nSignature=$CHICAGO$\r\n", "a.scf": b"[Shell]\r\nCommand=2\r\nIconFile=\\\\boese.example\\x\r\n",
        "a.search-ms": b"<?xml version=\"1.0\"?><persistedQuery version=\"1.0\"/>", "a.theme": b"[Theme]\r\nDisplayName=\\\\boese.example\\x\r\n",
        "a.msix": plain({"AppxManifest.xml": b"<Package/>", "start.exe": exe()}), "a.jar": plain({"META-INF/MANIFEST.MF": b"Main-Class: A\r\n", "A.class": java_class()}),
        "a.apk": plain({"AndroidManifest.xml": b"\3\0\x08\0", "classes.dex": dex()}), "a.xpi": plain({"manifest.json": b"{}", "a.js": b"1;"}),
        "a.crx": b"Cr24\3\0\0\0\0\0\0\0" + plain({"manifest.json": b"{}"}),
    }.items():
        bad_file("exotic-" + name, data, rule, 73, "a kind that no lesson needs and that Windows, macOS or a phone opens", as_name="aufgabe" + name[1:])
    bad_file("unknown.xyz", bytes((n * 37 + n // 7) % 256 for n in range(400)), "unknown_kind", 73, "bytes that nobody knows")
    bad_file("unknown-in-zip.zip", plain({"x.dat": bytes((n * 91 + n // 5) % 256 for n in range(400))}), "unknown_kind", 73, "bytes that nobody knows in a ZIP")
    bad_file("iso-in-zip.zip", plain({"a.iso": iso}), "disk_image | name", 73, "a drive in a ZIP")


def programs():
    see = "program | name | mismatch | polyglot | archive_trick"
    for name, data in {"start.exe": exe(), "start.com": dos(), "hilfe.dll": dll(), "spiel": elf(), "spiel.bin": macho(), "A.class": java_class(), "m.wasm": wasm(),
                       "schoner.scr": exe()}.items():
        bad_file("program-" + name, data, see + " | script | unknown_kind", 74, "a program by its own name", as_name=name)
    for name, box in (("zip", plain({"a.txt": TEXT})), ("rar", b"Rar!\x1a\7\0" + bytes(40)), ("7z", seven(bytes(20)))):
        bad_file(f"sfx-{name}.exe", exe() + box, see, 74, "a program that unpacks itself")
    bad_file("sfx-renamed.zip", exe() + plain({"a.txt": TEXT}), see, 74, "a program that unpacks itself, called ZIP")
    bad_file("program-teacher-mail.exe", exe(), "program", 74, "a program sent by a teacher: never by mail", role="teacher", door="mail, mailbox")
    bad_file("program-teacher-material.exe", exe(), "program", 74, "a program among the material that pupils read", role="teacher", area="material", door="drive")
    shebang = b"#!/bin/sh -\necho hallo\n"
    for name, data in {"start.command": shebang, "liesmich": shebang, "x.ps1": b"Write-Host 'hallo'\r\n", "x.vbs": b"MsgBox \"hallo\"\r\n", "x.bat": b"@echo off\r\n",
                       "x.cmd": b"@echo off\r\n", "x.js": b"WScript.Echo('x');\r\n"}.items():
        bad_file("script-" + name, data, "script | name", 74, "a script by its own name", as_name=name)


