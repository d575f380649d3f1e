// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/findings_text.h"

#include "core/utf8.h"
#include "scan/packets.h"
#include "scan/protocol.h"

#include <array>
#include <charconv>
#include <format>
#include <limits>

namespace pedell::scan
{

using base::Errc;
using base::Result;

namespace
{

constexpr std::string_view complete_line = "complete\n";
constexpr std::string_view incomplete_line = "incomplete\n";

std::unexpected<base::Error> malformed(std::string_view what)
{
    return base::fail(Errc::malformed, std::format("findings: {}", what));
}

/// Exactly `N` fields of one line, without its end.
template <std::size_t N>
std::optional<std::array<std::string_view, N>> fields_of(std::string_view line)
{
    std::array<std::string_view, N> fields{};
    for (std::size_t i = 0; i < N; ++i) {
        const bool more = line.find('\t') != std::string_view::npos;
        if (more != (i + 1 < N))
            return std::nullopt;
        fields[i] = take_field(line, '\t');
    }
    return fields;
}

Result<core::Part> read_part(std::string_view line)
{
    const auto fields = fields_of<5>(line);
    if (!fields)
        return malformed("a part with other fields");

    const auto& [kind, body, bytes, type, path] = *fields;
    core::Part part;
    const auto known = core::kind_from(kind);
    const auto* const end = bytes.data() + bytes.size();
    const auto number = std::from_chars(bytes.data(), end, part.bytes);
    if (!known || (body != "0" && body != "1") || number.ec != std::errc{} || number.ptr != end)
        return malformed("a part of no kind, body or size");
    if (!is_field(type, max_type_bytes) || !is_field(path, max_path_bytes))
        return malformed("a part with unfit texts");

    part.kind = *known;
    part.body = body == "1";
    part.type = type;
    part.path = path;
    return part;
}

Result<core::Finding> read_finding(std::string_view line)
{
    const auto fields = fields_of<3>(line);
    if (!fields)
        return malformed("a finding with other fields");

    const auto& [name, detail, part] = *fields;
    const auto trait = core::trait_from(name);
    if (!trait || !is_field(detail, max_detail_bytes) || !is_field(part, max_path_bytes))
        return malformed("a finding of no trait or with unfit texts");
    return core::Finding{.trait = *trait, .part = std::string(part), .detail = std::string(detail)};
}

} // namespace

std::string_view take_field(std::string_view& text, char separator) noexcept
{
    const auto end = text.find(separator);
    const auto field = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return field;
}

std::string as_field(std::string_view text, std::size_t most)
{
    std::string field;
    while (!text.empty()) {
        const auto before = text;
        const auto point = core::take_code_point(text);
        const bool fit = point && *point >= 0x20 && *point != 0x7F;
        const auto bytes = fit ? before.substr(0, before.size() - text.size()) : std::string_view("?");
        if (field.size() + bytes.size() > most)
            break;
        field += bytes;
    }
    return field;
}

bool is_field(std::string_view text, std::size_t most) noexcept
{
    if (text.size() > most)
        return false;

    while (!text.empty()) {
        const auto point = core::take_code_point(text);
        if (!point || *point < 0x20 || *point == 0x7F)
            return false;
    }
    return true;
}

std::string to_text(const core::Findings& findings)
{
    bool whole =
        findings.complete && findings.parts.size() <= max_parts && findings.list.size() <= max_findings;
    std::string text;
    const auto add = [&](const std::string& line) {
        const bool fits = text.size() + line.size() + incomplete_line.size() <= max_text_bytes;
        whole = whole && fits;
        if (fits)
            text += line;
    };
    // Findings first: should the room end, the reason for a refusal is the last thing to miss.
    for (std::size_t i = 0; i < std::min(findings.list.size(), max_findings); ++i) {
        const auto& found = findings.list[i];
        add(std::format("found\t{}\t{}\t{}\n", core::name_of(found.trait),
                        as_field(found.detail, max_detail_bytes), as_field(found.part, max_path_bytes)));
    }
    for (std::size_t i = 0; i < std::min(findings.parts.size(), max_parts); ++i) {
        const auto& part = findings.parts[i];
        add(std::format("part\t{}\t{}\t{}\t{}\t{}\n", core::name_of(part.kind), part.body ? 1 : 0, part.bytes,
                        as_field(part.type, max_type_bytes), as_field(part.path, max_path_bytes)));
    }
    text += whole ? complete_line : incomplete_line;
    return text;
}

Result<core::Findings> read_findings(std::string_view text)
{
    core::Findings findings;
    while (text != complete_line && text != incomplete_line) {
        if (text.find('\n') == std::string_view::npos)
            return malformed("no last line");

        auto line = take_field(text, '\n');
        const auto word = take_field(line, '\t');
        if (word == "part" && findings.parts.size() < max_parts) {
            auto part = read_part(line);
            if (!part)
                return std::unexpected(part.error());
            findings.parts.push_back(std::move(*part));
        } else if (word == "found" && findings.list.size() < max_findings) {
            auto finding = read_finding(line);
            if (!finding)
                return std::unexpected(finding.error());
            findings.list.push_back(std::move(*finding));
        } else {
            return malformed("a line that is none, or too many");
        }
    }
    findings.complete = text == complete_line;
    return findings;
}

} // namespace pedell::scan
