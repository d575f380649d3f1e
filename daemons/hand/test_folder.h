// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>

namespace pedell::hand
{

/// A folder of a test's own, gone with it.
class TestFolder
{
public:
    TestFolder()
    {
        char name[] = "/tmp/pedell-hand-XXXXXX";
        if (::mkdtemp(name) == nullptr)
            std::abort();
        path_ = name;
    }
    ~TestFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept
    {
        return path_;
    }

private:
    std::filesystem::path path_;
};

} // namespace pedell::hand
