// SPDX-License-Identifier: GPL-3.0-or-later
// Any name: no crash; a name without fault has an extension that starts nothing and stays in its folder.
#include "content/active_extensions.h"
#include "content/names.h"
#include "content/words.h"

#include <cstdint>
#include <cstdlib>

namespace
{

void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view name{reinterpret_cast<const char*>(data), size};
    (void)pedell::content::decode_words(name);
    (void)pedell::content::decode_extended(name);
    for (const bool folders : {false, true}) {
        if (!pedell::content::faults_of_name(name, folders).empty())
            continue;
        require(!pedell::content::is_active_extension(pedell::content::extension_for_windows(name)));
        require(!name.starts_with('/') && name.find('\0') == std::string_view::npos);
        require(name.find("../") == std::string_view::npos ||
                (folders && name.find("../") > 0 && name != "../"));
        require(folders || name.find_first_of("/\\") == std::string_view::npos);
    }
    return 0;
}
