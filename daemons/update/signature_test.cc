// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/signature.h"

#include "daemons/update/test_host.h"

#include <gmock/gmock.h>

namespace pedell::update
{
namespace
{

using testing::HasSubstr;

constexpr const char* good =
    "[GNUPG:] NEWSIG\n[GNUPG:] KEY_CONSIDERED 6A 0\n[GNUPG:] SIG_ID x 2026-11-24 1\n"
    "[GNUPG:] GOODSIG 6A Pedell\n[GNUPG:] VALIDSIG 6A 2026-11-24 1 0 4 0 22 10 00 6A\n";

TEST(Signature, IsTrustedWhenItIsGoodAndItsKeyValid)
{
    EXPECT_TRUE(judge_signature(good));
}

TEST(Signature, IsRefusedWithTheReason)
{
    const struct {
        const char* status;
        const char* why;
    } cases[] = {
        {"[GNUPG:] NEWSIG\n[GNUPG:] BADSIG 6A Pedell\n", "not that of the list"},
        {"[GNUPG:] ERRSIG 6A 22 10 00 1 9 -\n[GNUPG:] NO_PUBKEY 6A\n", "unknown key"},
        {"[GNUPG:] KEYEXPIRED 1\n[GNUPG:] EXPKEYSIG 6A Pedell\n[GNUPG:] VALIDSIG 6A\n", "has expired"},
        {"[GNUPG:] EXPSIG 6A Pedell\n[GNUPG:] VALIDSIG 6A\n", "signature has expired"},
        {"[GNUPG:] REVKEYSIG 6A Pedell\n[GNUPG:] VALIDSIG 6A\n", "revoked"},
        {"[GNUPG:] NODATA 4\n", "no signature"},
        {"", "no valid signature"},
        {"[GNUPG:] GOODSIG 6A Pedell\n", "no valid signature"},
        {"GOODSIG 6A\nVALIDSIG 6A\n", "no valid signature"}};
    for (const auto& [status, why] : cases) {
        const auto judged = judge_signature(status);
        ASSERT_FALSE(judged) << status;
        EXPECT_EQ(judged.error().code, base::Errc::denied);
        EXPECT_THAT(judged.error().context, HasSubstr(why)) << status;
    }
}

TEST(Signature, IsRefusedWhenThereIsABadOneBesideTheGood)
{
    EXPECT_FALSE(judge_signature(std::string(good) + "[GNUPG:] BADSIG 6B Somebody\n"));
    EXPECT_FALSE(judge_signature(std::string(good) + good)) << "two signatures";
}

TEST(Signature, IsReadByNobodyWithoutNetwork)
{
    TestHost test;
    test.answer("systemd-run", good, 2);
    EXPECT_TRUE(check_signature(test.host));

    const std::string& asked = test.asked.at(0);
    EXPECT_THAT(asked, HasSubstr("--property=DynamicUser=yes"));
    EXPECT_THAT(asked, HasSubstr("--property=PrivateNetwork=yes"));
    EXPECT_THAT(asked, HasSubstr("--keyring=/usr/lib/systemd/import-pubring.gpg"));
}

TEST(Signature, IsNotJudgedWhenNobodyReadIt)
{
    TestHost test;
    test.answer("systemd-run", "", 1);
    const auto checked = check_signature(test.host);
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, base::Errc::unavailable);
}

} // namespace
} // namespace pedell::update
