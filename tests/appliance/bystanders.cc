// SPDX-License-Identifier: GPL-3.0-or-later
#include "bystanders.h"

#include "live_session.h"
#include "shell.h"

#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <new>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace pedell::appliance
{

struct Bystanders::Shared {
    std::atomic<int> rounds{0};
    std::atomic<bool> failed{false};
    std::array<char, 200> complaint{};

    void complain(const std::string& text)
    {
        std::strncpy(complaint.data(), text.c_str(), complaint.size() - 1);
        failed = true;
    }
};

namespace
{

/// Pupils from the end of the list: the other tests take theirs from the beginning of a class.
const Person& bystander(int n)
{
    const auto& people = school().people;
    int left = n;
    for (auto person = people.rbegin(); person != people.rend(); ++person)
        if (person->role == "pupil" && left-- == 0)
            return *person;
    std::abort();
}

template <class Shared>
void work(Shared& shared, int count)
{
    std::vector<std::unique_ptr<LiveImap>> mail;
    std::vector<std::unique_ptr<Drive>> drives;
    for (int n = 0; n < count; ++n) {
        if (n % 2 == 0) {
            mail.push_back(std::make_unique<LiveImap>(bystander(n)));
            if (!mail.back()->open())
                return shared.complain("IMAP log-in of number " + std::to_string(n));
        } else {
            drives.push_back(std::make_unique<Drive>(bystander(n)));
            if (!drives.back()->open("home/nebenan.txt"))
                return shared.complain("SMB file of number " + std::to_string(n));
        }
    }
    const std::string block(4096, 'x');
    while (true) {
        for (std::size_t n = 0; n < mail.size(); ++n)
            if (!mail[n]->does("NOOP"))
                return shared.complain("IMAP connection " + std::to_string(n) + " was cut");
        for (std::size_t n = 0; n < drives.size(); ++n)
            if (const int fault = drives[n]->write(block); fault != 0)
                return shared.complain("SMB connection " + std::to_string(n) + ": " + std::strerror(fault));
        ++shared.rounds;
        std::this_thread::sleep_for(std::chrono::milliseconds{50}); // the appliance shall breathe as well
    }
}

} // namespace

Bystanders::Bystanders(int count)
    : shared_(new(::mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0))
                  Shared),
      process_(::fork())
{
    if (process_ != 0)
        return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    work(*shared_, count);
    ::_exit(0);
}

Bystanders::~Bystanders()
{
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    ::munmap(shared_, sizeof(Shared));
    (void)in_appliance("rm -f /srv/pedell/people/*/home/nebenan.txt");
}

bool Bystanders::ready() const
{
    return shared_->rounds > 0 || shared_->failed;
}

int Bystanders::rounds() const
{
    return shared_->rounds;
}

std::string Bystanders::complaint() const
{
    return shared_->failed ? std::string(shared_->complaint.data()) : "";
}

} // namespace pedell::appliance
