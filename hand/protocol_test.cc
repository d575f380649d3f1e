// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand/protocol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace pedell::hand
{
namespace
{

TEST(Protocol, CarriesEveryVerbThereAndBack)
{
    const std::vector<Request> requests{
        LdapDescriptor{},
        MakeFolder{FolderKind::person, 1, "anna.mueller"},
        MakeFolder{FolderKind::school_class, max_id, "5a Füchse"},
        EraseFolder{FolderKind::person, 12},
        SetQuota{FolderKind::school_class, 3, 2'000'000'000},
        CutSessions{"maximiliane.oberschmidt", "maximili.oberschmidt"},
        CutSessions{"anna.mueller", "anna.mueller", {core::Service::mail}},
        InstallTables{{"mailboxes", "outside"}},
        HoldMail{{"anna.mueller@waldschule.test"}, MailAction::hold},
        HoldMail{{"a@waldschule.test", "b@waldschule.test"}, MailAction::drop},
        Quarantine{"people/12/home/Bilder/a b.exe", 4711, core::ContentRule::program},
        Quarantine{"klassen/5a Füchse/x.zip", 1, core::ContentRule::encrypted},
        LoadKeys{},
        CheckFolder{FolderKind::school_class, 3, true},
        CheckFolder{FolderKind::person, 12, false},
    };
    for (const auto& request : requests) {
        SCOPED_TRACE(to_json(request));
        const auto again = parse_request(to_json(request));
        ASSERT_TRUE(again) << again.error().context;
        EXPECT_EQ(again->index(), request.index());
        EXPECT_EQ(verb_of(*again), verb_of(request));
        EXPECT_EQ(to_json(*again), to_json(request));
    }
}

TEST(Protocol, RefusesWhatItDoesNotKnow)
{
    struct Case {
        const char* label;
        const char* text;
        const char* names; ///< what the refusal has to say
    };
    const Case cases[] = {
        {"nothing", "", "JSON"},
        {"no object", "[1]", "JSON"},
        {"two objects", R"({"verb":"load-keys"}{"verb":"load-keys"})", "JSON"},
        {"no verb", "{}", "verb"},
        {"verb is a number", R"({"verb":7})", "verb"},
        {"unknown verb", R"({"verb":"run","command":"id"})", "unknown verb"},
        {"verb in capitals", R"({"verb":"LOAD-KEYS"})", "unknown verb"},
        {"argument too much", R"({"verb":"load-keys","id":1})", "does not have"},
        {"argument missing", R"({"verb":"make-folder","kind":"person","name":"a"})", "\"id\""},
        {"unknown kind", R"({"verb":"erase-folder","kind":"school","id":1})", "\"kind\""},
        {"a file of the mailbox",
         R"({"verb":"quarantine","path":"people/1/mail/cur/1","inode":1,"rule":"macro"})", "\"path\""},
        {"a path that climbs",
         R"({"verb":"quarantine","path":"klassen/5a/../../x","inode":1,"rule":"macro"})", "\"path\""},
        {"a person who is a name",
         R"({"verb":"quarantine","path":"people/../home/x","inode":1,"rule":"macro"})", "\"path\""},
        {"the quarantine itself",
         R"({"verb":"quarantine","path":"klassen/5a/.quarantine/x","inode":1,"rule":"macro"})", "\"path\""},
        {"no inode", R"({"verb":"quarantine","path":"klassen/5a/x","inode":0,"rule":"macro"})", "\"inode\""},
        {"no rule", R"({"verb":"quarantine","path":"klassen/5a/x","inode":1,"rule":"none"})", "\"rule\""},
        {"no word of healing", R"({"verb":"check-folder","kind":"class","id":1})", "\"heal\""},
        {"id zero", R"({"verb":"erase-folder","kind":"person","id":0})", "\"id\""},
        {"id negative", R"({"verb":"erase-folder","kind":"person","id":-5})", "\"id\""},
        {"id above the range", R"({"verb":"erase-folder","kind":"person","id":100000})", "\"id\""},
        {"id beyond 64 bits", R"({"verb":"erase-folder","kind":"person","id":18446744073709551615})",
         "\"id\""},
        {"id as text", R"({"verb":"erase-folder","kind":"person","id":"1"})", "\"id\""},
        {"id as fraction", R"({"verb":"erase-folder","kind":"person","id":1.0})", "\"id\""},
        {"sam is dots", R"({"verb":"make-folder","kind":"person","id":1,"name":".."})", "\"name\""},
        {"sam with slash", R"({"verb":"make-folder","kind":"person","id":1,"name":"a/b"})", "\"name\""},
        {"sam with capital", R"({"verb":"make-folder","kind":"person","id":1,"name":"Anna"})", "\"name\""},
        {"sam of 21", R"({"verb":"make-folder","kind":"person","id":1,"name":"aaaaaaaaaaaaaaaaaaaaa"})",
         "\"name\""},
        {"sam like an option", R"({"verb":"make-folder","kind":"person","id":1,"name":"-a"})", "\"name\""},
        {"class is dots", R"({"verb":"make-folder","kind":"class","id":1,"name":".."})", "\"name\""},
        {"class with slash", R"({"verb":"make-folder","kind":"class","id":1,"name":"5/a"})", "\"name\""},
        {"class empty", R"({"verb":"make-folder","kind":"class","id":1,"name":""})", "\"name\""},
        {"quota negative", R"({"verb":"set-quota","kind":"person","id":1,"bytes":-1})", "\"bytes\""},
        {"login as pattern", R"({"verb":"cut-sessions","login":"*","sam":"a"})", "\"login\""},
        {"login empty", R"({"verb":"cut-sessions","login":"","sam":"a"})", "\"login\""},
        {"sam missing", R"({"verb":"cut-sessions","login":"a"})", "\"sam\""},
        {"services missing", R"({"verb":"cut-sessions","login":"a","sam":"a"})", "\"services\""},
        {"no services", R"({"verb":"cut-sessions","login":"a","sam":"a","services":[]})", "\"services\""},
        {"unknown service", R"({"verb":"cut-sessions","login":"a","sam":"a","services":["all"]})",
         "\"services\""},
        {"a service twice", R"({"verb":"cut-sessions","login":"a","sam":"a","services":["mail","mail"]})",
         "\"services\""},
        {"no addresses", R"({"verb":"hold-mail","addresses":[],"action":"hold"})", "\"addresses\""},
        {"an address as an option", R"({"verb":"hold-mail","addresses":["ALL"],"action":"drop"})",
         "\"addresses\""},
        {"the empty sender", R"({"verb":"hold-mail","addresses":[""],"action":"drop"})", "\"addresses\""},
        {"an address is a number", R"({"verb":"hold-mail","addresses":[1],"action":"drop"})",
         "\"addresses\""},
        {"unknown action", R"({"verb":"hold-mail","addresses":["a@b.test"],"action":"send"})", "\"action\""},
        {"action missing", R"({"verb":"hold-mail","addresses":["a@b.test"]})", "\"action\""},
        {"no tables", R"({"verb":"install-tables","names":[]})", "\"names\""},
        {"unknown table", R"({"verb":"install-tables","names":["../main"]})", "\"names\""},
        {"table is a number", R"({"verb":"install-tables","names":[1]})", "\"names\""},
        {"too many tables",
         R"({"verb":"install-tables","names":["aliases","aliases","aliases","aliases","aliases"]})",
         "\"names\""},
    };
    for (const auto& one : cases) {
        SCOPED_TRACE(one.label);
        const auto request = parse_request(one.text);
        ASSERT_FALSE(request);
        EXPECT_EQ(request.error().code, base::Errc::malformed);
        EXPECT_THAT(request.error().context, testing::HasSubstr(one.names));
    }
}

TEST(Protocol, RefusesAMessageThatNoSocketWouldCarry)
{
    const auto request = parse_request(R"({"verb":"load-keys"})" + std::string(70'000, ' '));
    ASSERT_FALSE(request);
    EXPECT_EQ(request.error().code, base::Errc::over_limit);
}

TEST(Protocol, CarriesARepliesFields)
{
    Reply reply;
    reply.changed = true;
    reply.supported = false;
    reply.count = 7;
    const auto again = parse_reply(to_json(base::Result<Reply>(std::move(reply))));
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->changed);
    EXPECT_FALSE(again->supported);
    EXPECT_EQ(again->count, 7);
}

TEST(Protocol, CarriesAnErrorAsAnError)
{
    const auto again =
        parse_reply(to_json(base::Result<Reply>(base::fail(base::Errc::conflict, "class 3: taken"))));
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error().code, base::Errc::conflict);
    EXPECT_EQ(again.error().context, "class 3: taken");
}

TEST(Protocol, DoesNotTakeAHalfReplyForSuccess)
{
    for (const char* text : {"", "{}", R"({"ok":1})", R"({"ok":true})", R"({"ok":false})",
                             R"({"ok":true,"changed":true,"supported":true,"count":"1"})"}) {
        SCOPED_TRACE(text);
        const auto reply = parse_reply(text);
        ASSERT_FALSE(reply);
        EXPECT_EQ(reply.error().code, base::Errc::malformed);
    }
}

} // namespace
} // namespace pedell::hand
