// SPDX-License-Identifier: GPL-3.0-or-later

// What LeakSanitizer reads at the end of the tests: fontconfig keeps its caches for the life of a process and
// has no owner that could free them (FcFini would free what pango still holds). Our own leaks are still told.
// NOLINTBEGIN(bugprone-reserved-identifier): the sanitizer's own name for it
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libfontconfig\n";
}
// NOLINTEND(bugprone-reserved-identifier)
