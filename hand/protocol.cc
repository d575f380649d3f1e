// SPDX-License-Identifier: GPL-3.0-or-later
#include "hand/arguments.h"

#include "base/unix_socket.h"
#include "core/names.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <limits>
#include <ranges>
#include <type_traits>

namespace pedell::hand
{

namespace json = boost::json;
using base::Errc;
using base::Result;

namespace
{

constexpr std::array<std::string_view, 3> action_names{"hold", "release",
                                                       "drop"}; ///< in the order of MailAction

/// [a-z0-9.-]{1,20}; no dot or dash in front, so that it can never be "..", a hidden file or an option.
bool is_sam(std::string_view text) noexcept
{
    const auto good = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
    };
    return !text.empty() && text.size() <= 20 && text.front() != '.' && text.front() != '-' &&
           std::ranges::all_of(text, good);
}

Result<Request> read_ldap_descriptor(Arguments&)
{
    return LdapDescriptor{};
}

Result<Request> read_load_keys(Arguments&)
{
    return LoadKeys{};
}

Result<Request> read_make_folder(Arguments& arguments)
{
    const auto kind = arguments.kind();
    if (!kind)
        return std::unexpected(kind.error());

    const auto id = arguments.id();
    if (!id)
        return std::unexpected(id.error());

    const auto name = arguments.text("name");
    if (!name)
        return std::unexpected(name.error());

    if (*kind == FolderKind::person && !is_sam(*name))
        return bad("name", "a sAMAccountName: 1 to 20 of a-z, 0-9, dot and dash");
    if (*kind == FolderKind::school_class && !core::is_class_name(*name))
        return bad("name", "the name of a class");
    return MakeFolder{*kind, *id, *name};
}

Result<Request> read_check_folder(Arguments& arguments)
{
    const auto kind = arguments.kind();
    if (!kind)
        return std::unexpected(kind.error());

    const auto id = arguments.id();
    if (!id)
        return std::unexpected(id.error());

    const auto heal = arguments.flag("heal");
    if (!heal)
        return std::unexpected(heal.error());
    return CheckFolder{*kind, *id, *heal};
}

Result<Request> read_erase_folder(Arguments& arguments)
{
    const auto kind = arguments.kind();
    if (!kind)
        return std::unexpected(kind.error());

    const auto id = arguments.id();
    if (!id)
        return std::unexpected(id.error());
    return EraseFolder{*kind, *id};
}

Result<Request> read_set_quota(Arguments& arguments)
{
    const auto kind = arguments.kind();
    if (!kind)
        return std::unexpected(kind.error());

    const auto id = arguments.id();
    if (!id)
        return std::unexpected(id.error());

    const auto bytes = arguments.number("bytes", 0, std::int64_t{1} << 50);
    if (!bytes)
        return std::unexpected(bytes.error());
    return SetQuota{*kind, *id, *bytes};
}

Result<Request> read_cut_sessions(Arguments& arguments)
{
    const auto login = arguments.text("login");
    if (!login || !core::is_login(*login))
        return bad("login", "a login");

    const auto sam = arguments.text("sam");
    if (!sam || !is_sam(*sam))
        return bad("sam", "a sAMAccountName: 1 to 20 of a-z, 0-9, dot and dash");

    auto services = arguments.services();
    if (!services)
        return std::unexpected(services.error());
    return CutSessions{*login, *sam, std::move(*services)};
}

Result<Request> read_install_tables(Arguments& arguments)
{
    auto names = arguments.names();
    if (!names)
        return std::unexpected(names.error());
    return InstallTables{std::move(*names)};
}

Result<Request> read_hold_mail(Arguments& arguments)
{
    auto addresses = arguments.addresses();
    if (!addresses)
        return std::unexpected(addresses.error());

    const auto name = arguments.text("action");
    const auto action = name ? std::ranges::find(action_names, std::string_view(*name)) : action_names.end();
    if (action == action_names.end())
        return bad("action", "\"hold\", \"release\" or \"drop\"");
    return HoldMail{std::move(*addresses), static_cast<MailAction>(action - action_names.begin())};
}

Result<Request> read_quarantine(Arguments& arguments)
{
    const auto path = arguments.text("path");
    if (!path || !refused_path(*path))
        return bad("path", "a file in a home or a class");

    const auto inode = arguments.number("inode", 1, std::numeric_limits<std::int64_t>::max());
    if (!inode)
        return std::unexpected(inode.error());

    const auto name = arguments.text("rule");
    const auto rule = name ? core::content_rule_from(*name) : std::nullopt;
    if (!rule || *rule == core::ContentRule::none)
        return bad("rule", "the name of a rule of content");
    return Quarantine{*path, *inode, *rule};
}

/// All verbs, in the order of Request's alternatives.
struct Verb {
    std::string_view name;
    Result<Request> (*read)(Arguments& arguments);
};
constexpr std::array<Verb, std::variant_size_v<Request>> verbs{{
    {"ldap-descriptor", read_ldap_descriptor},
    {"make-folder", read_make_folder},
    {"erase-folder", read_erase_folder},
    {"set-quota", read_set_quota},
    {"cut-sessions", read_cut_sessions},
    {"install-tables", read_install_tables},
    {"hold-mail", read_hold_mail},
    {"quarantine", read_quarantine},
    {"load-keys", read_load_keys},
    {"check-folder", read_check_folder},
}};

void write(json::object&, const LdapDescriptor&) {}

void write(json::object&, const LoadKeys&) {}

template <class FolderRequest>
void write_folder(json::object& out, const FolderRequest& request)
{
    out["kind"] = name_of(request.kind);
    out["id"] = request.id;
}

void write(json::object& out, const MakeFolder& request)
{
    write_folder(out, request);
    out["name"] = request.name;
}

void write(json::object& out, const EraseFolder& request)
{
    write_folder(out, request);
}

void write(json::object& out, const CheckFolder& request)
{
    write_folder(out, request);
    out["heal"] = request.heal;
}

void write(json::object& out, const SetQuota& request)
{
    write_folder(out, request);
    out["bytes"] = request.bytes;
}

void write(json::object& out, const CutSessions& request)
{
    out["login"] = request.login;
    out["sam"] = request.sam;
    json::array services;
    for (const auto service : request.services)
        services.emplace_back(core::name_of(service));
    out["services"] = std::move(services);
}

void write(json::object& out, const HoldMail& request)
{
    out["addresses"] = json::array(request.addresses.begin(), request.addresses.end());
    out["action"] = action_names[static_cast<std::size_t>(request.action)];
}

void write(json::object& out, const Quarantine& request)
{
    out["path"] = request.path;
    out["inode"] = request.inode;
    out["rule"] = core::name_of(request.rule);
}

void write(json::object& out, const InstallTables& request)
{
    out["names"] = json::array(request.names.begin(), request.names.end());
}

Result<json::object> parse_object(std::string_view text)
{
    if (text.size() > base::max_message_bytes)
        return base::fail(Errc::over_limit, "message longer than 64 KiB");

    boost::system::error_code fault;
    json::value value = json::parse(text, fault);
    if (fault || !value.is_object())
        return base::fail(Errc::malformed, "expected one JSON object");
    return std::move(value.get_object());
}

/// None at all is fine. False where they are not understood.
bool read_drifts(const json::object& object, std::vector<Drift>& drifts)
{
    const auto* list = object.if_contains("drifts");
    if (list == nullptr || !list->is_array())
        return list == nullptr;

    for (const auto& item : list->get_array()) {
        const auto* drift = item.if_object();
        const auto* place = drift == nullptr ? nullptr : drift->if_contains("place");
        const auto* kind = drift == nullptr ? nullptr : drift->if_contains("kind");
        const auto* count = drift == nullptr ? nullptr : drift->if_contains("count");
        if (place == nullptr || !place->is_string() || kind == nullptr || !kind->is_string() ||
            count == nullptr || !count->is_int64())
            return false;
        drifts.push_back(
            {std::string(place->get_string()), std::string(kind->get_string()), count->get_int64()});
    }
    return true;
}

Errc code_from(std::string_view name) noexcept
{
    for (const auto code : {Errc::not_found, Errc::denied, Errc::malformed, Errc::conflict, Errc::over_limit,
                            Errc::unavailable, Errc::corrupt})
        if (name == base::name_of(code))
            return code;
    return Errc::corrupt;
}

} // namespace

