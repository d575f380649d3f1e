#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Log messages: no id twice, none unused, German and English in each.
set -euo pipefail
cd "$(git rev-parse --show-toplevel)"
exec tools/dev/in-root.sh "python3 tools/messages.py --check daemons" >&2
