#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many different structures the corpus has: messages as trees of types, encodings and oddities of their fields;
files as kinds, members and features. Two files of one structure differ by words alone.

structures.py [--list]: prints the counts; with --list each structure and how often it occurs. Ends with 1 when there
are fewer than promised: 150 hostile, 60 ordinary."""
import hashlib
import io
import os
import re
import sys
import tarfile
import zipfile
from collections import Counter

ROOT = os.path.dirname(os.path.abspath(__file__))
PROMISED = {"hostile": 150, "ordinary": 60}
NOTABLE = (b"content-", b"mime-version")


def fields_of(data):
    """The header's lines as far as there are any, and the rest."""
    end = re.search(rb"\r?\n[ \t]*\r?\n", data)
    return (data[:end.start()], data[end.end():]) if end else (data, b"")


def shape(value):
    """A field's value with its words taken away: what is left is how it is written."""
    value = re.sub(rb"\(.*?\)", b"(c)", value)
    value = re.sub(rb'"[^"]*"', b'""', value)
    value = re.sub(rb"=\?[^?]*\?([bqBQ])\?[^?]*\?=", rb"=?\1?=", value)
    value = re.sub(rb"[A-Za-z0-9_.+/-]+(?=[;\s]|$)", lambda word: b"w" if len(word[0]) > 24 else word[0].lower(), value)
    return re.sub(rb"\d+", b"0", value)[:120]


def oddities(head):
    """What is remarkable about the lines themselves."""
    out = []
    for name, found in (("nul", b"\0" in head), ("cr", re.search(rb"\r(?!\n)", head)), ("mixed-lf", b"\r\n" in head and re.search(rb"(?<!\r)\n", head)), ("no-colon", re.search(rb"(?:^|\n)[^:\s]+(?:\r|\n|$)", head)),
                        ("blank-colon", re.search(rb"(?:^|\n)[^\s:]+[ \t]+:", head)), ("long", any(len(line) > 998 for line in head.split(b"\n"))), ("large", len(head) > 65536), ("many", head.count(b"\n") > 400), ("8bit", any(byte > 127 for byte in head))):
        if found:
            out.append(name)
    return out


def part(data, depth=0):
    head, body = fields_of(data)
    lines = re.split(rb"\r?\n(?![ \t])", head)
    kept = [shape(b" ".join(line.split())) for line in lines if line.lower().startswith(NOTABLE) and not line.lower().startswith((b"content-id", b"content-desc", b"content-lang"))]
    text = "|".join(line.decode("latin-1") for line in kept) + "".join("!" + word for word in oddities(head))
    mark = re.search(rb'boundary\*?0?\*?=\s*"?([^";\r\n]+)', head, re.I)
    if mark and depth < 6:
        mark = mark[1].split(b"''")[-1].strip()
        pieces = re.split(rb"(?:^|\n)--" + re.escape(mark) + rb"(?:--)?[ \t]*\r?\n?", body)
        inner = [part(piece, depth + 1) for piece in pieces[1:12]]
        return text + "[" + ("p" if pieces[0].strip() else "") + ",".join(inner) + (f"x{len(pieces)}" if len(pieces) > 12 else "") + "]"
    return text + "~" + body_of(body, head)


def body_of(body, head):
    if b"base64" in head.lower():
        size = max((len(line) for line in body.split(b"\n")), default=0)
        clean = re.fullmatch(rb"[A-Za-z0-9+/=\s]*", body)
        return f"b{'-' if clean else '!'}{'s' if size < 50 else 'n' if size < 80 else 'l'}"
    tags = sorted({tag.lower().decode() for tag in re.findall(rb"<(script|iframe|object|embed|form|svg|meta|base|frame|math|style|img|a|video|template)\b", body, re.I)})
    marks = [name for name, pattern in (("uu", rb"\nbegin 0?[0-7]{3} "), ("yenc", rb"=ybegin"), ("hqx", rb"BinHex"), ("pgp", rb"BEGIN PGP"), ("on", rb"\bon\w+\s*="), ("js", rb"script:"), ("data", rb"data:"), ("ics", rb"BEGIN:V"), ("mime", rb"\n?Content-T"),
                                       ("url", rb"https?:"), ("empty", rb"^\s*$"), ("nul", rb"\0"), ("long", rb"[^\n]{1000}"), ("utf7", rb"\+AD"), ("hrefs", rb"href=\"[^h]")) if re.search(pattern, body)]
    return "t" + "".join("<" + tag for tag in tags) + "".join("+" + mark for mark in marks)


def features(data):
    """Words that make a document another kind of document."""
    words = re.findall(rb"/(OpenAction|AA|JavaScript|JS|Launch|URI|SubmitForm|EmbeddedFiles?|ObjStm|XRef|Encrypt|AcroForm|XFA|RichMedia|Names|AF|Annots|Outlines|DCTDecode|FileAttachment|Sig|GoToE|GoToR|ImportData|Rendition|Linearized|ASCII\w+|Prev|Collection|StructTreeRoot|OCG|FontFile2)\b"
                       rb"|\\(objdata|objupdate|objclass|pict|bin\d|fldinst|template|themedata)|<(script|foreignObject|animate|set|image|style|use|a|iframe|handler|html|form|meta)\b|\b(on\w+)=|(DDE\w*|INCLUDE\w+|WEBSERVICE|HYPERLINK|IMPORTXML|cmd\|)|(BEGIN:V\w+|ACTION:\w+|ATTACH|PHOTO|X-ALT-DESC)|(PGP \w+|#!|@echo)", data)
    return "+".join(sorted({b"".join(word).decode("latin-1")[:20] for word in words}))


