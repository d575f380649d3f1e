// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/page.h"

#include "letters/qr.h"
#include "letters/words.h"

#include <algorithm>
#include <format>

namespace pedell::letters
{
namespace
{

constexpr double margin = 56.7; // 2 cm
constexpr double right = page_width - margin;
constexpr double text_width = right - margin;

constexpr double card_top = 138;
constexpr double card_height = 212;
constexpr double inset = 16; ///< of the card
constexpr double qr_size = 118;

constexpr double cut_line = 374;
constexpr double steps_top = 396;
constexpr double steps_height = 232;
constexpr double home_top = 640;
constexpr double home_top_room = 44; ///< heading and edges; at most six lines follow
constexpr double home_line = 15;
constexpr double footer_top = 792;

constexpr Colour ink{0.10, 0.13, 0.16};
constexpr Colour quiet{0.38, 0.42, 0.46};
constexpr Colour accent{0.09, 0.36, 0.47};
constexpr Colour tint{0.94, 0.97, 0.98};
constexpr Colour edge{0.65, 0.77, 0.82};
constexpr Colour paper{1, 1, 1};

constexpr Style label{.size = 8.5, .smallest = 6, .colour = quiet, .one_line = true};

void draw_head(Canvas& canvas, const School& school, const Letter& letter)
{
    canvas.text({margin, 38, 320, 26}, school.name,
                {.size = 13, .smallest = 7, .bold = true, .colour = accent});
    canvas.text({right - 150, 40, 150, 16}, "Zugangsbrief · Access letter",
                {.size = 9.5, .colour = quiet, .align = Align::right, .one_line = true});
    canvas.rule(66, margin, right, accent, false);
    canvas.text({margin, 76, text_width, 36}, letter.name,
                {.size = 24, .smallest = 11, .bold = true, .colour = ink});
    const std::string group = letter.group_en.empty() || letter.group_en == letter.group_de
                                  ? letter.group_de
                                  : letter.group_de + " · " + letter.group_en;
    canvas.text({margin, 113, text_width, 17}, group, {.size = 11, .smallest = 8, .colour = quiet});
}

base::Result<> draw_qr(Canvas& canvas, const School& school, const Letter& letter, double x, double y)
{
    const auto code = encode_qr(qr_text(school, letter));
    if (!code)
        return std::unexpected(code.error());

    constexpr int quiet_zone = 4; // modules (ISO/IEC 18004 9.1)
    const double module = qr_size / (code->width + 2 * quiet_zone);
    canvas.square(x, y, qr_size);
    canvas.fill(paper);
    for (int row = 0; row < code->width; ++row) {
        for (int column = 0; column < code->width; ++column) {
            if (code->dark[static_cast<std::size_t>(row * code->width + column)])
                canvas.square(x + (column + quiet_zone) * module, y + (row + quiet_zone) * module, module);
        }
    }
    canvas.fill(ink);
    constexpr Style caption{.size = 7, .smallest = 5, .colour = quiet, .align = Align::centre};
    canvas.text({x, y + qr_size + 3, qr_size, 10}, "ohne Passwort", caption);
    canvas.text({x, y + qr_size + 13, qr_size, 10}, "without the password", caption);
    return {};
}

void draw_mail(Canvas& canvas, const Letter& letter, double x, double y, double width)
{
    if (letter.mail.empty())
        return;

    canvas.text({x, y, width, 12}, "E-Mail-Adresse · mail address", label);
    canvas.text({x, y + 12, width, 28}, letter.mail,
                {.size = 12,
                 .smallest = 6,
                 .face = Face::mono,
                 .colour = ink,
                 .too_long = TooLong::lines,
                 .one_line = true});
    if (!letter.mail_open)
        canvas.text({x, y + 29, width, 12},
                    "E-Mail ist zurzeit nicht freigegeben. · Mail is not open at present.", label);
}

/// The card: all that one needs to log on, to be cut off and kept safe until the password is changed.
base::Result<> draw_card(Canvas& canvas, const School& school, const Letter& letter)
{
    constexpr double x = margin + inset;
    constexpr double width = text_width - 2 * inset;
    constexpr double beside_qr = width - qr_size - 10;
    constexpr Style data{.smallest = 7,
                         .face = Face::mono,
                         .bold = true,
                         .colour = ink,
                         .too_long = TooLong::lines,
                         .one_line = true};
    canvas.panel({margin, card_top, text_width, card_height}, tint, edge);
    canvas.text({x, card_top + 14, beside_qr, 12}, "Benutzername · user name", label);
    Style login = data;
    login.size = 18;
    canvas.text({x, card_top + 26, beside_qr, 26}, letter.login, login);

    canvas.text({x, card_top + 62, beside_qr, 12},
                letter.one_time ? "Einmal-Passwort · one-time password" : "Passwort · password", label);
    Style password = data;
    password.size = 32;
    password.underline_digits = true;
    canvas.text({x, card_top + 74, beside_qr, 42}, letter.password, password);
    constexpr Style hint{.size = 7.5, .smallest = 6, .colour = quiet, .one_line = true};
    canvas.text({x, card_top + 117, beside_qr, 11}, "Ziffern sind unterstrichen; die Striche - gehören dazu.",
                hint);
    canvas.text({x, card_top + 128, beside_qr, 11}, "Digits are underlined; the dashes - belong to it.",
                hint);

    draw_mail(canvas, letter, x, card_top + 153, width);
    if (letter.sam != letter.login && letter.logon)
        canvas.text({x, card_top + 194, width, 13},
                    "Benutzername am Schul-PC · user name at a school PC: " + letter.sam,
                    {.size = 9, .smallest = 6, .colour = ink, .too_long = TooLong::lines, .one_line = true});
    return draw_qr(canvas, school, letter, margin + text_width - inset - qr_size, card_top + 14);
}

void draw_cut(Canvas& canvas)
{
    constexpr double left = 22;
    canvas.text({left, cut_line - 8.5, 18, 18}, "✂", {.size = 12, .colour = quiet});
    canvas.rule(cut_line, left + 16, page_width, quiet, true);
}

/// Heading and steps at this size; with `draw` false only measured. Returns the height.
double flow(Canvas& canvas, const Column& column, double x, double width, double size, bool draw)
{
    constexpr double number_width = 16;
    const Style heading{.size = size + 2, .smallest = size + 2, .bold = true, .colour = accent};
    const Style number{.size = size, .smallest = size, .bold = true, .colour = accent};
    const Style body{.size = size, .smallest = size, .colour = ink};
    double y = steps_top;
    const auto put = [&](double at, double room, const std::string& words, const Style& style) {
        const double height = canvas.height_of(room, words, style);
        if (draw)
            canvas.text({at, y, room, height + 1}, words, style);
        return height;
    };
    y += put(x, width, column.heading, heading) + 5;
    int count = 0;
    for (const auto& one : column.steps) {
        (void)put(x, number_width, std::to_string(++count), number);
        y += put(x + number_width, width - number_width, one, body) + 5;
    }
    return y - steps_top;
}

/// Both languages in one size, so that neither looks the lesser one.
void draw_steps(Canvas& canvas, const School& school, const Letter& letter)
{
    constexpr double gap = 24;
    constexpr double width = (text_width - gap) / 2;
    const Column german = steps_de(school, letter);
    const Column english = steps_en(school, letter);
    double size = 10;
    for (; size > 6; size -= 0.5) {
        if (std::max(flow(canvas, german, margin, width, size, false),
                     flow(canvas, english, margin + width + gap, width, size, false)) <= steps_height)
            break;
    }
    flow(canvas, german, margin, width, size, true);
    flow(canvas, english, margin + width + gap, width, size, true);
}

void draw_home(Canvas& canvas, const School& school, const Letter& letter)
{
    constexpr double label_width = 170;
    constexpr double x = margin + inset;
    const auto rows = from_home(school, letter);
    const double lines = rows.empty() ? 2 : static_cast<double>(rows.size()) + (letter.one_time ? 1 : 0);
    canvas.panel({margin, home_top, text_width, home_top_room + lines * home_line}, paper, edge);
    canvas.text({x, home_top + 10, text_width - 2 * inset, 16}, "Von zu Hause · From home",
                {.size = 12, .bold = true, .colour = accent});
    double y = home_top + 31;
    for (const auto& [name, value] : rows) {
        canvas.text({x, y, label_width, 14}, name,
                    {.size = 9, .smallest = 6, .colour = quiet, .one_line = true});
        canvas.text({x + label_width, y, text_width - 2 * inset - label_width, 15}, value,
                    {.size = 9,
                     .smallest = 4.5,
                     .face = Face::mono,
                     .colour = ink,
                     .too_long = TooLong::lines,
                     .one_line = true});
        y += home_line;
    }
    constexpr Style remark{.size = 9, .smallest = 6, .colour = ink, .one_line = true};
    const auto say = [&](const char* words) {
        canvas.text({x, y, text_width - 2 * inset, 14}, words, remark);
        y += home_line;
    };
    if (rows.empty()) {
        say("Für dieses Konto ist die Nutzung von zu Hause nicht freigegeben.");
        say("Use from home is not open to this account.");
    } else if (letter.one_time) {
        say("Geht erst, wenn das Einmal-Passwort in der Schule geändert ist. · Only after the password was "
            "changed "
            "at school.");
    }
}

void draw_footer(Canvas& canvas, const School& school)
{
    constexpr Style small{.size = 7.5, .smallest = 5, .colour = quiet, .one_line = true};
    canvas.text(
        {margin, footer_top, text_width, 12},
        std::format("Gedruckt am {}. Nirgends gespeichert: ein neuer Brief bringt ein neues Passwort.",
                    school.date),
        small);
    canvas.text(
        {margin, footer_top + 11, text_width, 12},
        std::format("Printed on {}. Stored nowhere: a new letter brings a new password.", school.date),
        small);
}

} // namespace

base::Result<> draw_page(Canvas& canvas, const School& school, const Letter& letter)
{
    draw_head(canvas, school, letter);
    if (auto drawn = draw_card(canvas, school, letter); !drawn)
        return drawn;

    draw_cut(canvas);
    draw_steps(canvas, school, letter);
    draw_home(canvas, school, letter);
    draw_footer(canvas, school);
    canvas.end_page();
    if (canvas.overflowed())
        return base::fail(base::Errc::over_limit, "a name, address or password is too long for a letter");

    return canvas.checked();
}

} // namespace pedell::letters
