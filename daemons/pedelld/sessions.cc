// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/sessions.h"

#include <algorithm>
#include <openssl/crypto.h>
#include <openssl/sha.h>
#include <sys/random.h>

namespace pedell::pedelld
{

Sessions::Digest Sessions::digest_of(std::string_view token)
{
    const std::string bytes(token);
    Digest digest{};
    SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
    return digest;
}

Sessions::Session* Sessions::find(std::string_view token)
{
    const Digest wanted = digest_of(token);
    Session* found = nullptr;
    for (Session& session : sessions_) // all of them, wherever it stands
        if (CRYPTO_memcmp(session.digest.data(), wanted.data(), wanted.size()) == 0)
            found = &session;
    return found;
}

void Sessions::forget_old(Steady now)
{
    std::erase_if(sessions_, [now](const Session& session) {
        return now - session.used >= idle || now - session.opened >= longest;
    });
}

base::Result<std::string> Sessions::open(core::PersonId person, Steady now)
{
    std::array<std::uint8_t, 32> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size()))
        return base::fail_errno("getrandom");

    constexpr std::string_view digits = "0123456789abcdef";
    std::string token;
    for (const std::uint8_t byte : random) {
        token += digits[byte >> 4U];
        token += digits[byte & 15U];
    }

    const std::scoped_lock lock(mutex_);
    forget_old(now);
    const auto is_theirs = [person](const Session& session) { return session.person == person; };
    if (std::ranges::count_if(sessions_, is_theirs) >= static_cast<std::ptrdiff_t>(most_of_a_person))
        sessions_.erase(std::ranges::find_if(sessions_, is_theirs));
    sessions_.push_back({digest_of(token), person, now, now});
    return token;
}

std::optional<core::PersonId> Sessions::use(std::string_view token, Steady now)
{
    const std::scoped_lock lock(mutex_);
    forget_old(now);
    Session* session = find(token);
    if (session == nullptr)
        return std::nullopt;

    session->used = now;
    return session->person;
}

std::chrono::seconds Sessions::left(std::string_view token, Steady now)
{
    const std::scoped_lock lock(mutex_);
    forget_old(now);
    const Session* session = find(token);
    return session == nullptr
               ? std::chrono::seconds{0}
               : std::chrono::duration_cast<std::chrono::seconds>(session->opened + longest - now);
}

void Sessions::close(std::string_view token)
{
    const std::scoped_lock lock(mutex_);
    const Session* session = find(token);
    if (session != nullptr)
        sessions_.erase(sessions_.begin() + (session - sessions_.data()));
}

void Sessions::close_all_of(core::PersonId person)
{
    const std::scoped_lock lock(mutex_);
    std::erase_if(sessions_, [person](const Session& session) { return session.person == person; });
}

} // namespace pedell::pedelld
