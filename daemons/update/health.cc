// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/health.h"

#include "core/machine.h"

#include <format>
#include <random>
#include <thread>

namespace pedell::update
{
namespace
{

using base::Errc;
using base::fail;
using Clock = std::chrono::steady_clock;

std::string random_word()
{
    std::random_device random;
    return std::format("pedell-probe-{:08x}{:08x}", random(), random());
}

} // namespace

base::Result<> probe_mail(const Host& host, std::chrono::milliseconds patience,
                          std::chrono::milliseconds pause)
{
    const std::string address(core::probe_address);
    const std::string word = random_word();
    // By the system, to the system: sendmail(1) takes the message from a file, which is no shell's.
    const std::string message = std::format("From: <{0}>\nTo: <{0}>\nSubject: {1}\n\n{1}\n", address, word);
    const auto sent = host.send(message, {"/usr/sbin/sendmail", "-i", "-f", "", "--", address});
    if (!sent)
        return fail(Errc::unavailable, std::format("Postfix nimmt keine Mail an / Postfix takes no mail: {}",
                                                   sent.error().context));

    const auto deadline = Clock::now() + patience;
    bool read = false;
    while (!read && Clock::now() < deadline) {
        const auto found = host.run(
            {"doveadm", "fetch", "-u", address, "hdr.subject", "mailbox", "INBOX", "header", "Subject", word},
            std::chrono::seconds{30});
        read = found && found->status == 0 && found->out.contains(word);
        if (!read)
            std::this_thread::sleep_for(pause);
    }
    // Also what an earlier start left behind.
    (void)host.run({"doveadm", "expunge", "-u", address, "mailbox", "INBOX", "all"},
                   std::chrono::seconds{30});
    if (!read)
        return fail(
            Errc::unavailable,
            std::format("Die Probemail kam in {0} s nicht an / the probe mail did not arrive within {0} s",
                        std::chrono::floor<std::chrono::seconds>(patience).count()));
    return {};
}

std::vector<std::string> examine(const Host& host, const Examination& examination)
{
    if (!std::filesystem::exists(host.at(setup_done)))
        return {};

    const auto deadline = Clock::now() + examination.patience;
    std::vector<std::string> wrong = examination.silent();
    while (!wrong.empty() && Clock::now() < deadline) {
        std::this_thread::sleep_for(examination.pause);
        wrong = examination.silent();
    }
    for (std::string& what : wrong)
        what = std::format("{0} antwortet nicht / {0} does not answer", what);
    if (wrong.empty())
        if (const auto mail = probe_mail(host, std::chrono::minutes{2}, examination.pause); !mail)
            wrong.push_back(mail.error().context);
    return wrong;
}

} // namespace pedell::update
