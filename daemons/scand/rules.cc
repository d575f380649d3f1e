// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/rules.h"

#include "settings/school_toml.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace pedell::scand
{

using base::Errc;
using base::Result;

namespace
{

constexpr std::string_view allow_ending = ".allow";

bool is_list(const std::filesystem::path& file)
{
    static constexpr std::array<std::string_view, 4> endings{allow_ending, ".refuse", ".hosts", ".txt"};
    return std::ranges::find(endings, file.extension().native()) != endings.end();
}

Result<> add_folder(const std::filesystem::path& folder, std::vector<std::filesystem::path>& files)
{
    std::error_code failed;
    std::vector<std::filesystem::path> found;
    for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end;
         entry.increment(failed))
        if (is_list(entry->path()))
            found.push_back(entry->path());
    if (failed)
        return base::fail_errno("read the folder " + folder.native(), failed.value());

    std::ranges::sort(found);
    std::ranges::move(found, std::back_inserter(files));
    return {};
}

} // namespace

Result<std::vector<std::filesystem::path>> link_files(const std::vector<std::string>& paths)
{
    std::vector<std::filesystem::path> files;
    for (const auto& path : paths) {
        std::error_code failed;
        if (!std::filesystem::is_directory(path, failed)) {
            files.emplace_back(path);
            continue;
        }
        if (auto added = add_folder(path, files); !added)
            return std::unexpected(added.error());
    }
    return files;
}

Result<> read_links(const std::filesystem::path& file, core::LinkLists& lists)
{
    std::ifstream text(file);
    if (!text)
        return base::fail_errno("read the list of links " + file.native());

    auto& list = file.extension() == allow_ending ? lists.allowed : lists.refused;
    for (std::string line; std::getline(text, line);)
        list.add_line(line);
    if (text.bad())
        return base::fail_errno("read the list of links " + file.native());
    return {};
}

Result<std::shared_ptr<const Rules>> load_rules(const std::filesystem::path& school_file)
{
    const auto school = settings::load_school(school_file);
    if (!school)
        return base::fail(Errc::malformed, school.error().front().text());

    const auto rules = std::make_shared<Rules>();
    rules->content = school->content.rules;
    rules->clamd = school->content.clamd;
    rules->domain = school->domain;
    const auto files = link_files(school->content.link_lists);
    if (!files)
        return std::unexpected(files.error());

    for (const auto& file : *files)
        if (auto read = read_links(file, rules->links); !read)
            return std::unexpected(read.error());
    rules->links.refused.finish();
    rules->links.allowed.finish();
    return rules;
}

} // namespace pedell::scand
