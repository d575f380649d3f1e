// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/words.h"

#include <gmock/gmock.h>

namespace pedell::letters
{
namespace
{

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

const School school{
    "Grundschule am Wald", "server.ad.waldschule.test", "H:", "K:", "home", "klassen", "1.9.2026"};

Letter letter_of(bool logon, bool home)
{
    Letter letter;
    letter.login = "anna.roth";
    letter.password = "Kw7p-a3Xd-9hTu";
    letter.mail = "anna.roth@waldschule.test";
    letter.logon = letter.one_time = letter.files = letter.class_files = logon;
    letter.mail_open = true;
    letter.mail_from_home = letter.files_from_home = home;
    return letter;
}

TEST(Words, SayTheSameInBothLanguages)
{
    for (const bool logon : {true, false}) {
        const Letter letter = letter_of(logon, true);
        EXPECT_EQ(steps_de(school, letter).steps.size(), steps_en(school, letter).steps.size());
    }
    EXPECT_THAT(steps_de(school, letter_of(true, true)).steps, SizeIs(5));
    EXPECT_THAT(steps_de(school, letter_of(false, true)).steps, SizeIs(3));
}

TEST(Words, OpenTheHomeOnlyToWhomTheConsentDoes)
{
    EXPECT_THAT(from_home(school, letter_of(true, false)), IsEmpty());
    EXPECT_THAT(from_home(school, letter_of(true, true)), SizeIs(5));
    EXPECT_THAT(qr_text(school, letter_of(true, false)), Not(HasSubstr("IMAP")));
    EXPECT_THAT(qr_text(school, letter_of(true, true)),
                HasSubstr("IMAP: server.ad.waldschule.test:993 SSL/TLS"));
}

TEST(Words, PutNoPasswordAndNoClosedMailIntoTheQrCode)
{
    Letter letter = letter_of(true, true);
    EXPECT_THAT(qr_text(school, letter), Not(HasSubstr(letter.password)));
    EXPECT_THAT(qr_text(school, letter), HasSubstr("anna.roth@"));
    letter.mail_open = letter.mail_from_home = false;
    EXPECT_EQ(qr_text(school, letter), "Benutzername: anna.roth\n");
}

} // namespace
} // namespace pedell::letters
