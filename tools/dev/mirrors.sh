# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Part of root.sh: where Debian comes from, as this host itself gets it.

# The host's own mirrors (any Debian suite of them serves trixie too); empty where the host is no Debian.
mirrors() {
    local codename
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    [ -n "$codename" ] && command -v apt-get >/dev/null || return 0
    # shellcheck disable=SC2016 # apt expands these
    apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sort -u |
        awk -v main="$codename" -v suite="$SUITE" -v parts="${COMPONENTS:-main}" '
            $1 == main && !m { m = 1; print "deb " $2 " " suite " " parts }
            $1 == main "-security" && !s { s = 1; print "deb " $2 " " suite "-security " parts }'
}

proxies() {
    apt-config dump 2>/dev/null | grep -i '^Acquire::https\?::Proxy ' | sed 's/^/--aptopt=/' || true
}
