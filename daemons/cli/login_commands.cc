// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/cli/login_commands.h"

#include "daemons/cli/text.h"
#include "daemons/cli/time_text.h"
#include "daemons/cli/token_file.h"

#include <CLI/Option.hpp>
#include <boost/json/object.hpp>
#include <istream>
#include <ostream>
#include <termios.h>
#include <unistd.h>

namespace pedell::cli
{
namespace
{

/// What is typed does not appear, for as long as it lives.
class Silence
{
public:
    Silence()
    {
        known_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        if (known_)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence()
    {
        if (known_)
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }

private:
    termios before_{};
    bool known_ = false;
};

base::Result<std::string> line_from(Session& session, const char* prompt)
{
    session.err << prompt << ' ' << std::flush;
    std::string line;
    std::getline(session.in, line);
    if (line.empty())
        return base::fail(base::Errc::malformed, tr("nothing was typed"));
    return line;
}

base::Result<std::string> secret_from(Session& session)
{
    const Silence silence;
    auto typed = line_from(session, tr("Password:"));
    session.err << '\n';
    return typed;
}

std::string show_session(const boost::json::value& answer)
{
    if (text_of(answer, "login").empty())
        return std::string(tr("root, noted as system")) + '\n';

    std::string text =
        fill("{} ({})", text_of(answer, "login"), std::string(tr(text_of(answer, "role").c_str())));
    if (const auto* ends = field_of(answer, "expires").if_int64())
        text += fill(", until {} at the latest", show_time(core::Time(std::chrono::seconds(*ends))));
    return text + '\n';
}

} // namespace

LoginCommands::LoginCommands(CLI::App& app, Session& session, ExitCode& outcome,
                             std::optional<std::filesystem::path> token)
    : session_(session), token_(std::move(token))
{
    CLI::App* login = app.add_subcommand("login", tr("Log in with your own login and password"));
    login->add_option("login", login_, tr("Who, if not asked for"));
    login->add_flag("--password-stdin", password_stdin_, tr("Read the password from standard input"));
    login->callback([this, &outcome] { outcome = log_in(); });

    CLI::App* logout = app.add_subcommand("logout", tr("End the session"));
    logout->callback([this, &outcome] { outcome = log_out(); });

    CLI::App* whoami = app.add_subcommand("whoami", tr("Who is logged in, and until when"));
    whoami->callback([this, &outcome] { outcome = who_am_i(); });
}

ExitCode LoginCommands::log_in()
{
    if (!token_)
        return session_.refuse({base::Errc::unavailable,
                                tr("no place for the session: neither XDG_RUNTIME_DIR nor HOME is set")});
    if (!session_.interactive && (!password_stdin_ || login_.empty()))
        return session_.refuse(
            {base::Errc::malformed, tr("no terminal to ask at: use LOGIN --password-stdin")});

    if (login_.empty()) {
        auto typed = line_from(session_, tr("Login:"));
        if (!typed)
            return session_.refuse(typed.error());
        login_ = std::move(*typed);
    }
    const auto password = password_stdin_ ? session_.password_from_input() : secret_from(session_);
    if (!password)
        return session_.refuse(password.error());

    auto answer = session_.api.ask(Method::post, path_of({"login"}),
                                   boost::json::object{{"login", login_}, {"password", *password}});
    if (!answer)
        return session_.refuse(answer.error());

    if (auto stored = store_token(*token_, text_of(*answer, "token")); !stored)
        return session_.refuse(stored.error());

    answer->as_object().erase("token"); // it lies in its file, for its owner alone
    return session_.say(*answer, show_session(*answer));
}

ExitCode LoginCommands::log_out()
{
    if (!token_ || !read_token(*token_))
        return session_.refuse({base::Errc::conflict, tr("nobody is logged in")});

    // A session that has ended already is ended; the file goes in any case.
    const auto answer = session_.api.ask(Method::post, path_of({"logout"}));
    forget_token(*token_);
    if (!answer && answer.error().code != base::Errc::denied)
        return session_.refuse(answer.error());
    return session_.say(boost::json::object{}, std::string(tr("Logged out.")) + '\n');
}

ExitCode LoginCommands::who_am_i()
{
    return session_.ask_and_say(Method::get, path_of({"session"}), nullptr, show_session);
}

} // namespace pedell::cli
