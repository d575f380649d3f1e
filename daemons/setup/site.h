// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/file.h"
#include "base/process.h"
#include "base/result.h"
#include "core/school.h"
#include "daemons/setup/keeper.h"
#include "daemons/setup/render.h"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pedell::setup
{

inline constexpr const char* state_folder = "/var/lib/pedell/setup";
inline constexpr const char* done_file = "/var/lib/pedell/setup.done";

/// Users and groups by name; the empty name is root.
struct Owner {
    std::string user;
    std::string group;
};

/// The machine that is being set up, and what was changed on it so far. In a dry run nothing is written and
/// no acting command is run; the answers are the same.
class Site
{
public:
    /// `image`: Pedell has this machine to itself and configures it whole; what is written under /etc is kept
    /// (keeper.h).
    Site(core::School school, std::string settings_text, std::filesystem::path templates, bool dry_run,
         bool image = runs_from_image());

    [[nodiscard]] const core::School& school() const noexcept
    {
        return school_;
    }
    [[nodiscard]] const std::string& settings_text() const noexcept
    {
        return settings_text_;
    }
    [[nodiscard]] bool dry_run() const noexcept
    {
        return dry_run_;
    }
    [[nodiscard]] bool image() const noexcept
    {
        return keeper_.active();
    }

    /// Each returns whether anything was (or would be) changed, and notes it for the report.
    [[nodiscard]] base::Result<bool> put_file(const std::filesystem::path& path, std::string_view content,
                                              mode_t mode = 0644, const Owner& owner = {});
    [[nodiscard]] base::Result<bool> put_template(std::string_view name, const std::filesystem::path& path,
                                                  mode_t mode = 0644);
    [[nodiscard]] base::Result<bool> put_folder(const std::filesystem::path& path, mode_t mode,
                                                const Owner& owner = {});
    [[nodiscard]] base::Result<bool> put_link(const std::filesystem::path& path,
                                              const std::filesystem::path& target);
    [[nodiscard]] base::Result<bool> remove_file(const std::filesystem::path& path);
    /// Something that another program wrote or removed under /etc: the next boot of the image finds it so.
    [[nodiscard]] base::Result<> keep(const std::filesystem::path& path);

    /// A question: runs in a dry run too. Any exit status is an answer.
    [[nodiscard]] static base::Result<base::ProcessOutput> ask(const std::vector<std::string>& argv,
                                                               std::string_view input = {});
    /// A question that must be answered: standard output. Error unavailable with the last line of standard
    /// error.
    [[nodiscard]] static base::Result<std::string> output_of(const std::vector<std::string>& argv,
                                                             std::string_view input = {});
    /// Something that changes the machine: not run in a dry run. Always returns true where it succeeded.
    [[nodiscard]] base::Result<bool> act(std::string note, const std::vector<std::string>& argv,
                                         std::chrono::seconds limit = std::chrono::seconds{120});

    /// A unit whose configuration changes: restarted at the end. Kept in a file, so that a run that fails in
    /// between does not leave a daemon with its old configuration.
    void touch(std::string_view unit);
    [[nodiscard]] bool touched(std::string_view unit) const;
    /// It was restarted.
    void settle(std::string_view unit);

    void note(std::string text)
    {
        notes_.push_back(std::move(text));
    }
    /// What was noted since the last call.
    [[nodiscard]] std::vector<std::string> take_notes()
    {
        return std::exchange(notes_, {});
    }

private:
    core::School school_;
    std::string settings_text_;
    std::filesystem::path templates_;
    bool dry_run_;
    Keeper keeper_;
    std::set<std::string, std::less<>> touched_;
    std::vector<std::string> notes_;
};

/// One step of the set-up: facts, guard, act, verify. Returns whether anything was (or would be) changed.
struct Step {
    std::string_view name;  ///< stable, for --json
    std::string_view title; ///< German / English
    base::Result<bool> (*run)(Site& site);
    bool image_alone = false; ///< not on a Debian host that somebody else configures
};

/// Runs one change after the other; stops at the first error. Returns whether any of them changed something.
template <class... Changes>
[[nodiscard]] base::Result<bool> all_of(Changes&&... changes)
{
    base::Result<bool> result = false;
    const auto one = [&result](auto&& change) {
        if (!result)
            return;

        const base::Result<bool> changed = change();
        if (!changed)
            result = changed;
        else
            *result = *result || *changed;
    };
    (one(changes), ...);
    return result;
}

} // namespace pedell::setup
