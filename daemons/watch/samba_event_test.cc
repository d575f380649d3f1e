// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/watch/samba_event.h"

#include <gtest/gtest.h>

namespace pedell::watch
{
namespace
{

struct Event {
    std::string status = "\"NT_STATUS_WRONG_PASSWORD\"";
    std::string local = "\"ipv4:10.0.0.1:445\"";
    std::string remote = "\"ipv4:10.0.0.7:55540\"";
    std::string client = "\"Anna.Mueller@AD.WALDSCHULE.TEST\"";
    std::string mapped = "\"anna.mueller\"";
    std::string type = "Authentication";

    [[nodiscard]] std::optional<WrongPassword> parse() const
    {
        return parse_event(R"(  {"timestamp": "2026-11-24T20:06:32.422483+0000", "type": ")" + type +
                           R"(", "Authentication": {"version": {"major": 1, "minor": 3}, "status": )" +
                           status + R"(, "localAddress": )" + local + R"(, "remoteAddress": )" + remote +
                           R"(, "clientAccount": )" + client + R"(, "mappedAccount": )" + mapped + "}}");
    }
};

TEST(SambaEvent, TellsAWrongPassword)
{
    const auto event = Event{}.parse();
    ASSERT_TRUE(event);
    EXPECT_EQ(event->address.text(), "10.0.0.7");
    EXPECT_EQ(event->port, 55540);
    EXPECT_EQ(event->person, "anna.mueller");
}

TEST(SambaEvent, ReadsEveryWayToName)
{
    const struct {
        const char* label;
        Event event;
        const char* address;
        const char* person;
    } table[] = {
        {"KDC", {.local = "null"}, "10.0.0.7", "anna.mueller"},
        {"nobody", {.status = "\"NT_STATUS_NO_SUCH_USER\"", .mapped = "null"}, "10.0.0.7", "anna.mueller"},
        {"locked out", {.status = "\"NT_STATUS_ACCOUNT_LOCKED_OUT\""}, "10.0.0.7", "anna.mueller"},
        {"domain", {.client = R"("WALD\\Anna")", .mapped = "null"}, "10.0.0.7", "anna"},
        {"IPv6", {.remote = "\"ipv6:2001:db8::7:445\""}, "2001:db8::7", "anna.mueller"},
        {"link-local", {.remote = "\"ipv6:fe80::7%host0:445\""}, "fe80::7", "anna.mueller"},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.label);
        const auto event = row.event.parse();
        ASSERT_TRUE(event);
        EXPECT_EQ(event->address.text(), row.address);
        EXPECT_EQ(event->person, row.person);
    }
}

TEST(SambaEvent, DoesNotCount)
{
    const struct {
        const char* label;
        Event event;
    } table[] = {
        {"success", {.status = "\"NT_STATUS_OK\""}},
        {"must change", {.status = "\"NT_STATUS_PASSWORD_MUST_CHANGE\""}},
        {"use TCP", {.status = "\"NT_STATUS_PROTOCOL_UNREACHABLE\""}},
        {"own bind", {.remote = "\"ipv4:10.0.0.1:51314\""}},
        {"loopback", {.local = "null", .remote = "\"ipv4:127.0.0.1:51314\""}},
        {"computer", {.client = "\"PC7$@AD\"", .mapped = "\"PC7$\""}},
        {"nameless", {.client = "null", .mapped = "null"}},
        {"no address", {.remote = "null"}},
        {"local socket", {.remote = "\"unix:/run/x\""}},
        {"half an address", {.remote = "\"ipv4:10.0.0.7\""}},
        {"no port", {.remote = "\"ipv4:10.0.0.7:x\""}},
        {"another type", {.type = "Authorization"}},
    };
    for (const auto& row : table) {
        SCOPED_TRACE(row.label);
        EXPECT_FALSE(row.event.parse());
    }
    for (const std::string_view text : {"", "no JSON", "{", "[2026/11/24 20:06:32, 2] {\"type\": 7}", "{}",
                                        R"({"type":"Authentication","Authentication":[]})"}) {
        SCOPED_TRACE(text);
        EXPECT_FALSE(parse_event(text));
    }
    EXPECT_FALSE(parse_event("{" + std::string(10000, ' ') + "}"));
    EXPECT_FALSE(parse_event(std::string(4000, '[') + "{"));
}

} // namespace
} // namespace pedell::watch
