// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/clamd_words.h"

#include "daemons/scand/clamd_line.h"

#include <gtest/gtest.h>

namespace pedell::scand
{
namespace
{

using namespace std::string_view_literals;
using Verb = Command::Verb;

TEST(ClamdWords, TakesTheCommandsOfVirusfilterAndTools)
{
    struct Case {
        std::string_view input;
        Command command;
        std::string_view rest;
    };
    for (const auto& [input, command, rest] : {
             Case{"zPING\0"sv, {Verb::ping, "", '\0'}, ""},
             Case{"nPING\n", {Verb::ping, "", '\n'}, ""},
             Case{"PING\n", {Verb::ping, "", '\n'}, ""},
             Case{"zVERSION\0"sv, {Verb::version, "", '\0'}, ""},
             Case{"zSCAN /srv/a b\nc: OK\0"sv, {Verb::scan, "/srv/a b\nc: OK", '\0'}, ""},
             Case{"zINSTREAM\0\0\0\0\1x"sv, {Verb::instream, "", '\0'}, "\0\0\0\1x"sv},
             Case{"zFILDES\0"sv, {Verb::fildes, "", '\0'}, ""},
             Case{"zSCAN\0"sv, {Verb::unknown, "", '\0'}, ""},
             Case{"zSCAN \0"sv, {Verb::unknown, "", '\0'}, ""},
             Case{"zPING now\0"sv, {Verb::unknown, "", '\0'}, ""},
             Case{"zIDSESSION\0"sv, {Verb::unknown, "", '\0'}, ""},
             Case{"zCONTSCAN /srv\0"sv, {Verb::unknown, "", '\0'}, ""},
             Case{"\n", {Verb::unknown, "", '\n'}, ""},
         }) {
        SCOPED_TRACE(input);
        std::string text(input);
        const auto got = take_command(text);
        ASSERT_TRUE(got);
        EXPECT_EQ(*got, command);
        EXPECT_EQ(text, rest);
    }
}

TEST(ClamdWords, WaitsForTheEndOfACommandButNotForEver)
{
    std::string input;
    EXPECT_EQ(take_command(input), std::nullopt);
    input = "zSCAN /srv/pedell";
    EXPECT_EQ(take_command(input), std::nullopt);
    input = "zSCAN " + std::string(max_command_bytes, 'x');
    EXPECT_EQ(take_command(input)->verb, Verb::unknown);
    input.push_back('\0');
    EXPECT_EQ(take_command(input)->verb, Verb::unknown);
}

TEST(ClamdWords, SaysTheVerdictSoThatTheLastWordTellsIt)
{
    EXPECT_EQ(reply_to("/a b", {core::Decision::pass, core::ContentRule::none, "", ""}), "/a b: OK");
    EXPECT_EQ(reply_to("/a", {core::Decision::refuse, core::ContentRule::macro, "x: OK", "y OK"}),
              "/a: pedell.macro FOUND");
    EXPECT_EQ(reply_to("/a", {core::Decision::refuse, core::ContentRule::signature, "", "Eicar-Test"}),
              "/a: Eicar-Test FOUND");
    EXPECT_EQ(reply_to("/a", {}), "/a: could not be checked ERROR");
}

TEST(ClamdWords, TakesChunksApartWhereverTheyAreCut)
{
    const auto stream = "\0\0\0\3abc\0\0\0\1d\0\0\0\0"sv;
    for (std::size_t cut = 0; cut <= stream.size(); ++cut) {
        ChunkReader reader;
        std::string bytes;
        const auto sink = [&](std::string_view piece) { bytes += piece; };
        static_cast<void>(reader.take(stream.substr(0, cut), 100, sink));
        EXPECT_EQ(reader.take(stream.substr(cut), 100, sink), ChunkReader::State::ended);
        EXPECT_EQ(bytes, "abcd");
    }
    ChunkReader reader;
    const auto ignore = [](std::string_view) {};
    EXPECT_EQ(reader.take(stream.substr(0, 7), 3, ignore), ChunkReader::State::more);
    EXPECT_EQ(reader.take(stream.substr(7), 3, ignore), ChunkReader::State::too_large);
    EXPECT_EQ(ChunkReader{}.take("\xFF\xFF\xFF\xFF", std::size_t{1} << 20U, ignore),
              ChunkReader::State::too_large);
}

TEST(ClamdLine, UnderstandsWhatClamdSays)
{
    using Word = Signature::Word;
    for (const auto& [reply, signature] : {
             std::pair{"fd[10]: OK"sv, Signature{Word::clean, ""}},
             std::pair{"fd[10]: Eicar-Test-Signature FOUND"sv,
                       Signature{Word::found, "Eicar-Test-Signature"}},
             std::pair{"fd[10]: Heuristics.Broken \x01 FOUND"sv,
                       Signature{Word::found, "Heuristics.Broken ?"}},
             std::pair{"fd[10]: Can't allocate memory ERROR"sv, Signature{}},
             std::pair{"fd[10]: OKAY"sv, Signature{}},
             std::pair{"OK"sv, Signature{}},
             std::pair{""sv, Signature{}},
             std::pair{"UNKNOWN COMMAND"sv, Signature{}},
         }) {
        SCOPED_TRACE(reply);
        EXPECT_EQ(read_signature(reply), signature);
    }
}

} // namespace
} // namespace pedell::scand
