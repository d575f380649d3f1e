// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/scand/worker_talk.h"

#include "scan/findings_text.h"

#include <algorithm>
#include <format>
#include <unistd.h>

namespace pedell::scand
{

std::string to_wire(const Job& job)
{
    return std::format("job1 {}\n{}", scan::name_of(job.whole), job.name);
}

base::Result<Job> read_job(std::string_view wire)
{
    if (wire.size() > scan::max_question_bytes || wire.find('\n') == std::string_view::npos)
        return base::fail(base::Errc::malformed, "a job that is none");

    auto line = scan::take_field(wire, '\n');
    const auto version = scan::take_field(line, ' ');
    const auto whole = scan::whole_from(line);
    if (version != "job1" || !whole)
        return base::fail(base::Errc::malformed, "a job with unknown words");
    return Job{.whole = *whole, .name = std::string(wire)};
}

std::size_t worker_count()
{
    constexpr long least = 3;
    constexpr long most = 16;
    return static_cast<std::size_t>(std::clamp(::sysconf(_SC_NPROCESSORS_ONLN) + 1, least, most));
}

} // namespace pedell::scand