Result<RefusedPath> refused_path(std::string_view path)
{
    constexpr std::size_t most_bytes = 4096; // PATH_MAX
    std::vector<std::string> names;
    for (const auto part : std::views::split(path, '/'))
        names.emplace_back(std::string_view(part));
    const bool plain =
        path.size() < most_bytes && !path.contains('\0') &&
        std::ranges::none_of(
            names, [](const auto& name) { return name.empty() || name == "." || name == ".."; });
    const bool is_person = names.size() >= 4 && names[0] == "people" && names[2] == "home" &&
                           std::ranges::all_of(names[1], [](char c) { return c >= '0' && c <= '9'; });
    const bool is_class = names.size() >= 3 && names[0] == "klassen" && names[2] != ".quarantine";
    if (!plain || (!is_person && !is_class))
        return base::fail(Errc::malformed, "not the path of a file in a home or a class");

    RefusedPath taken{
        .is_person = is_person, .owner = names[0] + '/' + names[1], .folder = {}, .name = names.back()};
    for (std::size_t at = 2; at + 1 < names.size(); ++at)
        taken.folder += (taken.folder.empty() ? "" : "/") + names[at];
    return taken;
}

std::string_view verb_of(const Request& request) noexcept
{
    return verbs[request.index()].name;
}

Result<Request> parse_request(std::string_view text)
{
    auto object = parse_object(text);
    if (!object)
        return std::unexpected(object.error());

    Arguments arguments(std::move(*object));
    const auto name = arguments.text("verb");
    if (!name)
        return std::unexpected(name.error());

    const auto verb = std::ranges::find(verbs, std::string_view(*name), &Verb::name);
    if (verb == verbs.end())
        return base::fail(Errc::malformed, "unknown verb");

    auto request = verb->read(arguments);
    if (!request)
        return request;

    if (const auto end = arguments.finish(); !end)
        return std::unexpected(end.error());
    return request;
}