def kind(data):
    for magic, name in ((b"PK\3\4", "zip"), (b"PK", "zip-odd"), (b"%PDF", "pdf"), (b"\xd0\xcf\x11\xe0", "ole"), (b"MZ", "mz"), (b"\x7fELF", "elf"), (b"\x1f\x8b", "gz"), (b"BZh", "bz2"), (b"\xfd7zXZ", "xz"), (b"7z\xbc\xaf", "7z"), (b"Rar!", "rar"), (b"\x89PNG", "png"),
                        (b"\xff\xd8", "jpg"), (b"GIF8", "gif"), (b"RIFF", "riff" ), (b"ID3", "mp3"), (b"\xff\xfb", "mp3"), (b"OggS", "ogg"), (b"{\\rt", "rtf"), (b"SQLite", "sqlite"), (b"BEGIN:", "vobject"), (b"<?xml", "xml"), (b"<svg", "svg"), (b"\xff\xfe", "utf16"), (b"\xef\xbb\xbf", "bom")):
        if data.startswith(magic):
            return name
    if data[257:262] == b"ustar":
        return "tar"
    if re.match(rb"\s*<(!doctype|html)", data, re.I):
        return "html"
    return "text" if not re.search(rb"[\0-\x08\x0e-\x1f]", data[:4000]) else "bytes-" + data[:4].hex()


def container(data, name, depth):
    found = kind(data)
    if found.startswith("zip") and depth < 3:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as box:
                odd = {f"f{info.flag_bits & 0x9}m{info.compress_type}s{info.create_system}" for info in box.infolist()}
                members = sorted({re.sub(r"\d+", "0", info.filename)[-24:] for info in box.infolist()})[:9]
                inner = sorted({container(box.read(info), info.filename, depth + 1) for info in box.infolist()[:9] if info.file_size < 300000 and not info.flag_bits & 1})
                gap = len(data) - sum(info.compress_size + 30 + len(info.filename) for info in box.infolist())
                return f"zip({','.join(sorted(odd))};{';'.join(members)};{','.join(inner)};{gap // 4096})"
        except Exception as error:  # noqa: BLE001: what zipfile thinks is part of the structure
            return f"zip-broken({type(error).__name__}:{str(error)[:30]};{data.count(b'PK')},{len(data) // 256})"
    if found == "tar":
        try:
            with tarfile.open(fileobj=io.BytesIO(data)) as box:
                return "tar(" + ",".join(f"{member.type.decode('latin-1')}{re.sub('[a-z]+', 'w', member.name)[:30]}" for member in box.getmembers()) + ")"
        except Exception as error:  # noqa: BLE001
            return f"tar-broken({type(error).__name__})"
    if found == "ole":
        names = sorted(set(re.findall(rb"(?:[\x20-\x7e]\0){5,}", data)))
        return f"ole({hashlib.sha1(b''.join(names)).hexdigest()[:8]})"
    extra = len(data).bit_length() if found in ("gz", "bz2", "xz", "png", "jpg", "gif") else ""
    chunks = ",".join(sorted({chunk.decode() for chunk in re.findall(rb"(IHDR|IDAT|IEND|tEXt|iTXt|acTL|Exif|ICC_PROFILE|Photoshop|NETSCAPE|ftyp\w{4}|PK\x03\x04|WEBPVP8.|8BIM)", data)})) if found in ("png", "jpg", "gif", "riff") or found.startswith("bytes-0000") else ""
    return f"{found}{extra}{chunks}{features(data)}"


def file_structure(data, name):
    """The extension does not count: forty names that Windows starts are one structure."""
    dots = re.sub(r"[^.\s]+", "w", name)
    strange = "".join(sorted({f"%{ord(letter):x}" for letter in name if ord(letter) > 0x2000 or letter < " " or letter in ":\\/"}))
    return f"{'d' if dots.count('.') > 1 else ''}{strange}|{container(data, name, 0)}"


def verdict_name(path, name):
    from urllib.parse import unquote
    with open(path + ".verdict", encoding="utf-8") as verdict:
        for line in verdict:
            if line.startswith("name: "):
                return unquote(line[6:].rstrip("\n"))
    return re.sub(r"^\d{3}-", "", name)


def main():
    found = {"hostile": Counter(), "ordinary": Counter()}
    files = Counter()
    for what in ("messages", "files"):
        for side, structures in found.items():
            top = os.path.join(ROOT, what, side)
            for name in sorted(os.listdir(top)):
                if name.endswith(".verdict"):
                    continue
                path = os.path.join(top, name)
                with open(path, "rb") as file:
                    data = file.read()
                structures[what + " " + (part(data) if what == "messages" else file_structure(data, verdict_name(path, name)))] += 1
                files[what, side] += 1
    few = False
    for side, structures in found.items():
        for what in ("messages", "files"):
            print(f"{side} {what}: {files[what, side]} files, {sum(one.startswith(what) for one in structures)} structures")
        print(f"{side}: {len(structures)} structures, {PROMISED[side]} promised")
        few |= len(structures) < PROMISED[side]
        if "--list" in sys.argv[1:]:
            for one, times in structures.most_common():
                print(f"{times:5d} {one[:300]}")
    sys.exit(1 if few else 0)


if __name__ == "__main__":
    main()
