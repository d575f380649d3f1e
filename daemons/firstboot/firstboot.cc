// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/firstboot.h"

#include "base/file.h"
#include "base/journal.h"
#include "daemons/firstboot/messages.h"
#include "daemons/firstboot/setup_run.h"

#include <algorithm>
#include <format>
#include <iostream>
#include <thread>

namespace pedell::firstboot
{

namespace
{

namespace fs = std::filesystem;
namespace messages = pedell::messages::firstboot;
using base::Result;

/// What `pedell setup` says of a step: "[ 5/17] Active Directory ... geaendert / changed (31.2 s)".
bool is_step(std::string_view line)
{
    return line.starts_with('[') && line.contains("] ");
}

/// Steps go to the screen, faults are collected.
constexpr std::string_view fault_mark = "pedell setup: ";

class Walk
{
public:
    explicit Walk(const Options& options) : options_(options), esp_(options.esp) {}

    int run()
    {
        Decision decision = decide(esp_.read(), known());
        state_.messages = std::move(decision.messages);
        state_.faults = std::move(decision.faults);
        journal_what_was_found();
        if (!decision.settings)
            return wait_for_a_person();

        if (const auto installed = install(*decision.settings); !installed)
            return stop(installed.error().context);

        if (decision.is_new)
            base::log(messages::settings_taken);
        if (is_set_up(*decision.settings))
            return arrive(*decision.settings);

        return set_up(*decision.settings);
    }

private:
    [[nodiscard]] Known known() const
    {
        Known known;
        if (auto accepted = base::read_file(options_.kept_settings); accepted)
            known.accepted = std::move(*accepted);
        if (auto first = settings::load_school(options_.first_settings); first)
            known.first = std::move(*first);
        known.has_zone = [this](const std::string& zone) {
            std::error_code none;
            return fs::is_regular_file(options_.zones / zone, none);
        };
        known.has_interface = [this](const std::string& name) {
            std::error_code none;
            return fs::exists(options_.interfaces / name, none);
        };
        return known;
    }

    void journal_what_was_found() const
    {
        for (const settings::Fault& fault : state_.faults)
            base::log(messages::settings_refused, {{"FAULT", fault.text()}});
        for (const Words& words : state_.messages)
            base::log(messages::settings_missing, {{"REASON", words.en}});
    }

    /// On the screen, and beside school.toml where that can be written.
    void show(Phase phase)
    {
        state_.phase = phase;
        // Without the screen the school works on; the journal has it all.
        if (const auto shown = base::write_if_changed(options_.state, to_json(state_)); !shown)
            base::log(messages::screen_not_told, {{"REASON", shown.error().context}});
        if (phase == Phase::setting_up)
            return;

        if (const auto told = esp_.tell(report_for(state_)); !told)
            base::log(messages::report_not_written, {{"REASON", told.error().context}});
    }

    int wait_for_a_person()
    {
        show(Phase::waiting);
        return 0;
    }

    int stop(const std::string& reason)
    {
        state_.messages.push_back({std::format("Die Einrichtung blieb stehen: {}", reason),
                                   std::format("The set-up stopped: {}", reason)});
        base::log(messages::setup_stopped, {{"REASON", reason}});
        show(Phase::failed);
        return 1;
    }

    /// Where everybody reads them, and where the next boot finds them: from now on they are accepted.
    [[nodiscard]] Result<> install(const std::string& text) const
    {
        std::error_code error;
        for (const fs::path& path : {options_.settings, options_.kept_settings}) {
            fs::create_directories(path.parent_path(), error);
            if (error)
                return base::fail_errno(std::format("make {}", path.parent_path().string()), error.value());

            if (const auto written = base::write_if_changed(path, text, {0644, 0, 0}); !written)
                return std::unexpected(written.error());
        }
        return {};
    }

    /// Version, address and settings of a set-up that came to its end.
    [[nodiscard]] std::string mark(const std::string& address, const std::string& text) const
    {
        return std::format("{}\n{}\n{}", options_.version, address, text);
    }

    /// Nothing is repeated when all three are what they were. An address that DHCP has not brought yet is
    /// waited for; a machine without a network keeps what it has.
    [[nodiscard]] bool is_set_up(const std::string& text) const
    {
        const std::string before = base::read_file(options_.set_up_as).value_or("");
        const auto first = before.find('\n');
        const auto second = before.find('\n', first + 1);
        if (first == std::string::npos || second == std::string::npos)
            return false;

        const std::string address = before.substr(first + 1, second - first - 1);
        if (before != mark(address, text))
            return false;

        const auto deadline = std::chrono::steady_clock::now() + options_.address_patience;
        std::string now = options_.own_address();
        while (now.empty() && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds{100});
            now = options_.own_address();
        }
        return now.empty() || now == address;
    }

    int set_up(const std::string& text)
    {
        // A machine between two settings is set up as neither, also when somebody brings the old ones back.
        std::error_code error;
        if (fs::remove(options_.set_up_as, error); error)
            return stop(std::format("remove {}: {}", options_.set_up_as.string(), error.message()));

        show(Phase::setting_up);
        std::vector<std::string> faults;
        const auto status = run_setup(options_.setup, [&](std::string_view line) {
            std::cout << line << std::endl;
            if (line.starts_with(fault_mark))
                faults.emplace_back(line.substr(fault_mark.size()));
            if (!is_step(line))
                return;

            state_.step = line;
            show(Phase::setting_up);
        });
        if (!status)
            return stop(status.error().context);
        if (*status != 0)
            return stop(faults.empty() ? std::format("pedell setup: exit status {}", *status)
                                       : faults.back());

        return arrive(text);
    }

    int arrive(const std::string& text)
    {
        state_.step.clear();
        std::string address = options_.own_address();
        const std::string before = base::read_file(options_.set_up_as).value_or("");
        if (!address.empty() && before != mark(address, text)) {
            if (const auto marked = base::write_if_changed(options_.set_up_as, mark(address, text)); !marked)
                return stop(marked.error().context);

            base::log(messages::set_up);
        }
        show(Phase::done);
        return 0;
    }

    const Options& options_;
    Esp esp_;
    State state_;
};

} // namespace

int run(const Options& options)
{
    return Walk(options).run();
}

} // namespace pedell::firstboot
