// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/ntacl.h"

#include <gtest/gtest.h>

namespace pedell::hand
{
namespace
{

std::string bytes_of(std::string_view hex)
{
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return bytes;
}

NtAce allowed(std::string_view sid, std::uint32_t rights, std::uint8_t flags = 0)
{
    return {0, flags, rights, sid_from(sid).value()};
}

/// What Samba 4.22 wrote for a pupil's file in "Gemeinsam" (vfs_acl_xattr, ignore system acls).
constexpr std::string_view by_samba =
    "0300030000000200040002000100000000000000000000000000000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000000000000000000000000000000000010004806400000080000000000000009c000000"
    "010500000000000515000000af331ed743dd787758f0ff005b040000010500000000000515000000af331ed743dd787758f0"
    "ff0001020000020078000400000000002400a9001200010500000000000515000000af331ed743dd787758f0ff0057040000"
    "00002400bf011300010500000000000515000000af331ed743dd787758f0ff005004000000001400ff011f00010100000000"
    "00051200000000001400bf011300010100000000000304000000";

TEST(NtAcl, ReadsWhatSambaWrites)
{
    constexpr std::string_view domain = "S-1-5-21-3609080751-2004409667-16773208-";
    const auto acl = decode_ntacl(bytes_of(by_samba));

    ASSERT_TRUE(acl);
    EXPECT_EQ(acl->owner, sid_from(std::string(domain) + "1115"));
    EXPECT_EQ(acl->aces, (std::vector<NtAce>{allowed(std::string(domain) + "1111", 0x1200A9),
                                             allowed(std::string(domain) + "1104", 0x1301BF),
                                             allowed("S-1-5-18", 0x1F01FF), allowed("S-1-3-4", 0x1301BF)}));
}

TEST(NtAcl, ReadsWhatItWrites)
{
    const NtAcl acl{
        sid_from("S-1-5-21-1-2-3-1000").value(),
        {allowed("S-1-1-0", 0x1200A9), {1, 3, 0x40000, owner_rights_sid()}, allowed("S-1-3-4", 1, 11)}};
    EXPECT_EQ(decode_ntacl(encode_ntacl(acl)), acl);
    const NtAcl empty{system_sid(), {}};
    EXPECT_EQ(decode_ntacl(encode_ntacl(empty)), empty);
}

TEST(NtAcl, WritesWhatSambaReads)
{
    // What samba.dcerpc.xattr packs of O:SYG:SYD:P(A;;0x1200a9;;;WD), version 1.
    EXPECT_EQ(
        encode_ntacl({system_sid(), {allowed("S-1-1-0", 0x1200A9)}}),
        bytes_of("0100010000000200010004901c00000028000000000000003400000001010000000000051200000001010000"
                 "0000000512000000"
                 "02001c000100000000001400a9001200010100000000000100000000"));
}

TEST(NtAcl, LeavesOutTheMarkThatAnEntryWasInherited)
{
    NtAcl acl{system_sid(), {allowed("S-1-3-4", 1, 0x12)}};
    const auto read = decode_ntacl(encode_ntacl(acl));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->aces.front().flags, 2);
}

TEST(NtAcl, TakesNoPieceOfAList)
{
    for (const std::string& whole :
         {bytes_of(by_samba), encode_ntacl({system_sid(), {allowed("S-1-3-4", 1)}})}) {
        for (std::size_t size = 0; size < whole.size(); ++size)
            EXPECT_FALSE(decode_ntacl(std::string_view(whole).substr(0, size))) << size;
        EXPECT_TRUE(decode_ntacl(whole));
    }
    std::string other = encode_ntacl({system_sid(), {}});
    other[0] = 9; // version
    EXPECT_FALSE(decode_ntacl(other));
}

TEST(Sids, AreReadStrictly)
{
    EXPECT_EQ(sid_from("S-1-1-0"), everyone_sid());
    EXPECT_EQ(sid_from("S-1-3-4"), owner_rights_sid());
    EXPECT_EQ(sid_from("S-1-5-18"), system_sid());
    for (const char* text :
         {"", "S-1-", "S-1-5", "S-2-5-18", "S-1-5-", "S-1-5-18-", "S-1-5-x", "S-1-5-4294967296",
          "S-1-5-1-2-3-4-5-6-7-8-9-10-11-12-13-14-15-16", "S-1-256-1", "S-1-5 -18"})
        EXPECT_FALSE(sid_from(text)) << text;
}

} // namespace
} // namespace pedell::hand
