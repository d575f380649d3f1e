// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pedell::scand
{

/// What the school's clamd says of some bytes.
struct Signature {
    enum class Word : std::uint8_t { clean, found, unknown };
    Word word = Word::unknown; ///< unknown: it could not tell, or said nothing that we understand
    std::string name;          ///< of what it found
    bool operator==(const Signature&) const = default;
};

/// "fd[10]: OK", "fd[10]: Eicar-Test-Signature FOUND", "... ERROR" (clamd(8), FILDES).
[[nodiscard]] Signature read_signature(std::string_view reply);

/// One question to a clamd that stands behind our own inspection (FILDES). Never waits.
class ClamdLine
{
public:
    /// Hands the descriptor over. Errors: unavailable (away, nobody keeps up).
    [[nodiscard]] static base::Result<ClamdLine> begin(const std::filesystem::path& socket, int fd);

    [[nodiscard]] int descriptor() const noexcept
    {
        return connection_.get();
    }
    /// Absent: it has not answered yet.
    [[nodiscard]] std::optional<Signature> take();

private:
    explicit ClamdLine(base::Fd connection) : connection_(std::move(connection)) {}
    base::Fd connection_;
    std::string reply_;
};

} // namespace pedell::scand
