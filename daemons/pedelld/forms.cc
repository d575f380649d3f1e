// SPDX-License-Identifier: GPL-3.0-or-later
// Signed forms that came back, many at once: whose they are, what they say, all or none.
#include "core/names.h"
#include "daemons/pedelld/fields.h"
#include "daemons/pedelld/routes.h"

#include <algorithm>
#include <map>

namespace pedell::pedelld::routes
{
namespace
{

/// One row as it was sent: whose form it is by login, or by names and class.
struct Row {
    registry::ReturnedForm form;
    std::string given;
    std::string surname;
    std::string school_class;
};

base::Result<registry::ReturnedForm::Answer> read_answer(const boost::json::value& value)
{
    Fields fields(value, {"purpose", "channel", "yes"});
    registry::ReturnedForm::Answer answer;
    answer.purpose =
        fields.named("purpose", core::purpose_from, "use, evaluation").value_or(core::Purpose::use);
    answer.channel = fields.named("channel", core::channel_from, "in_school, from_home")
                         .value_or(core::Channel::in_school);
    answer.yes = fields.flag("yes", false);
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    return answer;
}

base::Result<Row> read_row(const boost::json::value& value, core::Time now)
{
    Fields fields(value, {"login", "given", "surname", "class", "form", "signed", "expires", "answers"});
    Row row;
    row.form.login = fields.optional_text("login").value_or("");
    row.given = fields.optional_text("given").value_or("");
    row.surname = fields.optional_text("surname").value_or("");
    row.school_class = fields.optional_text("class").value_or("");
    row.form.form = fields.text("form");
    const auto signed_on = fields.time("signed").value_or(std::nullopt);
    row.form.expires = fields.time("expires").value_or(std::nullopt);
    const auto answers = fields.list("answers");
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    if (!signed_on)
        return base::fail(base::Errc::malformed, "signed: the day on the paper is missing");
    if (now < *signed_on)
        return base::fail(base::Errc::malformed, "signed: lies in the future");
    if (row.form.expires && *row.form.expires <= now)
        return base::fail(base::Errc::malformed, "expires: lies in the past");
    if (row.form.login.empty() && (row.given.empty() || row.surname.empty() || row.school_class.empty()))
        return base::fail(base::Errc::malformed, "login, or given, surname and class: whose form is it?");

    row.form.signed_on = *signed_on;
    for (const auto& one : answers) {
        const auto answer = read_answer(one);
        if (!answer)
            return std::unexpected(answer.error());
        row.form.answers.push_back(*answer);
    }
    if (row.form.answers.empty())
        return base::fail(base::Errc::malformed, "answers: the form says neither yes nor no to anything");

    return row;
}

/// The members of the classes that a pile names, each asked for once.
class Members
{
public:
    explicit Members(registry::Register& reg) : reg_(reg) {}

    /// Errors: not_found.
    base::Result<const std::vector<registry::Person>*> of(const std::string& name)
    {
        if (const auto known = classes_.find(name); known != classes_.end())
            return &known->second;

        const auto found = reg_.school_class(name);
        if (!found)
            return base::fail(found.error().code, "class " + name + ": " + found.error().context);

        auto members = reg_.members(found->id);
        if (!members)
            return std::unexpected(std::move(members.error()));

        return &classes_.emplace(name, std::move(*members)).first->second;
    }

private:
    registry::Register& reg_;
    std::map<std::string, std::vector<registry::Person>> classes_;
};

/// "Müller" and "Mueller" are one; names of other scripts leave nothing there and are compared as they are.
bool same_name(const std::string& one, const std::string& other)
{
    const std::string plain = core::transliterate(one);
    return one == other || (!plain.empty() && plain == core::transliterate(other));
}

/// Errors: not_found; conflict where several bear the name, with their logins.
base::Result<std::string> login_of(const Row& row, Members& members)
{
    const auto all = members.of(row.school_class);
    if (!all)
        return std::unexpected(all.error());

    std::vector<std::string> logins;
    for (const auto& person : **all)
        if (same_name(person.given, row.given) && same_name(person.surname, row.surname))
            logins.push_back(person.login);
    const std::string who = row.given + " " + row.surname + ", class " + row.school_class;
    if (logins.empty())
        return base::fail(base::Errc::not_found, "no person is called " + who);
    if (logins.size() > 1) {
        std::string list;
        for (const std::string& login : logins)
            list += (list.empty() ? "" : ", ") + login;
        return base::fail(base::Errc::conflict, "several are called " + who + "; give the login: " + list);
    }
    return logins.front();
}

base::Result<registry::ReturnedForm> read_form(Desk& desk, const boost::json::value& value, Members& members)
{
    auto row = read_row(value, desk.clocks.wall());
    if (!row)
        return std::unexpected(std::move(row.error()));

    if (row->form.login.empty()) {
        auto login = login_of(*row, members);
        if (!login)
            return std::unexpected(std::move(login.error()));
        row->form.login = std::move(*login);
    }
    const auto person = desk.reg.person(row->form.login);
    if (!person)
        return base::fail(person.error().code, row->form.login + ": " + person.error().context);
    if (person->erasing)
        return base::fail(base::Errc::conflict, row->form.login + ": this person is being erased");

    row->form.login = person->login;
    return std::move(row->form);
}

Answer told(const std::vector<registry::ReturnedForm>& forms,
            const std::vector<registry::FormEffect>& effects, bool applied, const Parts& missing)
{
    boost::json::array rows;
    for (std::size_t i = 0; i < forms.size(); ++i)
        rows.push_back({{"login", forms[i].login},
                        {"recorded", effects[i].recorded},
                        {"revoked", effects[i].revoked},
                        {"known", effects[i].known},
                        {"outdated", effects[i].outdated}});
    return {200, boost::json::object{
                     {"applied", applied}, {"rows", std::move(rows)}, {"pending", to_json(missing)}}};
}

} // namespace

Reply take_forms(Desk& desk, const Request& request)
{
    Fields fields(request.body, {"dry_run", "forms"});
    const bool only_try = fields.flag("dry_run", false);
    const auto sent = fields.list("forms");
    if (auto checked = fields.checked(); !checked)
        return std::unexpected(std::move(checked.error()));

    Members members(desk.reg);
    std::vector<registry::ReturnedForm> forms;
    boost::json::array rows;
    bool faulty = false;
    for (const auto& one : sent) {
        auto form = read_form(desk, one, members);
        faulty = faulty || !form;
        rows.push_back(form ? boost::json::object{{"login", form->login}} : to_json(form.error()));
        if (form)
            forms.push_back(std::move(*form));
    }
    if (faulty)
        return Answer{200, boost::json::object{{"applied", false},
                                               {"rows", std::move(rows)},
                                               {"pending", boost::json::array()}}};

    const auto done = change_and_settle(
        desk, [&] { return desk.reg.take_forms(forms, request.by, desk.clocks.wall(), only_try); });
    if (!done)
        return std::unexpected(done.error());

    return told(forms, done->first, !only_try, done->second);
}

} // namespace pedell::pedelld::routes
