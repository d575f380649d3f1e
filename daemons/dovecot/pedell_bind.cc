// SPDX-License-Identifier: GPL-3.0-or-later

// Lua module pedell_bind:
//   check(uri, ca, who, password, seconds) -> result code, diagnostic text
//   ask(socket, address, login, password) -> "go", "no" or nil: cannot tell
//   tell("right" | "wrong" | "unknown"): what became of the password asked for last
//   place(address, networks) -> "in_school" or "from_home", as core::channel_of
//
// ask and tell speak with pedell-watch (watcher_talk.h).
//
// check: one simple bind to Active Directory over TLS, on a connection that is kept. lua-ldap does not give
// the diagnostic text, and only that text says whether a right password belongs to an account that is locked
// or must change it. Runs in Dovecot's auth-worker processes: may block, at most `seconds` for the connection
// and `seconds` for the answer.

#include "core/place.h"
#include "daemons/dovecot/watcher_talk.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstring>
#include <ldap.h>
#include <lua.hpp>
#include <memory>
#include <string>
#include <sys/time.h>
#include <utility>

namespace
{

/// Trivially destructible: Lua leaves a C function by longjmp(3) when it runs out of memory.
struct Answer {
    int code = LDAP_OTHER;
    std::array<char, 256> diagnostic{};
};

struct Unbind {
    void operator()(LDAP* raw) const noexcept
    {
        ldap_unbind_ext(raw, nullptr, nullptr);
    }
};

bool prepare(LDAP* ldap, const char* ca, int seconds)
{
    const int version = LDAP_VERSION3;
    const int demand = LDAP_OPT_X_TLS_DEMAND;
    const int client = 0;
    const timeval limit{seconds, 0};
    // NEWCTX comes last: it makes the TLS context from what was set before.
    return ldap_set_option(ldap, LDAP_OPT_PROTOCOL_VERSION, &version) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap, LDAP_OPT_REFERRALS, LDAP_OPT_OFF) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap, LDAP_OPT_NETWORK_TIMEOUT, &limit) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap, LDAP_OPT_TIMEOUT, &limit) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap, LDAP_OPT_X_TLS_CACERTFILE, ca) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap, LDAP_OPT_X_TLS_REQUIRE_CERT, &demand) == LDAP_OPT_SUCCESS &&
           ldap_set_option(ldap, LDAP_OPT_X_TLS_NEWCTX, &client) == LDAP_OPT_SUCCESS;
}

using Connection = std::unique_ptr<LDAP, Unbind>;

/// A TLS handshake costs more than all else at a log-in, so the connection stays for the next one. Each bind
/// replaces who stands behind it (RFC 4513 4), and nothing but binds is ever sent: nobody's rights are used
/// by anybody. One a process: an auth-worker asks for one log-in after the other.
struct Kept {
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds longest{60}; ///< Samba ends idle ones after 900 s

    std::string uri;
    std::string ca;
    Connection ldap;
    Clock::time_point used;

    [[nodiscard]] bool serves(const char* of_uri, const char* of_ca) const
    {
        return ldap && uri == of_uri && ca == of_ca && Clock::now() - used < longest;
    }
};

int connect(Kept& kept, const char* uri, const char* ca, int seconds)
{
    kept.ldap.reset();
    LDAP* raw = nullptr;
    if (const int code = ldap_initialize(&raw, uri); code != LDAP_SUCCESS)
        return code;

    Connection ldap(raw);
    if (!prepare(raw, ca, seconds))
        return LDAP_LOCAL_ERROR;

    kept.uri = uri;
    kept.ca = ca;
    kept.ldap = std::move(ldap);
    return LDAP_SUCCESS;
}

Answer bind_on(LDAP* ldap, const char* who, berval credentials)
{
    Answer answer;
    answer.code = ldap_sasl_bind_s(ldap, who, LDAP_SASL_SIMPLE, &credentials, nullptr, nullptr, nullptr);

    char* text = nullptr;
    if (ldap_get_option(ldap, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text) == LDAP_OPT_SUCCESS && text != nullptr) {
        const std::size_t kept = std::min(std::strlen(text), answer.diagnostic.size() - 1);
        std::memcpy(answer.diagnostic.data(), text, kept);
        ldap_memfree(text);
    }
    return answer;
}

