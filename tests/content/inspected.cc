// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/content/inspected.h"

#include "base/handle.h"
#include "content/inspect.h"

#include <fstream>
#include <stdexcept>
#include <sys/mman.h>
#include <unistd.h>

namespace pedell::corpus
{
namespace
{

const std::filesystem::path root{PEDELL_CONTENT_CORPUS};

content::Magic& magic()
{
    static auto opened = content::Magic::open();
    if (!opened)
        throw std::runtime_error{opened.error().context};
    return *opened;
}

const core::LinkLists& hosts()
{
    static const core::LinkLists lists = [] {
        core::LinkLists read;
        std::ifstream in{root / "hosts.txt"};
        for (std::string line; std::getline(in, line);)
            read.refused.add_line(line);
        read.refused.finish();
        return read;
    }();
    return lists;
}

base::Fd in_memory(const std::string& bytes)
{
    base::Fd fd{::memfd_create("corpus", MFD_CLOEXEC)};
    for (std::size_t done = 0; done < bytes.size();) {
        const auto wrote = ::write(fd.get(), bytes.data() + done, bytes.size() - done);
        if (wrote <= 0)
            throw std::runtime_error{"memfd: cannot be written"};
        done += static_cast<std::size_t>(wrote);
    }
    return fd;
}

} // namespace

core::Findings inspected(const std::string& bytes, const Case& one, core::Door door)
{
    const base::Fd fd = in_memory(bytes);
    const bool file = door == core::Door::drive;
    auto findings = content::inspect(fd.get(), file ? content::Whole::file : content::Whole::message,
                                     file ? one.name : std::string{}, {}, magic());
    if (!findings)
        throw std::runtime_error{findings.error().context};
    return *findings;
}

core::ContentVerdict judged(const Case& one, core::Door door, const core::Findings& findings)
{
    core::ContentRules rules = core::default_content_rules();
    rules.macros_among_staff = one.macros_among_staff;
    const auto area = door == core::Door::drive ? one.area : core::Area::mailbox;
    return core::judge(findings,
                       {.role = one.role, .door = door, .area = area, .among_staff = one.among_staff}, rules,
                       hosts());
}

} // namespace pedell::corpus
