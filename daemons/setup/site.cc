// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/site.h"

#include <format>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::setup
{

namespace
{

using base::Errc;
using base::fail;
using base::Result;

constexpr const char* package_hint = "is the package pedell installed completely? Try: systemd-sysusers";

Result<base::Ownership> ownership_of(mode_t mode, const Owner& owner)
{
    base::Ownership result{mode, 0, 0};
    if (!owner.user.empty()) {
        const passwd* const user = getpwnam(owner.user.c_str());
        if (user == nullptr)
            return fail(Errc::not_found, std::format("no user {}; {}", owner.user, package_hint));

        result.uid = user->pw_uid;
    }
    if (!owner.group.empty()) {
        const group* const found = getgrnam(owner.group.c_str());
        if (found == nullptr)
            return fail(Errc::not_found, std::format("no group {}; {}", owner.group, package_hint));

        result.gid = found->gr_gid;
    }
    return result;
}

std::filesystem::path mark_of(std::string_view unit)
{
    return std::filesystem::path(state_folder) / std::format("restart.{}", unit);
}

/// The last line that says something; lines with a password in them are nobody's business.
std::string last_line(const std::string& text)
{
    std::string last;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line = text.substr(begin, end - begin);
        if (line.find_first_not_of(" \t\r") != std::string::npos && !line.contains("assword:"))
            last = line;
        begin = end + 1;
    }
    return last.empty() ? "no message" : last;
}

} // namespace

Site::Site(core::School school, std::string settings_text, std::filesystem::path templates, bool dry_run,
           bool image)
    : school_(std::move(school)), settings_text_(std::move(settings_text)), templates_(std::move(templates)),
      dry_run_(dry_run), keeper_(image ? Keeper(etc_folder, kept_folder) : Keeper())
{
}

Result<> Site::keep(const std::filesystem::path& path)
{
    if (dry_run_)
        return {};

    // Only the copy was not as it shall be: nothing that a run has to tell of the running machine.
    const auto kept = keeper_.keep(path);
    return kept ? Result<>() : std::unexpected(kept.error());
}

Result<bool> Site::put_link(const std::filesystem::path& path, const std::filesystem::path& target)
{
    std::error_code none;
    bool changed = std::filesystem::read_symlink(path, none) != target;
    if (!dry_run_) {
        const auto made = put_link_if_changed(path, target);
        if (!made)
            return made;

        changed = *made;
    }
    if (changed)
        note(path.string());
    if (const auto kept = keep(path); !kept)
        return std::unexpected(kept.error());

    return changed;
}

Result<bool> Site::remove_file(const std::filesystem::path& path)
{
    std::error_code error;
    const bool present = std::filesystem::exists(std::filesystem::symlink_status(path, error));
    if (present) {
        note(path.string());
        if (!dry_run_ && !std::filesystem::remove(path, error))
            return base::fail_errno(std::format("remove {}", path.string()), error.value());
    }
    if (const auto kept = keep(path); !kept)
        return std::unexpected(kept.error());

    return present;
}

Result<bool> Site::put_file(const std::filesystem::path& path, std::string_view content, mode_t mode,
                            const Owner& owner)
{
    const auto ownership = ownership_of(mode, owner);
    if (!ownership)
        return std::unexpected(ownership.error());

    bool changed = false;
    if (dry_run_) {
        struct stat now{};
        const auto old = base::read_file(path, 16 << 20);
        changed = !old || *old != content || lstat(path.c_str(), &now) != 0 ||
                  (now.st_mode & 07777) != mode || now.st_uid != ownership->uid ||
                  now.st_gid != ownership->gid;
    } else {
        const auto written = base::write_if_changed(path, content, *ownership);
        if (!written)
            return written;

        changed = *written;
    }
    if (changed)
        note(path.string());
    if (const auto kept = keep(path); !kept)
        return std::unexpected(kept.error());

    return changed;
}

Result<bool> Site::put_template(std::string_view name, const std::filesystem::path& path, mode_t mode)
{
    const auto text = base::read_file(templates_ / name);
    if (!text)
        return std::unexpected(text.error());

    auto content = render(*text, template_values(school_));
    if (!content)
        return fail(content.error().code, std::format("{}: {}", name, content.error().context));

    return put_file(path, *content, mode);
}

Result<bool> Site::put_folder(const std::filesystem::path& path, mode_t mode, const Owner& owner)
{
    const auto wanted = ownership_of(mode, owner);
    if (!wanted)
        return std::unexpected(wanted.error());

    struct stat now{};
    const bool present = lstat(path.c_str(), &now) == 0;
    if (present && !S_ISDIR(now.st_mode))
        return fail(Errc::conflict, std::format("{} is no folder; move it away", path.string()));

    if (present && (now.st_mode & 07777) == mode && now.st_uid == wanted->uid && now.st_gid == wanted->gid) {
        const auto kept = keep(path);
        return kept ? Result<bool>(false) : std::unexpected(kept.error());
    }

    note(path.string() + "/");
    if (dry_run_)
        return true;

    if (!present && mkdir(path.c_str(), 0700) != 0)
        return base::fail_errno(std::format("make {}", path.string()));

    // Owner before mode: chown(2) takes the set-group-id bit away.
    if (lchown(path.c_str(), wanted->uid, wanted->gid) != 0 || chmod(path.c_str(), mode) != 0)
        return base::fail_errno(std::format("give {} its owner and mode", path.string()));

    const auto kept = keep(path);
    return kept ? Result<bool>(true) : std::unexpected(kept.error());
}

Result<base::ProcessOutput> Site::ask(const std::vector<std::string>& argv, std::string_view input)
{
    return base::run(argv, input);
}

Result<std::string> Site::output_of(const std::vector<std::string>& argv, std::string_view input)
{
    auto answer = base::run(argv, input);
    if (!answer)
        return std::unexpected(answer.error());

    if (answer->status != 0)
        return fail(Errc::unavailable, std::format("{} {}: {}", argv[0], argv.size() > 1 ? argv[1] : "",
                                                   last_line(answer->err)));

    return std::move(answer->out);
}

Result<bool> Site::act(std::string text, const std::vector<std::string>& argv, std::chrono::seconds limit)
{
    note(std::move(text));
    if (dry_run_)
        return true;

    const auto answer = base::run(argv, {}, limit);
    if (!answer)
        return std::unexpected(answer.error());

    if (answer->status != 0)
        return fail(Errc::unavailable,
                    std::format("{} {}: {}", argv[0], argv.size() > 1 ? argv[1] : "",
                                last_line(answer->err.empty() ? answer->out : answer->err)));

    return true;
}

void Site::touch(std::string_view unit)
{
    touched_.emplace(unit);
    // A mark that cannot be written costs no more than what it is there for: a restart after an interruption.
    if (!dry_run_)
        static_cast<void>(base::write_if_changed(mark_of(unit), ""));
}

bool Site::touched(std::string_view unit) const
{
    return touched_.contains(unit) || std::filesystem::exists(mark_of(unit));
}

void Site::settle(std::string_view unit)
{
    std::error_code ignored;
    std::filesystem::remove(mark_of(unit), ignored);
}

} // namespace pedell::setup
