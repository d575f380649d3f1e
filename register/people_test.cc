// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/test_register.h"

#include <fstream>

namespace pedell::registry
{
namespace
{

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

class PeopleTest : public RegisterTest
{
};

TEST_F(PeopleTest, NumbersEqualNamesInTheOrderOfTheirComing)
{
    const struct {
        const char* label;
        const char* given;
        const char* surname;
        const char* login;
    } cases[] = {{"first", "Anna", "Müller", "anna.mueller"},
                 {"same again", "Anna", "Müller", "anna.mueller2"},
                 {"written otherwise", "Anna", "Mueller", "anna.mueller3"},
                 {"several given names", "Anna Lena", "Müller", "anna.mueller4"},
                 {"somebody else", "Jan", "Weiß", "jan.weiss"}};
    for (const auto& [label, given, surname, login] : cases) {
        SCOPED_TRACE(label);
        const auto person = reg.add_person(pupil(given, surname), now);
        ASSERT_OK(person);
        EXPECT_EQ(person->login, login);
        EXPECT_EQ(person->mail, login);
    }
}

TEST_F(PeopleTest, NeverGivesANameOrANumberAgain)
{
    const Person first = reg.add_person(pupil("Anna", "Müller"), now).value();
    erase(first.login);

    const Person second = reg.add_person(pupil("Anna", "Müller"), now).value();
    EXPECT_EQ(second.login, "anna.mueller2");
    EXPECT_NE(second.sam, first.sam);
    EXPECT_GT(second.id, first.id);

    auto chosen = pupil("Anna", "Müller");
    chosen.login = "anna.mueller";
    EXPECT_CODE(reg.add_person(chosen, now), base::Errc::conflict);
    EXPECT_CODE(reg.add_alias({"anna.mueller", {"person:" + second.login}}, now), base::Errc::conflict);
}

TEST_F(PeopleTest, GivesNoPersonTheAddressThatAnAliasOrAClassHas)
{
    const Person teacher_ = reg.add_person(teacher("Eva", "Berg"), now).value();
    ASSERT_OK(reg.add_alias({"jan.weiss", {"person:" + teacher_.login}}, now));
    EXPECT_EQ(reg.add_person(pupil("Jan", "Weiß"), now)->login, "jan.weiss2");

    ASSERT_OK(reg.remove_alias("jan.weiss", now));
    EXPECT_EQ(reg.add_person(pupil("Jan", "Weiß"), now)->login, "jan.weiss3");

    ASSERT_OK(reg.add_class("Chor", core::ClassKind::working_group, now));
    auto chosen = pupil("Tim", "Roth");
    chosen.login = "chor";
    EXPECT_CODE(reg.add_person(chosen, now), base::Errc::conflict);
}

TEST_F(PeopleTest, RefusesWhatIsNoNameAndChangesNothing)
{
    const std::vector<Person> before = reg.people().value();
    const struct {
        const char* label;
        const char* given;
        const char* surname;
        std::optional<std::string> login;
        base::Errc code;
    } cases[] = {{"no names", " ", "", std::nullopt, base::Errc::malformed},
                 {"control character", "An\nna", "Roth", std::nullopt, base::Errc::malformed},
                 {"no letter of ours", "李", "王", std::nullopt, base::Errc::malformed},
                 {"login with blank", "Anna", "Roth", "anna roth", base::Errc::malformed},
                 {"login of the system", "Anna", "Roth", "root", base::Errc::conflict}};
    for (const auto& [label, given, surname, login, code] : cases) {
        SCOPED_TRACE(label);
        auto person = pupil(given, surname);
        person.login = login;
        EXPECT_CODE(reg.add_person(person, now), code);
    }
    EXPECT_CODE(reg.add_person(pupil("Anna", "Roth", {"9z"}), now), base::Errc::not_found);
    EXPECT_EQ(reg.people()->size(), before.size());
    EXPECT_THAT(reg.pending().value(), IsEmpty());
    // The names of a refused person are still free.
    EXPECT_EQ(reg.add_person(pupil("Anna", "Roth"), now)->login, "anna.roth");
}

TEST_F(PeopleTest, DecidesOnMailByConsentSanctionAndErasure)
{
    auto unasked = pupil("Anna", "Roth");
    unasked.consents.clear();
    const Person anna = reg.add_person(unasked, now).value();
    const auto mail = [&] {
        for (const AccessRow& row : value_of(reg.access_of(anna.id)))
            if (row.service == core::Service::mail && row.channel == core::Channel::in_school)
                return row.access.because;
        return core::Because::role_without_service;
    };
    EXPECT_EQ(mail(), core::Because::consent_missing);

    ASSERT_OK(reg.record_consent("ANNA.ROTH", consent_to(core::Purpose::use), now));
    EXPECT_EQ(mail(), core::Because::evaluation_missing);
    ASSERT_OK(reg.record_consent(anna.login, consent_to(core::Purpose::evaluation), now));
    EXPECT_EQ(mail(), core::Because::allowed);

    carry_everything();
    ASSERT_OK(reg.lock(anna.login, {{now, std::nullopt}, "conduct", "system"}, now));
    EXPECT_EQ(mail(), core::Because::locked);
    EXPECT_THAT(waiting(), ElementsAre(Pending::Kind::person, Pending::Kind::tables));
    ASSERT_OK(reg.unlock(anna.login, "system", now + std::chrono::seconds{5}));
    EXPECT_EQ(mail(), core::Because::allowed);
    EXPECT_EQ(reg.sanctions_of(anna.id)->front().sanction.until, now + std::chrono::seconds{5});

    ASSERT_OK(reg.revoke_consent(anna.login, core::Purpose::use, std::nullopt, "system",
                                 now + std::chrono::seconds{9}));
    EXPECT_EQ(mail(), core::Because::consent_revoked);
    EXPECT_EQ(reg.consents_of(anna.id)->size(), 2u);
    EXPECT_CODE(reg.revoke_consent(anna.login, core::Purpose::use, std::nullopt, "system", now),
                base::Errc::not_found);

    ASSERT_OK(reg.remove_person(anna.login, now));
    EXPECT_EQ(mail(), core::Because::erasing);
    EXPECT_CODE(reg.record_consent(anna.login, consent_to(core::Purpose::use), now), base::Errc::conflict);
}

TEST_F(PeopleTest, RefreshesAnAnswerAtTheMomentAtWhichItChangesByItself)
{
    const Person anna = reg.add_person(pupil("Anna", "Roth"), now).value();
    EXPECT_EQ(reg.next_change().value(), std::nullopt);
    const core::Time end = now + std::chrono::hours{2};
    ASSERT_OK(reg.lock(anna.login, {{now, end}, "conduct", "system"}, now));
    carry_everything();

    EXPECT_EQ(reg.next_change().value(), end);
    EXPECT_THAT(reg.refresh_access(end - std::chrono::seconds{1}).value(), IsEmpty());
    EXPECT_THAT(reg.refresh_access(end).value(), ElementsAre(anna.id));
    EXPECT_THAT(waiting(), ElementsAre(Pending::Kind::person, Pending::Kind::tables));
    EXPECT_EQ(reg.next_change().value(), std::nullopt);
    EXPECT_THAT(reg.recompute_access(end).value(), IsEmpty());
}

TEST_F(PeopleTest, ErasesWithoutATraceOfTheNameButTheReservedOne)
{
    ASSERT_OK(reg.add_class("5a", core::ClassKind::school_class, now));
    const Person anna = reg.add_person(pupil("Annamirl", "Zwirnagl", {"5a"}), now).value();
    ASSERT_OK(reg.lock(anna.login, {{now, std::nullopt}, "Quastelmoor", "system"}, now));
    EXPECT_CODE(reg.finish_person_removal(anna.id), base::Errc::conflict);
    ASSERT_OK(reg.remove_person(anna.login, now));
    EXPECT_THAT(waiting(), Contains(Pending::Kind::person_gone));
    for (const Pending& pending : value_of(reg.pending()))
        EXPECT_EQ(pending.detail, pending.kind == Pending::Kind::person_gone ? anna.sam : "");

    ASSERT_OK(reg.finish_person_removal(anna.id));
    ASSERT_OK(reg.finish_person_removal(anna.id)); // a killed pedelld asks again
    EXPECT_THAT(waiting(), Not(Contains(Pending::Kind::person_gone)));
    EXPECT_CODE(reg.person(anna.login), base::Errc::not_found);
    EXPECT_CODE(reg.finish_person_removal(core::PersonId{4711}), base::Errc::not_found);
    EXPECT_THAT(ask("SELECT kind || ':' || id FROM tombstone"), ElementsAre("person:1"));

    for (const char* name : {"register.sqlite", "register.sqlite-wal"}) {
        SCOPED_TRACE(name);
        std::ifstream file(folder.file(name), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        EXPECT_FALSE(bytes.contains("Annamirl"));
        EXPECT_FALSE(bytes.contains("Quastelmoor"));
    }
}

TEST_F(PeopleTest, KeepsLoginAndAddressesWhenANameChanges)
{
    const Person anna = reg.add_person(teacher("Anna", "Roth"), now).value();
    Register::PersonChange change;
    change.surname = "Berg";
    change.leaves = std::optional{now + std::chrono::days{30}};
    const Person changed = reg.change_person(anna.login, change, now).value();
    EXPECT_EQ(changed.surname, "Berg");
    EXPECT_EQ(changed.login, "anna.roth");
    EXPECT_EQ(reg.next_change().value(), now + std::chrono::days{30});
    EXPECT_THAT(reg.addresses_of(anna.id).value(), ElementsAre("anna.roth@waldschule.test"));
}

} // namespace
} // namespace pedell::registry
