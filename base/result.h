// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cerrno>
#include <cstdint>
#include <expected>
#include <string>
#include <utility>

namespace pedell::base
{

/// What a caller can branch on; everything else stands in the context.
enum class Errc : std::uint8_t { not_found, denied, malformed, conflict, over_limit, unavailable, corrupt };

/// Why something could not be decided or done. A refused mail or file is a verdict, never an Error.
struct Error {
    Errc code;
    std::string context; ///< one clause for the journal: what, on what, what to do; no secret, no name
    int sys_errno = 0;

    /// True where trying again later can help: the caller answers 4yz, not 5yz.
    [[nodiscard]] bool transient() const noexcept
    {
        return code == Errc::unavailable;
    }
};

template <class T = void>
using Result = std::expected<T, Error>;

/// Shorthand for a failed Result.
[[nodiscard]] inline std::unexpected<Error> fail(Errc code, std::string context, int sys_errno = 0)
{
    return std::unexpected(Error{code, std::move(context), sys_errno});
}

/// A failed Result of a system call: maps errno (ENOENT not_found, EACCES/EPERM denied, else unavailable) and
/// appends strerror to the context.
[[nodiscard]] std::unexpected<Error> fail_errno(std::string context, int sys_errno = errno);

/// The wire name of a code ("not_found"), as the API and --json print it.
[[nodiscard]] const char* name_of(Errc code) noexcept;

} // namespace pedell::base
