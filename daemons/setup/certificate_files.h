// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

/// The school's own certificate (certificates.source = "files"): what is wrong with it before it is used.
/// Reads PEM by OpenSSL's libcrypto; touches no file.
namespace pedell::setup
{

/// What lies in /etc/pedell/tls/files, as it lies there.
struct CertificateFiles {
    std::string certificate; ///< host.pem: the host's own first; further ones may follow
    std::string chain;       ///< chain.pem: those between it and the root; may be empty
    std::string key;         ///< host.key: unencrypted
};

/// Everything that forbids its use, each fault with its file, German / English; empty: it is good. `names`:
/// those that it must cover (RFC 6125). Valid at `now` and a day longer.
[[nodiscard]] std::vector<std::string>
faults_of(const CertificateFiles& files, const std::vector<std::string>& names, std::chrono::sys_seconds now);

/// All of `pem` behind its first certificate, in one form; empty where there is but one.
[[nodiscard]] std::string behind_first(std::string_view pem);

} // namespace pedell::setup
