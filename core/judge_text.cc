// SPDX-License-Identifier: GPL-3.0-or-later
// Names of the words of the judgement, and what a person is told.
#include "core/judge.h"
#include "core/names.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <format>

namespace pedell::core
{
namespace
{

template <class T>
struct Named {
    T value;
    std::string_view name;
};
constexpr std::array doors{Named<Door>{Door::mail, "mail"}, Named<Door>{Door::mailbox, "mailbox"},
                           Named<Door>{Door::drive, "drive"}};
constexpr std::array areas{Named<Area>{Area::mailbox, "mailbox"},   Named<Area>{Area::home, "home"},
                           Named<Area>{Area::material, "material"}, Named<Area>{Area::hand_in, "hand_in"},
                           Named<Area>{Area::common, "common"},     Named<Area>{Area::teachers, "teachers"}};
constexpr std::array decisions{Named<Decision>{Decision::pass, "pass"},
                               Named<Decision>{Decision::refuse, "refuse"},
                               Named<Decision>{Decision::defer, "defer"}};

/// One row a rule, in the order of ContentRule: its name, and what the user is told and can do instead.
struct Row {
    ContentRule value;
    std::string_view name;
    std::string_view german;
    std::string_view english;
};
constexpr std::array table{
    Row{ContentRule::none, "none", "", ""},
    Row{ContentRule::program, "program",
        "Programme und Installationsdateien sind hier nicht erlaubt. Bitte weglassen; was fuer den "
        "Unterricht "
        "gebraucht wird, installiert die Schul-IT.",
        "Programs and installers are not allowed here. Please leave them out; the school's administrators "
        "install "
        "what lessons need."},
    Row{ContentRule::script, "script",
        "Skripte, die beim Anklicken laufen, sind hier nicht erlaubt. Bitte den Quelltext als .txt speichern "
        "oder "
        "eine Lehrkraft fragen.",
        "Scripts that run at a click are not allowed here. Please save the source as .txt or ask a teacher."},
    Row{ContentRule::shortcut, "shortcut",
        "Verknuepfungen sind hier nicht erlaubt. Bitte die Datei selbst oder den Link als Text senden.",
        "Shortcuts are not allowed here. Please send the file itself, or the link as text."},
    Row{ContentRule::disk_image, "disk_image",
        "Abbilder von Laufwerken (ISO, VHD, DMG) sind hier nicht erlaubt. Bitte die Dateien einzeln oder als "
        "ZIP "
        "senden.",
        "Disk images (ISO, VHD, DMG) are not allowed here. Please send the files one by one or as ZIP."},
    Row{ContentRule::macro, "macro",
        "Dokumente mit Makros sind hier nicht erlaubt. Bitte ohne Makros speichern (.docx, .xlsx, .pptx) "
        "oder als "
        "PDF senden.",
        "Documents with macros are not allowed here. Please save without macros (.docx, .xlsx, .pptx) or "
        "send a "
        "PDF."},
    Row{ContentRule::embedded, "embedded",
        "Im Dokument steckt eine Datei, die ein Klick startet. Bitte sie entfernen und einzeln senden.",
        "The document holds a file that a click starts. Please remove it and send it by itself."},
    Row{ContentRule::remote, "remote",
        "Das Dokument laedt beim Oeffnen Inhalte von anderswo. Bitte Vorlagen und Bilder einbetten oder als "
        "PDF "
        "senden.",
        "The document fetches content from elsewhere when opened. Please embed templates and pictures or "
        "send a "
        "PDF."},
    Row{ContentRule::formula, "formula", "Eine Formel im Dokument startet ein Programm. Bitte sie entfernen.",
        "A formula in the document starts a program. Please remove it."},
    Row{ContentRule::pdf_active, "pdf_active",
        "Das PDF enthaelt Skripte oder Aktionen. Bitte es neu drucken (Als PDF drucken) und dann senden.",
        "The PDF holds scripts or actions. Please print it anew (print to PDF) and send that."},
    Row{ContentRule::html_active, "html_active",
        "HTML-Dateien oder aktive Inhalte in HTML sind hier nicht erlaubt. Bitte als PDF senden oder den "
        "Text in "
        "die Nachricht schreiben.",
        "HTML files or active content in HTML are not allowed here. Please send a PDF or write the text into "
        "the "
        "message."},
    Row{ContentRule::svg_active, "svg_active",
        "Die SVG-Zeichnung enthaelt Skripte. Bitte als PNG oder PDF speichern.",
        "The SVG drawing holds scripts. Please save it as PNG or PDF."},
    Row{ContentRule::calendar_active, "calendar_active",
        "Der Termin enthaelt Aktionen oder HTML. Bitte eine einfache Einladung senden.",
        "The event holds actions or HTML. Please send a plain invitation."},
    Row{ContentRule::name, "name",
        "Der Dateiname ist nicht erlaubt: Er startet etwas oder taeuscht ueber die Art der Datei. Bitte "
        "umbenennen, "
        "falls die Datei harmlos ist.",
        "The file name is not allowed: it starts something or misleads about the kind of file. Please rename "
        "the "
        "file if it is harmless."},
    Row{ContentRule::mismatch, "mismatch",
        "Name und Inhalt der Datei passen nicht zusammen. Bitte mit der richtigen Endung speichern.",
        "Name and content of the file do not match. Please save it with the right extension."},
    Row{ContentRule::polyglot, "polyglot",
        "Die Datei ist zweierlei zugleich. Bitte im urspruenglichen Programm neu speichern.",
        "The file is two kinds at once. Please save it anew in the program that made it."},
    Row{ContentRule::encrypted, "encrypted",
        "Verschluesseltes kann die Schule nicht pruefen. Bitte ohne Passwort senden oder im Klassenordner "
        "ablegen.",
        "The school cannot check what is encrypted. Please send it without a password or use the class "
        "folder."},
    Row{ContentRule::archive_trick, "archive_trick",
        "Das Archiv ist geteilt, widerspruechlich oder enthaelt Verweise. Bitte ein neues, einfaches ZIP "
        "packen.",
        "The archive is split, inconsistent or holds links. Please pack a new, plain ZIP."},
    Row{ContentRule::ambiguous, "ambiguous",
        "Die Nachricht ist nicht eindeutig aufgebaut und koennte Inhalte verbergen. Bitte mit einem anderen "
        "Mailprogramm neu schreiben.",
        "The structure of the message is ambiguous and could hide content. Please write it anew with another "
        "mail "
        "program."},
    Row{ContentRule::hidden, "hidden", "Im Text steckt eine eingepackte Datei. Bitte sie als Anhang senden.",
        "The text holds a wrapped file. Please send it as an attachment."},
    Row{ContentRule::fragment, "fragment",
        "Teile von Nachrichten oder Verweise auf Inhalte anderswo sind nicht erlaubt. Bitte alles in einer "
        "Nachricht "
        "senden oder im Klassenordner ablegen.",
        "Parts of messages or references to content elsewhere are not allowed. Please send all in one "
        "message or use "
        "the class folder."},
    Row{ContentRule::winmail, "winmail",
        "Outlook hat die Nachricht als winmail.dat verpackt. Bitte in Outlook das Format HTML oder Nur-Text "
        "waehlen "
        "und neu senden.",
        "Outlook wrapped the message as winmail.dat. Please choose HTML or plain text in Outlook and send it "
        "again."},
    Row{ContentRule::too_big, "too_big",
        "Zu gross oder zu tief verschachtelt. Bitte weniger auf einmal und ohne Archive in Archiven senden.",
        "Too large or nested too deeply. Please send less at once and no archives within archives."},
    Row{ContentRule::unreadable, "unreadable",
        "Die Datei ist beschaedigt oder laesst sich nicht pruefen. Bitte neu speichern oder in einem "
        "gaengigen "
        "Format (PDF, ZIP, DOCX) senden.",
        "The file is damaged or cannot be checked. Please save it anew or send it in a common format (PDF, "
        "ZIP, "
        "DOCX)."},
    Row{ContentRule::unknown_kind, "unknown_kind",
        "Diese Art von Datei ist der Schule nicht bekannt. Bitte in einem gaengigen Format senden oder die "
        "Schul-IT "
        "fragen.",
        "The school does not know this kind of file. Please send it in a common format or ask the school's "
        "administrators."},
    Row{ContentRule::link_listed, "link_listed",
        "Ein Link fuehrt zu einer Seite, die die Schule gesperrt hat. Bitte ihn weglassen oder die Schul-IT "
        "fragen.",
        "A link leads to a site that the school has blocked. Please leave it out or ask the school's "
        "administrators."},
    Row{ContentRule::link_disguised, "link_disguised",
        "Ein Link zeigt etwas anderes an, als er oeffnet. Bitte die Adresse ausgeschrieben und unverstellt "
        "angeben.",
        "A link shows something else than it opens. Please give the address in full and undisguised."},
    Row{ContentRule::signature, "signature",
        "Der Virenscanner hat Schadsoftware erkannt. Bitte die Datei nicht weitergeben und der Schul-IT "
        "melden.",
        "The virus scanner recognised malware. Please do not pass the file on, and tell the school's "
        "administrators."},
};

constexpr std::string_view deferred_de =
    "Der Inhalt konnte gerade nicht geprueft werden. Bitte spaeter noch einmal versuchen.";
constexpr std::string_view deferred_en =
    "The content could not be checked at the moment. Please try again later.";

constexpr auto rules_in_order = [] {
    std::array<ContentRule, table.size() - 1> rules{};
    std::ranges::transform(table.begin() + 1, table.end(), rules.begin(), &Row::value);
    return rules;
}();

template <class Table, class T>
std::string_view name_in(const Table& rows, T value) noexcept
{
    const auto row = std::ranges::find_if(rows, [value](const auto& one) { return one.value == value; });
    return row == rows.end() ? std::string_view{} : row->name;
}

template <class T, class Table>
std::optional<T> value_in(const Table& rows, std::string_view name) noexcept
{
    const auto row = std::ranges::find_if(rows, [name](const auto& one) { return one.name == name; });
    return row == rows.end() ? std::nullopt : std::optional<T>(row->value);
}

/// The letters that stand for one code point that is not ASCII; empty: none.
std::string folded(char32_t point, std::string_view bytes)
{
    switch (point) {
    case U'Ä':
        return "Ae";
    case U'Ö':
        return "Oe";
    case U'Ü':
        return "Ue";
    case U'›':
        return ">";
    case U'–':
        return "-";
    default:
        return transliterate(bytes);
    }
}

bool is_combining(char32_t point) noexcept
{
    return point >= 0x300 && point <= 0x36F;
}

/// ASCII, printable, without what libmilter or a mail log would read as its own.
std::string ascii_of(std::string_view text)
{
    static constexpr char32_t diaeresis = 0x308;
    std::string result;
    while (!text.empty()) {
        const auto before = text;
        const auto point = take_code_point(text);
        const auto bytes = before.substr(0, before.size() - text.size());
        if (!point || *point < 0x20 || *point == 0x7F || *point == '%' || *point == '"' || *point == '\\') {
            result += '_';
        } else if (*point < 0x80) {
            result += static_cast<char>(*point);
        } else if (is_combining(*point)) {
            if (*point == diaeresis && !result.empty() && std::string_view("aouAOU").contains(result.back()))
                result += 'e';
        } else {
            const auto letters = folded(*point, bytes);
            result += letters.empty() ? "_" : letters;
        }
    }
    return result;
}

/// The beginning says where, the end says what.
std::string shortened(std::string text, std::size_t most)
{
    if (text.size() <= most)
        return text;

    const std::size_t head = (most - 3) / 3;
    return text.substr(0, head) + "..." + text.substr(text.size() - (most - 3 - head));
}

std::string refusal(const ContentVerdict& verdict, std::string_view text, std::string_view rule_word)
{
    static constexpr std::size_t most_part = 96;
    static constexpr std::size_t most_detail = 32;
    const auto part = shortened(ascii_of(verdict.part), most_part);
    const auto detail = shortened(ascii_of(verdict.detail), most_detail);
    return std::format("{}{}{} ({} {}{}{})", part, part.empty() ? "" : ": ", text, rule_word,
                       name_of(verdict.rule), detail.empty() ? "" : ", ", detail);
}

} // namespace

std::span<const ContentRule> all_content_rules() noexcept
{
    return rules_in_order;
}

std::string_view name_of(Door door) noexcept
{
    return name_in(doors, door);
}

std::string_view name_of(Area area) noexcept
{
    return name_in(areas, area);
}

std::string_view name_of(ContentRule rule) noexcept
{
    return name_in(table, rule);
}

std::string_view name_of(Decision decision) noexcept
{
    return name_in(decisions, decision);
}

std::optional<Door> door_from(std::string_view name) noexcept
{
    return value_in<Door>(doors, name);
}

std::optional<Area> area_from(std::string_view name) noexcept
{
    return value_in<Area>(areas, name);
}

std::optional<ContentRule> content_rule_from(std::string_view name) noexcept
{
    return value_in<ContentRule>(table, name);
}

std::optional<Decision> decision_from(std::string_view name) noexcept
{
    return value_in<Decision>(decisions, name);
}

std::string_view text_de(ContentRule rule) noexcept
{
    const auto* const row = std::ranges::find(table, rule, &Row::value);
    return row == table.end() ? std::string_view{} : row->german;
}

std::string_view text_en(ContentRule rule) noexcept
{
    const auto* const row = std::ranges::find(table, rule, &Row::value);
    return row == table.end() ? std::string_view{} : row->english;
}

std::string refusal_de(const ContentVerdict& verdict)
{
    if (verdict.decision == Decision::refuse)
        return refusal(verdict, text_de(verdict.rule), "Regel");
    return verdict.passed() ? std::string{} : std::string(deferred_de);
}

std::string refusal_en(const ContentVerdict& verdict)
{
    if (verdict.decision == Decision::refuse)
        return refusal(verdict, text_en(verdict.rule), "rule");
    return verdict.passed() ? std::string{} : std::string(deferred_en);
}

} // namespace pedell::core