/// A connection that the server has ended meanwhile says nothing of the password: once more, on a new one.
/// Any answer but yes or no ends the connection; a late one must never be taken for that of the next person.
Answer bind_once(const char* uri, const char* ca, const char* who, berval credentials, int seconds) noexcept
{
    static Kept kept;
    Answer answer;
    answer.code = LDAP_SERVER_DOWN;
    if (kept.serves(uri, ca))
        answer = bind_on(kept.ldap.get(), who, credentials);
    if (answer.code == LDAP_SERVER_DOWN) {
        answer = {};
        answer.code = connect(kept, uri, ca, seconds);
        if (answer.code == LDAP_SUCCESS)
            answer = bind_on(kept.ldap.get(), who, credentials);
    }
    if (answer.code != LDAP_SUCCESS && answer.code != LDAP_INVALID_CREDENTIALS)
        kept.ldap.reset();
    kept.used = Kept::Clock::now();
    return answer;
}

int check(lua_State* lua)
{
    const char* const uri = luaL_checkstring(lua, 1);
    const char* const ca = luaL_checkstring(lua, 2);
    const char* const who = luaL_checkstring(lua, 3);
    std::size_t length = 0;
    const char* const password = luaL_checklstring(lua, 4, &length);
    const int seconds = static_cast<int>(luaL_checkinteger(lua, 5));

    // A simple bind with an empty password is anonymous and succeeds (RFC 4513 5.1.2).
    Answer answer;
    answer.code = LDAP_INVALID_CREDENTIALS;
    if (length > 0)
        answer = bind_once(uri, ca, who, {length, const_cast<char*>(password)}, seconds);

    lua_pushinteger(lua, answer.code);
    lua_pushstring(lua, answer.diagnostic.data());
    return 2;
}

/// No C++ object is alive where Lua may leave by longjmp(3). Without networks nobody is in school.
const char* place_of(const char* address, std::size_t length, const char* networks) noexcept
{
    using pedell::core::Channel;
    auto channel = Channel::from_home;
    try {
        if (const auto school = pedell::core::read_networks(networks))
            channel = pedell::core::channel_of({address, length}, *school);
    } catch (...) {
        channel = Channel::from_home; // no memory left
    }
    return channel == Channel::in_school ? "in_school" : "from_home";
}

int place(lua_State* lua)
{
    std::size_t length = 0;
    const char* const address = luaL_checklstring(lua, 1, &length);
    const char* const networks = luaL_checkstring(lua, 2);
    lua_pushstring(lua, place_of(address, length, networks));
    return 1;
}

/// An auth-worker asks for one log-in at a time.
pedell::dovecot::WatcherTalk& talk()
{
    static pedell::dovecot::WatcherTalk one;
    return one;
}

/// No Lua call while C++ objects live: it may leave by longjmp(3).
const char* ask_once(const char* socket, const char* address, const char* login, const char* password,
                     std::size_t length) noexcept
{
    const auto answer = talk().ask(socket, address, login, {password, length});
    if (!answer)
        return nullptr;

    return *answer ? "go" : "no";
}

int ask(lua_State* lua)
{
    const char* const socket = luaL_checkstring(lua, 1);
    const char* const address = luaL_optstring(lua, 2, "-");
    const char* const login = luaL_checkstring(lua, 3);
    std::size_t length = 0;
    const char* const password = luaL_checklstring(lua, 4, &length);

    const char* const answer = ask_once(socket, address, login, password, length);
    if (answer == nullptr)
        lua_pushnil(lua);
    else
        lua_pushstring(lua, answer);
    return 1;
}

int tell(lua_State* lua)
{
    talk().tell(luaL_checkstring(lua, 1));
    return 0;
}

} // namespace

extern "C" [[gnu::visibility("default")]] int luaopen_pedell_bind(lua_State* lua)
{
    lua_createtable(lua, 0, 4);
    lua_pushcfunction(lua, check);
    lua_setfield(lua, -2, "check");
    lua_pushcfunction(lua, ask);
    lua_setfield(lua, -2, "ask");
    lua_pushcfunction(lua, tell);
    lua_setfield(lua, -2, "tell");
    lua_pushcfunction(lua, place);
    lua_setfield(lua, -2, "place");
    return 1;
}
