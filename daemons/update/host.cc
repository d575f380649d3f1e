// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/host.h"

#include "base/image.h"

#include <format>
#include <sys/statvfs.h>

namespace pedell::update
{
namespace
{

/// The line that says what was wrong: samba-tool(8) marks it and goes on talking, others say it last.
std::string telling_line(std::string text)
{
    while (text.ends_with('\n') || text.ends_with('\r'))
        text.pop_back();
    const auto marked = text.rfind("ERROR");
    const auto within = marked == std::string::npos ? text.size() : marked;
    const auto begin = text.rfind('\n', within);
    text.erase(0, begin == std::string::npos ? 0 : begin + 1);
    return text.substr(0, text.find('\n'));
}

base::Result<std::string> output_in(base::Result<base::ProcessOutput> done, const std::string& program)
{
    if (!done)
        return std::unexpected(done.error());
    if (done->status != 0)
        return base::fail(base::Errc::unavailable,
                          std::format("{}: {} ({})", program, telling_line(done->err), done->status));

    return std::move(done->out);
}

std::int64_t free_bytes_at(const std::filesystem::path& path)
{
    struct statvfs state{};
    if (::statvfs(path.c_str(), &state) != 0)
        return 0;

    return static_cast<std::int64_t>(state.f_bavail) * static_cast<std::int64_t>(state.f_frsize);
}

} // namespace

base::Result<std::string> Host::output_of(const std::vector<std::string>& argv,
                                          std::chrono::milliseconds limit) const
{
    return output_in(run(argv, limit), argv.at(0));
}

base::Result<> Host::send(const std::string& input, const std::vector<std::string>& argv) const
{
    const auto done = output_in(run_with(input, argv), argv.at(0));
    if (!done)
        return std::unexpected(done.error());
    return {};
}

Host this_host()
{
    Host host;
    host.run = [](const std::vector<std::string>& argv, std::chrono::milliseconds limit) {
        return base::run(argv, {}, limit);
    };
    host.run_with = [](const std::string& input, const std::vector<std::string>& argv) {
        return base::run(argv, input);
    };
    host.now = [] { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); };
    host.free_bytes = free_bytes_at;
    return host;
}

base::Result<std::string> running_version(const Host& host)
{
    if (auto version = base::running_image(host.root))
        return std::move(*version);

    return base::fail(base::Errc::conflict,
                      "Dieser Rechner wird mit apt aktualisiert / this machine is updated by apt: "
                      "apt update && apt upgrade");
}

bool boot_is_counted(const Host& host)
{
    // The vendor's id of systemd-boot's variables (systemd.io/BOOT_LOADER_INTERFACE).
    std::error_code ignored;
    return std::filesystem::exists(
        host.at("/sys/firmware/efi/efivars/LoaderBootCountPath-4a67b082-0a4c-41cf-b6c7-440b29bb8c4f"),
        ignored);
}

} // namespace pedell::update
