# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the families of the corpus put what they make: bytes, and beside them a verdict."""
import os
import sys
from urllib.parse import quote

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
LARGEST = 200 * 1024
FOLDERS = ("messages/hostile", "messages/ordinary", "files/hostile", "files/ordinary")

RULES = """program script shortcut disk_image macro embedded remote formula pdf_active html_active svg_active
calendar_active name mismatch polyglot encrypted archive_trick ambiguous hidden fragment winmail too_big unreadable
unknown_kind link_listed link_disguised signature""".split()

# What may be named first when the payload of an evasion is a program: seen through, or refused for the trick.
EXE = "program | name | mismatch"
TRICK = "program | name | mismatch | ambiguous"


class Store:
    """All cases of one run, in memory: `write` puts them into the tree, `compare` looks whether they are there."""

    def __init__(self):
        self.files = {}
        self.cases = []

    def add(self, folder, name, data, fields):
        path = f"{folder}/{name}"
        if path in self.files:
            sys.exit(f"{path}: made twice")
        if len(data) > LARGEST:
            sys.exit(f"{path}: {len(data)} bytes")
        for rule in fields["rule"].split(" | "):
            if rule not in RULES and not (rule == "none" and fields["verdict"] == "pass"):
                sys.exit(f"{path}: no rule {rule}")
        text = "".join(f"{key}: {value}\n" for key, value in fields.items())
        self.files[path] = data
        self.files[path + ".verdict"] = text.encode()
        self.cases.append((path, fields))

    def write(self):
        for folder in FOLDERS:
            top = os.path.join(ROOT, folder)
            os.makedirs(top, exist_ok=True)
            for name in os.listdir(top):
                if f"{folder}/{name}" not in self.files:
                    os.remove(os.path.join(top, name))
        for path, data in self.files.items():
            if self.on_disk(path) != data:
                with open(os.path.join(ROOT, path), "wb") as out:
                    out.write(data)

    def compare(self):
        wrong = [path for path, data in self.files.items() if self.on_disk(path) != data]
        for folder in FOLDERS:
            wrong += [f"{folder}/{name}" for name in os.listdir(os.path.join(ROOT, folder)) if f"{folder}/{name}" not in self.files]
        for path in wrong:
            print(f"tests/corpus/content/{path}: is not what its generator makes", file=sys.stderr)
        return not wrong

    @staticmethod
    def on_disk(path):
        try:
            with open(os.path.join(ROOT, path), "rb") as file:
                return file.read()
        except FileNotFoundError:
            return None


STORE = Store()


def _case(folder, name, data, verdict, rule, line, why, door, area, role, **more):
    fields = {"role": role, "door": door, "area": area, "verdict": verdict, "rule": rule, "line": line, "why": why}
    if "as_name" in more:
        fields["name"] = quote(more.pop("as_name"), safe=" !#$&'()+,;=@[]{}~-_.")
    fields.update(more)
    STORE.add(folder, name, data, fields)


def bad_mail(name, data, rule, line, why, role="pupil", **more):
    """A message that is refused. `rule`: each rule that may soundly be named, ` | ` between them."""
    _case("messages/hostile", f"{line:03d}-{name}.eml", data, "refuse", rule, line, why, "mail, mailbox", "mailbox",
          role, **more)


def good_mail(name, data, line, why, role="pupil", **more):
    _case("messages/ordinary", f"{line:03d}-{name}.eml" if line else f"{name}.eml", data, "pass", "none", line, why,
          "mail, mailbox", "mailbox", role, **more)


def bad_file(name, data, rule, line, why, role="pupil", area="home", door="mail, mailbox, drive", **more):
    """A file that is refused, as an attachment, in APPEND and on a drive. `as_name`: when it is not the name on disk."""
    _case("files/hostile", f"{line:03d}-{name}", data, "refuse", rule, line, why, door, area, role, **more)


def good_file(name, data, line, why, role="pupil", area="home", door="mail, mailbox, drive", **more):
    _case("files/ordinary", f"{line:03d}-{name}" if line else name, data, "pass", "none", line, why, door, area, role,
          **more)
