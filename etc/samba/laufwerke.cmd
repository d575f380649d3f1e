@rem SPDX-License-Identifier: GPL-3.0-or-later
@rem Written by "pedell setup" from [shares] of school.toml; every account runs it at a Windows log-on (scriptPath).
@rem Geschrieben von "pedell setup"; Aenderungen von Hand gehen beim naechsten Mal verloren.
@net use @DRIVE_HOME@: /delete /yes >nul 2>&1
@net use @DRIVE_HOME@: \\@FQDN@\@SHARE_HOME@ /persistent:no
@net use @DRIVE_CLASSES@: /delete /yes >nul 2>&1
@net use @DRIVE_CLASSES@: \\@FQDN@\@SHARE_CLASSES@ /persistent:no
