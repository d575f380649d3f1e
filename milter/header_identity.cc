// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/header_identity.h"

#include "core/names.h"

#include <algorithm>

namespace pedell::milter
{
namespace
{

bool is_blank(char c) noexcept
{
    return c == ' ' || c == '\t';
}

bool is_ascii_alphanumeric(char c) noexcept
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// RFC 5322 3.2.3 atext: what an address may be made of.
bool is_atext(char c) noexcept
{
    return is_ascii_alphanumeric(c) || std::string_view{"!#$%&'*+-/=?^_`{|}~"}.contains(c);
}

/// What an unquoted display name may be made of: atext, the dot of obs-phrase ("Dr."), and 8-bit text.
bool is_phrase_text(char c) noexcept
{
    return is_atext(c) || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

/// Replaces each fold by its blanks (RFC 5322 2.2.3). Absent: control characters, a line end that folds
/// nothing, a line that is empty or blank (obs-FWS, behind which readers see the end of the header), a line
/// over the limit.
std::optional<std::string> unfold(std::string_view value)
{
    std::string flat;
    flat.reserve(value.size());
    std::size_t line_start = 0;
    bool line_has_text = true; // the first line may be blank: "From:" CRLF SP "anna@..."

    for (std::size_t at = 0; at < value.size(); ++at) {
        char c = value[at];
        if (c == '\r' && at + 1 < value.size() && value[at + 1] == '\n')
            c = value[++at];

        if (c == '\n') {
            if (!line_has_text || at + 1 >= value.size() || !is_blank(value[at + 1]))
                return std::nullopt;
            line_start = at + 1;
            line_has_text = false;
            continue;
        }

        if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f ||
            at - line_start >= max_line_bytes)
            return std::nullopt;
        line_has_text = line_has_text || !is_blank(c);
        flat.push_back(c);
    }

    if (!line_has_text)
        return std::nullopt;
    return flat;
}

/// Walks over one unfolded value. Every method either moves on or says that it cannot tell.
class Scanner
{
public:
    explicit Scanner(std::string_view text) noexcept : text_(text) {}

    std::optional<std::vector<std::string>> mailbox_list()
    {
        std::vector<std::string> mailboxes;
        do {
            auto address = mailbox();
            if (!address || mailboxes.size() == max_mailboxes)
                return std::nullopt;
            mailboxes.push_back(std::move(*address));
        } while (take(','));

        if (!at_end())
            return std::nullopt;
        return mailboxes;
    }

private:
    [[nodiscard]] bool at_end() const noexcept
    {
        return at_ == text_.size();
    }
    [[nodiscard]] char peek() const noexcept
    {
        return at_end() ? '\0' : text_[at_];
    }
    bool take(char c) noexcept
    {
        if (peek() != c || at_end())
            return false;
        ++at_;
        return true;
    }
    void skip_blanks() noexcept
    {
        while (is_blank(peek()))
            ++at_;
    }

    /// [CFWS]: blanks and comments (RFC 5322 3.2.2), nested to a depth.
    bool skip_blanks_and_comments() noexcept
    {
        for (skip_blanks(); peek() == '('; skip_blanks())
            if (!comment())
                return false;
        return true;
    }

    bool comment() noexcept
    {
        std::size_t depth = 0;
        while (!at_end()) {
            const char c = text_[at_++];
            if (c == '\\') {
                if (at_end())
                    return false;
                ++at_;
            } else if (c == '(') {
                if (++depth > max_comment_depth)
                    return false;
            } else if (c == ')' && --depth == 0) {
                return true;
            }
        }
        return false;
    }

    bool quoted_string() noexcept
    {
        ++at_;
        while (!at_end()) {
            const char c = text_[at_++];
            if (c == '"')
                return true;
            if (c == '\\') {
                if (at_end())
                    return false;
                ++at_;
            }
        }
        return false;
    }

    /// mailbox = display name and angle address, or the bare address; comments around it.
    std::optional<std::string> mailbox()
    {
        if (!skip_blanks_and_comments())
            return std::nullopt;

        const std::size_t start = at_;
        bool quoted = false;
        std::size_t words = 0;
        while (peek() == '"' || is_phrase_text(peek())) {
            if (peek() == '"') {
                quoted = true;
                if (!quoted_string())
                    return std::nullopt;
            } else {
                while (is_phrase_text(peek()))
                    ++at_;
            }
            ++words;
            if (peek() == '@')
                break;
            if (!skip_blanks_and_comments())
                return std::nullopt;
        }

        if (take('<'))
            return angle_address();
        if (quoted || words != 1)
            return std::nullopt;
        at_ = start;
        return finish(address());
    }

    /// The rest of an angle address behind "<". Blanks inside are read, comments and routes are not.
    std::optional<std::string> angle_address()
    {
        skip_blanks();
        auto found = address();
        skip_blanks();
        if (!found || !take('>'))
            return std::nullopt;
        return finish(std::move(found));
    }

    std::optional<std::string> finish(std::optional<std::string> found)
    {
        if (!found || !skip_blanks_and_comments())
            return std::nullopt;
        return found;
    }

    /// addr-spec with dot-atoms alone on both sides (RFC 5322 3.4.1), in lower case.
    std::optional<std::string> address()
    {
        const std::size_t start = at_;
        if (!dot_atom() || !take('@') || !dot_atom())
            return std::nullopt;
        return core::lower(text_.substr(start, at_ - start));
    }

    bool dot_atom() noexcept
    {
        do {
            if (!is_atext(peek()))
                return false;
            while (is_atext(peek()))
                ++at_;
        } while (take('.'));
        return true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// The part of a field name that readers might take for the whole: "From" of "From(x)" or of "From<NBSP>".
std::string_view leading_token(std::string_view name) noexcept
{
    const auto* end =
        std::ranges::find_if(name, [](char c) { return !is_ascii_alphanumeric(c) && c != '-'; });
    return name.substr(0, static_cast<std::size_t>(end - name.begin()));
}

bool is_field_name(std::string_view name) noexcept
{
    return !name.empty() && std::ranges::all_of(name, [](char c) { return c > ' ' && c < 0x7f && c != ':'; });
}

} // namespace

std::optional<std::vector<std::string>> read_mailboxes(std::string_view value)
{
    const auto flat = unfold(value);
    if (!flat)
        return std::nullopt;

    return Scanner{*flat}.mailbox_list();
}

void HeaderIdentityReader::add(std::string_view name, std::string_view value)
{
    ++fields_;
    bytes_ += name.size() + value.size();
    if (fields_ > max_header_fields || bytes_ > max_header_bytes || !is_field_name(name))
        identity_.unreadable = true;
    if (identity_.unreadable)
        return;

    const std::string token = core::lower(leading_token(name));
    const bool is_from = token == "from";
    const bool is_sender = token == "sender";
    if (!is_from && !is_sender && token != "resent-from" && token != "resent-sender")
        return;

    if (token.size() != name.size()) {
        identity_.unreadable = true;
        return;
    }

    identity_.from_fields += is_from ? 1 : 0;
    identity_.sender_fields += is_sender ? 1 : 0;
    read_into(is_from ? identity_.from : identity_.sender, value);
}

void HeaderIdentityReader::read_into(std::vector<std::string>& mailboxes, std::string_view value)
{
    auto read = read_mailboxes(value);
    if (!read) {
        identity_.unreadable = true;
        return;
    }

    mailboxes.insert(mailboxes.end(), read->begin(), read->end());
}

} // namespace pedell::milter
