#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns a daemon's messages.mes into a C++ header and the journal's catalogues.

Format of messages.mes: comments start with '#'; one message is

    % mail_refused warning 5f2b9c0e7d1a4c36a8e4f0b1c2d3e4f5
    en: mail refused, rule {RULE}
        A paragraph for the technician: what it means, what to look at, what to do. It may run over
        several lines; all lines after the first are indented.
    de: Mail abgelehnt, Regel {RULE}
        Derselbe Absatz auf Deutsch.

Name: [a-z][a-z0-9_]*, becomes pedell::messages::<folder>::mail_refused. Priority: emerg alert crit err warning
notice info debug. Id: 32 lower-case hexadecimal digits (`systemd-id128 new`). The first line of a language is the
line in the log (English) and the Subject in `journalctl -x` (both). Keys are journal fields, [A-Z][A-Z0-9_]*; every
key of the German line and of both paragraphs has to stand in the English line, because only those are logged for sure.

    messages.py FILE --header OUT.h --catalog PREFIX    PREFIX.catalog (English) and PREFIX.de.catalog; systemd takes
                                                        the language from the file's name (catalog(7))
    messages.py --check FOLDER...                       all messages.mes below: doubled ids over all, unused names

Exit status: 0 good, 1 a fault (file:line: what was expected), 2 wrong use.
"""
import argparse
import pathlib
import re
import sys

PRIORITIES = ["emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"]
HEAD = re.compile(r"% ([a-z][a-z0-9_]*) ([a-z]+) (\S+)")
LINE = re.compile(r"(en|de): (\S.*)")
BRACES = re.compile(r"\{([^{}]*)\}")
KEY = re.compile(r"[A-Z][A-Z0-9_]{0,63}")


class Fault(Exception):
    """What is wrong, with the place."""


class Message:
    """One message with both languages: subject line and paragraph."""

    def __init__(self, name, priority, number, place):
        self.name, self.priority, self.id, self.place = name, priority, number, place
        self.subject, self.paragraph = {}, {}

    def keys(self, text):
        """The keys of a text; a brace that encloses no key is a fault."""
        found = BRACES.findall(text)
        if re.search(r"[{}]", BRACES.sub("", text)):
            raise Fault(f"{self.place}: {self.name}: a brace without its partner")
        for key in found:
            if not KEY.fullmatch(key):
                raise Fault(f"{self.place}: {self.name}: key {{{key}}} is no journal field (A-Z, 0-9, _)")
        return set(found)

    def check(self):
        """Both languages complete, every key in the English line."""
        for language in ("en", "de"):
            if language not in self.subject:
                raise Fault(f"{self.place}: {self.name}: language {language} is missing")
            if not self.paragraph[language]:
                raise Fault(f"{self.place}: {self.name}: no paragraph under {language}:")
        logged = self.keys(self.subject["en"])
        for text in [self.subject["de"], *self.paragraph["en"], *self.paragraph["de"]]:
            for key in sorted(self.keys(text) - logged):
                raise Fault(f"{self.place}: {self.name}: key {{{key}}} is not in the English line")


def read_head(line, place):
    """The line that starts a message."""
    match = HEAD.fullmatch(line)
    if not match:
        raise Fault(f"{place}: expected '% name priority id'")
    name, priority, number = match.groups()
    if priority not in PRIORITIES:
        raise Fault(f"{place}: priority {priority}: expected one of {' '.join(PRIORITIES)}")
    if not re.fullmatch(r"[0-9a-f]{32}", number) or number == "0" * 32:
        raise Fault(f"{place}: id {number}: expected 32 lower-case hexadecimal digits (systemd-id128 new)")
    return Message(name, priority, number, place)


def parse(path):
    """All messages of one file, checked."""
    messages, language = [], None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place, line = f"{path}:{number}", raw.rstrip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("%"):
            messages.append(read_head(line, place))
            language = None
        elif match := LINE.fullmatch(line):
            if not messages or match[1] in messages[-1].subject:
                raise Fault(f"{place}: {match[1]}: stands outside a message or twice in one")
            language = match[1]
            messages[-1].subject[language] = match[2]
            messages[-1].paragraph[language] = []
        elif line[0].isspace() and language:
            messages[-1].paragraph[language].append(line.strip())
        else:
            raise Fault(f"{place}: expected '% name priority id', 'en: ...', 'de: ...' or an indented line")
    for message in messages:
        message.check()
    refuse_doubles(messages)
    return messages


def refuse_doubles(messages, names=True):
    """No id twice; within a file no name twice."""
    seen = {}
    for message in messages:
        for what in [message.id] + ([message.name] if names else []):
            if what in seen:
                raise Fault(f"{message.place}: {what} stands already at {seen[what]}")
            seen[what] = message.place


def header(folder, messages):
    """The constants of one folder."""
    lines = ["// SPDX-License-Identifier: GPL-3.0-or-later", "// Made from messages.mes by tools/messages.py.",
             "#pragma once", "", '#include "base/journal.h"', "", f"namespace pedell::messages::{folder}", "{", ""]
    for message in messages:
        text = message.subject["en"].replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'inline constexpr base::LogMessage {message.name}{{"{message.id}", '
                     f'{PRIORITIES.index(message.priority)},\n    "{text}"}};')
    return "\n".join([*lines, "", f"}} // namespace pedell::messages::{folder}", ""])


def catalog(messages, language):
    """One language as systemd reads it (catalog(7)): a key becomes @KEY@."""
    parts = []
    for message in messages:
        body = "\n".join([f"Subject: {message.subject[language]}", "Defined-By: pedell", "",
                          *message.paragraph[language]])
        parts.append(f"-- {message.id}\n" + BRACES.sub(r"@\1@", body) + "\n")
    return "\n".join(parts)


def unused(path, messages):
    """The first name that no source of the folder uses is a fault."""
    code = "\n".join(p.read_text(encoding="utf-8") for p in path.parent.glob("*.cc"))
    for message in messages:
        if not re.search(rf"\b{message.name}\b", code):
            raise Fault(f"{message.place}: {message.name} is used nowhere in {path.parent}")


def check(folders):
    """Doubled ids over all folders, unused names in each."""
    messages = []
    for path in sorted(p for folder in folders for p in pathlib.Path(folder).rglob("messages.mes")):
        own = parse(path)
        unused(path, own)
        messages += own
    refuse_doubles(messages, names=False)


def main():
    """Reads the command line; see the top of the file."""
    arguments = argparse.ArgumentParser(description="messages.mes -> C++ header and journal catalogues")
    arguments.add_argument("file", nargs="*", type=pathlib.Path)
    arguments.add_argument("--header", type=pathlib.Path)
    arguments.add_argument("--catalog")
    arguments.add_argument("--check", action="store_true")
    given = arguments.parse_args()
    if given.check == bool(given.header and given.catalog) or not given.file or (not given.check and given.file[1:]):
        arguments.error("either FILE --header OUT.h --catalog PREFIX or --check FOLDER...")
    try:
        if given.check:
            check(given.file)
            return 0
        messages = parse(given.file[0])
        folder = re.sub(r"\W", "_", given.file[0].resolve().parent.name)
        given.header.write_text(header(folder, messages), encoding="utf-8")
        pathlib.Path(given.catalog + ".catalog").write_text(catalog(messages, "en"), encoding="utf-8")
        pathlib.Path(given.catalog + ".de.catalog").write_text(catalog(messages, "de"), encoding="utf-8")
    except (Fault, OSError, UnicodeDecodeError) as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
