// SPDX-License-Identifier: GPL-3.0-or-later
//
// What Dovecot tells of a stored message is nothing that nobody looked at: each leaf of its BODYSTRUCTURE is
// a part that the inspection visited, for structures made at random.
#include "base/handle.h"
#include "body_structure.h"
#include "content/inspect.h"
#include "content/magic.h"
#include "mailbox.h"
#include "shell.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <optional>
#include <random>
#include <set>

namespace pedell::appliance
{
namespace
{

/// Decoded sizes of all parts that the inspection visited.
std::multiset<std::uint64_t> visited(const std::string& message)
{
    static auto magic = content::Magic::open();
    const base::Fd fd{::memfd_create("message", MFD_CLOEXEC)};
    if (!magic || ::write(fd.get(), message.data(), message.size()) != static_cast<ssize_t>(message.size()))
        return {};
    const auto findings = content::inspect(fd.get(), content::Whole::message, {}, {}, *magic);
    std::multiset<std::uint64_t> sizes;
    if (findings && findings->complete)
        for (const auto& part : findings->parts)
            sizes.insert(part.bytes);
    return sizes;
}

/// BINARY.SIZE (RFC 3516): what Dovecot decodes the leaf to.
std::optional<std::uint64_t> decoded_size(Mailbox& mailbox, const std::string& uid, const Leaf& leaf)
{
    std::string answer;
    if (!mailbox.ask("UID FETCH " + uid + " BINARY.SIZE[" + leaf.number + "]", &answer).starts_with("a OK"))
        return std::nullopt;
    const auto at = answer.find("BINARY.SIZE[" + leaf.number + "] ");
    if (at == std::string::npos)
        return std::nullopt;
    return static_cast<std::uint64_t>(std::atoll(answer.c_str() + at + leaf.number.size() + 14));
}

/// Messages of random structure, each leaf with bytes of its own length.
class Maker
{
public:
    explicit Maker(std::uint32_t seed) : random_(seed) {}

    std::string message()
    {
        return "Message-ID: <gen-" + std::to_string(random_()) +
               "@schule.example>\r\nDate: Tue, 18 Nov 2025 08:12:31 +0100\r\nMIME-Version: 1.0\r\n"
               "To: j.krause@schule.example\r\nFrom: Mia <mia.sommer@schule.example>\r\n"
               "Subject: Gruppenarbeit\r\n" +
               part(0);
    }

private:
    std::size_t upto(std::size_t most)
    {
        return std::uniform_int_distribution<std::size_t>{0, most}(random_);
    }

    /// Header and body, without a line end behind it.
    std::string part(std::size_t depth)
    {
        constexpr std::size_t deepest = 4;
        const auto choice = depth == 0 ? 0 : upto(depth < deepest ? 7 : 4);
        if (choice == 0 && depth < deepest)
            return many("mixed", depth);
        if (choice == 5)
            return many("related", depth);
        if (choice == 6)
            return many("alternative", depth);
        if (choice == 7)
            return "Content-Type: message/rfc822\r\nContent-Disposition: inline\r\n\r\n" +
                   message_inside(depth);
        return leaf();
    }

    std::string many(const std::string& kind, std::size_t depth)
    {
        const std::string boundary = "----=_Teil_" + std::to_string(++count_) + "_x";
        std::string text = "Content-Type: multipart/" + kind + "; boundary=\"" + boundary + "\"\r\n\r\n";
        for (auto left = 1 + upto(3); left > 0; --left)
            text.append("--").append(boundary).append("\r\n").append(part(depth + 1)).append("\r\n");
        return text + "--" + boundary + "--\r\n";
    }

    std::string message_inside(std::size_t depth)
    {
        return "From: Jan <j.krause@schule.example>\r\nTo: mia.sommer@schule.example\r\nSubject: Davor\r\n"
               "Date: Mon, 17 Nov 2025 09:00:00 +0100\r\nMessage-ID: <in-" +
               std::to_string(++count_) + "@schule.example>\r\nMIME-Version: 1.0\r\n" + part(depth + 1);
    }