std::string to_json(const Request& request)
{
    json::object out{{"verb", verb_of(request)}};
    std::visit([&out](const auto& one) { write(out, one); }, request);
    return json::serialize(out);
}

std::string to_json(const Result<Reply>& reply)
{
    if (!reply)
        return json::serialize(json::object{
            {"ok", false}, {"code", base::name_of(reply.error().code)}, {"context", reply.error().context}});
    json::array drifts;
    for (const Drift& drift : reply->drifts)
        drifts.push_back({{"place", drift.place}, {"kind", drift.kind}, {"count", drift.count}});
    json::object out{
        {"ok", true}, {"changed", reply->changed}, {"supported", reply->supported}, {"count", reply->count}};
    out["drifts"] = std::move(drifts);
    return json::serialize(out);
}

Result<Reply> parse_reply(std::string_view text)
{
    const auto malformed = [] {
        return base::fail(Errc::malformed, "pedell-hand's reply is not understood");
    };
    auto object = parse_object(text);
    if (!object)
        return malformed();

    const auto* ok = object->if_contains("ok");
    if (ok == nullptr || !ok->is_bool())
        return malformed();

    if (!ok->get_bool()) {
        const auto* code = object->if_contains("code");
        const auto* context = object->if_contains("context");
        if (code == nullptr || !code->is_string() || context == nullptr || !context->is_string())
            return malformed();
        return base::fail(code_from(code->get_string()), std::string(context->get_string()));
    }

    const auto* changed = object->if_contains("changed");
    const auto* supported = object->if_contains("supported");
    const auto* count = object->if_contains("count");
    if (changed == nullptr || !changed->is_bool() || supported == nullptr || !supported->is_bool() ||
        count == nullptr || !count->is_int64())
        return malformed();
    Reply reply;
    reply.changed = changed->get_bool();
    reply.supported = supported->get_bool();
    reply.count = count->get_int64();
    if (!read_drifts(*object, reply.drifts))
        return malformed();
    return reply;
}

} // namespace pedell::hand
