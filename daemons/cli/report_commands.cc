// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/report_commands.h"

#include "base/file.h"
#include "base/process.h"
#include "daemons/cli/new_file.h"
#include "daemons/cli/report.h"
#include "daemons/cli/text.h"

#include <CLI/Option.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <format>
#include <ostream>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

/// A folder for root alone, in memory; gone with the object.
class Workbench
{
public:
    Workbench()
    {
        std::string name = "/run/pedell-report-XXXXXX";
        if (::mkdtemp(name.data()) != nullptr)
            path_ = name;
    }
    Workbench(const Workbench&) = delete;
    Workbench& operator=(const Workbench&) = delete;
    ~Workbench()
    {
        std::error_code ignored;
        if (!path_.empty())
            std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::filesystem::path& path() const noexcept
    {
        return path_;
    }

private:
    std::filesystem::path path_;
};

std::string default_name()
{
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return std::format("pedell-report-{:%Y%m%d-%H%M%S}.tar.zst", now);
}

std::string contents(const std::vector<ReportFile>& files)
{
    std::string text =
        std::string(tr("In the archive, without names, addresses, mail or files of anybody:")) + '\n';
    for (const ReportFile& file : files)
        text += std::format("  {:<14}{:>8}  {}\n", file.name, file.text.size(), file.about);
    return text;
}

boost::json::array to_json(const std::vector<ReportFile>& files)
{
    boost::json::array list;
    for (const ReportFile& file : files)
        list.push_back(
            boost::json::object{{"name", file.name}, {"bytes", file.text.size()}, {"about", file.about}});
    return list;
}

/// The bytes of a .tar.zst with these files.
base::Result<std::string> pack(const std::vector<ReportFile>& files)
{
    constexpr std::size_t largest = 64U << 20;
    const Workbench bench;
    if (bench.path().empty())
        return base::fail_errno("make a folder in /run");

    std::vector<std::string> tar{"tar",       "--create",    "--zstd",    "--owner=0",
                                 "--group=0", "--directory", bench.path()};
    for (const ReportFile& file : files) {
        if (const auto written = base::write_atomically(bench.path() / file.name, file.text, {.mode = 0600});
            !written)
            return std::unexpected(written.error());

        tar.push_back(file.name);
    }
    auto packed = base::run(tar, {}, std::chrono::seconds{60}, largest);
    if (packed && packed->status != 0)
        return base::fail(base::Errc::unavailable, "tar: " + packed->err);
    if (!packed)
        return std::unexpected(packed.error());

    return std::move(packed->out);
}

} // namespace

ReportCommands::ReportCommands(CLI::App& app, Session& session, ExitCode& outcome) : session_(session)
{
    CLI::App* report =
        app.add_subcommand("report", tr("One archive for whoever helps, without anybody's data"));
    report->add_option("--output", output_, tr("File to write (default: here, with the date in its name)"));
    report->add_flag("--dry-run", dry_run_, tr("Only say what would be in it"));
    report->callback([this, &outcome] { outcome = this->report(); });
}

ExitCode ReportCommands::report()
{
    if (::geteuid() != 0)
        return session_.refuse({base::Errc::denied, tr("the report needs root: sudo pedell report")});

    const auto files = gather_report(session_.api);
    const std::string path = output_.empty() ? default_name() : output_;
    const std::string list = contents(files);
    boost::json::object answer{{"files", to_json(files)}};
    if (dry_run_)
        return session_.say(answer, list);

    if (!session_.json)
        session_.out << list << std::flush;
    auto file = NewFile::make(path);
    if (!file)
        return session_.refuse(file.error());

    const auto bytes = pack(files);
    const auto written = bytes ? file->write(*bytes) : std::unexpected(bytes.error());
    if (!written)
        return session_.refuse(written.error());

    answer["output"] = path;
    return session_.say(answer,
                        fill("Written: {} ({} bytes, for you alone). Look into it before you send it: {}",
                             path, bytes->size(), "tar --zstd -tvf " + path) +
                            '\n');
}

} // namespace pedell::cli
