// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/names.h"

#include "content/active_extensions.h"
#include "content/ascii.h"
#include "content/charsets.h"
#include "content/words.h"
#include "core/utf8.h"

#include <array>
#include <charconv>

namespace pedell::content
{
namespace
{

using core::Trait;

constexpr std::size_t longest_name = 255; ///< bytes: what ext4, NTFS and Samba agree on

/// Embeddings, overrides and isolates: they turn what follows. Plain marks (200E, 200F) do not.
bool turns_direction(char32_t c) noexcept
{
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/// Nothing to see, and no writing needs it: joiners (200C, 200D), marks and soft hyphens are needed.
bool is_invisible(char32_t c) noexcept
{
    return c == 0x200b || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff || c == 0x180e ||
           (c >= 0xe0000 && c <= 0xe007f) || c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0;
}

/// Looks like the dot before an extension.
bool imitates_dot(char32_t c) noexcept
{
    return c == 0xff0e || c == 0x2024 || c == 0xfe52 || c == 0xa4f8;
}

/// Dots and blanks at the end, those of Unicode too: Windows drops them, or a viewer shows them as nothing.
std::string_view without_end(std::string_view name) noexcept
{
    static constexpr std::array<std::string_view, 8> wide{"\u00a0", "\u2003", "\u2002", "\u2009",
                                                          "\u202f", "\u3000", "\u2007", "\u200a"};
    for (bool again = true; again && !name.empty();) {
        again = false;
        if (name.back() == '.' || ascii::is_space(name.back())) {
            name.remove_suffix(1);
            again = true;
        }
        for (const auto blank : wide)
            if (name.ends_with(blank)) {
                name.remove_suffix(blank.size());
                again = true;
            }
    }
    return name;
}

bool is_device(std::string_view name)
{
    auto stem = ascii::lowered(ascii::trimmed(name.substr(0, name.find_first_of(".:"))));
    static constexpr std::array<std::string_view, 7> whole{"con",    "prn",     "aux",   "nul",
                                                           "conin$", "conout$", "clock$"};
    if (std::ranges::find(whole, stem) != whole.end())
        return true;
    if (!stem.starts_with("com") && !stem.starts_with("lpt"))
        return false;
    const auto number = stem.substr(3);
    static constexpr std::array<std::string_view, 3> raised{"\u00b9", "\u00b2", "\u00b3"};
    return (number.size() == 1 && ascii::is_digit(number[0])) ||
           std::ranges::find(raised, number) != raised.end();
}

/// "x.{00021401-0000-0000-C000-000000000046}": Windows opens it as that class.
bool ends_in_class(std::string_view name)
{
    if (name.size() < 39 || !name.ends_with('}'))
        return false;
    const auto id = name.substr(name.size() - 39);
    if (!id.starts_with(".{"))
        return false;
    return std::ranges::all_of(id.substr(2, 36), [](char c) { return c == '-' || ascii::hex(c) >= 0; });
}

class Examiner
{
public:
    explicit Examiner(std::vector<NameFault>& faults) : faults_(faults) {}

    void path(std::string_view name)
    {
        if (name.starts_with('/') || name.starts_with('\\'))
            add(Trait::name_climbs, "absolute");
        if (name.size() >= 2 && ascii::is_letter(name[0]) && name[1] == ':')
            add(Trait::name_climbs, "drive");
        while (!name.empty()) {
            const auto end = name.find_first_of("/\\");
            const auto folder = name.substr(0, end);
            if (without_end(folder).empty() && folder.starts_with(".."))
                add(Trait::name_climbs, "..");
            else if (folder != ".")
                one(folder);
            name.remove_prefix(end == std::string_view::npos ? name.size() : end + 1);
        }
    }

    void single(std::string_view name)
    {
        if (name.find_first_of("/\\") != std::string_view::npos)
            add(Trait::name_malformed, "separator");
        path(name);
    }

private:
    void one(std::string_view name)
    {
        if (name.empty())
            return;
        if (name.size() > longest_name)
            add(Trait::name_malformed, "length");
        characters(name);
        colons(name);
        if (name.find("          ") != std::string_view::npos)
            add(Trait::name_misleading, "blanks");
        if (is_device(name))
            add(Trait::name_device, std::string{name.substr(0, 40)});
        extension(name);
    }

    void characters(std::string_view name)
    {
        while (!name.empty()) {
            const auto c = core::take_code_point(name);
            if (!c) {
                add(Trait::name_malformed, "no UTF-8");
                return;
            }
            if (*c < 0x20 || (*c >= 0x7f && *c < 0xa0) || *c == 0x2028 || *c == 0x2029)
                add(Trait::name_malformed, "control character");
            else if (turns_direction(*c))
                add(Trait::name_misleading, "direction");
            else if (is_invisible(*c))
                add(Trait::name_misleading, "invisible");
            else if (imitates_dot(*c))
                add(Trait::name_misleading, "dot");
        }
    }

    /// "Re: Frage.eml" and "10:30.pdf" are what people write; "a.txt:b.exe" and "a.exe::$DATA" are streams.
    void colons(std::string_view name)
    {
        for (auto at = name.find(':'); at != std::string_view::npos; at = name.find(':', at + 1)) {
            const char before = at > 0 ? name[at - 1] : ':';
            const char after = at + 1 < name.size() ? name[at + 1] : ':';
            if (after != ' ' && !(ascii::is_digit(before) && ascii::is_digit(after)))
                add(Trait::name_malformed, "stream");
            extension(name.substr(0, at));
        }
    }

    void extension(std::string_view name)
    {
        const auto bare = without_end(name);
        if (ends_in_class(bare))
            add(Trait::name_active, "class");
        const auto dot = bare.rfind('.');
        if (dot == std::string_view::npos)
            return;
        const auto suffix = bare.substr(dot + 1);
        const auto plain = ascii::lowered(ascii::trimmed(suffix));
        if (is_active_extension(plain))
            add(Trait::name_active, plain);
        if (imitates_extension(suffix))
            add(Trait::name_misleading, "extension");
    }

    /// Short and not of ASCII; in a longer one ("Dr.Müller", "1.2 Übung") letters of Latin with accents are a
    /// word.
    static bool imitates_extension(std::string_view suffix)
    {
        std::size_t length = 0;
        bool foreign = false;
        bool accented = false;
        while (!suffix.empty()) {
            const auto c = core::take_code_point(suffix);
            if (!c || *c == ' ')
                return foreign && length < 5;
            ++length;
            const bool latin = *c >= 0xc0 && *c < 0x250;
            accented = accented || latin;
            foreign = foreign || (*c >= 0x80 && !latin);
        }
        return foreign ? length <= 12 : accented && length <= 5;
    }

    void add(Trait trait, std::string detail)
    {
        NameFault fault{trait, std::move(detail)};
        if (std::ranges::find(faults_, fault) == faults_.end())
            faults_.push_back(std::move(fault));
    }

    std::vector<NameFault>& faults_;
};

/// "&#46;" and "&#x2e;" replaced by what they mean.
std::string without_entities(std::string_view name)
{
    std::string plain;
    while (!name.empty()) {
        const auto at = name.find("&#");
        plain += name.substr(0, at);
        if (at == std::string_view::npos)
            break;
        name.remove_prefix(at);
        const bool hex = name.size() > 2 && ascii::lower(name[2]) == 'x';
        unsigned value = 0;
        const auto* const from = name.data() + (hex ? 3 : 2);
        const auto* const end = name.data() + name.size();
        const auto [next, error] = from < end ? std::from_chars(from, end, value, hex ? 16 : 10)
                                              : std::from_chars_result{from, std::errc::invalid_argument};
        if (error == std::errc{} && value >= 0x20 && value < 0x7f) {
            plain += static_cast<char>(value);
            name.remove_prefix(static_cast<std::size_t>(next - name.data()));
            if (name.starts_with(';'))
                name.remove_prefix(1);
        } else {
            plain += "&#";
            name.remove_prefix(2);
        }
    }
    return plain;
}

} // namespace

std::vector<NameFault> faults_of_name(std::string_view name, bool folders)
{
    std::vector<NameFault> faults;
    Examiner examiner{faults};
    const auto judge = [&](std::string_view one) { folders ? examiner.path(one) : examiner.single(one); };
    judge(name);
    // Who unpacks "%2e" once more is somebody else: both are judged, and both must be harmless.
    if (name.find('%') != std::string_view::npos)
        if (const auto decoded = as_utf8(percent_decoded(name)); decoded != name)
            judge(decoded);
    if (name.find("&#") != std::string_view::npos)
        judge(without_entities(name));
    return faults;
}

void look_at_name(Walk& walk, const Piece& piece)
{
    const bool folders = piece.origin == Origin::archive_member || piece.origin == Origin::document_member;
    for (auto& fault : faults_of_name(piece.name, folders))
        walk.found(fault.trait, piece, std::move(fault.detail));
}

std::string extension_for_windows(std::string_view name)
{
    name = without_end(name);
    name.remove_prefix(name.find_last_of("/\\") + 1); // npos + 1 is 0
    const auto dot = name.rfind('.');
    return dot == std::string_view::npos ? std::string{}
                                         : ascii::lowered(ascii::trimmed(name.substr(dot + 1)));
}

} // namespace pedell::content
