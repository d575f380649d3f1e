// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/gate/gate.h"

#include "core/limits.h"
#include "core/place.h"
#include "settings/school_toml.h"

#include <algorithm>
#include <span>

namespace pedell::gate
{
namespace
{

constexpr std::chrono::milliseconds patience{300};

bool is_same_file(const struct stat& one, const struct stat& other) noexcept
{
    return one.st_dev == other.st_dev && one.st_ino == other.st_ino && one.st_size == other.st_size &&
           one.st_mtim.tv_sec == other.st_mtim.tv_sec && one.st_mtim.tv_nsec == other.st_mtim.tv_nsec &&
           one.st_ctim.tv_sec == other.st_ctim.tv_sec && one.st_ctim.tv_nsec == other.st_ctim.tv_nsec;
}

/// The role decides on the limit, or an exception in force; without one (settings of an older version) the
/// largest still stops a runaway.
std::int64_t file_limit(std::optional<core::Role> role, const core::Limits& limits,
                        std::span<const core::Grant> grants)
{
    if (role)
        if (const auto own = limits.find(*role); own != limits.end())
            return core::effective_limits(own->second, grants, core::ceilings_of(limits)).file_bytes;

    std::int64_t largest = 0;
    for (const auto& [of, of_role] : limits)
        largest = std::max(largest, of_role.file_bytes);
    return largest;
}

} // namespace

bool Gate::read_settings()
{
    struct stat file{};
    if (::stat(sources_.school.c_str(), &file) != 0)
        return false;
    if (school_ && is_same_file(file, school_file_))
        return true;

    school_.reset();
    reader_.reset(); // it knows the domain
    auto school = settings::load_school(sources_.school);
    if (!school)
        return false;

    school_ = std::move(*school);
    school_file_ = file; // looked at before: a file exchanged in between is read again
    return true;
}

bool Gate::open_register()
{
    if (reader_ && reader_->current())
        return true;

    reader_.reset();
    auto reader = registry::Reader::open(sources_.register_file, school_->domain, patience);
    if (!reader)
        return false;

    reader_ = std::move(*reader);
    return true;
}

std::optional<Answer> Gate::ask_register(const Question& question, core::Channel channel, core::Time now)
{
    const auto access = reader_->access_by_sam(question.sam, question.service, channel, now);
    if (!access)
        return std::nullopt;
    if (!*access)
        return Answer{.rule = Rule::no_account, .file_bytes = 0};
    if (!(*access)->allowed)
        return Answer{.rule = Rule::register_says_no, .file_bytes = 0};
    if (question.service != core::Service::logon)
        return Answer{.rule = Rule::allowed, .file_bytes = 0};

    const auto role = reader_->role_by_sam(question.sam);
    if (!role)
        return std::nullopt;
    const auto grants = reader_->grants_by_sam(question.sam, now);
    if (!grants)
        return std::nullopt;
    return Answer{.rule = Rule::allowed, .file_bytes = file_limit(*role, school_->limits, *grants)};
}

Answer Gate::decide(const Question& question, core::Time now)
{
    if (!read_settings())
        return {};

    const auto channel = core::channel_of(question.client, school_->networks);
    if (question.machine)
        return {.rule = channel == core::Channel::in_school ? Rule::allowed : Rule::machine_elsewhere,
                .file_bytes = 0};

    const bool kept = reader_.has_value();
    if (!open_register())
        return {};
    if (const auto answer = ask_register(question, channel, now))
        return *answer;

    // A register that was open for long may have become another one under the same name.
    reader_.reset();
    if (!kept || !open_register())
        return {};
    return ask_register(question, channel, now).value_or(Answer{});
}

} // namespace pedell::gate
