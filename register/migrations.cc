// SPDX-License-Identifier: GPL-3.0-or-later
#include "register/migrations.h"

#include <vector>

#include "core/people.h"

namespace pedell::registry
{
namespace
{

// Frozen once released: a change of the schema is a new step at the end. All times are integer UTC seconds.
// Names that were ever given stay: `handle` and `address` rows outlive their person (person becomes NULL).

/// Step 1: people, names, classes, consents, access, aliases, the outbox and the views of Dovecot.
constexpr const char* first_step[] = {
    "CREATE TABLE school (mail_domain TEXT NOT NULL)",

    // The last id of each kind that was given: ids are never given twice, not even after an erasure.
    "CREATE TABLE last_id (kind TEXT PRIMARY KEY, value INTEGER NOT NULL)",

    "CREATE TABLE person (id INTEGER PRIMARY KEY, role TEXT NOT NULL, given TEXT NOT NULL, surname TEXT NOT "
    "NULL,"
    " login TEXT NOT NULL UNIQUE, sam TEXT NOT NULL UNIQUE, mail TEXT NOT NULL UNIQUE, leaves INTEGER,"
    " erasing_since INTEGER)",

    "CREATE TABLE class (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL,"
    " folded TEXT NOT NULL UNIQUE, removing_since INTEGER)",

    "CREATE TABLE membership (class INTEGER NOT NULL REFERENCES class (id),"
    " person INTEGER NOT NULL REFERENCES person (id), since INTEGER NOT NULL, PRIMARY KEY (class, person))",
    "CREATE INDEX membership_person ON membership (person)",

    "CREATE TABLE handle (name TEXT PRIMARY KEY, person INTEGER REFERENCES person (id))",
    "CREATE INDEX handle_person ON handle (person)",

    // kind: what the local part was first given to (person, class, alias); that never changes.
    "CREATE TABLE address (local TEXT PRIMARY KEY, kind TEXT NOT NULL, person INTEGER REFERENCES person (id),"
    " class INTEGER REFERENCES class (id), is_primary INTEGER NOT NULL)",
    "CREATE INDEX address_person ON address (person)",
    "CREATE INDEX address_class ON address (class)",

    "CREATE TABLE alias (name TEXT PRIMARY KEY REFERENCES address (local))",
    "CREATE TABLE alias_target (alias TEXT NOT NULL REFERENCES alias (name), position INTEGER NOT NULL,"
    " person INTEGER REFERENCES person (id), class INTEGER REFERENCES class (id), address TEXT,"
    " PRIMARY KEY (alias, position))",
    "CREATE INDEX alias_target_person ON alias_target (person)",
    "CREATE INDEX alias_target_class ON alias_target (class)",

    "CREATE TABLE consent (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id),"
    " purpose TEXT NOT NULL, channel TEXT NOT NULL, given INTEGER NOT NULL, expires INTEGER, revoked INTEGER,"
    " form TEXT NOT NULL, recorded_by TEXT NOT NULL)",
    "CREATE INDEX consent_person ON consent (person)",

    "CREATE TABLE sanction (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id),"
    " starts INTEGER NOT NULL, ends INTEGER, reason TEXT NOT NULL, set_by TEXT NOT NULL)",
    "CREATE INDEX sanction_person ON sanction (person)",

    // The answers of core::decide_access; whoever reads a row whose `until` has passed takes it as "no".
    "CREATE TABLE access (person INTEGER NOT NULL REFERENCES person (id), service TEXT NOT NULL,"
    " allowed INTEGER NOT NULL, because TEXT NOT NULL, until INTEGER, PRIMARY KEY (person, service))",
    "CREATE INDEX access_until ON access (until)",

    "CREATE TABLE outbox (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, subject INTEGER NOT NULL,"
    " detail TEXT NOT NULL)",

    // What is gone: a number and when its removal was ordered, no name.
    "CREATE TABLE tombstone (kind TEXT NOT NULL, id INTEGER NOT NULL, ordered INTEGER NOT NULL,"
    " PRIMARY KEY (kind, id))",

    // Dovecot asks only after Active Directory has proven the password; `ad` is what the directory said.
    "CREATE VIEW gate AS"
    " SELECT p.login AS user, 'ok' AS ad, a.allowed AS ok,"
    " 'Gesperrt, frag die Schule. / Locked, ask the school.' AS reason, 'authz_fail' AS code, a.until AS "
    "until"
    " FROM person p JOIN access a ON a.person = p.id AND a.service = 'mail'"
    // A lock makes Active Directory say "expired" too (docs/decisions/0009); which of the two it is says
    // access.
    " UNION ALL SELECT p.login, 'expired', 0, CASE a.allowed WHEN 1 THEN"
    " 'Neues Passwort noetig: bitte an einem Schul-PC aendern. / New password needed: please change it at a"
    " school PC.' ELSE 'Gesperrt, frag die Schule. / Locked, ask the school.' END,"
    " CASE a.allowed WHEN 1 THEN 'pass_expired' ELSE 'authz_fail' END, NULL"
    " FROM person p JOIN access a ON a.person = p.id AND a.service = 'mail'"
    " UNION ALL SELECT p.login, 'locked', 0, 'Gesperrt, frag die Schule. / Locked, ask the school.',"
    " 'authz_fail', NULL FROM person p",

    "CREATE VIEW mailbox AS"
    " SELECT p.login AS user, p.login AS login, 200000 + p.id AS uid, 299999 AS gid,"
    " '/srv/pedell/people/' || p.id AS home FROM person p"
    " UNION ALL SELECT d.local || '@' || s.mail_domain, p.login, 200000 + p.id, 299999,"
    " '/srv/pedell/people/' || p.id FROM person p JOIN address d ON d.person = p.id CROSS JOIN school s",
};
/// Step 2: the gate. What an older version reads (access, gate's columns, mailbox) stays as it was; access
/// from home stands beside it, because whoever knows no channel must not take one answer for the other.
constexpr const char* second_step[] = {
    "ALTER TABLE consent ADD COLUMN signed INTEGER", // the day on the paper
    "ALTER TABLE consent ADD COLUMN recorded INTEGER",
    "ALTER TABLE consent ADD COLUMN revoked_by TEXT",
    "ALTER TABLE sanction ADD COLUMN measure TEXT NOT NULL DEFAULT 'lock'",
    "ALTER TABLE sanction ADD COLUMN ended_by TEXT",

    // Whether a one-time password was set last. Active Directory knows whether it was changed since; this
    // counts only for those who cannot log on, and so cannot change it there.
    "ALTER TABLE person ADD COLUMN one_time INTEGER NOT NULL DEFAULT 0",

    "CREATE TABLE module_switch (id INTEGER PRIMARY KEY, service TEXT NOT NULL, scope TEXT NOT NULL, role "
    "TEXT,"
    " class INTEGER REFERENCES class (id), person INTEGER REFERENCES person (id), open INTEGER NOT NULL,"
    " since INTEGER NOT NULL, set_by TEXT NOT NULL)",
    "CREATE UNIQUE INDEX module_switch_whose ON module_switch"
    " (service, scope, ifnull(role, ''), ifnull(class, 0), ifnull(person, 0))",

    "CREATE TABLE access_from_home (person INTEGER NOT NULL REFERENCES person (id), service TEXT NOT NULL,"
    " allowed INTEGER NOT NULL, because TEXT NOT NULL, until INTEGER, PRIMARY KEY (person, service))",
    "CREATE INDEX access_from_home_until ON access_from_home (until)",

    // Exceptions from the limits. number: what `pedell grant` shows; request: the number in a door's refusal.
    // state: requested, approved, refused, ended; an approved one counts from starts until ends.
    "CREATE TABLE timed_grant (number INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id),"
    " kind TEXT NOT NULL, value INTEGER NOT NULL, reason TEXT NOT NULL, request TEXT UNIQUE,"
    " requested INTEGER NOT NULL, requested_by TEXT NOT NULL, state TEXT NOT NULL, decided INTEGER,"
    " decided_by TEXT, starts INTEGER, ends INTEGER, ended_by TEXT)",
    "CREATE INDEX timed_grant_person ON timed_grant (person)",

    // What needs a second person: the request as it came, until somebody with another account decides.
    "CREATE TABLE approval (number INTEGER PRIMARY KEY, method TEXT NOT NULL, target TEXT NOT NULL,"
    " body TEXT NOT NULL, requested INTEGER NOT NULL, requested_by TEXT NOT NULL, state TEXT NOT NULL,"
    " decided INTEGER, decided_by TEXT)",

    // Who asked for a new password and how that was checked.
    "CREATE TABLE password_reset (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES person (id),"
    " done INTEGER NOT NULL, done_by TEXT NOT NULL, asked_by TEXT NOT NULL, identity TEXT NOT NULL)",
    "CREATE INDEX password_reset_person ON password_reset (person)",

    // place: by the client's address, in_school or from_home. A lock makes Active Directory say "expired" too
    // (docs/decisions/0009), and so does the account of somebody without log-on: whose mail is open all the
    // same comes in by that word, unless a one-time password waits to be changed.
    "DROP VIEW gate",
    "CREATE VIEW gate AS WITH mail AS (SELECT person, 'in_school' AS place, allowed, because, until FROM "
    "access WHERE service = 'mail'"
    " UNION ALL SELECT person, 'from_home', allowed, because, until FROM access_from_home WHERE service = "
    "'mail'),"
    " state AS (SELECT p.id, p.login, m.place, m.allowed, m.until,"
    " CASE WHEN l.allowed = 0 AND p.one_time = 0 THEN m.allowed ELSE 0 END AS without_logon,"
    " CASE WHEN m.because IN ('home_missing', 'home_revoked') THEN"
    " 'Von zu Hause nicht freigegeben, frag die Schule. / Not open from home, ask the school.'"
    " ELSE 'Gesperrt, frag die Schule. / Locked, ask the school.' END AS refusal"
    " FROM person p JOIN mail m ON m.person = p.id"
    " JOIN access l ON l.person = p.id AND l.service = 'logon')"
    " SELECT login AS user, 'ok' AS ad, place, allowed AS ok, refusal AS reason, 'authz_fail' AS code, until"
    " FROM state"
    " UNION ALL SELECT login, 'expired', place, without_logon, CASE allowed WHEN 1 THEN"
    " 'Neues Passwort noetig: bitte an einem Schul-PC aendern. / New password needed: please change it at a"
    " school PC.' ELSE refusal END, CASE allowed WHEN 1 THEN 'pass_expired' ELSE 'authz_fail' END, until"
    " FROM state"
    " UNION ALL SELECT login, 'locked', place, 0, 'Gesperrt, frag die Schule. / Locked, ask the school.',"
    " 'authz_fail', NULL FROM state",
};
static_assert(core::uid_base == 200'000 && core::gid_base == 300'000,
              "the view `mailbox` has to say the same");

std::vector<Step> own_steps()
{
    return {{Step::Kind::expand, {std::begin(first_step), std::end(first_step)}},
            {Step::Kind::expand, {std::begin(second_step), std::end(second_step)}}};
}

/// The table of the steps, one row each that is in the database. Its second column came later: who does not
/// know it writes rows of expand steps.
void prepare(soci::session& sql)
{
    if (!any(sql, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'")) {
        run(sql, "CREATE TABLE schema_version (number INTEGER PRIMARY KEY)");
        const int none = 0;
        run(sql, "INSERT INTO schema_version (number) VALUES (:number)", none);
    }
    if (!any(sql, "SELECT 1 FROM pragma_table_info('schema_version') WHERE name = 'contract'"))
        run(sql, "ALTER TABLE schema_version ADD COLUMN contract INTEGER NOT NULL DEFAULT 0");
}

/// The next step that is missing and allowed; 0: none.
int next_step(soci::session& sql, const std::vector<Step>& steps, Trust trust)
{
    for (std::size_t at = 0; at < steps.size(); ++at) {
        const int number = static_cast<int>(at) + 1;
        const bool allowed = steps[at].kind == Step::Kind::expand || trust == Trust::blessed;
        if (allowed && !any(sql, "SELECT 1 FROM schema_version WHERE number = :number", number))
            return number;
    }
    return 0;
}

base::Result<int> take_step(soci::session& sql, const std::vector<Step>& steps, Trust trust)
{
    prepare(sql);
    const int newest = static_cast<int>(steps.size());
    if (any(sql, "SELECT 1 FROM schema_version WHERE contract = 1 AND number > :number", newest))
        return base::fail(base::Errc::conflict, "register: written by a newer Pedell (schema " +
                                                    std::to_string(schema_number(sql)) + ", this one knows " +
                                                    std::to_string(newest) + "): install that again");

    const int number = next_step(sql, steps, trust);
    if (number == 0)
        return 0;

    const Step& step = steps.at(static_cast<std::size_t>(number) - 1);
    for (const std::string& statement : step.statements)
        run(sql, statement);
    const int contract = step.kind == Step::Kind::contract ? 1 : 0;
    run(sql, "INSERT INTO schema_version (number, contract) VALUES (:number, :contract)", number, contract);
    return number;
}

} // namespace

int newest_schema() noexcept
{
    return 2;
}

int needed_schema() noexcept
{
    return 2;
}

int schema_number(soci::session& sql)
{
    if (!any(sql, "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"))
        return 0;

    return first<int>(sql, "SELECT max(number) FROM schema_version").value_or(0);
}

base::Result<int> migrate(Session& session, Trust trust)
{
    return migrate(session, own_steps(), trust);
}

base::Result<int> migrate(Session& session, const std::vector<Step>& steps, Trust trust)
{
    for (;;) {
        const auto taken = session.write([&](soci::session& sql) { return take_step(sql, steps, trust); });
        if (!taken)
            return taken;
        if (*taken == 0)
            return session.read([](soci::session& sql) -> base::Result<int> { return schema_number(sql); });
    }
}

} // namespace pedell::registry
