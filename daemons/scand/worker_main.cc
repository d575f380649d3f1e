// SPDX-License-Identifier: GPL-3.0-or-later
//
// pedell-scand-worker: the only program that parses bodies, parts, archives and documents of strangers. The
// process that systemd starts reads nothing: it keeps a few workers, each of which gives up all rights before
// its first byte.
//
// Exit status: 0 stopped on request, 1 it cannot work.
#include "base/handle.h"
#include "base/journal.h"
#include "base/service.h"
#include "content/charsets.h"
#include "content/inspect.h"
#include "daemons/scand/messages.h"
#include "daemons/scand/nursery.h"
#include "daemons/scand/worker.h"

#include <array>
#include <csignal>
#include <iconv.h>
#include <utility>
#include <vector>

namespace
{

using namespace pedell;

int cannot_serve(const base::Error& error)
{
    base::log(messages::scand::cannot_serve,
              {{"REASON", error.context}, {"ERRNO", std::to_string(error.sys_errno)}});
    return 1;
}

using Converter = base::Handle<void, iconv_close>;

/// glibc loads the converter of a character set from a file, at its first use; a worker can open none. What
/// is opened here stays loaded in all of them. These are GMime's, which also writes in them; our own are
/// content::prepare_charsets()'s.
std::vector<Converter> load_character_sets()
{
    static constexpr std::array sets{
        "ISO-8859-1",  "ISO-8859-2",  "ISO-8859-3", "ISO-8859-4",  "ISO-8859-5",  "ISO-8859-6",
        "ISO-8859-7",  "ISO-8859-8",  "ISO-8859-9", "ISO-8859-10", "ISO-8859-13", "ISO-8859-14",
        "ISO-8859-15", "ISO-8859-16", "CP1250",     "CP1251",      "CP1252",      "CP1253",
        "CP1254",      "CP1255",      "CP1256",     "CP1257",      "CP1258",      "CP437",
        "CP850",       "CP852",       "CP866",      "CP874",       "KOI8-R",      "KOI8-U",
        "MACINTOSH",   "TIS-620",     "UTF-16",     "UTF-16LE",    "UTF-16BE",    "UTF-32",
        "ISO-2022-JP", "ISO-2022-KR", "SHIFT_JIS",  "CP932",       "EUC-JP",      "EUC-KR",
        "CP949",       "GB2312",      "GBK",        "GB18030",     "BIG5",        "BIG5-HKSCS",
        "EUC-TW"};
    std::vector<Converter> loaded; // to be kept: a converter that nobody uses is unloaded
    for (const char* const set : sets)
        for (const auto& [to, from] : {std::pair{"UTF-8", set}, std::pair{set, "UTF-8"}}) {
            void* const converter = ::iconv_open(to, from);
            // One that is missing leaves its texts unreadable, and so refused.
            if (converter != reinterpret_cast<void*>(-1))
                loaded.emplace_back(converter);
        }
    return loaded;
}

} // namespace

int main()
{
    if (std::signal(SIGPIPE, SIG_IGN) == SIG_ERR)
        return cannot_serve(base::fail_errno("ignore signals").error());

    const auto listener = base::take_socket("worker");
    if (!listener)
        return cannot_serve(listener.error());

    // Opened once, before there are workers: they share its pages, and cannot open it themselves.
    auto magic = content::Magic::open();
    if (!magic)
        return cannot_serve(magic.error());

    content::prepare_charsets();
    const auto converters = load_character_sets();
    const auto inspect = [&magic](int fd, const scand::Job& job) {
        const auto whole = job.whole == scan::Whole::message ? content::Whole::message : content::Whole::file;
        return content::inspect(fd, whole, job.name, content::Bounds{}, *magic);
    };
    scand::Nursery nursery(scand::worker_count(), [&] { scand::work(listener->get(), inspect, {}); });
    const auto kept = nursery.run();
    return kept ? 0 : cannot_serve(kept.error());
}
