// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/inspect.h"

#include "base/handle.h"
#include "content/magic.h"
#include "content/test_files.h"

#include <gtest/gtest.h>

#include <sys/mman.h>
#include <unistd.h>

namespace pedell::content::testing
{
namespace
{

base::Fd file_of(std::string_view bytes)
{
    base::Fd fd(memfd_create("test", MFD_CLOEXEC));
    EXPECT_EQ(write(fd.get(), bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
    return fd;
}

base::Result<core::Findings> inspect_bytes(std::string_view bytes, Whole whole, const std::string& name,
                                           const Bounds& bounds = {})
{
    auto magic = Magic::open();
    return inspect(file_of(bytes).get(), whole, name, bounds, magic.value());
}

TEST(Inspect, ReadsAFileFromItsBeginning)
{
    auto magic = Magic::open();
    const base::Fd fd = file_of(png(3, 3));
    lseek(fd.get(), 0, SEEK_END);
    const auto findings = inspect(fd.get(), Whole::file, "a.png", {}, magic.value());
    ASSERT_TRUE(findings);
    EXPECT_TRUE(findings->complete);
    ASSERT_EQ(findings->parts.size(), 1U);
    EXPECT_EQ(findings->parts[0], (core::Part{.path = "a.png",
                                              .kind = core::Kind::picture,
                                              .type = "image/png",
                                              .bytes = png(3, 3).size(),
                                              .body = false}));
}

TEST(Inspect, AnEmptyFileIsComplete)
{
    const auto findings = inspect_bytes("", Whole::file, "leer.txt");
    ASSERT_TRUE(findings);
    EXPECT_TRUE(findings->complete);
    EXPECT_EQ(findings->parts.at(0).kind, core::Kind::empty);
}

TEST(Inspect, WhatCannotBeReadIsAnErrorThatTurnsBackForNow)
{
    auto magic = Magic::open();
    for (const int fd : {-1, 0x7FFF}) {
        const auto findings = inspect(fd, Whole::file, "a", {}, magic.value());
        ASSERT_FALSE(findings);
        EXPECT_TRUE(findings.error().transient());
    }
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    const base::Fd reader(ends[0]);
    const base::Fd writer(ends[1]);
    EXPECT_FALSE(inspect(reader.get(), Whole::file, "a", {}, magic.value()));
}

TEST(Inspect, WithoutTimeNothingIsComplete)
{
    const auto findings =
        inspect_bytes(zip({{"a.txt", "a"}}), Whole::file, "a.zip", {.time = std::chrono::milliseconds{-1}});
    ASSERT_TRUE(findings);
    EXPECT_FALSE(findings->complete);
    EXPECT_EQ(traits(*findings), "out_of_bounds");
}

TEST(Inspect, TooManyFindingsEndIt)
{
    std::string page = "<html>";
    for (int i = 0; i < 100; ++i)
        page += "<a href=\"https://h" + std::to_string(i) + ".example/\">x</a>";
    const auto findings = inspect_bytes(page, Whole::file, "a.html", {.findings = 50});
    ASSERT_TRUE(findings);
    EXPECT_FALSE(findings->complete);
    EXPECT_EQ(findings->list.size(), 50U);
    EXPECT_EQ(findings->list.back().trait, core::Trait::out_of_bounds);
}

TEST(Inspect, TheTextOfAMessageIsNoFile)
{
    const std::string head = "From: a@x.example\r\nMIME-Version: 1.0\r\n";
    const auto body = inspect_bytes(
        head + "Content-Type: text/html; charset=utf-8\r\n\r\n<html><p>x</p></html>\r\n", Whole::message, "");
    ASSERT_TRUE(body);
    ASSERT_EQ(body->parts.size(), 2U);
    EXPECT_EQ(body->parts[1].kind, core::Kind::html);
    EXPECT_TRUE(body->parts[1].body);

    const auto attached = inspect_bytes(
        head + "Content-Type: text/html\r\nContent-Disposition: attachment\r\n\r\n<html></html>\r\n",
        Whole::message, "");
    ASSERT_TRUE(attached);
    EXPECT_FALSE(attached->parts.at(1).body);
}

TEST(Inspect, AReportIsTextAndLookedInto)
{
    const std::string head =
        "From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: message/disposition-notification; "
        "name=\"MDNPart2.txt\"\r\nContent-Disposition: inline\r\n\r\n";
    const auto report = inspect_bytes(head + "Final-Recipient: rfc822;b@x.example\r\n", Whole::message, "");
    ASSERT_TRUE(report);
    EXPECT_EQ(traits(*report), "");
}

TEST(Inspect, AnAttachedArchiveIsLookedInto)
{
    const std::string message =
        "From: a@x.example\r\nMIME-Version: 1.0\r\nContent-Type: application/octet-stream; name=\"a.gz\"\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\nTVqQAAMAAAAEAAAA//8AALgAAAAAAAAAQAAAAAAAAAA=\r\n";
    const auto findings = inspect_bytes(message, Whole::message, "");
    ASSERT_TRUE(findings);
    EXPECT_EQ(traits(*findings), "[program] name_differs");
}

} // namespace
} // namespace pedell::content::testing
