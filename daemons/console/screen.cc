// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/console/screen.h"

#include <algorithm>
#include <format>

namespace pedell::console
{

namespace
{

using Lines = std::vector<std::string>;

/// Characters, as UTF-8 counts them; the names on this screen are one column wide each.
std::size_t width(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Nothing that stands in a file moves the cursor of this terminal.
std::string harmless(std::string_view text)
{
    std::string result(text);
    for (char& c : result)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)
            c = '?';
    return result;
}

std::string cut(std::string_view text, std::size_t columns)
{
    std::size_t end = 0;
    for (std::size_t used = 0; end < text.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
        if (begins && used++ == columns)
            break;
    }
    return std::string(text.substr(0, end));
}

std::string padded(std::string_view text, std::size_t columns)
{
    std::string result = cut(text, columns);
    result.append(columns - width(result), ' ');
    return result;
}

Words state_of(const Facts& facts)
{
    if (is_ready(facts))
        return {"bereit", "ready"};

    switch (facts.phase) {
    case Phase::waiting:
        return {"wartet auf school.toml", "waiting for school.toml"};
    case Phase::setting_up:
        return {"wird eingerichtet", "being set up"};
    case Phase::failed:
        return {"Einrichtung blieb stehen, wird wiederholt", "set-up stopped, is tried again"};
    case Phase::done:
        return {"Dienste starten oder sind gestoert", "services are starting or down"};
    case Phase::unknown:
        break;
    }
    return {"startet", "starting"};
}

std::string both(const Words& words)
{
    return words.de + " / " + words.en;
}

std::string address_line(const Facts& facts)
{
    std::string line;
    for (const base::NetworkAddress& one : facts.addresses)
        line += std::format("{}{} ({})", line.empty() ? "" : "  ", one.address, one.interface);
    return line.empty() ? "keine / none" : line;
}

std::string disk_line(const Facts& facts)
{
    std::string line;
    for (const Disk& disk : facts.disks)
        line += std::format("{}{} {} %", line.empty() ? "" : "   ", disk.path, disk.percent);
    return line;
}

std::string label(std::string_view text)
{
    return " " + padded(text, 22);
}

Lines head(const Facts& facts)
{
    std::string title = std::format(" PEDELL {}", facts.version);
    if (!facts.image_version.empty())
        title += std::format("  Abbild / image {}", facts.image_version);
    const std::string school = cut(harmless(facts.school), 36);
    const std::size_t used = width(title) + width(school);
    if (used + 2 < screen_columns)
        title.append(screen_columns - 1 - used, ' ');
    return {title + school, " " + std::string(screen_columns - 2, '-'),
            label("Rechner / host") + harmless(facts.host), label("Adresse / address") + address_line(facts),
            label("Zustand / state") + both(state_of(facts))};
}

Lines services(const Facts& facts)
{
    constexpr std::size_t cells = 4;
    Lines lines;
    for (std::size_t at = 0; at < facts.services.size(); ++at) {
        if (at % cells == 0)
            lines.emplace_back(" ");
        const Service& one = facts.services[at];
        lines.back() += padded(std::format("{} {}", one.up ? "ok " : "AUS", one.name), 19);
    }
    return lines;
}

Lines bottom(const Facts& facts)
{
    Lines lines;
    if (const auto groups = grouped(facts.fingerprint); !groups.empty()) {
        lines.push_back(label("Zertifikat SHA-256") + groups[0]);
        lines.push_back(label("certificate") + groups[1]);
    }
    lines.push_back(label("Platte / disk") + disk_line(facts));
    for (const Words& words : facts.updates)
        lines.push_back(label("Version / update") + harmless(both(words)));
    if (facts.first_log_on) {
        lines.push_back(label("Verwaltung / admin") +
                        "Anmeldename / login:  " + harmless(facts.first_log_on->login));
        lines.push_back(label("") +
                        "Einmal-Kennwort / one-time password:  " + harmless(facts.first_log_on->password));
        lines.push_back(label("") + "bei der ersten Anmeldung zu aendern /");
        lines.push_back(label("") + "to be changed at the first log-on");
    }
    if (!facts.recovery_key.empty()) {
        lines.push_back(label("Platte / disk key") +
                        "Wiederherstellungs-Schluessel, jetzt abschreiben / recovery key:");
        lines.push_back(" " + harmless(facts.recovery_key));
    }
    return lines;
}

/// Faults and messages, as far as there is room.
Lines told(const Facts& facts, std::size_t room)
{
    Lines lines;
    const auto add = [&lines](const Words& words) {
        for (const std::string& text : {words.de, words.en})
            for (std::size_t first = lines.size(); std::string & line : wrapped(text, screen_columns - 4))
                lines.push_back((lines.size() == first ? " * " : "   ") + line);
    };
    if (facts.phase == Phase::setting_up && !facts.step.empty())
        lines.push_back("   " + harmless(facts.step));
    for (const Words& fault : facts.faults)
        add(fault);
    for (const Words& message : facts.messages)
        add(message);
    if (lines.size() > room && room > 0) {
        lines.resize(room);
        lines.back() = "   ... mehr in / more in FEHLER-school.txt";
    }
    if (room == 0)
        lines.clear();
    return lines;
}

} // namespace

bool is_ready(const Facts& facts)
{
    return facts.phase == Phase::done && !facts.services.empty() &&
           std::ranges::all_of(facts.services, &Service::up);
}

Lines grouped(std::string_view fingerprint)
{
    constexpr std::size_t digits = 64;
    if (fingerprint.size() != digits)
        return {};

    Lines lines(2);
    for (std::size_t at = 0; at < digits; at += 4) {
        std::string& line = lines[at / 32];
        line += std::format("{}{}", line.empty() ? "" : " ", fingerprint.substr(at, 4));
    }
    return lines;
}

Lines wrapped(std::string_view text, std::size_t columns)
{
    const std::string clean = harmless(text);
    Lines lines;
    for (std::string_view rest = clean; !rest.empty();) {
        std::string line = cut(rest, columns);
        if (line.size() < rest.size() && rest[line.size()] != ' ')
            if (const auto blank = line.rfind(' '); blank != std::string::npos && blank > 0)
                line.resize(blank);
        rest.remove_prefix(line.size());
        rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
        lines.push_back(std::move(line));
    }
    return lines;
}

Lines screen(const Facts& facts)
{
    Lines lines = head(facts);
    const Lines below = services(facts);
    const Lines last = bottom(facts);
    const std::size_t fixed = lines.size() + below.size() + last.size() + 2; // two empty lines
    const Lines middle = told(facts, fixed < screen_rows ? screen_rows - fixed : 0);
    lines.insert(lines.end(), middle.begin(), middle.end());
    lines.emplace_back();
    lines.insert(lines.end(), below.begin(), below.end());
    lines.emplace_back();
    lines.insert(lines.end(), last.begin(), last.end());
    for (std::string& line : lines)
        line = cut(line, screen_columns);
    if (lines.size() > screen_rows)
        lines.resize(screen_rows);
    return lines;
}

Lines plain(const Facts& facts)
{
    Lines lines{std::format("Version {} {}", facts.version, facts.image_version),
                "Rechner / host: " + facts.host, "Adresse / address: " + address_line(facts)};
    if (facts.phase == Phase::setting_up && !facts.step.empty())
        lines.push_back(facts.step);
    for (const auto* list : {&facts.faults, &facts.messages})
        for (const Words& words : *list) {
            lines.push_back(words.de);
            lines.push_back(words.en);
        }
    for (const Service& service : facts.services)
        if (!service.up && facts.phase != Phase::waiting)
            lines.push_back(std::format("{}: aus / down", service.name));
    for (const Disk& disk : facts.disks)
        if (disk.percent >= 90)
            lines.push_back(std::format("{}: {} % voll / full", disk.path, disk.percent));
    for (const std::string& groups : grouped(facts.fingerprint))
        lines.push_back("Zertifikat / certificate SHA-256: " + groups);
    for (const Words& words : facts.updates)
        lines.push_back(both(words));
    if (facts.first_log_on) {
        lines.push_back("Anmeldename / login: " + facts.first_log_on->login);
        lines.push_back("Einmal-Kennwort / one-time password: " + facts.first_log_on->password);
    }
    if (!facts.recovery_key.empty())
        lines.push_back("Wiederherstellungs-Schluessel / recovery key: " + facts.recovery_key);
    for (std::string& line : lines)
        line = "pedell: " + harmless(line);
    lines.push_back(is_ready(facts) ? std::string(ready_line)
                                    : "pedell: Zustand / state: " + both(state_of(facts)));
    return lines;
}

Lines news(const Lines& before, const Lines& now)
{
    Lines fresh;
    for (const std::string& line : now)
        if (!std::ranges::contains(before, line))
            fresh.push_back(line);
    if (!fresh.empty() && !now.empty() && now.back() == ready_line && fresh.back() != ready_line)
        fresh.emplace_back(ready_line);
    return fresh;
}

} // namespace pedell::console
