// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::registry
{
namespace
{

/// Writes people into the register and says each committed id through the pipe, until it is killed.
[[noreturn]] void write_for_ever(const std::filesystem::path& file, int pipe)
{
    auto reg = Register::open(file, core::AccessRules{}, domain);
    while (reg) {
        const auto person = reg->add_person(pupil("Anna", "Roth", {"5a"}), now);
        if (!person)
            break;
        const std::int64_t id = person->id.value;
        if (::write(pipe, &id, sizeof id) != sizeof id)
            break;
    }
    ::_exit(1);
}

/// Starts such a writer, waits for `commits` of them and kills it in the middle of whatever it does next.
std::vector<std::int64_t> killed_writer(const std::filesystem::path& file, int commits)
{
    int ends[2] = {-1, -1};
    EXPECT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(ends[0]);
        write_for_ever(file, ends[1]);
    }
    ::close(ends[1]);

    std::vector<std::int64_t> committed;
    std::int64_t id = 0;
    while (::read(ends[0], &id, sizeof id) == sizeof id) {
        committed.push_back(id);
        if (static_cast<int>(committed.size()) == commits)
            ::kill(child, SIGKILL);
    }
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    return committed;
}

TEST(CrashTest, KeepsEveryCommittedPersonWithItsPendingThroughKills)
{
    const Folder folder;
    {
        Register reg = Register::open(folder.file(), core::AccessRules{}, domain).value();
        ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    }
    std::set<std::int64_t> committed;
    for (int round = 1; round <= 10; ++round) {
        SCOPED_TRACE(round);
        for (const std::int64_t id : killed_writer(folder.file(), round))
            committed.insert(id);

        // A door reads on at once, before any writer has come back.
        ASSERT_OK(Reader::open(folder.file(), domain)->sender("anna.roth", core::Channel::in_school, now));

        Register reg = Register::open(folder.file(), core::AccessRules{}, domain).value();
        ASSERT_OK(reg.check());
        std::set<std::int64_t> kept;
        for (const Person& person : value_of(reg.people())) {
            kept.insert(person.id.value);
            EXPECT_EQ(reg.access_of(person.id)->size(),
                      core::all_services.size() * core::all_channels.size());
            EXPECT_EQ(reg.classes_of(person.id)->size(), 1u);
        }
        EXPECT_TRUE(std::ranges::includes(kept, committed));

        std::set<std::int64_t> waiting;
        for (const Pending& pending : value_of(reg.pending()))
            if (pending.kind == Pending::Kind::person)
                waiting.insert(pending.subject);
        EXPECT_EQ(waiting, kept);
    }
}

} // namespace
} // namespace pedell::registry
