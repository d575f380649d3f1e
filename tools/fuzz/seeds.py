#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""seeds.py TARGET FOLDER LONGEST: fills FOLDER with what a fuzz target of content/ begins with, out of tests/corpus/content.

A target that takes more than the bytes themselves (which name they bear) is given it as the first byte. Other targets: nothing.
"""
import pathlib
import sys

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "tests/corpus/content"
# As in content/document_fuzz.cc and content/html_fuzz.cc.
DOCUMENTS = {"docx": 0, "docm": 0, "xlsx": 0, "pptx": 0, "odt": 1, "ods": 1, "odp": 1, "epub": 2, "pdf": 3,
             "doc": 4, "xls": 4, "ppt": 4, "rtf": 5, "csv": 6, "xml": 7}
PAGES = {"html": 0, "htm": 0, "xhtml": 0, "svg": 1}
ARCHIVES = {"zip", "tar", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "cab", "iso", "ggb", "sb3", "mscz", "apkg", "jar"}


def files():
    for kind in ("files/hostile", "files/ordinary"):
        for file in sorted((CORPUS / kind).iterdir()):
            if file.suffix != ".verdict":
                yield file, file.suffix[1:].lower()


def messages():
    for kind in ("messages/hostile", "messages/ordinary"):
        yield from (file.read_bytes() for file in sorted((CORPUS / kind).glob("*.eml")))


def heads():
    for text in messages():
        ends = [end + len(blank) for blank in (b"\r\n\r\n", b"\n\n") if (end := text.find(blank)) > 0]
        yield text[: min(ends, default=None)]


def names():
    for verdict in CORPUS.glob("*/*/*.verdict"):
        for line in verdict.read_bytes().splitlines():
            if line.startswith(b"name: "):
                yield line[6:]
    for text in messages():
        for line in text.splitlines():
            if b"name" in line.lower() and b"=" in line:
                yield line.split(b"=", 1)[1].strip(b' "\t;')


def links():
    for text in messages():
        for word in text.replace(b'"', b" ").replace(b"<", b" ").replace(b">", b" ").split():
            if b"://" in word or word.startswith(b"www."):
                yield word
        yield text[-400:]


def documents(table):
    return (bytes([table[ending]]) + file.read_bytes() for file, ending in files() if ending in table)


def seeds_of(target):
    return {
        "content_archive": lambda: (file.read_bytes() for file, ending in files() if ending in ARCHIVES),
        "content_document": lambda: documents(DOCUMENTS),
        "content_html": lambda: documents(PAGES),
        "content_header_look": heads,
        "content_links": links,
        "content_message": messages,
        "content_names": names,
    }.get(target, lambda: ())()


def main():
    target, folder, longest = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
    chosen = {seed for seed in seeds_of(target) if 0 < len(seed) <= longest}
    for number, seed in enumerate(sorted(chosen)):
        (folder / f"{number:05d}").write_bytes(seed)


main()
