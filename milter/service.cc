// SPDX-License-Identifier: GPL-3.0-or-later
#include "milter/service.h"

#include "milter/callbacks.h"

#include <string>
#include <sys/stat.h>

namespace pedell::milter
{
namespace
{

/// Postfix closes idle connections after 300 s (milter_content_timeout); one that is older has no owner any
/// more.
constexpr int idle_seconds = 600;
constexpr mode_t socket_mode_mask = 0117; // srw-rw----

} // namespace

base::Result<> serve(const Service& service)
{
    std::string address = "unix:" + service.socket.string();
    if (smfi_setconn(address.data()) != MI_SUCCESS)
        return base::fail(base::Errc::malformed,
                          "libmilter does not take the socket " + service.socket.string());

    if (smfi_register(describe(service)) != MI_SUCCESS || smfi_settimeout(idle_seconds) != MI_SUCCESS)
        return base::fail(base::Errc::unavailable, "libmilter does not take the callbacks: out of memory");

    const mode_t before = ::umask(socket_mode_mask);
    const int opened = smfi_opensocket(true);
    ::umask(before);
    if (opened != MI_SUCCESS)
        return base::fail_errno("making the socket " + service.socket.string());

    service.on_ready();
    if (smfi_main() != MI_SUCCESS)
        return base::fail(base::Errc::unavailable, "libmilter ended by itself on " + service.socket.string());
    return {};
}

} // namespace pedell::milter
