// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/judge.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <utility>

namespace pedell::scand
{

/// Who waits for a worker: the doors take turns, and within a door its persons, so that neither a class that
/// uploads holds up mail nor one person a class.
template <class Job>
class FairQueue
{
public:
    FairQueue(std::size_t most, std::size_t most_each) : most_(most), most_each_(most_each) {}

    /// Takes the job. False: full, altogether or for this person at this door; the job stays the caller's.
    [[nodiscard]] bool push(core::Door door, std::int64_t person, Job& job)
    {
        auto& line = lines_[static_cast<std::size_t>(door)];
        auto& jobs = line.jobs[person];
        if (size_ >= most_ || jobs.size() >= most_each_) {
            if (jobs.empty())
                line.jobs.erase(person);
            return false;
        }
        if (jobs.empty())
            line.turns.push_back(person);
        jobs.push_back(std::move(job));
        ++size_;
        return true;
    }

    /// The next of the doors that may have a turn now; absent: nobody waits there.
    [[nodiscard]] std::optional<Job> pop(const std::function<bool(core::Door)>& may)
    {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const std::size_t door = (next_ + i) % lines_.size();
            if (lines_[door].turns.empty() || !may(static_cast<core::Door>(door)))
                continue;

            next_ = door + 1;
            return pop_from(lines_[door]);
        }
        return std::nullopt;
    }

    /// Takes out who waits no longer.
    void erase_if(const std::function<bool(const Job&)>& gone)
    {
        for (auto& line : lines_)
            for (auto& [person, jobs] : line.jobs)
                size_ -= std::erase_if(jobs, gone);
        for (auto& line : lines_) {
            std::erase_if(line.turns, [&line](std::int64_t person) { return line.jobs.at(person).empty(); });
            std::erase_if(line.jobs, [](const auto& entry) { return entry.second.empty(); });
        }
    }

    [[nodiscard]] std::size_t size() const noexcept
    {
        return size_;
    }

private:
    struct Line {
        std::map<std::int64_t, std::deque<Job>> jobs; ///< by person, none empty
        std::deque<std::int64_t> turns;               ///< each person of `jobs` once
    };

    Job pop_from(Line& line)
    {
        const auto person = line.turns.front();
        line.turns.pop_front();
        auto& jobs = line.jobs.at(person);
        Job job = std::move(jobs.front());
        jobs.pop_front();
        --size_;
        if (jobs.empty())
            line.jobs.erase(person);
        else
            line.turns.push_back(person);
        return job;
    }

    std::size_t most_;
    std::size_t most_each_;
    std::size_t size_ = 0;
    std::size_t next_ = 0;
    std::array<Line, core::all_doors.size()> lines_;
};

} // namespace pedell::scand
