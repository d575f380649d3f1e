// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <sys/types.h>

namespace pedell::appliance
{

/// People who work while somebody else is cut: half of them with IMAP (NOOP), half with a file that they
/// write, each by one connection that is never opened again. They live in one process of their own, because
/// libsmbclient is not for two threads.
class Bystanders
{
public:
    explicit Bystanders(int count);
    ~Bystanders();
    Bystanders(const Bystanders&) = delete;
    Bystanders& operator=(const Bystanders&) = delete;

    /// All are logged in and have worked once.
    [[nodiscard]] bool ready() const;
    /// How often all of them have worked.
    [[nodiscard]] int rounds() const;
    /// Empty: nobody has noticed anything.
    [[nodiscard]] std::string complaint() const;

private:
    struct Shared;
    Shared* shared_;
    pid_t process_;
};

} // namespace pedell::appliance
