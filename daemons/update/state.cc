// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/state.h"

#include "base/file.h"
#include "base/image.h"
#include "daemons/update/menu.h"
#include "daemons/update/release.h"

#include <boost/json.hpp>
#include <sys/stat.h>

namespace pedell::update
{
namespace
{

namespace json = boost::json;

constexpr base::Ownership roots_alone{.mode = 0600};

std::int64_t seconds_of(core::Time time)
{
    return time.time_since_epoch().count();
}

std::int64_t number_at(const json::object& object, std::string_view key)
{
    const auto* const value = object.if_contains(key);
    return value != nullptr && value->is_int64() ? value->as_int64() : 0;
}

core::Time time_at(const json::object& object, std::string_view key)
{
    return core::Time{std::chrono::seconds{number_at(object, key)}};
}

std::string text_at(const json::object& object, std::string_view key)
{
    const auto* const value = object.if_contains(key);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::value text_or_null(const std::optional<std::string>& text)
{
    return text ? json::value(*text) : json::value(nullptr);
}

} // namespace

std::filesystem::path State::file(const std::string& name) const
{
    return host_.at(state_folder) / name;
}

base::Result<> State::write(const std::string& name, const json::object& content) const
{
    return base::write_atomically(file(name), json::serialize(content) + '\n', roots_alone);
}

json::object State::read(const std::string& name) const
{
    boost::system::error_code fault;
    const auto value = json::parse(base::read_file(file(name)).value_or(""), fault);
    return !fault && value.is_object() ? value.as_object() : json::object();
}

base::Result<> State::make_folders() const
{
    for (const char* const path : {state_folder, stage_folder}) {
        std::error_code fault;
        std::filesystem::create_directories(host_.at(path), fault);
        if (fault || ::chmod(host_.at(path).c_str(), 0700) != 0)
            return base::fail_errno(std::string("make ") + path, fault ? fault.value() : errno);
    }
    return {};
}

std::vector<Failure> State::failures() const
{
    std::vector<Failure> all;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(host_.at(state_folder), ignored)) {
        const std::string name = entry.path().filename().string();
        if (!name.starts_with("failed-") || !name.ends_with(".json"))
            continue;

        const auto content = read(name);
        if (const std::string version = text_at(content, "version"); is_version(version)) {
            const auto* const told = content.if_contains("told");
            all.push_back({version, time_at(content, "at"), text_at(content, "why"),
                           told != nullptr && told->is_bool() && told->as_bool()});
        }
    }
    std::ranges::sort(all, {}, &Failure::at);
    return all;
}

base::Result<> State::note_failure(const Failure& failure) const
{
    const std::string name = "failed-" + failure.version + ".json";
    const auto before = read(name);
    const std::string why = text_at(before, "why");
    return write(name, {{"version", failure.version},
                        {"at", why.empty() ? seconds_of(failure.at) : number_at(before, "at")},
                        {"why", why.empty() ? failure.why : why},
                        {"told", failure.told}});
}

void State::forget_failure(const std::string& version) const
{
    std::error_code ignored;
    std::filesystem::remove(file("failed-" + version + ".json"), ignored);
}

std::map<std::string, std::string> State::failed() const
{
    std::map<std::string, std::string> all;
    for (const Failure& failure : failures())
        all.emplace(failure.version, failure.why);
    return all;
}

std::map<std::string, int> State::blessed() const
{
    std::map<std::string, int> all;
    for (const auto& [version, schema] : read("blessed.json"))
        if (schema.is_int64() && is_version(version))
            all.emplace(version, static_cast<int>(schema.as_int64()));
    return all;
}

base::Result<> State::bless(const std::string& version, int schema) const
{
    auto content = read("blessed.json");
    content[version] = schema;
    return write("blessed.json", content);
}

std::optional<Check> State::check() const
{
    const auto content = read("check.json");
    if (content.empty())
        return std::nullopt;

    const std::string available = text_at(content, "available");
    return Check{time_at(content, "at"), available.empty() ? std::nullopt : std::optional(available)};
}

base::Result<> State::note_check(const Check& check) const
{
    return write("check.json", {{"at", seconds_of(check.at)}, {"available", text_or_null(check.available)}});
}

std::optional<Waiting> State::waiting() const
{
    const auto content = read("waiting.json");
    if (content.empty())
        return std::nullopt;

    return Waiting{text_at(content, "version"), time_at(content, "restart"), text_at(content, "fault")};
}

base::Result<> State::note_waiting(const Waiting& waiting) const
{
    return write(
        "waiting.json",
        {{"version", waiting.version}, {"restart", seconds_of(waiting.restart)}, {"fault", waiting.fault}});
}

void State::forget_waiting() const
{
    std::error_code ignored;
    std::filesystem::remove(file("waiting.json"), ignored);
}

int State::starts_of(const std::string& version) const
{
    const auto content = read("trial.json");
    return text_at(content, "version") == version ? static_cast<int>(number_at(content, "starts")) : 0;
}

base::Result<> State::note_start(const std::string& version) const
{
    return write("trial.json", {{"version", version}, {"starts", starts_of(version) + 1}});
}

void State::forget_starts() const
{
    std::error_code ignored;
    std::filesystem::remove(file("trial.json"), ignored);
}

json::object State::summary() const
{
    json::object all;
    const std::string running = base::running_image(host_.root).value_or("");
    all["version"] = running;
    all["trial"] = on_trial(host_) && !base::is_blessed(host_.root);
    all["other"] = nullptr;
    if (const auto menu = menu_of(host_))
        if (const auto other = other_in(*menu, running))
            all["other"] = json::object{{"version", other->version},
                                        {"good", blessed().contains(other->version)},
                                        {"tries_left", other->left ? json::value(*other->left) : nullptr}};

    all["checked"] = nullptr;
    all["available"] = nullptr;
    if (const auto last = check()) {
        all["checked"] = seconds_of(last->at);
        // Found before the version changed: it may run by now.
        if (last->available && is_version(running) && compare_versions(*last->available, running) > 0)
            all["available"] = *last->available;
    }

    all["waiting"] = nullptr;
    if (const auto next = waiting())
        all["waiting"] = json::object{
            {"version", next->version}, {"restart", seconds_of(next->restart)}, {"fault", next->fault}};

    json::array failed;
    for (const Failure& failure : failures())
        failed.push_back(
            json::object{{"version", failure.version}, {"at", seconds_of(failure.at)}, {"why", failure.why}});
    all["failed"] = std::move(failed);
    return all;
}

void State::publish() const
{
    std::error_code ignored;
    const auto path = host_.at(status_file);
    std::filesystem::create_directories(path.parent_path(), ignored);
    (void)base::write_if_changed(path, json::serialize(summary()) + '\n', {.mode = 0644});
}

bool on_trial(const Host& host)
{
    const auto version = base::running_image(host.root);
    return version && boot_is_counted(host) && !State(host).blessed().contains(*version);
}

} // namespace pedell::update
