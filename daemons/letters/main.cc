// SPDX-License-Identifier: GPL-3.0-or-later

/// pedell-letters: access letters as PDF on standard output, from a batch in JSON on standard input.
///
/// `pedell letters` starts it. Names are foreign bytes, and font libraries parse them: so this is a program
/// of its own, which gives up all rights before it reads anything.
///   1. no core dump, no look into its memory (passwords are in it), no environment of whoever called;
///   2. started by root it becomes the user pedell-letters for good, without group, capability or way back;
///   3. it reads, draws, writes and ends; limits on time and memory stop a font library that does not.
///
/// Exit status: 0 done; 1 not, and standard error says why; then nothing stands on standard output. With
/// status 0 standard error holds the number of signs that no installed font has, if any.

#include "base/rights.h"
#include "letters/read.h"
#include "letters/render.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace
{

using namespace pedell;

base::Result<> shut_in()
{
    constexpr rlimit no_core{0, 0};
    constexpr rlimit processor_seconds{120, 120};
    constexpr rlimit memory{rlim_t{1} << 30, rlim_t{1} << 30};
    if (::setrlimit(RLIMIT_CORE, &no_core) != 0 || ::setrlimit(RLIMIT_CPU, &processor_seconds) != 0 ||
        ::setrlimit(RLIMIT_AS, &memory) != 0)
        return base::fail_errno("set limits");

    if (::clearenv() != 0 || ::close_range(3, ~0U, 0) != 0)
        return base::fail_errno("leave the caller's environment");

    if (::geteuid() == 0) {
        const auto nobody_else = base::identity_of("pedell-letters", "pedell-letters");
        if (!nobody_else)
            return std::unexpected(nobody_else.error());
        if (!base::drop_rights(*nobody_else))
            return base::fail(base::Errc::denied, "rights could not be given up");
    } else if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        return base::fail_errno("give up new rights");
    }
    // After the change of user, which resets it.
    if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return base::fail_errno("close the memory");

    return {};
}

base::Result<std::string> read_input()
{
    std::string text;
    std::array<char, 65536> block;
    while (text.size() <= letters::largest_input) {
        const ssize_t got = ::read(STDIN_FILENO, block.data(), block.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::fail_errno("read the letters");
        if (got == 0)
            break;

        text.append(block.data(), static_cast<std::size_t>(got));
    }
    return text;
}

base::Result<> write_output(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t put = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return base::fail_errno("write the letters");

        bytes.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

base::Result<> print_letters()
{
    const auto input = read_input();
    if (!input)
        return std::unexpected(input.error());

    const auto batch = letters::read_batch(*input);
    if (!batch)
        return std::unexpected(batch.error());

    const auto rendered = letters::render(*batch);
    if (!rendered)
        return std::unexpected(rendered.error());

    if (rendered->unknown_signs > 0)
        std::fprintf(stderr, "%d\n", rendered->unknown_signs);
    return write_output(rendered->pdf);
}

} // namespace

int main()
{
    const auto done = shut_in().and_then(print_letters);
    if (done)
        return 0;

    std::fprintf(stderr, "%s\n", done.error().context.c_str());
    return 1;
}
