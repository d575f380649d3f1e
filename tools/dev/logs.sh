#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# logs.sh [ARGUMENT...]: the appliance's journal with the namespace in which mail, files and directory log.
set -euo pipefail
[ $# -gt 0 ] || set -- --lines=200
exec "$(dirname -- "${BASH_SOURCE[0]}")/enter.sh" pedell journalctl --namespace=+pedell --no-pager "$@"
