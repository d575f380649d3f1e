// SPDX-License-Identifier: GPL-3.0-or-later
// demo-school: writes the files of a demo school into a folder.
#include "tests/data/demo_files.h"

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <print>
#include <string>
#include <string_view>
#include <system_error>

namespace
{

struct Options {
    std::uint64_t people = 120;
    std::uint64_t seed = 1;
    std::filesystem::path out;
};

std::optional<std::uint64_t> number(std::string_view text)
{
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size())
        return std::nullopt;

    return value;
}

std::optional<Options> parse(int argc, char** argv)
{
    Options options;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view name = argv[i];
        if (i + 1 == argc)
            return std::nullopt;

        const std::string_view value = argv[i + 1];
        const std::optional<std::uint64_t> count = number(value);
        if (name == "--out")
            options.out = value;
        else if (name == "--people" && count && *count >= pedell::demo::smallest && *count <= 20'000)
            options.people = *count;
        else if (name == "--seed" && count)
            options.seed = *count;
        else
            return std::nullopt;
    }
    if (options.out.empty())
        return std::nullopt;

    return options;
}

bool write(const std::filesystem::path& file, const std::string& content)
{
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    stream << content;
    stream.close();
    if (!stream)
        std::println(stderr, "demo-school: cannot write {}", file.string());
    return static_cast<bool>(stream);
}

} // namespace

int main(int argc, char** argv)
{
    const std::optional<Options> options = parse(argc, argv);
    if (!options) {
        std::println(stderr, "usage: demo-school --out FOLDER [--people {}..20000 (120)] [--seed NUMBER (1)]",
                     pedell::demo::smallest);
        return 2;
    }

    std::error_code error;
    std::filesystem::create_directories(options->out, error);
    if (error) {
        std::println(stderr, "demo-school: cannot make {}: {}", options->out.string(), error.message());
        return 1;
    }

    const pedell::demo::DemoSchool school = pedell::demo::make_school(options->people, options->seed);
    const bool written = write(options->out / "people.csv", pedell::demo::people_csv(school)) &&
                         write(options->out / "import.csv", pedell::demo::import_csv(school)) &&
                         write(options->out / "classes.csv", pedell::demo::classes_csv(school)) &&
                         write(options->out / "school.toml", pedell::demo::school_toml());
    return written ? 0 : 1;
}
