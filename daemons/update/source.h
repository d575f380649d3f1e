// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/update/host.h"

#include <functional>
#include <memory>
#include <string>

namespace pedell::update
{

/// Told how many bytes of a file are there.
using Arrived = std::function<void(std::int64_t bytes)>;

/// Where releases come from. What it hands over is not to be trusted.
class Source
{
public:
    virtual ~Source() = default;

    /// How a person knows it.
    [[nodiscard]] virtual std::string name() const = 0;

    /// Copies one file to stage/NAME. Errors: not_found, over_limit above `most` bytes, unavailable (gone
    /// halfway, no network). What came until then is not left behind.
    [[nodiscard]] virtual base::Result<> fetch(const std::string& file, std::int64_t most,
                                               const Arrived& arrived) = 0;

    /// Bytes of a file; 0: not known.
    [[nodiscard]] virtual std::int64_t size_of(const std::string& file) = 0;
};

/// A server (https; its address ends in "/"): curl fetches as nobody (sandbox.h).
[[nodiscard]] std::unique_ptr<Source> mirror(const Host& host, std::string url);

/// A mounted folder, or the device of a USB stick (FAT or exFAT): mounted read-only, without programs,
/// devices and foreign rights, until the source is gone. Errors: not_found, unavailable.
[[nodiscard]] base::Result<std::unique_ptr<Source>> folder_or_stick(const Host& host,
                                                                    const std::string& from);

} // namespace pedell::update
