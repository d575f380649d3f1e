// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/security_descriptor.h"

#include <format>
#include <gtest/gtest.h>

namespace pedell::directory
{
namespace
{

using namespace std::string_literals;

/// S-1-5-21-1-2-3
const std::string domain = "\1\4\0\0\0\0\0\5\x15\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"s;

std::string hex(std::string_view bytes)
{
    std::string out;
    for (const char byte : bytes)
        out += std::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    return out;
}

// The expected bytes are what Samba's own security.descriptor.from_sddl and ndr_pack make of the SDDL above
// them.

TEST(SecurityDescriptor, IsByteForByteWhatSambaWritesForASmallList)
{
    // D:P(A;CI;CCDCLCSWRPWPDTLOCRSDRCWDWO;;;SY)(A;;RPLORC;;;AU)
    const ProtectedAcl acl{
        {well_known_sid(18), right::full, true},
        {well_known_sid(11), right::read_property | right::list_object | right::read_control, false}};

    EXPECT_EQ(hex(descriptor_of(acl)), "0100049000000000000000000000000014000000"
                                       "0400300002000000"
                                       "00021400ff010f00010100000000000512000000"
                                       "000014009000020001010000000000050b000000");
}

TEST(SecurityDescriptor, HidesPeopleInsideTheOuFromEachOther)
{
    // D:P(A;CI;full;;;SY)(A;CI;full;;;DA)(A;CI;full;;;EA)(A;CI;LCRPLORC;;;ED)(A;CI;LCRPLORC;;;DC)
    //    (A;CI;LCRPLORC;;;DD)(A;;RPLORC;;;AU)
    EXPECT_EQ(hex(descriptor_of(acl_of_ou(domain))),
              "01000490000000000000000000000000140000000400d4000700000000021400ff010f000101000000000005120000"
              "00000224"
              "00ff010f0001050000000000051500000001000000020000000300000000020000"
              "00022400ff010f0001050000000000051500000001000000020000000300000007020000"
              "0002140094000200010100000000000509000000"
              "000224009400020001050000000000051500000001000000020000000300000003020000"
              "000224009400020001050000000000051500000001000000020000000300000004020000"
              "000014009000020001010000000000050b000000");
}

TEST(SecurityDescriptor, ShowsPeopleThatAGroupIsThereButNotWhoIsInIt)
{
    // D:P(A;;full;;;SY)(A;;full;;;DA)(A;;RPLCLORC;;;DC)(A;;RPLCLORC;;;DD)(A;;LO;;;AU)
    EXPECT_EQ(
        hex(descriptor_of(acl_of_group(domain))),
        "010004900000000000000000000000001400000004009c000500000000001400ff010f00010100000000000512000000"
        "00002400ff010f0001050000000000051500000001000000020000000300000000020000"
        "000024009400020001050000000000051500000001000000020000000300000003020000"
        "000024009400020001050000000000051500000001000000020000000300000004020000"
        "000014008000000001010000000000050b000000");
}

TEST(SecurityDescriptor, ReadsItsOwnWritingBack)
{
    EXPECT_EQ(read_protected_acl(descriptor_of(acl_of_ou(domain))), acl_of_ou(domain));
    EXPECT_EQ(read_protected_acl(descriptor_of({})), ProtectedAcl{});
}

TEST(SecurityDescriptor, TakesNothingForOursThatIsNot)
{
    const std::string good = descriptor_of(acl_of_group(domain));

    for (std::size_t length = 0; length < good.size(); ++length) {
        SCOPED_TRACE(length);
        EXPECT_FALSE(read_protected_acl(std::string_view(good).substr(0, length)));
    }

    std::string inheriting = good;
    inheriting[3] = '\x80';
    EXPECT_FALSE(read_protected_acl(inheriting));

    std::string denying = good;
    denying[28] = 1;
    EXPECT_FALSE(read_protected_acl(denying));

    std::string far_away = good;
    far_away[19] = '\x7f';
    EXPECT_FALSE(read_protected_acl(far_away));
}

} // namespace
} // namespace pedell::directory
