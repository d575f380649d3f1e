// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/session.h"

#include "daemons/cli/table.h"
#include "daemons/cli/text.h"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <istream>
#include <ostream>

namespace pedell::cli
{

ExitCode Session::refuse(const base::Error& error)
{
    if (json)
        out << boost::json::serialize(
                   boost::json::object{{"code", base::name_of(error.code)}, {"context", error.context}})
            << '\n';
    else
        err << "pedell: " << error.context << '\n';
    return exit_code_for(error.code);
}

ExitCode Session::say(const boost::json::value& value, const std::string& text)
{
    if (json)
        out << boost::json::serialize(value) << '\n';
    else
        out << text;
    return ExitCode::ok;
}

ExitCode Session::ask_and_say(Method method, const std::string& target, const boost::json::value& body,
                              const std::function<std::string(const boost::json::value&)>& show)
{
    const auto answer = api.ask(method, target, body);
    if (!answer)
        return refuse(answer.error());

    if (json)
        return say(*answer, {});

    if (const auto* number = field_of(*answer, "approval").if_int64())
        return say(*answer,
                   fill("Nothing is done yet: it waits for a second person, approval {}.", *number) + '\n');

    std::string text = show(*answer);
    if (const auto pending = texts_of(*answer, "pending"); !pending.empty())
        text += fill("Still being carried out: {}", join(pending)) + '\n';
    return say(*answer, text);
}

base::Result<std::string> Session::password_from_input()
{
    std::string line;
    std::getline(in, line);
    if (line.ends_with('\r'))
        line.pop_back();
    if (line.empty())
        return base::fail(base::Errc::malformed, tr("--password-stdin: standard input has no password"));

    return line;
}

std::string text_of(const boost::json::value& value, std::string_view key)
{
    const auto* text = field_of(value, key).if_string();
    return text == nullptr ? std::string() : std::string(*text);
}

const boost::json::value& field_of(const boost::json::value& value, std::string_view key)
{
    static const boost::json::value none;
    const auto* fields = value.if_object();
    const auto* field = fields == nullptr ? nullptr : fields->if_contains(key);
    return field == nullptr ? none : *field;
}

std::vector<std::string> texts_of(const boost::json::value& value, std::string_view key)
{
    std::vector<std::string> texts;
    const auto* list = field_of(value, key).if_array();
    if (list == nullptr)
        return texts;

    for (const auto& item : *list) {
        if (item.is_string())
            texts.emplace_back(item.get_string());
    }
    return texts;
}

} // namespace pedell::cli
