// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "at_home.h"
#include "doors.h"
#include "school.h"
#include "smb_client.h"

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace pedell::appliance
{

/// The states of an account as somebody at the school meets them.
enum class State : std::size_t { expected, active, restricted, locked, leaving, left, erasing };
inline constexpr std::size_t states = 7;
[[nodiscard]] const char* name_of(State state) noexcept;

/// One kind of person and what is open to it in each state, by one letter a service: Logon, Mail, Home,
/// Class.
struct Row {
    const char* label;
    const char* role;
    bool needs_consent;
    bool from_home; ///< all of it is open from home too, but for the log-on
    std::array<const char*, states> open;
};

/// One checked cell.
struct Cell {
    std::string label; ///< "pupil, locked, IMAP, old session, from home"
    bool wanted = false;
    bool got = false;
};

/// One person of the matrix with its clients. Made for the test; the test erases it.
class Actor
{
public:
    Actor(const Row& row, std::size_t number);

    [[nodiscard]] const Row& row() const noexcept
    {
        return row_;
    }
    [[nodiscard]] const Person& person() const noexcept
    {
        return person_;
    }

    /// Sessions and tickets while the account works: what a later state has to end.
    using Jobs = std::vector<std::function<void()>>;
    void open_mail(Jobs& jobs);
    void open_shares();

    /// The cells of this state: those of mail and Kerberos go into `jobs`, to be done at the same time...
    void check_mail(State state, Jobs& jobs);
    /// ... and those of the shares, one after the other: libsmbclient knows no threads.
    void check_shares(State state, Place place);

    [[nodiscard]] const std::vector<std::unique_ptr<Cell>>& cells() const noexcept
    {
        return cells_;
    }

private:
    struct Live {
        std::unique_ptr<ImapLine> imap;
        std::unique_ptr<SmtpLine> smtp;
        std::unique_ptr<Drive> home;
        std::unique_ptr<Drive> classes;
    };

    [[nodiscard]] bool is_open(State state, char service, Place place) const;
    Cell& cell(State state, const char* door, const char* when, Place place, char service);
    void check_new_mail(State state, Place place, Jobs& jobs);
    void check_live_mail(State state, Place place, Jobs& jobs);
    void check_tickets(State state, Place place, Jobs& jobs);

    const Row& row_;
    Person person_;
    std::string colleague_;
    Tickets tickets_{person_};
    bool has_tickets_ = false;
    std::map<Place, Live> live_;
    std::vector<std::unique_ptr<Cell>> cells_;
};

/// Does all of it, several at the same time.
void do_all(const Actor::Jobs& jobs);

} // namespace pedell::appliance
