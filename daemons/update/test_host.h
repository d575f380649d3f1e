// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/file.h"
#include "daemons/update/host.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

namespace pedell::update
{

/// A machine of paper: a folder, answers by the name of the program (the longest beginning of the command
/// line that is known), what was asked, and a clock that stands.
struct TestHost {
    struct Answer {
        std::string out;
        int status = 0;
        std::function<void(const std::vector<std::string>&)> act;
    };

    std::filesystem::path root;
    Host host;
    std::vector<std::string> asked;
    std::vector<std::string> given; ///< on standard input
    std::map<std::string, Answer> answers;
    core::Time now{std::chrono::seconds{1'795'600'000}};
    std::map<std::string, std::int64_t> free; ///< by path below the root; else 10 GB

    TestHost()
    {
        std::string name = (std::filesystem::temp_directory_path() / "pedell-update-XXXXXX").string();
        root = ::mkdtemp(name.data());
        host.root = root;
        host.now = [this] { return now; };
        host.free_bytes = [this](const std::filesystem::path& path) {
            const auto found = free.find("/" + std::filesystem::relative(path, root).string());
            return found == free.end() ? 10'000'000'000 : found->second;
        };
        host.run = [this](const std::vector<std::string>& argv, std::chrono::milliseconds) {
            return run(argv);
        };
        host.run_with = [this](const std::string& input, const std::vector<std::string>& argv) {
            given.push_back(input);
            return run(argv);
        };
    }
    TestHost(const TestHost&) = delete;
    TestHost& operator=(const TestHost&) = delete;
    ~TestHost()
    {
        std::filesystem::remove_all(root);
    }

    void answer(const std::string& beginning, std::string out, int status = 0,
                std::function<void(const std::vector<std::string>&)> act = {})
    {
        answers[beginning] = {std::move(out), status, std::move(act)};
    }
    void put(const std::string& path, const std::string& content = "")
    {
        std::filesystem::create_directories(host.at(path).parent_path());
        EXPECT_TRUE(base::write_atomically(host.at(path), content));
    }
    [[nodiscard]] bool has(const std::string& path) const
    {
        return std::filesystem::exists(host.at(path));
    }
    [[nodiscard]] std::string text(const std::string& path) const
    {
        return base::read_file(host.at(path)).value_or("");
    }
    /// It runs version `version` of the image, from an entry of the boot menu without a count.
    void image(const std::string& version)
    {
        put("/usr/lib/os-release", "IMAGE_ID=pedell\nIMAGE_VERSION=" + version + "\n");
        put("/efi/EFI/Linux/pedell_" + version + ".efi", "kernel");
    }
    void counted()
    {
        put("/sys/firmware/efi/efivars/LoaderBootCountPath-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f");
    }
    [[nodiscard]] bool was_asked(const std::string& part) const
    {
        return std::ranges::any_of(asked, [&](const std::string& line) { return line.contains(part); });
    }

private:
    base::Result<base::ProcessOutput> run(const std::vector<std::string>& argv)
    {
        std::string line;
        for (const std::string& word : argv)
            line += (line.empty() ? "" : " ") + word;
        asked.push_back(line);

        const Answer* best = nullptr;
        std::size_t length = 0;
        for (const auto& [beginning, answer] : answers)
            if (line.starts_with(beginning) && beginning.size() >= length) {
                best = &answer;
                length = beginning.size();
            }
        if (best == nullptr)
            return base::ProcessOutput{};

        if (best->act)
            best->act(argv);
        return base::ProcessOutput{best->status, best->out, best->status == 0 ? "" : "error of " + argv[0]};
    }
};

} // namespace pedell::update
