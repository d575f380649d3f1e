// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/api_client.h"

#include <filesystem>
#include <gtest/gtest.h>

namespace pedell::cli
{
namespace
{

TEST(ApiClient, ReadsErrorsByTheirCodeAndElseByTheirStatus)
{
    const struct {
        unsigned status;
        const char* body;
        base::Errc code;
    } cases[] = {
        {400, R"({"code":"malformed","context":"x"})", base::Errc::malformed},
        {400, R"({"code":"over_limit","context":"x"})", base::Errc::over_limit},
        {403, R"({"code":"denied","context":"x"})", base::Errc::denied},
        {404, R"({"code":"not_found","context":"x"})", base::Errc::not_found},
        {409, R"({"code":"conflict","context":"x"})", base::Errc::conflict},
        {503, R"({"code":"unavailable","context":"x"})", base::Errc::unavailable},
        {404, "", base::Errc::not_found},
        {503, R"({"context":7})", base::Errc::unavailable},
        {500, "", base::Errc::corrupt},
        {200, "<html>", base::Errc::corrupt},
    };
    for (const auto& [status, body, code] : cases) {
        SCOPED_TRACE(body);
        const auto answer = read_answer(status, body);
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, code);
    }
}

TEST(ApiClient, TakesAnEmptyAnswerForNull)
{
    EXPECT_TRUE(read_answer(204, "").value().is_null());
    EXPECT_EQ(read_answer(200, "[1]").value().as_array().size(), 1U);
}

TEST(ApiClient, EscapesNamesInPaths)
{
    EXPECT_EQ(path_of({"people:bulk"}), "/v1/people:bulk");
    EXPECT_EQ(path_of({"classes", "AG Schäch/x?", "members", "a.b-c"}),
              "/v1/classes/AG%20Sch%C3%A4ch%2Fx%3F/members/a.b-c");
}

TEST(ApiClient, SaysThatPedelldIsAwayWhenThereIsNoSocket)
{
    ApiClient api({}, std::filesystem::temp_directory_path() / "pedell-no-such.sock");
    const auto answer = api.ask(Method::get, "/v1/status");

    ASSERT_FALSE(answer);
    EXPECT_EQ(answer.error().code, base::Errc::unavailable);
    EXPECT_NE(answer.error().context.find("pedell doctor"), std::string::npos);
}

} // namespace
} // namespace pedell::cli
