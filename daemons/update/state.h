// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/host.h"

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pedell::update
{

/// A version that did not prove itself on this machine.
struct Failure {
    std::string version;
    core::Time at;
    std::string why;   ///< German / English
    bool told = false; ///< the administrators have it by mail
};

/// The last look at the source of updates.
struct Check {
    core::Time at;
    std::optional<std::string> available; ///< newer than what ran then
};

/// A version that is written and waits for the restart.
struct Waiting {
    std::string version;
    core::Time restart;
    std::string fault; ///< why the restart did not happen; empty: none
};

/// What the machine remembers of updates, in files below /var/lib/pedell/update (root's alone; written
/// atomically; a damaged one counts as absent).
class State
{
public:
    explicit State(const Host& host) : host_(host) {}

    /// The folder, and in it the one for what is being fetched, both 0700.
    [[nodiscard]] base::Result<> make_folders() const;

    [[nodiscard]] std::vector<Failure> failures() const;
    /// A version's first reason stays until it is forgotten: what follows from it is no better one.
    [[nodiscard]] base::Result<> note_failure(const Failure& failure) const;
    void forget_failure(const std::string& version) const;
    /// Version and reason, as choose_release wants them.
    [[nodiscard]] std::map<std::string, std::string> failed() const;

    /// The versions that once were blessed here, each with the newest step of its register's schema.
    [[nodiscard]] std::map<std::string, int> blessed() const;
    [[nodiscard]] base::Result<> bless(const std::string& version, int schema) const;

    [[nodiscard]] std::optional<Check> check() const;
    [[nodiscard]] base::Result<> note_check(const Check& check) const;

    [[nodiscard]] std::optional<Waiting> waiting() const;
    [[nodiscard]] base::Result<> note_waiting(const Waiting& waiting) const;
    void forget_waiting() const;

    /// How often a version on trial got as far as its own services.
    [[nodiscard]] int starts_of(const std::string& version) const;
    [[nodiscard]] base::Result<> note_start(const std::string& version) const;
    void forget_starts() const;

    /// The summary: running version, trial or not, the other one, what waits, what failed, the last check.
    /// What `pedell update status` says, and what publish() leaves for console and doctor.
    [[nodiscard]] boost::json::object summary() const;
    /// Writes it to /run/pedell/update.json (0644): no secret is in it. Best effort: only a display needs it.
    void publish() const;

private:
    [[nodiscard]] std::filesystem::path file(const std::string& name) const;
    [[nodiscard]] base::Result<> write(const std::string& name, const boost::json::object& content) const;
    [[nodiscard]] boost::json::object read(const std::string& name) const;

    const Host& host_;
};

/// Whether the running version still has to prove itself: the boot is counted, and it was never blessed here.
[[nodiscard]] bool on_trial(const Host& host);

} // namespace pedell::update
