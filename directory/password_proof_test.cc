// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/password_proof.h"

#include <gtest/gtest.h>
#include <sys/socket.h>

namespace pedell::directory
{
namespace
{

TEST(PasswordProof, ReadsWindowsErrorFromTheDiagnosticText)
{
    struct Case {
        const char* text;
        PasswordProof proof;
    };
    for (const Case& c :
         {Case{"80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 52e, v1db1",
               PasswordProof::wrong},
          Case{"80090308: LdapErr: DSID-0C0903A9, comment: AcceptSecurityContext error, data 773, v1db1",
               PasswordProof::must_change},
          Case{"x, data 532, v", PasswordProof::must_change}, Case{"x, data 533, v", PasswordProof::closed},
          Case{"x, data 701", PasswordProof::closed}, Case{"x, data 530, v", PasswordProof::closed},
          Case{"x, data 775, v", PasswordProof::wrong}, Case{"x, data 7731, v", PasswordProof::wrong},
          Case{"x, data ", PasswordProof::wrong}, Case{"", PasswordProof::wrong},
          Case{"data 773", PasswordProof::wrong}}) {
        SCOPED_TRACE(c.text);
        EXPECT_EQ(proof_in(c.text), c.proof);
    }
}

TEST(PasswordProof, NeverAsksWithAnEmptyPassword)
{
    int ends[2] = {-1, -1};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    const base::Fd server(ends[1]);

    EXPECT_EQ(prove_password(base::Fd(ends[0]), "a@b", "", std::chrono::seconds{5}).value(),
              PasswordProof::wrong);

    char byte = 0;
    EXPECT_EQ(::recv(server.get(), &byte, 1, 0), 0) << "something was asked";
}

TEST(PasswordProof, GivesUpOnASambaThatIsSilent)
{
    int ends[2] = {-1, -1};
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    const base::Fd server(ends[1]);

    const auto proof = prove_password(base::Fd(ends[0]), "a@b", "secret", std::chrono::seconds{0});

    ASSERT_FALSE(proof);
    EXPECT_EQ(proof.error().code, base::Errc::unavailable);
}

} // namespace
} // namespace pedell::directory
