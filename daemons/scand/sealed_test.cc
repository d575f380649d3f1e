// SPDX-License-Identifier: GPL-3.0-or-later
// What a worker needs of the disk is in its memory before it gives up its rights.
#include "content/charsets.h"
#include "daemons/scand/confine.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace pedell::scand
{
namespace
{

// Sanitizers map far more than a worker may: without a limit of memory.
constexpr WorkerLimits no_limit_of_memory{.memory = 0};

/// Whether a sealed process reads a text in this character set.
bool sealed_reads(std::string_view bytes, std::string_view charset, bool prepared)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (prepared)
            content::prepare_charsets();
        if (!confine_worker(no_limit_of_memory))
            ::_exit(99);
        const auto text = content::to_utf8(bytes, charset);
        ::_exit(text && !text->empty() && text->find("\xEF\xBF\xBD") == std::string::npos ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) < 2) << status;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

TEST(SealedWorker, ReadsTheCharacterSetsThatWerePrepared)
{
    // A letter of each, in each family of converters; GB18030 and EUC-JP lie in modules that others do not
    // load.
    for (const auto& [charset, bytes] : {std::pair<std::string_view, std::string_view>{"koi8-r", "\xC1"},
                                         {"iso-8859-15", "\xA4"},
                                         {"windows-1251", "\xE0"},
                                         {"iso-2022-jp", "\x1B$B$\"\x1B(B"},
                                         {"shift_jis", "\x82\xA0"},
                                         {"euc-jp", "\xA4\xA2"},
                                         {"ks_c_5601-1987", "\xB0\xA1"},
                                         {"gb18030", "\xB0\xA1"},
                                         {"big5", "\xA4\x40"},
                                         {"utf-16be", "\x20\xAC"},
                                         {"utf-32le", std::string_view("\xAC\x20\x00\x00", 4)},
                                         {"macintosh", "\x80"}})
        EXPECT_TRUE(sealed_reads(bytes, charset, true)) << charset;
    EXPECT_FALSE(sealed_reads("\xB0\xA1", "gb18030", false)) << "then the test shows nothing";
}

} // namespace
} // namespace pedell::scand
