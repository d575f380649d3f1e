// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/journal.h"

// Without this the library would add this file and line to every line of ours.
#define SD_JOURNAL_SUPPRESS_LOCATION

#include <algorithm>
#include <cstdio>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>
#include <vector>

namespace pedell::base
{
namespace
{

/// A value must not end the line or draw on a terminal.
void append_printable(std::string& text, std::string_view value)
{
    for (const char c : value)
        text += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
}

} // namespace

std::string expand_text(std::string_view text, std::initializer_list<LogField> fields)
{
    std::string result;
    while (!text.empty()) {
        const auto open = std::min(text.find('{'), text.size());
        result += text.substr(0, open);
        text.remove_prefix(open);

        const auto close = text.find('}');
        const auto key = close == text.npos ? std::string_view{} : text.substr(1, close - 1);
        const auto* field = std::ranges::find(fields, key, &LogField::key);
        if (close == text.npos || field == fields.end()) {
            result += text.substr(0, 1);
            text.remove_prefix(std::min<std::size_t>(1, text.size()));
            continue;
        }
        append_printable(result, field->value);
        text.remove_prefix(close + 1);
    }
    return result;
}

void log(const LogMessage& message, std::initializer_list<LogField> fields)
{
    const auto text = expand_text(message.text, fields);
    if (::isatty(STDERR_FILENO) == 1) {
        const auto line = text + "\n";
        (void)std::fwrite(line.data(), 1, line.size(), stderr);
        return;
    }

    std::vector<std::string> lines{"MESSAGE=" + text, std::string{"MESSAGE_ID="} + message.id,
                                   "PRIORITY=" + std::to_string(message.priority)};
    for (const auto& field : fields)
        lines.push_back(std::string{field.key} + "=" + field.value);

    std::vector<iovec> parts;
    for (auto& line : lines)
        parts.push_back({line.data(), line.size()});
    (void)::sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
}

} // namespace pedell::base
