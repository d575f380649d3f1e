// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/links.h"

#include "content/test_walk.h"
#include "content/url.h"

#include <gtest/gtest.h>

namespace pedell::content
{
namespace
{

using core::Trait;
using test::has;
using test::listed;

core::Findings of_link(std::string_view url, std::string_view shown = {})
{
    return test::found_by([&](Walk& walk) { look_at_link(walk, Piece{}, url, shown); });
}

core::Findings of_text(std::string_view text)
{
    return test::found_by([&](Walk& walk) {
        Piece piece;
        piece.bytes = text;
        look_into_text(walk, piece);
    });
}

/// The hosts found, in order.
std::string hosts(const core::Findings& findings)
{
    std::string all;
    for (const auto& one : findings.list)
        if (one.trait == Trait::link)
            all += (all.empty() ? "" : " ") + one.detail;
    return all;
}

TEST(Links, LeadWhereABrowserWouldGo) // 90
{
    struct Case {
        std::string url;
        const char* host;
        const char* disguise; ///< empty: none
    };
    for (const auto& one : std::vector<Case>{
             {"https://www.Schule.DE/a?b#c", "www.schule.de", ""},
             {"http://schule.de:8080", "schule.de", ""},
             {"  https://schule.de\n", "schule.de", ""},
             {"https://schule.de/ein\nlanger/pfad", "schule.de", ""},
             {"http://schule.de@boese.test/", "boese.test", "user before @"},
             {"http://schule.de%40boese.test/", "", "percent signs"},
             {"http://xn--t 1:w[]3ya.de", "", ""},
             {"http://\u2100.de/", "?", "unreadable"},
             {"http://3232235777/", "3232235777", "numeric host"},
             {"http://0300.0250.1.1/", "0300.0250.1.1", "numeric host"},
             {"http://0xC0A80101/", "0xc0a80101", "numeric host"},
             {"http://192.168.1.1/", "192.168.1.1", "numeric host"},
             {"http://[::1]/", "[::1]", "numeric host"},
             {"http://[::1 begin\xdf/a", "?", "unreadable host"},
             {"http:\\\\boese.test\\x", "boese.test", "odd slashes"},
             {"http:boese.test", "boese.test", "odd slashes"},
             {"http:///boese.test", "boese.test", "odd slashes"},
             {"https://schule.de\\@boese.test", "schule.de", ""},
             {"http://b%6fese.test/", "boese.test", "percent signs"},
             {"ht\ntp://boe\tse.test/", "boese.test", "line end"},
             {"//boese.test/x", "boese.test", ""},
             {"/\\boese.test/x", "boese.test", "odd slashes"},
             {"\\\\boese.test\\x", "boese.test", "odd slashes"},
             {"http://m\u00fcnchen.de/", "xn--mnchen-3ya.de", ""},
             {"http://XN--mnchen-3ya.de/", "xn--mnchen-3ya.de", ""},
             {"http://p\u0430ypal.com/", "xn--pypal-4ve.com", "mixed alphabets"},
             {"http://xn--pypal-4ve.com/", "xn--pypal-4ve.com", "mixed alphabets"},
             {"http://\u0440\u0430\u0443\u0440\u0430.com/", "xn--80aa0cbo.com", "mixed alphabets"},
             {"http://\uff53chule.de/", "schule.de", "odd letters"},
             {"http://\u043f\u0440\u0438\u0432\u0435\u0442.example/", "xn--b1agh1afp.example", ""},
             {"http://", "", ""},
             {"http://<server>/", "", ""},
             {"seite.html", "", ""},
             {"#oben", "", ""},
         }) {
        SCOPED_TRACE(one.url);
        const auto url = read_url(one.url);
        EXPECT_EQ(url.host, one.host);
        if (std::string_view{one.disguise}.empty())
            EXPECT_EQ(url.disguise, "");
        else
            EXPECT_NE(url.disguise.find(one.disguise), std::string::npos) << url.disguise;
    }
}

TEST(Links, ThatShowAnotherHostAreDisguised)
{
    EXPECT_TRUE(has(of_link("https://boese.test/", "https://www.schule.de"), Trait::link_disguised));
    EXPECT_TRUE(has(of_link("https://boese.test/", "www.schule.de"), Trait::link_disguised));
    EXPECT_TRUE(has(of_link("https://boese.test/", " schule.de "), Trait::link_disguised));
    EXPECT_TRUE(has(of_link("https://schule.de.boese.test/", "schule.de"), Trait::link_disguised));
    EXPECT_TRUE(has(of_link("https://xschule.de/", "schule.de"), Trait::link_disguised));
    for (const auto& [url, shown] :
         std::vector<std::pair<std::string, std::string>>{{"https://www.schule.de/a", "schule.de"},
                                                          {"https://schule.de/a", "http://www.schule.de/b"},
                                                          {"https://mail.schule.de/a", "schule.de"},
                                                          {"https://schule.de/", "Hier klicken"},
                                                          {"https://cloud.schule.de/", "Referat.docx"},
                                                          {"https://schule.de/", "anna@a.de"},
                                                          {"https://schule.de/", ""}}) {
        SCOPED_TRACE(url + " as " + shown);
        EXPECT_FALSE(has(of_link(url, shown), Trait::link_disguised));
    }
}

TEST(Links, SchemesThatActAreFound)
{
    for (const std::string url :
         {"javascript:alert(1)", "java\nscript:alert(1)", " \x01JavaScript:x", "vbscript:x",
          "data:text/html,<script>", "data:image/svg+xml;base64,x", "file:///etc/passwd", "ms-word:ofe|u|x",
          "search-ms:query=x", "ftp://a.test/"}) {
        SCOPED_TRACE(url);
        EXPECT_TRUE(has(of_link(url), Trait::link_scheme));
    }
    for (const std::string url : {"mailto:anna@schule.de", "tel:+49123", "cid:bild1",
                                  "data:image/png;base64,iVBOR", "#a", "", "seite.html", "about:blank"}) {
        SCOPED_TRACE(url);
        EXPECT_EQ(listed(of_link(url)), "");
    }
}

TEST(Links, AreFoundInText) // 91
{
    EXPECT_EQ(hosts(of_text("Siehe https://a.test/x, http://B.test. Ende")), "a.test b.test");
    EXPECT_EQ(hosts(of_text("(www.schule.de, und > https://c.test/)")), "c.test www.schule.de");
    EXPECT_EQ(hosts(of_text("komm auf spiele.com!")), "spiele.com");
    EXPECT_EQ(hosts(of_text("<https://a.test>")), "a.test");
    EXPECT_EQ(hosts(of_text("hxxp://a.test")), "a.test");
    EXPECT_EQ(hosts(of_text("xhttps://a.test")), "a.test");
    EXPECT_EQ(hosts(of_text("https://a.test https://a.test/b")), "a.test");
    EXPECT_TRUE(has(of_text("http://schule.de@boese.test/"), Trait::link_disguised));
    EXPECT_TRUE(has(of_text("file://server/x"), Trait::link_scheme));
    for (const std::string text : {"anna@schule.de", "Kap. 1.2", "z.B. morgen. Heute", "JavaScript: ein Kurs",
                                   "a/b.de", "foo.bar()", "jdbc:mysql://", "Ende.Anfang"}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(listed(of_text(text)), "");
    }
}

} // namespace
} // namespace pedell::content
