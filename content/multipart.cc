// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/multipart.h"

#include "content/ascii.h"

namespace pedell::content
{
namespace
{

class Cutter
{
public:
    Cutter(std::string_view body, std::string_view boundary, LineEnd line_end)
        : body_(body), delimiter_("--" + std::string{boundary}), line_end_(line_end)
    {
    }

    Sections cut(std::size_t most)
    {
        for (auto at = body_.find(delimiter_); at != std::string_view::npos;
             at = body_.find(delimiter_, at + 2)) {
            if (at > 0 && body_[at - 1] != '\n') {
                if (body_[at - 1] == '\r')
                    bad("delimiter behind a bare CR");
                continue;
            }
            line(at);
            if (sections_.parts.size() > most)
                break;
        }
        finish();
        return std::move(sections_);
    }

private:
    void bad(const char* why)
    {
        sections_.problem = why;
    }

    /// A line that begins with the delimiter, at `at`.
    void line(std::size_t at)
    {
        const auto end = std::min(body_.find('\n', at), body_.size());
        auto rest = body_.substr(at + delimiter_.size(), end - at - delimiter_.size());
        const bool crlf = rest.ends_with('\r');
        if (end < body_.size())
            check_line_end(at, crlf);
        while (!rest.empty() && ascii::is_space(rest.back()))
            rest.remove_suffix(1);
        if (!rest.empty() && rest != "--") {
            if (sections_.near_misses.size() < 1'000)
                sections_.near_misses.push_back(delimiter_.substr(2) + std::string{rest});
            else
                bad("too many lines like delimiters");
            return;
        }
        if (sections_.closed) {
            bad("delimiter behind the end");
            return;
        }
        close_part(at);
        open_ = true;
        begin_ = std::min(end + 1, body_.size());
        sections_.closed = rest == "--";
        if (sections_.closed)
            open_ = false;
    }

    void check_line_end(std::size_t at, bool crlf)
    {
        const bool before_crlf = at < 2 || body_[at - 2] == '\r';
        const bool before_lf = at < 2 || body_[at - 2] != '\r';
        if (line_end_ == LineEnd::crlf && !(crlf && before_crlf))
            bad("delimiter with another line end");
        if (line_end_ == LineEnd::lf && (crlf || !before_lf))
            bad("delimiter with another line end");
    }

    /// What lies between two delimiters; the line end before the second belongs to that.
    void close_part(std::size_t at)
    {
        std::size_t end = at;
        if (end > begin_ && body_[end - 1] == '\n')
            --end;
        if (end > begin_ && body_[end - 1] == '\r')
            --end;
        const auto between = body_.substr(begin_, end - begin_);
        if (open_)
            sections_.parts.push_back(between);
        else
            sections_.preamble = between;
    }

    void finish()
    {
        if (sections_.closed)
            sections_.epilogue = body_.substr(begin_);
        else if (open_)
            sections_.parts.push_back(body_.substr(begin_));
        else
            sections_.preamble = body_;
    }

    std::string_view body_;
    std::string delimiter_;
    LineEnd line_end_;
    std::size_t begin_ = 0;
    bool open_ = false;
    Sections sections_;
};

} // namespace

Sections cut(std::string_view body, std::string_view boundary, LineEnd line_end, std::size_t most)
{
    return Cutter{body, boundary, line_end}.cut(most);
}

} // namespace pedell::content
