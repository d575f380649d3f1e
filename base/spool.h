// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pedell::base
{

/// Where large messages wait for their verdict (mail door, IMAP APPEND): files without a name, so that
/// nothing is left behind by a killed process.
///
/// Threads: any number, each with its own Spool.
class SpoolFolder
{
public:
    /// A message up to so many bytes never touches the folder.
    static constexpr std::size_t memory_bytes = 256 * 1024;
    /// What all messages together may fill: 50 at once with 25 MB each, and as much again.
    static constexpr std::int64_t default_most_bytes = std::int64_t{2560} << 20;

    /// An empty path: there is no folder, and what does not fit into memory is an error.
    explicit SpoolFolder(std::filesystem::path path = {}, std::int64_t most_bytes = default_most_bytes)
        : path_(std::move(path)), most_bytes_(most_bytes)
    {
    }
    SpoolFolder(const SpoolFolder&) = delete;
    SpoolFolder& operator=(const SpoolFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const noexcept
    {
        return path_;
    }
    /// Whether there was room; whoever took it gives it back.
    [[nodiscard]] bool take(std::int64_t bytes) noexcept;
    void give_back(std::int64_t bytes) noexcept
    {
        used_ -= bytes;
    }
    [[nodiscard]] std::int64_t used() const noexcept
    {
        return used_;
    }

private:
    std::filesystem::path path_;
    std::int64_t most_bytes_;
    std::atomic<std::int64_t> used_ = 0;
};

/// The bytes of one message, as Postfix hands them over.
///
/// Promises: what went wrong once (disk full, no room) stays so to the end: half a message is never given
/// out.
class Spool
{
public:
    explicit Spool(SpoolFolder* folder = nullptr) noexcept : folder_(folder) {}
    Spool(Spool&& other) noexcept;
    Spool& operator=(Spool&& other) noexcept;
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;
    ~Spool();

    void add(std::string_view bytes);
    /// For what nobody will ask about any more.
    void drop() noexcept;
    /// A regular file with all bytes, open for reading; ours until the next call. Errors: unavailable.
    [[nodiscard]] Result<int> file();

private:
    [[nodiscard]] Result<> to_disk();
    [[nodiscard]] Result<> write(std::string_view bytes);

    SpoolFolder* folder_;
    std::string memory_;
    Fd file_;
    std::int64_t taken_ = 0; ///< of the folder's room
    std::optional<Error> failed_;
};

} // namespace pedell::base
