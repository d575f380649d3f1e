#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# counts.sh FILE.xml: "PASSED FAILED SKIPPED" of a JUnit file of ctest or GoogleTest; no file means one failure.
set -euo pipefail

if [ ! -s "$1" ]; then
    echo "0 1 0"
    exit
fi
# <testsuite ... tests= failures= disabled= skipped= errors=>: ctest writes one, GoogleTest one a suite.
tr '\n\t' '  ' <"$1" | grep -o '<testsuite [^>]*>' | awk '
    function value(name) { return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0 }
    {
        failed += value("failures") + value("errors")
        skipped += value("skipped") + value("disabled")
        tests += value("tests")
    }
    END { print tests - failed - skipped, failed + 0, skipped + 0 }'
