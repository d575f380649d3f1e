// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/protocol.h"

#include "scan/findings_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <format>

namespace pedell::scan
{

using base::Errc;
using base::Result;

namespace
{

constexpr std::string_view version = "scan1";

std::unexpected<base::Error> malformed(std::string_view what)
{
    return base::fail(Errc::malformed, std::format("scan: {}", what));
}

std::string shortened(std::string name)
{
    std::ranges::replace(name, '\0', '?');
    if (name.size() <= max_name_bytes)
        return name;

    constexpr std::size_t half = max_name_bytes / 2;
    return name.substr(0, half) + name.substr(name.size() - half);
}

std::optional<bool> flag_from(std::string_view word)
{
    if (word != "0" && word != "1")
        return std::nullopt;
    return word == "1";
}

std::optional<std::int64_t> person_from(std::string_view word)
{
    std::int64_t value = 0;
    const auto* const end = word.data() + word.size();
    const auto read = std::from_chars(word.data(), end, value);
    if (read.ec != std::errc{} || read.ptr != end || value < 0)
        return std::nullopt;
    return value;
}

} // namespace

std::string_view name_of(Whole whole) noexcept
{
    return whole == Whole::message ? "message" : "file";
}

std::optional<Whole> whole_from(std::string_view name) noexcept
{
    if (name == "message")
        return Whole::message;
    if (name == "file")
        return Whole::file;
    return std::nullopt;
}

std::string to_wire(const Question& question)
{
    const auto& context = question.context;
    return std::format("{} {} {} {} {} {} {} {}\n{}", version, core::name_of(context.role),
                       core::name_of(context.door), core::name_of(context.area), context.among_staff ? 1 : 0,
                       name_of(question.whole), question.person.value, question.findings ? 1 : 0,
                       shortened(question.name));
}

Result<Question> read_question(std::string_view wire)
{
    if (wire.size() > max_question_bytes || wire.find('\n') == std::string_view::npos)
        return malformed("a question that is none");

    auto line = take_field(wire, '\n');
    std::array<std::string_view, 7> words{};
    for (auto& word : words)
        word = take_field(line, ' ');
    const auto role = core::role_from(words[1]);
    const auto door = core::door_from(words[2]);
    const auto area = core::area_from(words[3]);
    const auto among_staff = flag_from(words[4]);
    const auto whole = whole_from(words[5]);
    const auto person = person_from(words[6]);
    const auto findings = flag_from(line);
    if (words[0] != version || !role || !door || !area || !among_staff || !whole || !person || !findings)
        return malformed("a question with unknown words");
    if (wire.size() > max_name_bytes || wire.find('\0') != std::string_view::npos)
        return malformed("a name that is none");

    return Question{.context = {.role = *role, .door = *door, .area = *area, .among_staff = *among_staff},
                    .whole = *whole,
                    .name = std::string(wire),
                    .person = {*person},
                    .findings = *findings};
}

std::string to_wire(const Answer& answer)
{
    const auto& verdict = answer.verdict;
    auto wire = std::format("{} {} {}\t{}\t{}\n", version, core::name_of(verdict.decision),
                            core::name_of(verdict.rule), as_field(verdict.detail, max_detail_bytes),
                            as_field(verdict.part, max_path_bytes));
    if (answer.findings)
        wire += to_text(*answer.findings);
    return wire;
}

Result<Answer> read_answer(std::string_view wire)
{
    if (wire.find('\n') == std::string_view::npos)
        return malformed("an answer that is none");

    auto line = take_field(wire, '\n');
    auto head = take_field(line, '\t');
    const auto word = take_field(head, ' ');
    const auto decision = core::decision_from(take_field(head, ' '));
    const auto rule = core::content_rule_from(head);
    const auto detail = take_field(line, '\t');
    if (word != version || !decision || !rule || !is_field(detail, max_detail_bytes) ||
        !is_field(line, max_path_bytes))
        return malformed("an answer with unknown words");
    // Whoever passes breaks no rule, and whoever is refused breaks one: nothing else may pass by mistake.
    if ((*decision == core::Decision::refuse) != (*rule != core::ContentRule::none))
        return malformed("an answer that contradicts itself");

    Answer answer;
    answer.verdict = {
        .decision = *decision, .rule = *rule, .part = std::string(line), .detail = std::string(detail)};
    if (wire.empty())
        return answer;

    auto findings = read_findings(wire);
    if (!findings)
        return std::unexpected(findings.error());

    answer.findings = std::move(*findings);
    return answer;
}

} // namespace pedell::scan
