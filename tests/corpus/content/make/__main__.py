# SPDX-License-Identifier: GPL-3.0-or-later
"""python3 tests/corpus/content/make [--check]: makes the corpus again, or looks whether it is what would be made."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import corpus  # noqa: E402

FAMILIES = [name[:-3] for name in sorted(os.listdir(os.path.dirname(os.path.abspath(__file__))))
            if name.startswith(("h_", "o_"))]


def main():
    for family in FAMILIES:
        __import__(family).make()
    if "--check" in sys.argv[1:]:
        sys.exit(0 if corpus.STORE.compare() else 1)
    corpus.STORE.write()
    for folder in corpus.FOLDERS:
        print(folder, sum(path.startswith(folder) for path, _ in corpus.STORE.cases))


main()
