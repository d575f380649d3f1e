// SPDX-License-Identifier: GPL-3.0-or-later
// Evasions E 80, 81, with what looks alike and passes.
#include "content/test_files.h"

#include <gtest/gtest.h>

namespace pedell::content::testing
{
namespace
{

std::string wide(const std::string& text)
{
    std::string result = "\xFF\xFE";
    for (const char letter : text)
        result += {letter, '\0'};
    return result;
}

TEST(Html, WhatActsIsFound)
{
    expect({
        {"80 script", "a.html", "<html><SCRIPT>x</SCRIPT></html>", "html_active"},
        {"80 handler", "a.html", "<html><img src=x onerror=alert(1)></html>", "html_active"},
        {"80 handler after a slash", "a.html", "<html><svg/onload=alert(1)></html>", "html_active"},
        {"80 frame", "a.html", "<html><iframe src=\"https://x/\"></iframe></html>", "html_active"},
        {"80 form", "a.html", "<html><form action=\"https://x/\"><input></form></html>", "html_active"},
        {"80 object", "a.html", "<html><object data=a.swf></object></html>", "html_active"},
        {"80 base", "a.html", "<html><base href=\"https://x/\"></html>", "html_active"},
        {"80 refresh", "a.html", "<html><meta http-equiv=Refresh content=\"0;url=https://x/\"></html>",
         "html_active"},
        {"80 scheme", "a.html", "<html><a href=\"javascript:alert(1)\">x</a></html>",
         "html_active link_scheme"},
        {"80 scheme with entities", "a.html",
         "<html><a href=\"&#106;ava&Tab;script&colon;alert(1)\">x</a></html>", "html_active link_scheme"},
        {"80 scheme with tab", "a.html", "<html><a href=\" java\tscript:alert(1)\">x</a></html>",
         "html_active link_scheme"},
        {"80 data page", "a.html", "<html><a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a></html>",
         "html_active link_scheme"},
        {"80 svg in data", "a.html", "<html><img src=\"data:image/svg+xml;base64,AAAA\"></html>",
         "html_active link_scheme"},
        {"80 comment for Outlook", "a.html", "<html><!--[if mso]><script>x</script><![endif]--></html>",
         "html_active"},
        {"80 expression", "a.html", "<html><p style=\"width:exp/**/ression(alert(1))\">x</html>",
         "html_active"},
        {"80 behaviour", "a.html", "<html><style>p {behavior: url(x.htc);}</style></html>", "html_active"},
        {"86 PGP in a page", "a.html", "<html><pre>Hallo\n-----BEGIN PGP MESSAGE-----\n</pre></html>",
         "message_encrypted"},
        {"80 template", "a.html", "<html><template><script>x</script></template></html>", "html_active"},
        {"80 unfinished tag", "a.html", "<html><img src=x onerror=alert(1) ", ""},
        {"53 UTF-7", "a.html", "<html><meta charset=utf-7>+ADw-script+AD4-</html>", "charset_unreadable"},
        {"53 UTF-16", "a.html", std::string("\xFF\xFE<\0s\0c\0r\0i\0p\0t\0>\0x\0", 20), "html_active"},
        {"80 mht", "a.xhtml",
         "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></html>",
         "html_active"},
    });
}

TEST(Html, OrdinaryPagesPass)
{
    expect({
        {"80 trap: newsletter", "a.html",
         "<!DOCTYPE html><html><head><style>p{color:red}</style></head><body><!--[if "
         "mso]><table><tr><td><![endif]-->"
         "<a href=\"https://schule.de/\" style=\"padding:1px\">x</a><img src=\"cid:a\"><!--[if "
         "mso]></td></tr></table><![endif]--></body></html>",
         ""},
        {"80 trap: picture in the page", "a.html",
         "<html><img src=\"data:image/png;base64,iVBORw0KGgo=\"></html>", ""},
        {"80 trap: Outlook", "a.html",
         "<html xmlns:v=\"urn:schemas-microsoft-com:vml\"><head><base target=\"_blank\"><!--[if gte mso "
         "9]><xml><o:OfficeDocumentSettings/>"
         "</xml><![endif]--></head><body lang=DE link=\"#0563C1\"><p class=MsoNormal>x</p></body></html>",
         ""},
        {"80 trap: shapes of Word", "a.html",
         "<html><style>v\\:* {behavior:url(#default#VML);}</style></html>", ""},
        {"80 trap: data for search engines", "a.html",
         "<html><script type=\"application/ld+json\">{}</script></html>", ""},
    });
}

TEST(Html, WhatIsFetchedAndWhatIsReadAreLinks)
{
    for (const std::string page :
         {"<html><p style=\"background:url('https://a.example/x.png')\">x</p></html>",
          "<html><style>p{background:url(https://a.example/x.png)}</style></html>",
          "<html><p>siehe https://a.example/x</p></html>",
          "<html><img src=\"https://a.example/x\"></html>"}) {
        SCOPED_TRACE(page);
        const auto findings = look_at("a.html", page);
        ASSERT_EQ(findings.list.size(), 1U);
        EXPECT_EQ(findings.list[0].trait, core::Trait::link);
        EXPECT_EQ(findings.list[0].detail, "a.example");
    }
}

TEST(Html, AnUnboundedTreeEndsTheLook)
{
    // Each new paragraph opens all fonts of the one before again.
    std::string html = "<html><p>";
    for (int i = 0; i < 3'000; ++i)
        html += "<font color=" + std::to_string(i) + ">";
    for (int i = 0; i < 3'000; ++i)
        html += "<p>x";
    const auto findings = look_at("a.html", html);
    EXPECT_EQ(traits(findings), "out_of_bounds");
    EXPECT_FALSE(findings.complete);
}

TEST(Html, DeepNestingIsSurvived)
{
    std::string html = "<html>";
    for (int i = 0; i < 20'000; ++i)
        html += "<div>";
    // More within each other than any page has: seen, or said not to be seen, but no stack overflow.
    EXPECT_NE(traits(look_at("a.html", html + "<script>x</script>")), "");
}

TEST(Svg, WhatActsIsFound)
{
    const auto svg = [](const std::string& inside) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">" +
               inside + "</svg>";
    };
    expect({
        {"81 script", "a.svg", svg("<script>x</script>"), "svg_active"},
        {"81 handler", "a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>", "svg_active"},
        {"81 foreign", "a.svg",
         svg("<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\">x</p></foreignObject>"), "svg_active"},
        {"81 link that runs", "a.svg", svg("<a xlink:href=\"java&#10;script:x\"><text>x</text></a>"),
         "svg_active"},
        {"81 animated link", "a.svg", svg("<a><animate attributeName=\"href\" to=\"x\"/></a>"), "svg_active"},
        {"81 entity", "a.svg", "<!DOCTYPE svg [<!ENTITY a \"&lt;script>x&lt;/script>\">]>" + svg("&a;"),
         "svg_active"},
        {"81 prefix", "a.svg", "<x:svg xmlns:x=\"http://www.w3.org/2000/svg\"><x:script>x</x:script></x:svg>",
         "svg_active"},
        {"81 in other XML", "a.xml",
         "<a><svg xmlns=\"http://www.w3.org/2000/svg\"><script>x</script></svg></a>", "svg_active"},
        {"81 svgz", "a.svgz", gzip(svg("<script>x</script>")), "svg_active"},
        {"81 fetched", "a.svg", svg("<image xlink:href=\"http://evil.example/a.png\"/>"), "remote_content"},
        {"81 outside entity", "a.svg",
         "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" + svg("&a;"),
         "not_readable remote_content"},
        {"81 not well-formed", "a.svg", "<svg><b></svg>", "not_readable"},
        {"80 page in XML", "a.xml", "<a xmlns:h=\"http://www.w3.org/1999/xhtml\"><h:script>x</h:script></a>",
         "html_active"},
        {"80 style sheet that runs", "a.xml",
         "<?xml version=\"1.0\"?><?xml-stylesheet type=\"text/xsl\" href=\"#a\"?><a/>", "html_active"},
        {"81 trap: Inkscape", "a.svg",
         "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
         "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">" +
             svg("<defs><linearGradient id=\"a\"/></defs><g><path d=\"M0 0\"/><use xlink:href=\"#a\"/></g>"),
         ""},
        {"81 trap: Illustrator", "a.svg",
         "<!DOCTYPE svg [<!ENTITY ns \"http://ns.adobe.com/x/\">]><svg xmlns=\"http://www.w3.org/2000/svg\" "
         "xmlns:i=\"&ns;\"><path/></svg>",
         ""},
        {"81 UTF-7", "a.svg", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>" + svg("+ADw-script+AD4-"),
         "charset_unreadable"},
        {"81 trap: Latin 1", "a.svg",
         "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>" + svg("<text>\xFC</text>"), ""},
        {"81 trap: UTF-16", "a.svg", wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + svg("<path/>")),
         ""},
        {"81 UTF-16", "a.svg", wide("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + svg("<script/>")),
         "svg_active"},
        {"81 trap: svgz", "a.svgz", gzip(svg("<path/>")), ""},
        {"81 trap: picture within", "a.svg", svg("<image xlink:href=\"data:image/png;base64,AAAA\"/>"), ""},
    });
}

} // namespace
} // namespace pedell::content::testing
