// SPDX-License-Identifier: GPL-3.0-or-later
// Evasion E 86, with what looks alike and passes.
#include "content/test_files.h"

#include <gtest/gtest.h>

namespace pedell::content::testing
{
namespace
{

/// One value of DER (X.690): tag, length, content.
std::string der(char tag, const std::string& content)
{
    std::string length;
    const std::size_t size = content.size();
    if (size < 128)
        length = {static_cast<char>(size)};
    else
        length = {'\x82', static_cast<char>(size >> 8), static_cast<char>(size & 0xFF)};
    return tag + length + content;
}

std::string pkcs7(char kind)
{
    return der('\x06', std::string("\x2A\x86\x48\x86\xF7\x0D\x01\x07") + kind);
}

/// Signed by nobody: what is inside does not depend on it (RFC 5652, 5.1).
std::string sealed(const std::string& content, bool detached)
{
    const std::string inside = detached ? "" : der('\xA0', der('\x04', content));
    const std::string data = der('\x30', pkcs7(1) + inside);
    const std::string none = der('\x31', "");
    return der('\x30', pkcs7(2) + der('\xA0', der('\x30', der('\x02', "\1") + none + data + none)));
}

/// Encrypted for nobody (RFC 5652, 6.1).
std::string locked(const std::string& content)
{
    const std::string cipher =
        der('\x30', der('\x06', "\x60\x86\x48\x01\x65\x03\x04\x01\x02") + der('\x04', std::string(16, 'i')));
    const std::string data = der('\x30', pkcs7(1) + cipher + der('\x80', content));
    return der('\x30', pkcs7(3) + der('\xA0', der('\x30', der('\x02', std::string(1, '\0')) +
                                                              der('\x31', "") + data)));
}

TEST(Cms, WhatIsSignedIsLookedAt)
{
    const std::string attack = "From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: "
                               "text/html\r\n\r\n<html><script>x</script></html>\r\n";
    const std::string letter =
        "From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nHallo\r\n";
    expect({
        {"86 signed script", "smime.p7m", sealed(attack, false), "html_active"},
        {"86 encrypted", "smime.p7m", locked(letter), "message_encrypted"},
        {"86 broken", "smime.p7m", sealed(letter, false).substr(0, 40), "not_readable"},
        {"86 trap: signed", "smime.p7m", sealed(letter, false), ""},
        {"86 trap: signature beside", "smime.p7s", sealed(letter, true), ""},
        {"86 trap: PGP signature", "signature.asc",
         "-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n", ""},
    });
}

} // namespace
} // namespace pedell::content::testing
