// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/pedelld/caretaker.h"
#include "daemons/pedelld/guesses.h"
#include "daemons/pedelld/outside.h"
#include "directory/password_proof.h"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <chrono>

namespace pedell::pedelld
{

/// Who can tell whether a password is right: Active Directory, or a test's. May block, and be called on
/// several threads.
class Prover
{
public:
    virtual ~Prover() = default;
    [[nodiscard]] virtual base::Result<directory::PasswordProof> prove(const std::string& upn,
                                                                       const std::string& password) = 0;
};

/// Samba, by a connection of its own for each proof.
class SambaProver final : public Prover
{
public:
    explicit SambaProver(Hand& hand) : hand_(hand) {}
    base::Result<directory::PasswordProof> prove(const std::string& upn,
                                                 const std::string& password) override;

private:
    Hand& hand_;
};

/// Opens sessions: POST /v1/login.
///
/// Promises: a wrong password, an unknown login and a role without sessions get one and the same answer, at
///           the same pace; that somebody is locked or must change the password is told after the right
///           password only. The writer is not held up while Samba thinks.
/// Threads:  its executor's one.
class Doorkeeper
{
public:
    struct Options {
        std::chrono::milliseconds pace{2000}; ///< a refusal comes at a multiple of this after the request
        std::size_t body_bytes = 4096;
    };

    Doorkeeper(Caretaker& caretaker, Prover& prover, boost::asio::any_io_executor provers, Sessions& sessions,
               const core::School& school, Clocks clocks, Options options);

    [[nodiscard]] boost::asio::awaitable<Answer> login(Call call);

private:
    struct Outcome {
        Answer answer;
        const char* why = nullptr; ///< for the journal, where it is a refusal
        bool forgiven = true;      ///< it was no guess
    };
    [[nodiscard]] boost::asio::awaitable<Outcome> decide(std::string login, std::string password);

    Caretaker& caretaker_;
    Prover& prover_;
    boost::asio::any_io_executor provers_;
    Sessions& sessions_;
    const core::School& school_;
    Clocks clocks_;
    Options options_;
    Guesses guesses_;
};

} // namespace pedell::pedelld
