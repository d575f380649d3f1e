// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/csv.h"

#include "daemons/cli/text.h"

#include <algorithm>
#include <set>

namespace pedell::cli
{
namespace
{

using Record = std::vector<std::string>;

std::string_view trim(std::string_view text)
{
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos)
        return {};

    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Walks through the text record by record.
class Scanner
{
public:
    Scanner(std::string_view text, char separator) : text_(text), separator_(separator) {}
    [[nodiscard]] bool at_end() const
    {
        return at_ == text_.size();
    }
    [[nodiscard]] std::size_t line() const
    {
        return line_;
    }

    base::Result<Record> next()
    {
        Record record;
        for (;;) {
            auto field = take_field();
            if (!field)
                return std::unexpected(std::move(field.error()));

            record.push_back(std::move(*field));
            if (at_end() || text_[at_] == '\n')
                break;

            ++at_; // the separator
        }
        if (!at_end()) {
            ++at_;
            ++line_;
        }
        return record;
    }

private:
    base::Result<std::string> take_field()
    {
        if (!at_end() && text_[at_] == '"')
            return take_quoted();

        const std::size_t start = at_;
        while (!at_end() && text_[at_] != separator_ && text_[at_] != '\n')
            ++at_;
        std::string_view field = text_.substr(start, at_ - start);
        if (field.ends_with('\r'))
            field.remove_suffix(1);
        return std::string(field);
    }

    base::Result<std::string> take_quoted()
    {
        const std::size_t opened = line_;
        std::string field;
        for (++at_; !at_end(); ++at_) {
            if (text_[at_] == '\n')
                ++line_;
            if (text_[at_] != '"') {
                field += text_[at_];
                continue;
            }
            if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
                field += '"';
                ++at_;
                continue;
            }
            ++at_;
            if (!at_end() && text_[at_] == '\r')
                ++at_;
            if (!at_end() && text_[at_] != separator_ && text_[at_] != '\n')
                return base::fail(base::Errc::malformed, fill("line {}: text behind a closing quote", line_));

            return field;
        }
        return base::fail(base::Errc::malformed, fill("line {}: a quote is never closed", opened));
    }

    std::string_view text_;
    char separator_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
};

char separator_of(std::string_view header)
{
    for (char candidate : {'\t', ';'}) {
        if (header.find(candidate) != std::string_view::npos)
            return candidate;
    }
    return ',';
}

base::Result<> check_header(const Record& header, std::initializer_list<std::string_view> required,
                            std::initializer_list<std::string_view> optional)
{
    std::set<std::string_view> seen;
    for (const std::string& column : header) {
        if (std::ranges::find(required, column) == required.end() &&
            std::ranges::find(optional, column) == optional.end())
            return base::fail(base::Errc::malformed, fill("line 1: unknown column \"{}\"", column));

        if (!seen.insert(column).second)
            return base::fail(base::Errc::malformed,
                              fill("line 1: column \"{}\" stands there twice", column));
    }
    for (std::string_view column : required) {
        if (!seen.contains(column))
            return base::fail(base::Errc::malformed, fill("line 1: column \"{}\" is missing", column));
    }
    return {};
}

} // namespace

std::string CsvRow::get(std::string_view column) const
{
    const auto found = fields.find(column);
    return found == fields.end() ? std::string() : std::string(trim(found->second));
}

std::vector<std::string> split_cell(std::string_view cell)
{
    std::vector<std::string> values;
    while (!cell.empty()) {
        const std::size_t end = std::min(cell.find(';'), cell.size());
        const std::string_view value = trim(cell.substr(0, end));
        if (!value.empty())
            values.emplace_back(value);
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return values;
}

base::Result<std::vector<CsvRow>> parse_csv(std::string_view text,
                                            std::initializer_list<std::string_view> required,
                                            std::initializer_list<std::string_view> optional)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);

    Scanner scanner(text, separator_of(text.substr(0, text.find('\n'))));
    auto header = scanner.next();
    if (!header)
        return std::unexpected(std::move(header.error()));

    for (std::string& column : *header)
        column = trim(column);
    if (auto checked = check_header(*header, required, optional); !checked)
        return std::unexpected(std::move(checked.error()));

    std::vector<CsvRow> rows;
    while (!scanner.at_end()) {
        const std::size_t line = scanner.line();
        auto record = scanner.next();
        if (!record)
            return std::unexpected(std::move(record.error()));

        if (record->size() == 1 && trim(record->front()).empty())
            continue; // an empty line

        if (record->size() != header->size())
            return base::fail(base::Errc::malformed,
                              fill("line {}: {} fields instead of {}", line, record->size(), header->size()));

        CsvRow row{line, {}};
        for (std::size_t i = 0; i < record->size(); ++i)
            row.fields[(*header)[i]] = std::move((*record)[i]);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace pedell::cli
