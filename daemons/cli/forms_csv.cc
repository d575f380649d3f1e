// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/forms_csv.h"

#include "core/access.h"
#include "core/expiry.h"
#include "core/names.h"
#include "core/utf8.h"
#include "daemons/cli/csv.h"
#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"

#include <boost/json/array.hpp>
#include <initializer_list>
#include <optional>

namespace pedell::cli
{
namespace
{

using Faults = std::vector<std::string>;

/// A column under its English and German names.
struct Column {
    const char* name;
    std::initializer_list<const char*> others;
};

const Column columns[] = {{"login", {"anmeldename"}},
                          {"given", {"vorname"}},
                          {"surname", {"nachname"}},
                          {"class", {"klasse"}},
                          {"form", {"formular"}},
                          {"signed", {"unterschrieben"}},
                          {"consent", {"einwilligung"}},
                          {"use", {"nutzung"}},
                          {"evaluation", {"auswertung"}},
                          {"home", {"zuhause"}},
                          {"expires", {"gueltig_bis", "gültig_bis"}}};

/// What one line says, and what is wrong with it.
class Line
{
public:
    Line(const CsvRow& row, Faults& faults) : row_(row), faults_(faults) {}

    [[nodiscard]] std::string get(const char* name) const
    {
        for (const Column& column : columns) {
            if (std::string_view(column.name) != name)
                continue;
            std::string value = row_.get(name);
            for (const char* other : column.others)
                value = value.empty() ? row_.get(other) : value;
            return value;
        }
        return {};
    }
    void complain(const char* name, const std::string& value, const std::string& expected)
    {
        faults_.push_back(fill("line {}, column {}, \"{}\": {}", row_.line, name, value, expected));
    }
    /// Yes, no, or nothing said.
    std::optional<bool> answer(const char* name)
    {
        const std::string value = core::lower(get(name));
        if (value.empty())
            return std::nullopt;
        if (value == "yes" || value == "ja")
            return true;
        if (value != "no" && value != "nein")
            complain(name, get(name), tr("expected yes, no, ja or nein"));
        return false;
    }

private:
    const CsvRow& row_;
    Faults& faults_;
};

void add_answer(boost::json::array& answers, core::Purpose purpose, core::Channel channel, bool yes)
{
    answers.push_back(
        {{"purpose", core::name_of(purpose)}, {"channel", core::name_of(channel)}, {"yes", yes}});
}

/// The answers of a line, by purpose and channel.
boost::json::array answers_of(Line& line)
{
    const auto all = line.answer("consent");
    const auto use = line.answer("use");
    const auto evaluation = line.answer("evaluation");
    const auto home_cell = line.answer("home");
    const auto home = home_cell ? home_cell : all;

    boost::json::array answers;
    bool home_said = false;
    for (const auto& [purpose, cell] :
         {std::pair{core::Purpose::use, use}, std::pair{core::Purpose::evaluation, evaluation}}) {
        const auto said = cell ? cell : all;
        if (!said)
            continue;

        add_answer(answers, purpose, core::Channel::in_school, *said);
        if (!*said || home)
            add_answer(answers, purpose, core::Channel::from_home, *said && home.value_or(false));
        home_said = true;
    }
    if (home_cell && !home_said) {
        add_answer(answers, core::Purpose::use, core::Channel::from_home, *home_cell);
        if (!*home_cell)
            add_answer(answers, core::Purpose::evaluation, core::Channel::from_home, false);
    }
    if (answers.empty())
        line.complain("consent", {}, tr("the line says neither yes nor no to anything"));
    return answers;
}

std::optional<std::int64_t> signed_of(Line& line, core::Time now)
{
    const std::string value = line.get("signed");
    const auto day = core::day_from(value);
    if (!day) {
        line.complain("signed", value, tr("expected a day, like 2026-09-01 or 01.09.2026"));
        return std::nullopt;
    }
    if (now < begin_of(*day)) {
        line.complain("signed", value, tr("lies in the future"));
        return std::nullopt;
    }
    return begin_of(*day).time_since_epoch().count();
}

/// The end of the last day; absent where the cell is empty or wrong.
std::optional<std::int64_t> expires_of(Line& line, core::Time now, std::chrono::month_day school_year_ends)
{
    const std::string value = line.get("expires");
    if (value.empty())
        return std::nullopt;

    std::optional<core::Time> end;
    const std::string rule = core::lower(value);
    if (const auto day = core::day_from(value))
        end = begin_of(std::chrono::sys_days{*day} + std::chrono::days{1});
    else if (rule == "schuljahr" || rule == "school-year" || rule.starts_with("18:"))
        if (const auto parsed =
                parse_expiry(rule == "schuljahr" ? "school-year" : rule, now, school_year_ends))
            end = *parsed;
    if (!end || *end <= now) {
        line.complain("expires", value,
                      tr("expected a day to come like 31.07.2027, school-year, schuljahr or 18:BIRTHDAY"));
        return std::nullopt;
    }
    return end->time_since_epoch().count();
}

boost::json::object form_of(const CsvRow& row, core::Time now, std::chrono::month_day school_year_ends,
                            Faults& faults)
{
    Line line(row, faults);
    boost::json::object form;
    if (const std::string login = line.get("login"); !login.empty()) {
        form["login"] = login;
    } else {
        for (const char* name : {"given", "surname", "class"}) {
            const std::string value = line.get(name);
            if (value.empty())
                line.complain(name, value, tr("needed where the line has no login"));
            form[name] = value;
        }
    }
    form["form"] = line.get("form");
    if (line.get("form").empty())
        line.complain("form", {}, tr("the version of the form is missing"));
    if (const auto signed_on = signed_of(line, now))
        form["signed"] = *signed_on;
    if (const auto expires = expires_of(line, now, school_year_ends))
        form["expires"] = *expires;
    form["answers"] = answers_of(line);
    return form;
}

/// The first line that no UTF-8 text has; 0: none.
std::size_t line_that_is_no_text(std::string_view text)
{
    std::size_t line = 1;
    while (!text.empty()) {
        const auto point = core::take_code_point(text);
        const bool control = point && *point < ' ' && *point != '\n' && *point != '\r' && *point != '\t';
        if (!point || control)
            return line;
        line += *point == '\n' ? 1 : 0;
    }
    return 0;
}

/// Column names are words, however a spreadsheet wrote them: in lower case, without blanks around.
std::string with_plain_header(std::string_view text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    return core::lower(text.substr(0, end)) + std::string(text.substr(end));
}

/// Two names of one column.
void check_names(const CsvRow& row, Faults& faults)
{
    for (const Column& column : columns) {
        std::size_t names = row.fields.contains(column.name) ? 1 : 0;
        for (const char* other : column.others)
            names += row.fields.contains(other) ? 1 : 0;
        if (names > 1)
            faults.push_back(fill("line 1: the column {} stands there under two names", column.name));
    }
}

} // namespace

std::expected<std::vector<FormRow>, Faults> forms_from_csv(std::string_view text, core::Time now,
                                                           std::chrono::month_day school_year_ends)
{
    if (const std::size_t line = line_that_is_no_text(text); line != 0)
        return std::unexpected(
            Faults{fill("line {}: no text in UTF-8; in Excel save it as \"CSV UTF-8\"", line)});

    const auto rows =
        parse_csv(with_plain_header(text), {},
                  {"login",   "anmeldename",  "given",   "vorname",     "surname",    "nachname",
                   "class",   "klasse",       "form",    "formular",    "signed",     "unterschrieben",
                   "consent", "einwilligung", "use",     "nutzung",     "evaluation", "auswertung",
                   "home",    "zuhause",      "expires", "gueltig_bis", "gültig_bis"});
    if (!rows)
        return std::unexpected(Faults{rows.error().context});
    if (rows->empty())
        return std::unexpected(Faults{tr("the file has no line with a form")});

    Faults faults;
    check_names(rows->front(), faults);
    std::vector<FormRow> forms;
    for (const CsvRow& row : *rows)
        forms.push_back({row.line, form_of(row, now, school_year_ends, faults)});
    if (!faults.empty())
        return std::unexpected(std::move(faults));

    return forms;
}

} // namespace pedell::cli
