// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/read.h"

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace pedell::letters
{
namespace
{

namespace json = boost::json;

/// Takes fields out of an object; the first wrong one is remembered.
class Taker
{
public:
    Taker(const json::value* value, std::string_view what) : what_(what)
    {
        object_ = value == nullptr ? nullptr : value->if_object();
        if (object_ == nullptr)
            complain("expected an object");
    }

    std::string text(std::string_view key, bool needed = true)
    {
        const auto* value = find(key);
        if (value == nullptr || value->is_null()) {
            if (needed)
                complain(std::string(key) + ": missing");
            return {};
        }
        const auto* found = value->if_string();
        if (found == nullptr || found->size() > longest_text || (needed && found->empty()) ||
            std::ranges::any_of(*found,
                                [](char sign) { return (sign >= 0 && sign < ' ') || sign == '\x7f'; })) {
            complain(std::string(key) + ": expected a text of one line, at most 512 bytes");
            return {};
        }
        return std::string(*found);
    }

    bool flag(std::string_view key)
    {
        const auto* value = find(key);
        const auto* found = value == nullptr ? nullptr : value->if_bool();
        if (found == nullptr) {
            complain(std::string(key) + ": expected true or false");
            return false;
        }
        return *found;
    }

    const json::value* find(std::string_view key) const
    {
        return object_ == nullptr ? nullptr : object_->if_contains(key);
    }

    void complain(const std::string& fault)
    {
        if (fault_.empty())
            fault_ = std::string(what_) + ": " + fault;
    }

    [[nodiscard]] base::Result<> checked() const
    {
        if (fault_.empty())
            return {};

        return base::fail(base::Errc::malformed, fault_);
    }

private:
    const json::object* object_ = nullptr;
    std::string_view what_;
    std::string fault_;
};

base::Result<School> read_school(const json::value* value, std::string date)
{
    Taker taker(value, "school");
    School school;
    school.name = taker.text("name");
    school.server = taker.text("server");
    school.drive_home = taker.text("drive_home");
    school.drive_classes = taker.text("drive_classes");
    school.share_home = taker.text("share_home");
    school.share_classes = taker.text("share_classes");
    school.date = std::move(date);
    return taker.checked().transform([&] { return school; });
}

/// "Klasse 5a" and "Class 5a" where there are classes, else what the school calls the role.
void read_group(Taker& taker, Letter& letter)
{
    std::string classes;
    const auto* list = taker.find("classes");
    if (list != nullptr && list->is_array()) {
        for (const auto& one : list->get_array()) {
            if (!one.is_string() || one.get_string().size() > longest_text)
                taker.complain("classes: expected texts");
            else
                classes.append(classes.empty() ? "" : ", ").append(one.get_string());
        }
    }
    const std::string role = taker.text("role");
    letter.group_de = taker.text("role_name");
    if (role != "pupil" || classes.empty())
        return;

    letter.group_de = "Klasse " + classes;
    letter.group_en = "Class " + classes;
}

base::Result<Letter> read_letter(const json::value& value)
{
    Taker taker(&value, "letter");
    Letter letter;
    const std::string given = taker.text("given", false);
    const std::string surname = taker.text("surname", false);
    letter.name = given.empty() || surname.empty() ? given + surname : given + ' ' + surname;
    read_group(taker, letter);
    letter.login = taker.text("login");
    letter.sam = taker.text("sam");
    letter.password = taker.text("password");
    letter.mail = taker.text("mail", false);
    letter.one_time = taker.flag("must_change");
    letter.logon = taker.flag("logon");
    letter.mail_open = taker.flag("mail_open");
    letter.files = taker.flag("files");
    letter.class_files = taker.flag("class_files");
    letter.mail_from_home = taker.flag("mail_from_home");
    letter.files_from_home = taker.flag("files_from_home");
    return taker.checked().transform([&] { return letter; });
}

} // namespace

base::Result<Batch> read_batch(std::string_view text)
{
    if (text.size() > largest_input)
        return base::fail(base::Errc::over_limit, "the letters: more than 4 MiB");

    boost::system::error_code fault;
    const json::value parsed = json::parse(text, fault);
    if (fault)
        return base::fail(base::Errc::malformed, "the letters are no JSON: " + fault.message());

    Taker taker(&parsed, "the letters");
    std::string date = taker.text("date");
    const auto* list = taker.find("letters");
    if (list == nullptr || !list->is_array())
        taker.complain("letters: expected a list");
    if (auto checked = taker.checked(); !checked)
        return std::unexpected(std::move(checked.error()));
    if (list->get_array().size() > most_letters)
        return base::fail(base::Errc::over_limit,
                          "more than 1000 letters at once: print them class by class");

    auto school = read_school(taker.find("school"), std::move(date));
    if (!school)
        return std::unexpected(std::move(school.error()));

    Batch batch{std::move(*school), {}};
    for (const auto& one : list->get_array()) {
        auto letter = read_letter(one);
        if (!letter)
            return std::unexpected(std::move(letter.error()));

        batch.letters.push_back(std::move(*letter));
    }
    return batch;
}

} // namespace pedell::letters
