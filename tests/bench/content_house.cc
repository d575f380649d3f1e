// SPDX-License-Identifier: GPL-3.0-or-later
#include "content_house.h"

#include "base/unix_socket.h"
#include "content/charsets.h"
#include "content/inspect.h"
#include "daemons/scand/clamd_door.h"
#include "daemons/scand/nursery.h"
#include "daemons/scand/scan_door.h"
#include "daemons/scand/worker.h"

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pedell::bench
{
namespace
{

constexpr std::size_t workers = 3;

base::Fd listen_at(const std::filesystem::path& path, int type)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.native().copy(address.sun_path, sizeof address.sun_path - 1);
    base::Fd fd(::socket(AF_UNIX, type | SOCK_CLOEXEC, 0));
    if (::bind(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(fd.get(), 256) != 0)
        std::abort();
    return fd;
}

int run_nursery(const base::Fd& listener)
{
    auto magic = content::Magic::open();
    if (!magic)
        return 1;
    content::prepare_charsets();
    const auto inspect = [&magic](int fd, const scand::Job& job) {
        const auto whole = job.whole == scan::Whole::message ? content::Whole::message : content::Whole::file;
        return content::inspect(fd, whole, job.name, content::Bounds{}, *magic);
    };
    scand::Nursery nursery(workers, [&] { scand::work(listener.get(), inspect, {}); });
    return nursery.run() ? 0 : 1;
}

int run_front(const std::filesystem::path& folder, base::Fd scan, base::Fd clamd)
{
    cpu_set_t first; // on one core, so that what it does in a second is what one core does
    CPU_ZERO(&first);
    CPU_SET(0, &first);
    (void)::sched_setaffinity(0, sizeof first, &first);
    const auto loop = scand::Loop::make();
    auto rules = std::make_shared<scand::Rules>();
    rules->content = core::default_content_rules();
    scand::DeskOptions options;
    options.workers = folder / "worker.sock";
    options.worker_count = workers;
    scand::Desk desk(*loop, options, std::move(rules));
    scand::Persons persons("/nowhere/register", "bench.test");
    scand::ScanDoor scan_door(*loop, desk, std::move(scan));
    scand::ClamdDoor clamd_door(*loop, desk, persons,
                                base::Fd(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)),
                                std::move(clamd));
    return scan_door.open() && clamd_door.open() && loop->run() ? 0 : 1;
}

template <class Run>
pid_t in_a_process(const Run& run)
{
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child == 0) {
        if (::prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || ::getppid() != parent)
            ::_exit(1);
        ::_exit(run());
    }
    return child;
}

} // namespace

ContentHouse::ContentHouse(std::filesystem::path folder) : folder_(std::move(folder))
{
    std::filesystem::create_directories(class_folder());
    const auto worker = listen_at(folder_ / "worker.sock", SOCK_SEQPACKET);
    auto scan = listen_at(scan_socket(), SOCK_SEQPACKET);
    auto clamd = listen_at(clamd_socket(), SOCK_STREAM);
    nursery_ = in_a_process([&] { return run_nursery(worker); });
    front_ = in_a_process([&] { return run_front(folder_, std::move(scan), std::move(clamd)); });
}

ContentHouse::~ContentHouse()
{
    for (const pid_t child : {front_, nursery_}) {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }
}

std::chrono::duration<double> ContentHouse::front_time() const
{
    clockid_t clock = 0;
    timespec used{};
    if (::clock_getcpuclockid(front_, &clock) != 0 || ::clock_gettime(clock, &used) != 0)
        return {};
    return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

base::Result<std::string> ask_clamd(const std::filesystem::path& socket, std::string_view command, int fd)
{
    const auto connection = base::connect_stream(socket);
    if (!connection)
        return std::unexpected(connection.error());
    if (auto sent = base::send_message(connection->get(), command); !sent)
        return std::unexpected(sent.error());
    // clamd(8), FILDES: the descriptor comes behind the command, with one byte that means nothing.
    if (fd >= 0)
        if (auto sent = base::send_message(connection->get(), std::string_view("\0", 1), fd); !sent)
            return std::unexpected(sent.error());
    std::string said;
    while (const auto message = base::receive_message(connection->get(), std::chrono::seconds{60}))
        said += message->bytes;
    return said;
}

} // namespace pedell::bench
