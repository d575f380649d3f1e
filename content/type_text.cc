// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/types.h"
#include "content/walk.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace pedell::content
{
namespace
{

using core::Kind;

constexpr std::string_view blanks(" \t\r\n\v\f");

template <std::size_t count>
bool among(const std::array<std::string_view, count>& list, std::string_view word)
{
    return std::ranges::find(list, word) != list.end();
}

/// Windows runs these at a click (or pastes them into its registry).
constexpr std::array<std::string_view, 24> scripts{
    "bat",  "cmd",  "com", "hta", "inf", "ins", "isp", "js",  "jse", "ps1", "ps1xml", "psc1",
    "psd1", "psm1", "reg", "scr", "sct", "vb",  "vbe", "vbs", "ws",  "wsc", "wsf",    "wsh"};
/// These lead elsewhere at a click.
constexpr std::array<std::string_view, 27> shortcuts{"application",
                                                     "appref-ms",
                                                     "asx",
                                                     "desktop",
                                                     "iqy",
                                                     "jnlp",
                                                     "library-ms",
                                                     "lnk",
                                                     "m3u",
                                                     "m3u8",
                                                     "mad",
                                                     "maf",
                                                     "oqy",
                                                     "pls",
                                                     "ram",
                                                     "rdp",
                                                     "rqy",
                                                     "scf",
                                                     "search-ms",
                                                     "searchconnector-ms",
                                                     "settingcontent-ms",
                                                     "theme",
                                                     "url",
                                                     "webloc",
                                                     "website",
                                                     "wpl",
                                                     "xspf"};

/// A browser takes text for HTML if it begins so (WHATWG MIME Sniffing 7.1).
constexpr std::array<std::string_view, 17> html_begins{
    "<!doctype html", "<html",  "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<a ",
    "<style",         "<title", "<b>",   "<body",   "<br",     "<p>", "<meta"};

std::string_view without_blanks(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const auto first = text.find_first_not_of(blanks);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

/// Behind XML declaration, comments and document type: the name of the first element without its prefix,
/// lower case.
std::string root_of(std::string_view text)
{
    for (int steps = 0; steps < 100 && text.starts_with('<'); ++steps) {
        std::string_view end = ">";
        if (text.starts_with("<?"))
            end = "?>";
        else if (text.starts_with("<!--"))
            end = "-->";
        else if (text.starts_with("<!")) {
            const auto subset = text.find_first_of("[>");
            end = subset != std::string_view::npos && text[subset] == '[' ? "]" : ">";
        } else {
            std::string_view name = text.substr(1, 100);
            name = name.substr(0, name.find_first_of(" \t\r\n/>"));
            if (const auto colon = name.find(':'); colon != std::string_view::npos)
                name.remove_prefix(colon + 1);
            return lower(name);
        }
        const auto at = text.find(end);
        if (at == std::string_view::npos)
            return {};
        text = without_blanks(text.substr(at + end.size()));
        if (end == "]")
            text = without_blanks(text.substr(std::min(text.size(), text.find('>') + 1)));
    }
    return {};
}

RealType type_of_xml(std::string_view text)
{
    const std::string root = root_of(text);
    if (root == "svg")
        return {Kind::svg, Format::xml, "image/svg+xml", {}};
    if (root == "html")
        return {Kind::html, Format::html, "application/xhtml+xml", {}};
    if (root == "scriptlet" || root == "component" || root == "job")
        return {Kind::script, Format::text, "text/scriptlet", {}};
    if (root == "librarydescription" || root == "persistedquery" || root == "pcsettings" ||
        root == "assembly" || root == "jnlp" || root == "asx" || root == "searchconnectordescription")
        return {Kind::shortcut, Format::text, "application/xml", {}};
    if (root == "package" || root == "worddocument" || root == "workbook" ||
        (root == "document" && contains_like(text.substr(0, 4096), "office:document")))
        return {Kind::document, Format::xml, "application/xml", {}};
    return {Kind::xml, Format::xml, "application/xml", {}};
}

/// Types that a mail program shows as more than text, whatever the name is.
bool is_interpreted(std::string_view type)
{
    constexpr std::array<std::string_view, 9> types{"text/html",  "application/xhtml+xml", "image/svg+xml",
                                                    "text/xml",   "application/xml",       "text/calendar",
                                                    "text/vcard", "text/x-vcard",          "text/directory"};
    return among(types, type) || type.starts_with("message/");
}

/// A header block that a mail program would show as a message: first line a field, and a field that says so.
bool begins_as_message(std::string_view text)
{
    if (text.starts_with("From ") && text.find('\n') < 200)
        text.remove_prefix(text.find('\n') + 1);
    constexpr std::array<std::string_view, 12> fields{
        "return-path:",      "received:",      "mime-version:", "from:",         "to:",
        "subject:",          "date:",          "message-id:",   "delivered-to:", "content-type:",
        "x-mozilla-status:", "dkim-signature:"};
    if (std::ranges::none_of(fields, [&](std::string_view field) { return begins_like(text, field); }))
        return false;

    const std::string_view head = text.substr(0, 8192);
    return contains_like(head, "\nmime-version:") || begins_like(head, "mime-version:") ||
           contains_like(head, "\nmessage-id:") || contains_like(head, "\ncontent-type:") ||
           contains_like(head, "\nreceived:");
}

RealType type_by_beginning(std::string_view text)
{
    const auto begins = [&text](std::string_view with) { return begins_like(text, with); };
    if (begins("begin:vcalendar"))
        return {Kind::calendar, Format::calendar, "text/calendar", {}};
    if (begins("begin:vcard"))
        return {Kind::contact, Format::calendar, "text/vcard", {}};
    if (begins("-----begin pgp message"))
        return {Kind::ciphertext, Format::nothing, "application/pgp-encrypted", {}};
    if (begins("-----begin pgp signature"))
        return {Kind::signature, Format::nothing, "application/pgp-signature", {}};
    if (begins("windows registry editor") || begins("regedit4"))
        return {Kind::script, Format::text, "text/x-ms-regedit", {}};
    if (begins("[internetshortcut") || begins("[desktop entry]") || begins("[shell]") ||
        begins("[{000214a0") || begins("[playlist]") || begins("#extm3u") || begins("web\r\n1\r\n") ||
        begins("web\n1\n"))
        return {Kind::shortcut, Format::text, "application/x-shortcut", {}};
    if (begins("<?xml") || begins("<svg") || begins("<!doctype svg"))
        return type_of_xml(text);
    if (std::ranges::any_of(html_begins, begins) ||
        (begins("<!--") && contains_like(text.substr(0, 4096), "<html")))
        return {Kind::html, Format::html, "text/html", {}};
    if (begins("<job") || begins("<package") || begins("<scriptlet") || begins("<asx"))
        return type_of_xml(text);
    return {};
}

/// What the sender's word says of text: a mail program believes it, so it is looked at as that.
RealType type_by_word(std::string_view type, std::string_view extension)
{
    if (type == "text/html" || type == "application/xhtml+xml" || extension == "html" || extension == "htm" ||
        extension == "xhtml" || extension == "shtml" || extension == "xht")
        return {Kind::html, Format::html, "text/html", {}};
    if (type == "text/calendar" || extension == "ics" || extension == "ifb")
        return {Kind::calendar, Format::calendar, "text/calendar", {}};
    if (type == "text/vcard" || type == "text/x-vcard" || type == "text/directory" || extension == "vcf")
        return {Kind::contact, Format::calendar, "text/vcard", {}};
    if (type == "text/csv" || extension == "csv" || extension == "tsv" || extension == "tab")
        return {Kind::text, Format::table, "text/csv", {}};
    if (type == "application/json" || extension == "json" || extension == "ipynb" || extension == "geojson")
        return {Kind::json, Format::text, "application/json", {}};
    if (type.starts_with("message/") || extension == "eml" || extension == "emlx" || extension == "mht" ||
        extension == "mhtml")
        return {Kind::message, Format::message, "message/rfc822", {}};
    return {};
}

/// A message as text that has more in it than text: somebody only has to rename or paste it.
bool carries_parts(std::string_view text)
{
    const std::string_view head = text.substr(0, 8192);
    return !text.starts_with("From ") && begins_as_message(text) &&
           (contains_like(head, "content-type: multipart/") ||
            contains_like(head, "content-transfer-encoding: base64"));
}

/// Notes and source code: shown as they are, but a saved message is looked into, and a sealed one is sealed.
RealType type_of_shown_text(std::string_view text)
{
    if (begins_like(text, "-----begin pgp message"))
        return {Kind::ciphertext, Format::nothing, "application/pgp-encrypted", {}};
    return {Kind::text, carries_parts(text) ? Format::message : Format::text, "text/plain", {}};
}

} // namespace

RealType type_of_text(std::string_view bytes, const Piece& piece)
{
    const RealType plain{Kind::text, Format::text, "text/plain", {}};
    const std::string extension = extension_of(piece.name);
    const std::string_view text = without_blanks(bytes);
    const bool nameless = piece.name.empty();
    if (nameless && piece.declared_type == "text/plain" && piece.origin == Origin::message_part)
        return type_of_shown_text(text);
    if (piece.declared_type == "message/disposition-notification" ||
        piece.declared_type == "message/delivery-status" || piece.declared_type == "text/rfc822-headers")
        return {
            Kind::text, Format::message, "text/plain", {}}; // fields of a report, and what hides behind them

    const bool stands_alone =
        piece.origin != Origin::document_member; // else its document's reader alone opens it
    if (stands_alone && among(scripts, extension))
        return {Kind::script, Format::text, "text/x-script", {}};
    if (stands_alone && among(shortcuts, extension))
        return {Kind::shortcut, Format::text, "application/x-shortcut", {}};
    if (shows_text(extension) && !is_interpreted(piece.declared_type))
        return type_of_shown_text(text);
    if (stands_alone && !piece.name.empty() && extension.empty() && text.starts_with("#!"))
        return {Kind::script, Format::text, "text/x-script", {}};

    RealType said = type_by_word(piece.declared_type, extension);
    if (said.kind != Kind::unknown && (said.kind == Kind::html || said.kind == Kind::text))
        return said;
    constexpr std::array<std::string_view, 10> xml_names{"xml", "svg",      "xsl", "xslt", "gpx",
                                                         "kml", "musicxml", "rdf", "rss",  "atom"};
    if (text.starts_with('<') && (among(xml_names, extension) || piece.declared_type == "image/svg+xml"))
        return type_of_xml(text);
    if (RealType real = type_by_beginning(text); real.kind != Kind::unknown)
        return real;
    if (said.kind != Kind::unknown)
        return said;
    if (begins_as_message(text))
        return {Kind::message, Format::message, "message/rfc822", {}};
    if (!extension.empty() && stands_alone &&
        (begins_like(text, "@echo off") || begins_like(text, "on error resume next")))
        return {Kind::script, Format::text, "text/x-script", {}};
    return plain;
}

} // namespace pedell::content
