// SPDX-License-Identifier: GPL-3.0-or-later
// Letters of Europe's names as letters of an address. One table for all; German custom where letters are
// spelt out (ae, oe, ue, ss), else the letter without its marks.
#include "core/names.h"
#include "core/utf8.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pedell::core
{
namespace
{

/// All code points of a range become the same letters.
struct Range {
    char32_t first;
    char32_t last;
    std::string_view letters;
};

constexpr std::array table{
    // Latin-1 (U+00C0..U+00FF), capitals and small letters
    Range{0x00AA, 0x00AA, "a"},  // feminine ordinal, as in "Ma. del Mar"
    Range{0x00BA, 0x00BA, "o"},  // masculine ordinal
    Range{0x00C0, 0x00C3, "a"},  // À Á Â Ã
    Range{0x00C4, 0x00C4, "ae"}, // Ä
    Range{0x00C5, 0x00C5, "a"},  // Å
    Range{0x00C6, 0x00C6, "ae"}, // Æ
    Range{0x00C7, 0x00C7, "c"},  // Ç
    Range{0x00C8, 0x00CB, "e"},  // È É Ê Ë
    Range{0x00CC, 0x00CF, "i"},  // Ì Í Î Ï
    Range{0x00D0, 0x00D0, "d"},  // Ð
    Range{0x00D1, 0x00D1, "n"},  // Ñ
    Range{0x00D2, 0x00D5, "o"},  // Ò Ó Ô Õ
    Range{0x00D6, 0x00D6, "oe"}, // Ö
    Range{0x00D8, 0x00D8, "o"},  // Ø
    Range{0x00D9, 0x00DB, "u"},  // Ù Ú Û
    Range{0x00DC, 0x00DC, "ue"}, // Ü
    Range{0x00DD, 0x00DD, "y"},  // Ý
    Range{0x00DE, 0x00DE, "th"}, // Þ
    Range{0x00DF, 0x00DF, "ss"}, // ß
    Range{0x00E0, 0x00E3, "a"},  // à á â ã
    Range{0x00E4, 0x00E4, "ae"}, // ä
    Range{0x00E5, 0x00E5, "a"},  // å
    Range{0x00E6, 0x00E6, "ae"}, // æ
    Range{0x00E7, 0x00E7, "c"},  // ç
    Range{0x00E8, 0x00EB, "e"},  // è é ê ë
    Range{0x00EC, 0x00EF, "i"},  // ì í î ï
    Range{0x00F0, 0x00F0, "d"},  // ð
    Range{0x00F1, 0x00F1, "n"},  // ñ
    Range{0x00F2, 0x00F5, "o"},  // ò ó ô õ
    Range{0x00F6, 0x00F6, "oe"}, // ö
    Range{0x00F8, 0x00F8, "o"},  // ø
    Range{0x00F9, 0x00FB, "u"},  // ù ú û
    Range{0x00FC, 0x00FC, "ue"}, // ü
    Range{0x00FD, 0x00FD, "y"},  // ý
    Range{0x00FE, 0x00FE, "th"}, // þ
    Range{0x00FF, 0x00FF, "y"},  // ÿ
    // Latin Extended-A (U+0100..U+017F)
    Range{0x0100, 0x0105, "a"},  // Ā Ă Ą
    Range{0x0106, 0x010D, "c"},  // Ć Ĉ Ċ Č
    Range{0x010E, 0x0111, "d"},  // Ď Đ
    Range{0x0112, 0x011B, "e"},  // Ē Ĕ Ė Ę Ě
    Range{0x011C, 0x0123, "g"},  // Ĝ Ğ Ġ Ģ
    Range{0x0124, 0x0127, "h"},  // Ĥ Ħ
    Range{0x0128, 0x0131, "i"},  // Ĩ Ī Ĭ Į İ ı
    Range{0x0132, 0x0133, "ij"}, // Ĳ
    Range{0x0134, 0x0135, "j"},  // Ĵ
    Range{0x0136, 0x0138, "k"},  // Ķ ĸ
    Range{0x0139, 0x0142, "l"},  // Ĺ Ļ Ľ Ŀ Ł
    Range{0x0143, 0x014B, "n"},  // Ń Ņ Ň ŉ Ŋ
    Range{0x014C, 0x0151, "o"},  // Ō Ŏ Ő
    Range{0x0152, 0x0153, "oe"}, // Œ
    Range{0x0154, 0x0159, "r"},  // Ŕ Ŗ Ř
    Range{0x015A, 0x0161, "s"},  // Ś Ŝ Ş Š
    Range{0x0162, 0x0167, "t"},  // Ţ Ť Ŧ
    Range{0x0168, 0x0173, "u"},  // Ũ Ū Ŭ Ů Ű Ų
    Range{0x0174, 0x0175, "w"},  // Ŵ
    Range{0x0176, 0x0178, "y"},  // Ŷ Ÿ
    Range{0x0179, 0x017E, "z"},  // Ź Ż Ž
    Range{0x017F, 0x017F, "s"},  // ſ
    // What else stands in passports: Azerbaijani, Romanian, Pinyin, Vietnamese
    Range{0x018F, 0x018F, "e"},  // Ə
    Range{0x01A0, 0x01A1, "o"},  // Ơ
    Range{0x01AF, 0x01B0, "u"},  // Ư
    Range{0x01CD, 0x01CE, "a"},  // Ǎ
    Range{0x01CF, 0x01D0, "i"},  // Ǐ
    Range{0x01D1, 0x01D2, "o"},  // Ǒ
    Range{0x01D3, 0x01D4, "u"},  // Ǔ
    Range{0x01D5, 0x01DC, "ue"}, // Ǖ Ǘ Ǚ Ǜ
    Range{0x01E6, 0x01E7, "g"},  // Ǧ
    Range{0x0218, 0x0219, "s"},  // Ș
    Range{0x021A, 0x021B, "t"},  // Ț
    Range{0x0259, 0x0259, "e"},  // ə
    Range{0x1E9E, 0x1E9E, "ss"}, // ẞ
    Range{0x1EA0, 0x1EB7, "a"},  // Ạ ... Ặ
    Range{0x1EB8, 0x1EC7, "e"},  // Ẹ ... Ệ
    Range{0x1EC8, 0x1ECB, "i"},  // Ỉ Ị
    Range{0x1ECC, 0x1EE3, "o"},  // Ọ ... Ợ
    Range{0x1EE4, 0x1EF1, "u"},  // Ụ ... Ự
    Range{0x1EF2, 0x1EF9, "y"},  // Ỳ ... Ỹ
};
static_assert(std::ranges::is_sorted(table, {}, &Range::first));

constexpr char32_t combining_diaeresis = 0x0308;

/// Blanks and dashes of every kind part two words of a name.
bool parts_words(char32_t point) noexcept
{
    return point == ' ' || point == '\t' || point == '-' || point == 0x00A0 ||
           (point >= 0x2000 && point <= 0x200A) || (point >= 0x2010 && point <= 0x2015) || point == 0x202F ||
           point == 0x2212;
}

std::string_view letters_of(char32_t point) noexcept
{
    const auto* const after = std::ranges::upper_bound(table, point, {}, &Range::first);
    if (after == table.begin())
        return {};

    const auto& range = *std::prev(after);
    return point <= range.last ? range.letters : std::string_view{};
}

} // namespace

namespace
{

enum class Digits : std::uint8_t { drop, keep };

std::string transliterate(std::string_view name, Digits digits)
{
    std::string result;
    bool parted = false;
    char32_t before = 0;
    while (!name.empty()) {
        const auto point = take_code_point(name).value_or(0);
        std::string letters;
        if (point >= 'a' && point <= 'z')
            letters = static_cast<char>(point);
        else if (point >= 'A' && point <= 'Z')
            letters = static_cast<char>(point - 'A' + 'a');
        else if (digits == Digits::keep && point >= '0' && point <= '9')
            letters = static_cast<char>(point);
        else if (point == combining_diaeresis && std::u32string_view{U"aouAOU"}.contains(before))
            letters = "e"; // "ü" as it comes from a Mac: u and the two dots apart
        else
            letters = letters_of(point);

        parted = parted || parts_words(point);
        before = point;
        if (letters.empty())
            continue;

        if (parted && !result.empty())
            result += '-';
        result += letters;
        parted = false;
    }
    return result;
}

} // namespace

std::string transliterate(std::string_view name)
{
    return transliterate(name, Digits::drop);
}

std::string class_local_part(std::string_view class_name)
{
    return transliterate(class_name, Digits::keep);
}

} // namespace pedell::core
