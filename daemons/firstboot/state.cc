// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/state.h"

#include <boost/json.hpp>
#include <format>

namespace pedell::firstboot
{

namespace
{

namespace json = boost::json;

/// "Zeile 3, Spalte 10: " in front of a fault that has a place.
Words place_of(const settings::Fault& fault)
{
    if (fault.line == 0)
        return {};

    return {std::format("Zeile {}, Spalte {}: ", fault.line, fault.column),
            std::format("line {}, column {}: ", fault.line, fault.column)};
}

constexpr const char* line_end = "\r\n";

void append(std::string& text, const Words& words)
{
    text += words.de + line_end + words.en + line_end + line_end;
}

} // namespace

const char* name_of(Phase phase) noexcept
{
    switch (phase) {
    case Phase::waiting:
        return "waiting";
    case Phase::setting_up:
        return "setting_up";
    case Phase::failed:
        return "failed";
    case Phase::done:
        return "done";
    }
    return "failed";
}

std::string to_json(const State& state)
{
    json::array messages;
    for (const Words& words : state.messages)
        messages.push_back(json::object{{"de", words.de}, {"en", words.en}});
    json::array faults;
    for (const settings::Fault& fault : state.faults)
        faults.push_back(json::object{{"line", fault.line},
                                      {"column", fault.column},
                                      {"de", place_of(fault).de + in_german(fault)},
                                      {"en", place_of(fault).en + fault.message}});
    return json::serialize(json::object{{"phase", name_of(state.phase)},
                                        {"step", state.step},
                                        {"messages", std::move(messages)},
                                        {"faults", std::move(faults)}});
}

std::string report_for(const State& state)
{
    if (state.faults.empty() && state.phase != Phase::failed)
        return {};

    std::string text;
    if (!state.faults.empty())
        append(text, {"Pedell hat diese school.toml nicht angenommen. Es wurde nichts geaendert.",
                      "Pedell did not take this school.toml. Nothing was changed."});
    for (const settings::Fault& fault : state.faults)
        append(text, {place_of(fault).de + in_german(fault), place_of(fault).en + fault.message});
    for (const Words& words : state.messages)
        append(text, words);
    append(
        text,
        state.faults.empty()
            ? Words{"Ursache beheben und neu starten: Es geht dort weiter, wo es stehen blieb.",
                    "Remove the cause and restart: it goes on where it stopped."}
            : Words{"Bitte berichtigen, speichern und neu starten. Stimmt alles, verschwindet diese Datei.",
                    "Please correct it, save and restart. When all is right, this file goes away."});
    return text;
}

} // namespace pedell::firstboot
