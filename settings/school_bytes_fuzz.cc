// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever lies on the partition that every PC can write: no crash, what is read as text is bounded and
// without NUL, and what it says is either a whole school or faults with a place.
#include "settings/school_bytes.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace pedell::settings;
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const auto text = school_text_from(bytes, "school.toml");
    if (!text)
        return text.error().line == 0 ? std::abort(), 0 : 0;

    if (text->contains('\0') || text->size() > size)
        std::abort();

    const auto school = parse_school(*text, "school.toml");
    if (school ? is_blank_school(*text) : school.error().empty())
        std::abort();
    return 0;
}
