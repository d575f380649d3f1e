// SPDX-License-Identifier: GPL-3.0-or-later
//
// The callbacks themselves, called as libmilter calls them. The functions of libmilter that they use are
// defined here, so the linker takes these and not the library's; the context is ours.
#include "milter/callbacks.h"
#include "milter/school_for_tests.h"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <array>
#include <cstdarg>
#include <map>
#include <netinet/in.h>
#include <new>
#include <string>
#include <thread>
#include <vector>

struct smfi_str {
    void* priv = nullptr;
    bool out_of_memory = false;
    std::map<std::string, std::string> macros;
    std::map<int, std::string> wishes;
    std::vector<std::string> reply;
};

extern "C" {
void* smfi_getpriv(SMFICTX* context)
{
    return context->priv;
}
int smfi_setpriv(SMFICTX* context, void* priv)
{
    if (context->out_of_memory)
        return MI_FAILURE;
    context->priv = priv;
    return MI_SUCCESS;
}
char* smfi_getsymval(SMFICTX* context, char* name)
{
    if (context->out_of_memory)
        throw std::bad_alloc{};
    const auto found = context->macros.find(name);
    return found == context->macros.end() ? nullptr : found->second.data();
}
int smfi_setsymlist(SMFICTX* context, int stage, char* names)
{
    context->wishes[stage] = names;
    return MI_SUCCESS;
}
int smfi_setmlreply(SMFICTX* context, const char* code, const char* status, ...)
{
    context->reply = {code, status};
    va_list lines;
    va_start(lines, status);
    while (const char* line = va_arg(lines, const char*))
        context->reply.emplace_back(line);
    va_end(lines);
    return MI_SUCCESS;
}
}

namespace pedell::milter
{
namespace
{

constexpr unsigned long everything = 0x1fffffUL;
constexpr unsigned long all_actions = 0x1ffUL;

class Callbacks : public ::testing::Test
{
protected:
    ~Callbacks() override
    {
        table.xxfi_close(&context);
    }

    void connect(SMFICTX& with, sfsistat wanted = SMFIS_CONTINUE, const char* from = "10.0.0.7")
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(40000);
        inet_pton(AF_INET, from, &address.sin_addr);
        with.macros = {{"{daemon_name}", "submission"}, {"{auth_authen}", "anna.mueller"}};
        std::string host = "pc";
        EXPECT_EQ(table.xxfi_connect(&with, host.data(), reinterpret_cast<sockaddr*>(&address)), wanted);
    }
    sfsistat mail(SMFICTX& with, std::string address)
    {
        with.macros["{mail_addr}"] = address;
        address = "<" + address + ">";
        std::array<char*, 2> arguments{address.data(), nullptr};
        return table.xxfi_envfrom(&with, arguments.data());
    }
    sfsistat recipient(SMFICTX& with, std::string address)
    {
        with.macros["{rcpt_addr}"] = address;
        with.macros["{rcpt_mailer}"] = "lmtp";
        address = "<" + address + ">";
        std::array<char*, 2> arguments{address.data(), nullptr};
        return table.xxfi_envrcpt(&with, arguments.data());
    }
    /// Header and body; none of these callbacks may answer.
    void content(SMFICTX& with, std::string from)
    {
        std::string name = "From";
        std::array<unsigned char, 3> body{'a', '\r', '\n'};
        EXPECT_EQ(table.xxfi_header(&with, name.data(), from.data()), SMFIS_NOREPLY);
        EXPECT_EQ(table.xxfi_eoh(&with), SMFIS_NOREPLY);
        EXPECT_EQ(table.xxfi_body(&with, body.data(), body.size()), SMFIS_NOREPLY);
    }