    std::string leaf()
    {
        const std::string words = [this] {
            std::string text;
            for (auto left = 1 + upto(60); left > 0; --left)
                text += "Wort" + std::to_string(upto(9999)) + (left % 8 == 0 ? "\r\n" : " ");
            return text;
        }();
        switch (upto(3)) {
        case 0:
            return "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" +
                   words;
        case 1:
            return "Content-Type: text/html; charset=UTF-8\r\nContent-Transfer-Encoding: "
                   "quoted-printable\r\n\r\n"
                   "<html><body><p class=3D\"a\">" +
                   words + "</p></body></html>";
        case 2:
            return "Content-Type: text/csv; name=\"liste.csv\"\r\nContent-Disposition: attachment; "
                   "filename=\"liste.csv\"\r\n\r\n" +
                   words;
        default:
            return "Content-Type: image/png; name=\"bild.png\"\r\nContent-Transfer-Encoding: base64\r\n"
                   "Content-Disposition: inline; filename=\"bild.png\"\r\n\r\n"
                   "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+"
                   "M9QDwADhgGAWjR9\r\nawAAAABJRU5ErkJggg==";
        }
    }

    std::mt19937 random_;
    std::size_t count_ = 0;
};

/// A folder of its own in the mailbox of a person.
class Folder
{
public:
    explicit Folder(const Person& who) : who_(who), mailbox_(who)
    {
        static_cast<void>(mailbox_.ask("CREATE Struktur"));
        open_ = mailbox_.open() && mailbox_.ask("SELECT Struktur").starts_with("a OK");
    }
    ~Folder()
    {
        static_cast<void>(in_appliance("doveadm mailbox delete -u " + who_.login + " Struktur"));
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] bool open() const noexcept
    {
        return open_;
    }

    /// The reply: "a OK ..." where the message is stored, and every leaf of it was compared.
    std::string store_and_compare(const std::string& message)
    {
        auto stored = mailbox_.append({message}, "Struktur");
        // "a OK [APPENDUID 17 4] ..."
        const auto uid_at = stored.find("APPENDUID ");
        if (uid_at == std::string::npos)
            return stored;

        const auto begin = stored.find(' ', uid_at + 10) + 1;
        const auto uid = stored.substr(begin, stored.find(']', begin) - begin);
        std::string answer;
        // Opened again: as the next program sees it, not from what the session that saved it remembers.
        EXPECT_TRUE(mailbox_.ask("SELECT Struktur").starts_with("a OK"));
        EXPECT_TRUE(mailbox_.ask("UID FETCH " + uid + " (BODYSTRUCTURE)", &answer).starts_with("a OK"));
        const auto told = leaves_of(answer);
        EXPECT_FALSE(told.empty()) << answer;
        auto seen = visited(message);
        for (const auto& leaf : told) {
            const auto size = decoded_size(mailbox_, uid, leaf);
            EXPECT_TRUE(size) << leaf.number << " " << leaf.type << " in " << answer;
            const auto match = seen.find(size.value_or(0));
            if (match == seen.end())
                ADD_FAILURE() << "not inspected: " << leaf.number << " " << leaf.type << ", " << leaf.size
                              << " bytes encoded, " << size.value_or(0) << " decoded";
            else
                seen.erase(match);
            ++leaves;
        }
        return stored;
    }

    std::size_t leaves = 0; ///< that were compared

private:
    const Person& who_;
    Mailbox mailbox_;
    bool open_ = false;
};

TEST(Content, DovecotTellsOfNoLeafThatWasNotInspectedInRandomStructures)
{
    constexpr std::uint32_t messages = 120;
    Folder folder(school().one("pupil", 4));
    ASSERT_TRUE(folder.open());
    std::uint32_t accepted = 0;
    for (std::uint32_t seed = 1; seed <= messages; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const auto reply = folder.store_and_compare(Maker{seed}.message());
        accepted += reply.starts_with("a OK") ? 1 : 0;
        EXPECT_TRUE(reply.starts_with("a OK") || reply.starts_with("a NO [CANNOT]")) << reply;
    }
    std::printf("%zu leaves of %u messages\n", folder.leaves, accepted);
    EXPECT_GE(accepted, messages * 3 / 4);
}

} // namespace
} // namespace pedell::appliance
