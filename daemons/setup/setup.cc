// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/setup.h"

#include "daemons/setup/administrator.h"
#include "daemons/setup/certificates.h"
#include "daemons/setup/configuration.h"
#include "daemons/setup/directory.h"
#include "daemons/setup/image.h"
#include "daemons/setup/machine.h"
#include "daemons/setup/services.h"
#include "daemons/setup/uplink.h"
#include "settings/school_toml.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <chrono>
#include <cstdio>
#include <format>
#include <iostream>
#include <ranges>
#include <unistd.h>

namespace pedell::setup
{

namespace
{

namespace json = boost::json;

constexpr int exit_ok = 0;
constexpr int exit_failed = 1;
constexpr int exit_settings = 2;
constexpr int exit_denied = 4;
constexpr int exit_try_again = 75;

/// The whole set-up, in order. Everything before `services` works on files alone, so a machine that was
/// interrupted anywhere is brought to the end by the next run.
constexpr std::array steps{
    Step{"file-system", "Verschluesselbares Dateisystem / encryptable file system", check_file_system},
    Step{"folders", "Ordner und Eigentuemer / folders and owners", make_folders},
    Step{"uplink", "Netzanschluss / network connection", configure_uplink, true},
    Step{"names", "Rechnername / host name", name_machine},
    Step{"time-zone", "Zeitzone / time zone", set_time_zone, true},
    Step{"certificates", "Zertifikate / certificates", make_certificates},
    Step{"directory", "Active Directory", provision_directory},
    Step{"samba", "Samba, Kerberos, DNS", configure_samba},
    Step{"network", "Wer von wo hereinkommt / who comes in from where", configure_network},
    Step{"time", "Uhrzeit / time", configure_time},
    Step{"passwords", "Kennwortregeln / password policy", set_password_policy},
    Step{"dovecot", "Dovecot", configure_dovecot},
    Step{"postfix", "Postfix", configure_postfix},
    Step{"ssh", "SSH", configure_ssh, true},
    Step{"own-files", "Eigene Dateien behalten / keep own files", keep_own_files, true},
    Step{"units", "Dienste eintragen / enable services", enable_services},
    Step{"services", "Dienste starten / start services", start_services},
    Step{"doors", "Warten auf alle Dienste / wait for all services", wait_for_doors},
    Step{"dns", "DNS-Eintraege fuer Mail / DNS records for mail", publish_mail_services},
    Step{"administrator", "Erste Verwaltung / first administrator", make_administrator},
};

/// Progress lines for people, or one object at the end for programs.
class Report
{
public:
    Report(bool as_json, bool dry_run) : as_json_(as_json), dry_run_(dry_run) {}

    void expect(std::size_t count)
    {
        count_ = count;
    }

    void begin(std::size_t number, const Step& step)
    {
        began_ = std::chrono::steady_clock::now();
        if (!as_json_)
            std::cout << std::format("[{:2}/{}] {} ... ", number, count_, step.title) << std::flush;
    }

    void end(const Step& step, const base::Result<bool>& result, const std::vector<std::string>& notes)
    {
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - began_;
        const bool changed = result && *result;
        changed_ = changed_ || changed;

        json::object line{{"name", std::string(step.name)}, {"changed", changed}, {"seconds", spent.count()}};
        json::array done;
        for (const std::string& note : notes)
            done.emplace_back(note);
        line["what"] = std::move(done);
        lines_.push_back(std::move(line));
        if (as_json_)
            return;

        const char* const word = !result   ? "FEHLER / failed"
                                 : changed ? (dry_run_ ? "aendert / would change" : "geaendert / changed")
                                           : "ok";
        std::cout << std::format("{} ({:.1f} s)\n", word, spent.count());
        for (const std::string& note : notes)
            std::cout << "        " << note << '\n';
    }

    void fault(const std::string& text)
    {
        faults_.emplace_back(text);
        if (!as_json_)
            std::cerr << "pedell setup: " << text << '\n';
    }

    void finish(int status)
    {
        if (as_json_) {
            const json::object all{{"ok", status == exit_ok},
                                   {"changed", changed_},
                                   {"dry_run", dry_run_},
                                   {"steps", std::move(lines_)},
                                   {"faults", std::move(faults_)}};
            std::cout << json::serialize(all) << '\n';
        } else if (status == exit_ok) {
            std::cout << (!changed_  ? "Nichts zu tun / nothing to do.\n"
                          : dry_run_ ? "Probelauf, nichts wurde geaendert / dry run, nothing was changed.\n"
                                     : "Fertig / done.\n");
        }
    }

private:
    bool as_json_;
    bool dry_run_;
    bool changed_ = false;
    std::size_t count_ = 0;
    std::chrono::steady_clock::time_point began_;
    json::array lines_;
    json::array faults_;
};

/// The settings, if they are right and keep the fixed keys; else their faults are told.
std::optional<core::School> settings_of(const Options& options, Report& report)
{
    const auto tell = [&report](const std::vector<settings::Fault>& faults) {
        for (const settings::Fault& fault : faults)
            report.fault(fault.text());
    };

    auto school = settings::load_school(options.settings);
    if (!school) {
        tell(school.error());
        return std::nullopt;
    }

    const std::filesystem::path first_file = std::filesystem::path(state_folder) / "first.toml";
    if (std::filesystem::exists(first_file)) {
        const auto first = settings::load_school(first_file);
        const auto faults = first ? settings::changed_fixed_keys(*first, *school) : first.error();
        if (!faults.empty()) {
            tell(faults);
            return std::nullopt;
        }
    }
    return std::move(*school);
}

int walk(Site& site, Report& report)
{
    const auto concerns_us = [&site](const Step& step) { return site.image() || !step.image_alone; };
    report.expect(static_cast<std::size_t>(std::ranges::count_if(steps, concerns_us)));
    std::size_t number = 0;
    for (const Step& step : steps | std::views::filter(concerns_us)) {
        report.begin(++number, step);
        const auto result = step.run(site);
        report.end(step, result, site.take_notes());
        if (!result) {
            report.fault(std::format("{}: {}", step.name, result.error().context));
            return step.name == "doors" ? exit_try_again : exit_failed;
        }
    }
    return exit_ok;
}

} // namespace

int run(const Options& options)
{
    Report report(options.json, options.dry_run);
    int status = exit_settings;
    if (geteuid() != 0) {
        report.fault("nur als root / as root only: sudo pedell setup");
        status = exit_denied;
    } else if (auto school = settings_of(options, report)) {
        auto text = base::read_file(options.settings);
        Site site(std::move(*school), std::move(text).value_or(""), options.templates, options.dry_run,
                  options.image || runs_from_image());
        status = walk(site, report);
    }
    report.finish(status);
    return status;
}

} // namespace pedell::setup
