// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/ascii.h"
#include "content/header_look.h"
#include "content/words.h"

#include <array>

namespace pedell::content
{
namespace
{

using core::Trait;

void add(std::vector<Problem>& problems, Trait trait, std::string_view detail)
{
    if (std::ranges::find(problems, trait, &Problem::trait) == problems.end())
        problems.push_back({trait, std::string{detail}});
}

bool is_type(std::string_view type) noexcept
{
    const auto slash = type.find('/');
    const auto token = [](std::string_view text) {
        return !text.empty() && std::ranges::all_of(text, [](char c) {
            return c > ' ' && c < 0x7f &&
                   std::string_view{"()<>@,;:\\\"/[]?="}.find(c) == std::string_view::npos;
        });
    };
    return slash != std::string_view::npos && token(type.substr(0, slash)) && token(type.substr(slash + 1));
}

class HeadReader
{
public:
    HeadReader(const HeaderBlock& block, std::string_view default_type) : block_(block)
    {
        head_.type = default_type;
    }

    PartHead read()
    {
        content_type();
        transfer_encoding();
        disposition();
        if (const auto* field = block_.find("content-encoding"))
            if (const auto word = ascii::trimmed(field->value);
                !word.empty() && !ascii::same(word, "identity"))
                bad(Trait::content_encoded, "Content-Encoding");
        return std::move(head_);
    }

private:
    void bad(Trait trait, std::string_view detail)
    {
        add(head_.problems, trait, detail);
    }

    Parameters parameters_of(const Field& field)
    {
        auto read = read_parameters(field.value);
        for (const auto& problem : read.problems)
            bad(problem.trait, problem.detail);
        for (const auto& parameter : read.list)
            if (parameter.name == "name" || parameter.name == "filename")
                claim(parameter);
            else if (std::ranges::any_of(parameter.value, ascii::is_high) && !parameter.decoded)
                bad(Trait::header_malformed, "8-bit parameter");
        return read;
    }

    void content_type()
    {
        const auto* field = block_.find("content-type");
        if (field == nullptr)
            return;
        const auto read = parameters_of(*field);
        head_.typed = true;
        head_.type = read.value;
        if (!is_type(read.value)) {
            bad(Trait::header_malformed, "Content-Type");
            // What readers make of it: a tree if a boundary stands there, else text.
            head_.type = read.find("boundary") != nullptr ? "multipart/mixed" : "text/plain";
        }
        if (const auto* charset = read.find("charset"))
            head_.charset = ascii::lowered(ascii::trimmed(charset->value));
        const auto* format = read.find("format");
        head_.flowed = format != nullptr && ascii::same(format->value, "flowed");
        const auto* delete_space = read.find("delsp");
        head_.joined = head_.flowed && delete_space != nullptr && ascii::same(delete_space->value, "yes");
        const auto* boundary = read.find("boundary");
        if (head_.is("multipart"))
            take_boundary(boundary);
        else if (boundary != nullptr)
            bad(Trait::structure_ambiguous, "boundary of what is no multipart");
    }

    void take_boundary(const Parameter* boundary)
    {
        if (boundary == nullptr || boundary->value.empty()) {
            bad(Trait::structure_ambiguous, "multipart without boundary");
            return;
        }
        const auto& value = boundary->value;
        head_.boundary = value;
        const bool printable =
            std::ranges::all_of(value, [](char c) { return c >= ' ' && c < 0x7f && c != '"' && c != '\\'; });
        if (!printable)
            bad(Trait::structure_ambiguous, "boundary with odd characters");
        if (value.front() == ' ' || value.back() == ' ')
            bad(Trait::structure_ambiguous, "boundary with blanks at its ends");
        if (value.size() > max_boundary)
            bad(Trait::structure_ambiguous, "boundary too long");
        if (value.size() > 1 && value.front() == '\'' && value.back() == '\'')
            bad(Trait::structure_ambiguous, "boundary in single quotes");
        if (has_encoded_word(value))
            bad(Trait::structure_ambiguous, "boundary as RFC 2047 word");
        if (!boundary->quoted && value.find_first_of("()<>@,;:\\\"/[]?= ") != std::string::npos)
            bad(Trait::header_malformed, "boundary should be in quotes");
    }

    void transfer_encoding()
    {
        const auto* field = block_.find("content-transfer-encoding");
        if (field == nullptr)
            return;
        const auto word = ascii::lowered(ascii::trimmed(field->value));
        head_.encoding_word = word;
        const bool composite = head_.is("multipart");
        if (word == "7bit" || word == "8bit" || word == "binary")
            return;
        if (word == "base64" || word == "quoted-printable") {
            if (composite)
                bad(Trait::encoding_unknown, word);
            else
                head_.encoding = word == "base64" ? Encoding::base64 : Encoding::quoted_printable;
            return;
        }
        if (word.find_first_of("(\r\n") != std::string::npos)
            bad(Trait::header_malformed, "Content-Transfer-Encoding");
        // Slips that all read as "none", on text that is shown as it stands.
        static constexpr std::array<std::string_view, 9> slips{"",      "7bits", "7-bit", "8bits",    "8-bit",
                                                               "utf-8", "plain", "none",  "text/html"};
        if ((head_.is("text") || composite) && std::ranges::find(slips, word) != slips.end())
            return;
        head_.encoding = Encoding::unknown;
        const bool packed =
            word.find("gzip") != std::string::npos || word.find("compress") != std::string::npos;
        bad(packed ? Trait::content_encoded : Trait::encoding_unknown, word);
    }

    void disposition()
    {
        const auto* field = block_.find("content-disposition");
        if (field == nullptr)
            return;
        const auto read = parameters_of(*field);
        head_.attached = read.value == "attachment";
        if (read.value.find_first_of(" \t/=") != std::string::npos)
            bad(Trait::header_malformed, "Content-Disposition");
        if (read.find("boundary") != nullptr)
            bad(Trait::structure_ambiguous, "boundary in Content-Disposition");
    }

    void claim(const Parameter& parameter)
    {
        std::string name = parameter.value;
        if (!parameter.decoded) {
            auto words = decode_words(parameter.value);
            if (!words.readable)
                bad(Trait::name_malformed, "RFC 2047 word");
            name = std::move(words.text);
        }
        // "attached.(x)bat" without quotes: who skips comments reads another name.
        if (!parameter.quoted && !parameter.decoded && name.find('(') != std::string::npos)
            keep(without_comments(name));
        keep(std::move(name));
    }

    void keep(std::string name)
    {
        if (!name.empty() && std::ranges::find(head_.names, name) == head_.names.end())
            head_.names.push_back(std::move(name));
    }

    static std::string without_comments(std::string_view value)
    {
        std::string bare;
        int depth = 0;
        for (const char c : value) {
            depth += c == '(' ? 1 : 0;
            if (depth == 0)
                bare += c;
            depth -= c == ')' && depth > 0 ? 1 : 0;
        }
        return std::string{ascii::trimmed(bare)};
    }

    const HeaderBlock& block_;
    PartHead head_;
};

} // namespace

PartHead read_part_head(const HeaderBlock& block, std::string_view default_type)
{
    return HeadReader{block, default_type}.read();
}

} // namespace pedell::content
