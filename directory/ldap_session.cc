// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory/ldap_session.h"

#include <format>
#include <openldap.h>
#include <sys/time.h>

namespace pedell::directory
{
namespace
{

constexpr timeval patience{20, 0};
constexpr int page_size = 500;

void free_message(LDAPMessage* message) noexcept
{
    ldap_msgfree(message);
}
void free_values(berval** values) noexcept
{
    ldap_value_free_len(values);
}
void free_ber(BerElement* ber) noexcept
{
    ber_free(ber, 0);
}
void free_text(char* text) noexcept
{
    ldap_memfree(text);
}
void free_control(LDAPControl* control) noexcept
{
    ldap_control_free(control);
}
void free_controls(LDAPControl** controls) noexcept
{
    ldap_controls_free(controls);
}

/// libldap's structures hold pointers to what they do not change.
char* unconst(const std::string& text) noexcept
{
    return const_cast<char*>(text.c_str()); // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

/// LDAPMod with everything it points to.
class Modifications
{
public:
    void add(int operation, const std::string& attribute, const std::vector<std::string>& values)
    {
        auto& bytes = bytes_.emplace_back();
        for (const std::string& value : values)
            bytes.push_back({value.size(), unconst(value)});

        auto& pointers = pointers_.emplace_back();
        for (berval& value : bytes)
            pointers.push_back(&value);
        pointers.push_back(nullptr);

        LDAPMod& change = changes_.emplace_back();
        change.mod_op = operation | LDAP_MOD_BVALUES;
        change.mod_type = unconst(attribute);
        change.mod_bvalues = values.empty() ? nullptr : pointers.data();
    }

    LDAPMod** get()
    {
        list_.clear();
        for (LDAPMod& change : changes_)
            list_.push_back(&change);
        list_.push_back(nullptr);
        return list_.data();
    }

    Modifications() = default;
    Modifications(const Modifications&) = delete;
    Modifications& operator=(const Modifications&) = delete;

private:
    // Growing these moves the inner vectors, but never the buffers that libldap points to.
    std::vector<std::vector<berval>> bytes_;
    std::vector<std::vector<berval*>> pointers_;
    std::vector<LDAPMod> changes_;
    std::vector<LDAPMod*> list_;
};

/// The controls of one request as libldap's list.
class Controls
{
public:
    explicit Controls(Control control)
    {
        if (control == Control::none)
            return;

        const bool acl = control == Control::dacl_only;
        control_.ldctl_oid = acl ? sd_flags_oid : show_deleted_oid;
        control_.ldctl_iscritical = 1;
        if (acl)
            control_.ldctl_value = {sizeof dacl_flags, dacl_flags};
        list_.push_back(&control_);
    }
    Controls(const Controls&) = delete;
    Controls& operator=(const Controls&) = delete;

    void also(LDAPControl* control)
    {
        list_.push_back(control);
    }
    LDAPControl** get()
    {
        list_.push_back(nullptr);
        return list_.data();
    }

private:
    char sd_flags_oid[24] = "1.2.840.113556.1.4.801";
    char show_deleted_oid[24] = "1.2.840.113556.1.4.417";
    char dacl_flags[5] = {0x30, 3, 2, 1, 4}; // SEQUENCE { INTEGER 4 }
    LDAPControl control_{};
    std::vector<LDAPControl*> list_;
};

base::Errc meaning(int code) noexcept
{
    switch (code) {
    case LDAP_NO_SUCH_OBJECT:
        return base::Errc::not_found;
    case LDAP_ALREADY_EXISTS:
        return base::Errc::conflict;
    case LDAP_CONSTRAINT_VIOLATION: // what Samba answers when the domain's policy refuses a password
    case LDAP_UNWILLING_TO_PERFORM:
    case LDAP_INSUFFICIENT_ACCESS:
        return base::Errc::denied;
    case LDAP_INVALID_DN_SYNTAX:
    case LDAP_INVALID_SYNTAX:
    case LDAP_NAMING_VIOLATION:
    case LDAP_OBJECT_CLASS_VIOLATION:
    case LDAP_UNDEFINED_TYPE:
        return base::Errc::malformed;
    default:
        return base::Errc::unavailable;
    }
}

/// Windows' own error number, with which AD begins its text; the text behind it names people.
std::string windows_error(LDAP* session)
{
    char* raw = nullptr;
    ldap_get_option(session, LDAP_OPT_DIAGNOSTIC_MESSAGE, static_cast<void*>(&raw));
    const base::Handle<char, free_text> text(raw);
    const std::string_view number = std::string_view(raw == nullptr ? "" : raw).substr(0, 8);
    const bool known =
        number.size() == 8 && number.find_first_not_of("0123456789abcdefABCDEF") == number.npos;
    return known ? std::format(" ({})", number) : std::string{};
}

Entry read_entry(LDAP* session, LDAPMessage* message)
{
    Entry entry;
    const base::Handle<char, free_text> dn(ldap_get_dn(session, message));
    entry.dn = dn ? dn.get() : "";

    BerElement* raw_place = nullptr;
    base::Handle<char, free_text> name(ldap_first_attribute(session, message, &raw_place));
    const base::Handle<BerElement, free_ber> place(raw_place);
    while (name) {
        const base::Handle<berval*, free_values> values(ldap_get_values_len(session, message, name.get()));
        auto& list = entry.attributes[name.get()];
        for (berval** value = values.get(); value != nullptr && *value != nullptr; ++value)
            list.emplace_back((*value)->bv_val, (*value)->bv_len);
        name.reset(ldap_next_attribute(session, message, place.get()));
    }
    return entry;
}

/// The cookie with which the server wants to be asked for the next page (RFC 2696); empty: that was the last
/// one.
std::string next_page(LDAP* session, LDAPMessage* result)
{
    LDAPControl** raw = nullptr;
    ldap_parse_result(session, result, nullptr, nullptr, nullptr, nullptr, &raw, 0);
    const base::Handle<LDAPControl*, free_controls> controls(raw);
    LDAPControl* page = raw == nullptr ? nullptr : ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, raw, nullptr);
    berval cookie{};
    ber_int_t estimate = 0;
    if (page == nullptr || ldap_parse_pageresponse_control(session, page, &estimate, &cookie) != LDAP_SUCCESS)
        return {};

    const std::string bytes(cookie.bv_val == nullptr ? "" : cookie.bv_val, cookie.bv_len);
    ber_memfree(cookie.bv_val);
    return bytes;
}

} // namespace

void LdapSession::close(LDAP* session) noexcept
{
    ldap_unbind_ext(session, nullptr, nullptr);
}

base::Result<LdapSession> LdapSession::open(base::Fd connected)
{
    constexpr int protocol_ipc = 3; // LDAP_PROTO_IPC of libldap's internal ldap_pvt.h
    LDAP* raw = nullptr;
    if (const int code = ldap_init_fd(connected.get(), protocol_ipc, "ldapi:///", &raw); code != LDAP_SUCCESS)
        return base::fail(base::Errc::unavailable,
                          std::format("LDAP over the given socket: {}", ldap_err2string(code)));

    static_cast<void>(connected.release()); // libldap closes it
    Session session(raw);
    const int version = LDAP_VERSION3;
    ldap_set_option(raw, LDAP_OPT_PROTOCOL_VERSION, &version);
    // AD's referrals to its other partitions would be chased anonymously over TCP and fail the whole search.
    ldap_set_option(raw, LDAP_OPT_REFERRALS, LDAP_OPT_OFF);
    ldap_set_option(raw, LDAP_OPT_TIMEOUT, &patience);
    return LdapSession(std::move(session));
}

base::Result<> LdapSession::judge(int code, const char* operation)
{
    if (code == LDAP_SUCCESS)
        return {};

    // After a time-out the late answer could be taken for another question's: the session is as good as lost.
    lost_ = lost_ || code == LDAP_SERVER_DOWN || code == LDAP_CONNECT_ERROR || code == LDAP_TIMEOUT;
    return base::fail(meaning(code), std::format("Active Directory, {}: {}{}", operation,
                                                 ldap_err2string(code), windows_error(session_.get())));
}

base::Result<std::vector<Entry>> LdapSession::search(const std::string& dn, Scope scope,
                                                     const std::string& filter,
                                                     const std::vector<std::string>& attributes,
                                                     Control control)
{
    std::vector<char*> names;
    for (const std::string& name : attributes)
        names.push_back(unconst(name));
    std::string nothing = LDAP_NO_ATTRS;
    if (names.empty())
        names.push_back(nothing.data());
    names.push_back(nullptr);

    const int ldap_scope = scope == Scope::base        ? LDAP_SCOPE_BASE
                           : scope == Scope::one_level ? LDAP_SCOPE_ONELEVEL
                                                       : LDAP_SCOPE_SUBTREE;
    std::vector<Entry> entries;
    std::string cookie;
    do {
        berval where{cookie.size(), cookie.data()};
        LDAPControl* raw_page = nullptr;
        ldap_create_page_control(session_.get(), page_size, &where, 'F', &raw_page);
        const base::Handle<LDAPControl, free_control> page(raw_page);
        Controls controls(control);
        if (page && scope != Scope::base)
            controls.also(page.get());

        LDAPMessage* raw = nullptr;
        timeval limit = patience;
        const int code =
            ldap_search_ext_s(session_.get(), dn.c_str(), ldap_scope, filter.c_str(), names.data(), 0,
                              controls.get(), nullptr, &limit, LDAP_NO_LIMIT, &raw);
        const base::Handle<LDAPMessage, free_message> result(raw);
        if (auto judged = judge(code, "search"); !judged)
            return std::unexpected(std::move(judged.error()));

        for (LDAPMessage* entry = ldap_first_entry(session_.get(), raw); entry != nullptr;
             entry = ldap_next_entry(session_.get(), entry))
            entries.push_back(read_entry(session_.get(), entry));
        cookie = next_page(session_.get(), raw);
    } while (!cookie.empty());
    return entries;
}

base::Result<> LdapSession::add(const std::string& dn, const Attributes& attributes)
{
    Modifications list;
    for (const auto& [name, values] : attributes) {
        if (!values.empty())
            list.add(LDAP_MOD_ADD, name, values);
    }
    return judge(ldap_add_ext_s(session_.get(), dn.c_str(), list.get(), nullptr, nullptr), "add");
}

base::Result<> LdapSession::modify(const std::string& dn, const std::vector<Change>& changes, Control control)
{
    Modifications list;
    for (const Change& change : changes) {
        const int operation = change.kind == Change::Kind::add      ? LDAP_MOD_ADD
                              : change.kind == Change::Kind::remove ? LDAP_MOD_DELETE
                                                                    : LDAP_MOD_REPLACE;
        list.add(operation, change.attribute, change.values);
    }
    Controls controls(control);
    return judge(ldap_modify_ext_s(session_.get(), dn.c_str(), list.get(), controls.get(), nullptr),
                 "modify");
}

base::Result<> LdapSession::rename(const std::string& dn, const std::string& new_rdn)
{
    return judge(ldap_rename_s(session_.get(), dn.c_str(), new_rdn.c_str(), nullptr, 1, nullptr, nullptr),
                 "rename");
}

base::Result<> LdapSession::remove(const std::string& dn, Control control)
{
    Controls controls(control);
    return judge(ldap_delete_ext_s(session_.get(), dn.c_str(), controls.get(), nullptr), "delete");
}

} // namespace pedell::directory
