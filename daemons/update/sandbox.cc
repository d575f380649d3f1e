// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/sandbox.h"

namespace pedell::update
{

std::vector<std::string> sandboxed(const std::string& unit, const std::string& program)
{
    std::vector<std::string> argv{"systemd-run", "--quiet", "--wait", "--collect", "--unit=" + unit};
    // DynamicUser= implies ProtectSystem=strict, NoNewPrivileges=, PrivateTmp=, RemoveIPC= and
    // RestrictSUIDSGID=.
    for (const char* const property : {"DynamicUser=yes",
                                       "CapabilityBoundingSet=",
                                       "ProtectHome=yes",
                                       "PrivateDevices=yes",
                                       "PrivateIPC=yes",
                                       "DevicePolicy=closed",
                                       "ProtectProc=invisible",
                                       "ProcSubset=pid",
                                       "ProtectClock=yes",
                                       "ProtectControlGroups=yes",
                                       "ProtectHostname=yes",
                                       "ProtectKernelLogs=yes",
                                       "ProtectKernelModules=yes",
                                       "ProtectKernelTunables=yes",
                                       "RestrictNamespaces=yes",
                                       "RestrictRealtime=yes",
                                       "LockPersonality=yes",
                                       "MemoryDenyWriteExecute=yes",
                                       "SystemCallArchitectures=native",
                                       "SystemCallFilter=@system-service",
                                       "SystemCallFilter=~@privileged @setuid",
                                       "SystemCallErrorNumber=EPERM",
                                       "UMask=0077",
                                       "MemoryMax=256M",
                                       "TasksMax=16",
                                       "LimitCORE=0",
                                       "NoExecPaths=/",
                                       "InaccessiblePaths=-/srv -/var/lib/pedell -/var/lib/samba -/var/spool "
                                       "-/var/log -/efi -/etc/pedell"})
        argv.push_back(std::string("--property=") + property);
    argv.push_back("--property=ExecPaths=" + program + " /usr/lib");
    return argv;
}

} // namespace pedell::update