    testing::FakeQuestions questions;
    testing::FakeLogbook logbook;
    MailDoor door{testing::waldschule(), questions};
    Service service{door, logbook, "/nowhere", [] {}};
    smfiDesc table = describe(service);
    SMFICTX context;
};

const std::string anna = "anna.mueller@waldschule.test";
const std::string rektor = "rektor@waldschule.test";

TEST_F(Callbacks, NeverAnswerWherePostfixDoesNotListen)
{
    content(context, anna); // no session at all

    connect(context);
    content(context, anna); // no message

    EXPECT_EQ(mail(context, anna), SMFIS_CONTINUE);
    EXPECT_EQ(recipient(context, rektor), SMFIS_CONTINUE);
    content(context, rektor);
    content(context, ":::::"); // unreadable, and refused already
    EXPECT_EQ(table.xxfi_eom(&context), SMFIS_REJECT);
    content(context, anna); // behind the end

    EXPECT_EQ(mail(context, anna), SMFIS_CONTINUE);
    content(context, std::string(300'000, 'x')); // above the limits
    EXPECT_EQ(table.xxfi_abort(&context), SMFIS_CONTINUE);
}

TEST_F(Callbacks, DeclareAsSilentExactlyTheStepsThatAre)
{
    constexpr unsigned long silent = SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_RCPT |
                                     SMFIP_NR_DATA | SMFIP_NR_UNKN | SMFIP_NR_HDR | SMFIP_NR_EOH |
                                     SMFIP_NR_BODY;
    EXPECT_EQ(protocol_steps & silent,
              static_cast<unsigned long>(SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY));
    EXPECT_EQ(table.xxfi_helo, nullptr);
    EXPECT_EQ(table.xxfi_data, nullptr);
    EXPECT_EQ(table.xxfi_unknown, nullptr);
}

TEST_F(Callbacks, NegotiateTheSameForEveryConnectionOrNotAtAll)
{
    unsigned long actions = 0;
    unsigned long steps = 0;
    unsigned long third = 1;
    unsigned long fourth = 1;
    const auto negotiate = [&](unsigned long offered_actions, unsigned long offered_steps) {
        return table.xxfi_negotiate(&context, offered_actions, offered_steps, 0, 0, &actions, &steps, &third,
                                    &fourth);
    };
    EXPECT_EQ(negotiate(all_actions, everything), SMFIS_CONTINUE);
    EXPECT_EQ(steps, protocol_steps);
    EXPECT_EQ(actions, static_cast<unsigned long>(SMFIF_SETSYMLIST));
    EXPECT_EQ(third + fourth, 0UL);
    EXPECT_TRUE(context.wishes[SMFIM_ENVFROM].contains("{auth_authen}"));
    EXPECT_TRUE(context.wishes[SMFIM_ENVRCPT].contains("{rcpt_mailer}"));

    EXPECT_EQ(negotiate(all_actions, everything & ~static_cast<unsigned long>(SMFIP_NR_HDR)), SMFIS_REJECT);
    EXPECT_EQ(negotiate(0, everything), SMFIS_REJECT);
}

TEST_F(Callbacks, PassARefusalOnWithItsText)
{
    connect(context);
    EXPECT_EQ(mail(context, anna), SMFIS_CONTINUE);
    EXPECT_EQ(recipient(context, "x@example.org"), SMFIS_REJECT);
    ASSERT_EQ(context.reply.size(), 4U);
    EXPECT_EQ(context.reply[0], "550");
    EXPECT_EQ(context.reply[1], "5.7.1");
    EXPECT_EQ(recipient(context, rektor), SMFIS_CONTINUE);
    content(context, anna);
    EXPECT_EQ(table.xxfi_eom(&context), SMFIS_CONTINUE);
}

TEST_F(Callbacks, SayWhereTheClientIs)
{
    connect(context, SMFIS_CONTINUE, "198.51.100.2");
    EXPECT_EQ(mail(context, anna), SMFIS_REJECT);

    table.xxfi_close(&context);
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(40000);
    inet_pton(AF_INET6, "::ffff:10.0.0.7", &address.sin6_addr);
    std::string host = "pc";
    EXPECT_EQ(table.xxfi_connect(&context, host.data(), reinterpret_cast<sockaddr*>(&address)),
              SMFIS_CONTINUE);
    EXPECT_EQ(mail(context, anna), SMFIS_CONTINUE);
}

TEST_F(Callbacks, DeferWhenMemoryIsExhausted)
{
    connect(context);
    context.out_of_memory = true;
    EXPECT_EQ(mail(context, anna), SMFIS_TEMPFAIL);
    EXPECT_EQ(recipient(context, rektor), SMFIS_TEMPFAIL);
    EXPECT_EQ(table.xxfi_eom(&context), SMFIS_TEMPFAIL);
    context.out_of_memory = false;
    EXPECT_EQ(recipient(context, rektor), SMFIS_TEMPFAIL) << "the failed MAIL left no message";

    SMFICTX without_session;
    without_session.out_of_memory = true;
    connect(without_session, SMFIS_TEMPFAIL);
    without_session.out_of_memory = false;
    EXPECT_EQ(mail(without_session, anna), SMFIS_TEMPFAIL);
    content(without_session, anna);
    EXPECT_EQ(table.xxfi_eom(&without_session), SMFIS_TEMPFAIL);
    EXPECT_EQ(table.xxfi_close(&without_session), SMFIS_CONTINUE);
}

TEST_F(Callbacks, ServeManyThreadsThroughOneDoor)
{
    questions.people["anna.mueller"].role = core::Role::teacher;
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int n = 0; n < 10; ++n) {
                SMFICTX own;
                connect(own);
                EXPECT_EQ(mail(own, anna), SMFIS_CONTINUE);
                EXPECT_EQ(recipient(own, rektor), SMFIS_CONTINUE);
                // Two steps of one message may run on different threads (libmilter's pool).
                std::jthread{[&] { content(own, n % 2 == 0 ? anna : rektor); }}.join();
                EXPECT_EQ(table.xxfi_eom(&own), n % 2 == 0 ? SMFIS_CONTINUE : SMFIS_REJECT);
                EXPECT_EQ(table.xxfi_close(&own), SMFIS_CONTINUE);
            }
        });
    threads.clear();
    EXPECT_EQ(logbook.lines.size(), 80U);
    EXPECT_EQ(questions.counts[core::PersonId{1}], 40);
}

} // namespace
} // namespace pedell::milter
