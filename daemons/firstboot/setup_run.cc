// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/setup_run.h"

#include "base/handle.h"

#include <array>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

// The child's environment is ours.
extern char** environ; // NOLINT(readability-redundant-declaration)

namespace pedell::firstboot
{

namespace
{

using base::Result;

constexpr int silence_ms = 200;

Result<pid_t> spawn(const std::vector<std::string>& argv, int output)
{
    std::vector<char*> words;
    for (const std::string& word : argv)
        words.push_back(const_cast<char*>(word.c_str())); // posix_spawn(3) does not write into them
    words.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    pid_t child = 0;
    const int failed = posix_spawnp(&child, words[0], &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0)
        return base::fail_errno("start " + argv[0], failed);

    return child;
}

/// Hands over what is complete; `rest` too when nothing more comes for a while.
void read_lines(int input, const std::function<void(std::string_view)>& on_line)
{
    std::string rest;
    bool told = false;
    for (;;) {
        pollfd wanted{input, POLLIN, 0};
        const int ready = poll(&wanted, 1, rest.empty() || told ? -1 : silence_ms);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0) {
            on_line(rest);
            told = true;
            continue;
        }
        std::array<char, 4096> block{};
        const auto got = ready < 0 ? 0 : read(input, block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;

        rest.append(block.data(), static_cast<std::size_t>(got));
        for (std::size_t end = 0; (end = rest.find('\n')) != std::string::npos; told = false) {
            on_line(std::string_view(rest).substr(0, end));
            rest.erase(0, end + 1);
        }
    }
    if (!rest.empty() && !told)
        on_line(rest);
}

} // namespace

Result<int> run_setup(const std::vector<std::string>& argv,
                      const std::function<void(std::string_view line)>& on_line)
{
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0)
        return base::fail_errno("make a pipe");

    const base::Fd input(ends[0]);
    base::Fd output(ends[1]);
    const auto child = spawn(argv, output.get());
    output = base::Fd();
    if (!child)
        return std::unexpected(child.error());

    read_lines(input.get(), on_line);
    int status = 0;
    while (waitpid(*child, &status, 0) < 0)
        if (errno != EINTR)
            return base::fail_errno("wait for " + argv[0]);

    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

} // namespace pedell::firstboot
