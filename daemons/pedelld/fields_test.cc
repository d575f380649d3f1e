// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/fields.h"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

namespace pedell::pedelld
{
namespace
{

TEST(Fields, TakesWhatItKnows)
{
    const auto json =
        boost::json::parse(R"({"name":"5a","until":7,"targets":["a","b"],"must":false,"none":null})");
    Fields fields(json, {"name", "until", "targets", "must", "none"});

    EXPECT_EQ(fields.text("name"), "5a");
    EXPECT_EQ(fields.time("until"), std::optional(core::Time{std::chrono::seconds{7}}));
    EXPECT_EQ(fields.texts("targets"), (std::vector<std::string>{"a", "b"}));
    EXPECT_FALSE(fields.flag("must", true));
    EXPECT_EQ(fields.time("none"), std::optional<std::optional<core::Time>>(std::in_place));
    EXPECT_EQ(fields.time("absent"), std::nullopt);
    EXPECT_TRUE(fields.checked());
}

TEST(Fields, NamesTheFirstFault)
{
    struct Case {
        const char* label;
        const char* json;
        const char* fault;
    };
    for (const Case& c :
         {Case{"unknown key", R"({"nmae":"5a"})", "nmae: unknown"},
          Case{"missing", "{}", "name: expected a text, not empty"},
          Case{"no body", "null", "name: expected a text, not empty"},
          Case{"number as text", R"({"name":5})", "name: expected a text"},
          Case{"NUL inside", R"({"name":"a\u0000b"})", "name: expected a text"},
          Case{"no object", "[]", "the body: expected an object"},
          Case{"time as text", R"({"name":"x","until":"soon"})",
               "until: expected seconds since 1970-01-01 UTC, or null"},
          Case{"negative time", R"({"name":"x","until":-1})",
               "until: expected seconds since 1970-01-01 UTC, or null"},
          Case{"list of numbers", R"({"name":"x","targets":[1]})", "targets: expected a list of texts"}}) {
        SCOPED_TRACE(c.label);
        const auto json = boost::json::parse(c.json);
        Fields fields(json, {"name", "until", "targets"});
        (void)fields.text("name");
        (void)fields.time("until");
        (void)fields.texts("targets");

        const auto checked = fields.checked();
        ASSERT_FALSE(checked);
        EXPECT_EQ(checked.error().code, base::Errc::malformed);
        EXPECT_EQ(checked.error().context, c.fault);
    }
}

} // namespace
} // namespace pedell::pedelld
