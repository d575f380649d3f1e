// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/router.h"

#include "daemons/pedelld/test_desk.h"

#include <gmock/gmock.h>

namespace pedell::pedelld
{
namespace
{

using testing::ElementsAre;

TEST(Router, DecodesEachSegmentOfAPath)
{
    EXPECT_THAT(segments_of("/v1/classes/AG%20Schach/members/anna.mueller").value(),
                ElementsAre("v1", "classes", "AG Schach", "members", "anna.mueller"));
    EXPECT_THAT(segments_of("/v1/classes/F%C3%BCchse%2F5").value(), ElementsAre("v1", "classes", "Füchse/5"));
}

TEST(Router, RefusesMalformedPaths)
{
    for (const char* path : {"", "v1", "/", "/v1/", "/v1//people", "/v1/%", "/v1/%2", "/v1/%zz", "/v1/%00",
                             "/v1/a?b", "/v1/a#b", "/v1/%-1", "/v1/%+1"}) {
        SCOPED_TRACE(path);
        EXPECT_FALSE(segments_of(path));
    }
}

TEST(Router, TellsEachErrorByItsStatus)
{
    TestDesk test;
    struct Case {
        const char* label;
        const char* method;
        const char* target;
        const char* body;
        unsigned status;
        const char* code;
    };
    for (const Case& c :
         {Case{"unknown path", "GET", "/v1/teapot", "", 404, "not_found"},
          Case{"unknown method", "PUT", "/v1/people", "", 404, "not_found"},
          Case{"bad path", "GET", "/v1/%zz", "", 400, "malformed"},
          Case{"no JSON", "POST", "/v1/people", "{", 400, "malformed"},
          Case{"unknown key", "POST", "/v1/classes", R"({"nam":"5a"})", 400, "malformed"},
          Case{"nobody", "GET", "/v1/people/nobody", "", 404, "not_found"},
          Case{"no such class", "DELETE", "/v1/classes/5a", "", 404, "not_found"},
          Case{"no such alias", "DELETE", "/v1/aliases/x", "", 404, "not_found"},
          Case{"no such purpose", "DELETE", "/v1/people/nobody/consents/fun", "", 400, "malformed"},
          Case{"bulk is a list", "POST", "/v1/people:bulk", "{}", 400, "malformed"}}) {
        SCOPED_TRACE(c.label);
        const auto given = test.call(c.method, c.target, c.body);
        EXPECT_EQ(given.status, c.status);
        EXPECT_EQ(given.body.at("code").as_string(), c.code);
        EXPECT_FALSE(given.body.at("context").as_string().empty());
    }
}

} // namespace
} // namespace pedell::pedelld
