// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/school_toml.h"

#include "base/file.h"
#include "core/names.h"
#include "settings/keys.h"
#include "settings/values.h"

#include <algorithm>
#include <format>
#include <set>

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.hpp>

namespace pedell::settings
{

namespace
{

using core::Role;

/// Walks the tree of one file, takes the values and collects what is wrong.
class Reading
{
public:
    Reading(core::School& school, std::string file) : school_(school), file_(std::move(file)) {}

    void walk(const toml::table& root)
    {
        for (const auto& [name, node] : root)
            if (name == "limits")
                walk_limits(name, node);
            else
                walk_table(std::string(name.str()), Role::pupil, name, node);
    }

    void add(const toml::source_position& at, std::string message)
    {
        faults_.push_back({file_, at.line, at.column, std::move(message)});
    }

    /// Where a table or key of this path stands; line 1 where it does not stand at all.
    static toml::source_position position(const toml::table& root, std::string_view path)
    {
        const auto node = root.at_path(path);
        return node ? node.node()->source().begin : toml::source_position{1, 1};
    }

    std::vector<Fault> faults()
    {
        std::ranges::stable_sort(faults_, [](const Fault& a, const Fault& b) {
            return std::tie(a.line, a.column) < std::tie(b.line, b.column);
        });
        return std::move(faults_);
    }

private:
    void walk_limits(const toml::key& name, const toml::node& node)
    {
        const auto* const limits = node.as_table();
        if (limits == nullptr)
            return add(node.source().begin, "limits: expected a table for each role, like [limits.pupil]");

        for (const auto& [role_name, entry] : *limits) {
            const auto role = core::role_from(role_name.str());
            if (role)
                walk_table(std::format("{}.{}", name.str(), role_name.str()), *role, role_name, entry);
            else
                add(role_name.source().begin,
                    std::format("limits.{}: no such role; expected one of {}", role_name.str(), role_list()));
        }
    }

    void walk_table(const std::string& path, Role role, const toml::key& name, const toml::node& node)
    {
        const std::string known = known_names(path, role);
        if (known.empty())
            return add(name.source().begin, std::format("{}: unknown {}; expected one of {}", path,
                                                        node.is_table() ? "table" : "key", table_list()));

        const auto* const entries = node.as_table();
        if (entries == nullptr)
            return add(node.source().begin, std::format("{}: expected a table, written as [{}]", path, path));

        for (const auto& [key_name, value] : *entries)
            take(path, role, key_name, value, known);
    }

    void take(const std::string& path, Role role, const toml::key& name, const toml::node& node,
              const std::string& known)
    {
        for (const Key& key : keys()) {
            const auto named = key.name == "*" ? core::role_from(name.str()) : std::optional(role);
            if (table_for(key, role) != path || !named || (key.name != "*" && key.name != name.str()))
                continue;

            const auto value = value_of(key.type, node);
            if (!value || !key.take(school_, *named, *value))
                add(node.source().begin,
                    std::format("{}.{} = {}: expected {}", path, name.str(), shown(node), key.expected));
            return;
        }
        add(name.source().begin,
            std::format("{}.{}: unknown key; expected one of {}", path, name.str(), known));
    }

    static std::optional<Value> value_of(Type type, const toml::node& node)
    {
        switch (type) {
        case Type::text:
            if (const auto text = node.value_exact<std::string>())
                return Value(*text);
            break;
        case Type::texts:
            return texts_of(node);
        case Type::number:
            if (const auto number = node.value_exact<std::int64_t>())
                return Value(*number);
            break;
        case Type::size:
            if (const auto number = node.value_exact<std::int64_t>())
                return Value(*number);
            if (const auto text = node.value_exact<std::string>())
                if (const auto size = parse_size(*text))
                    return Value(*size);
            break;
        case Type::flag:
            if (const auto flag = node.value_exact<bool>())
                return Value(*flag);
            break;
        }
        return std::nullopt;
    }

    static std::optional<Value> texts_of(const toml::node& node)
    {
        const auto* const array = node.as_array();
        if (array == nullptr)
            return std::nullopt;

        std::vector<std::string> texts;
        for (const auto& element : *array) {
            const auto text = element.value_exact<std::string>();
            if (!text)
                return std::nullopt;

            texts.push_back(*text);
        }
        return Value(std::move(texts));
    }

    /// The value as it stands in the file, at most 60 bytes and in one line.
    static std::string shown(const toml::node& node)
    {
        std::ostringstream out;
        node.visit([&out](const auto& value) {
            if constexpr (toml::is_value<decltype(value)> || toml::is_array<decltype(value)>)
                out << value;
            else
                out << "a table";
        });
        std::string text = std::move(out).str();
        std::ranges::replace(text, '\n', ' ');
        if (text.size() > 60)
            text.replace(57, std::string::npos, "...");
        return text;
    }

    static std::string role_list()
    {
        std::string list;
        for (const Role role : core::all_roles)
            list += std::format("{}{}", list.empty() ? "" : ", ", core::name_of(role));
        return list;
    }

    static std::string table_list()
    {
        std::string list;
        std::string_view last;
        for (const Key& key : keys())
            if (key.table != last) {
                last = key.table;
                list += std::format("{}[{}]", list.empty() ? "" : ", ",
                                    last.ends_with(".*") ? "limits.ROLE" : last);
            }
        return list;
    }

    /// The keys of one table, comma separated; empty where there is no such table.
    static std::string known_names(const std::string& path, Role role)
    {
        std::string list;
        for (const Key& key : keys())
            if (table_for(key, role) == path)
                list +=
                    std::format("{}{}", list.empty() ? "" : ", ", key.name == "*" ? role_list() : key.name);
        return list;
    }

    core::School& school_;
    std::string file_;
    std::vector<Fault> faults_;
};

core::School school_with_defaults()
{
    core::School school;
    school.name = "Schule";
    school.host = "server";
    school.role_names = {{Role::pupil, "Schülerin/Schüler"},
                         {Role::teacher, "Lehrkraft"},
                         {Role::staff, "Mitarbeiterin/Mitarbeiter"},
                         {Role::head, "Schulleitung"},
                         {Role::administrator, "Administratorin/Administrator"},
                         {Role::guardian, "Erziehungsberechtigte"},
                         {Role::guest, "Gast"},
                         {Role::device, "Gerät"}};
    return school;
}

/// Rules between keys, each told at the place that can be changed.
void check_together(const core::School& school, const toml::table& root, Reading& reading)
{
    if (!root.at_path("school.domain"))
        reading.add(Reading::position(root, "school"),
                    "school.domain is missing; expected a mail domain, like "
                    "domain = \"waldschule.de\" under [school]");
    if (school.netbios == upper(school.host))
        reading.add(Reading::position(root, "network"),
                    std::format("network.netbios and network.host are both {}; expected two different names",
                                school.netbios));
    const auto& machine = school.machine;
    if (machine.uplink.address != "dhcp" && machine.uplink.gateway.empty())
        reading.add(
            Reading::position(root, "network.address"),
            "network.gateway is missing; expected the router's address beside a fixed network.address");
    if (machine.admin_given.empty() != machine.admin_family.empty())
        reading.add(Reading::position(root, "administrator"),
                    "administrator.given and administrator.family: expected both or neither");
    if (school.share_home == school.share_classes)
        reading.add(
            Reading::position(root, "shares"),
            std::format("shares.home and shares.classes are both \"{}\"; expected two different names",
                        school.share_home));
    if (school.drive_home == school.drive_classes)
        reading.add(
            Reading::position(root, "shares"),
            std::format("shares.drive_home and shares.drive_classes are both {}; expected two letters",
                        school.drive_home));
    const auto& areas = school.areas;
    const std::set<std::string> folded{core::lower(areas.material), core::lower(areas.hand_in),
                                       core::lower(areas.common)};
    if (folded.size() != 3)
        reading.add(Reading::position(root, "shares"),
                    "shares.material, shares.hand_in and shares.common: expected three different names");
}

} // namespace

std::string Fault::text() const
{
    return line == 0 ? std::format("{}: {}", file, message)
                     : std::format("{}:{}:{}: {}", file, line, column, message);
}

Parsed parse_school(std::string_view text, const std::string& file_name)
{
    const toml::parse_result result = toml::parse(text);
    if (!result) {
        const auto& error = result.error();
        return std::unexpected(
            std::vector<Fault>{{file_name, error.source().begin.line, error.source().begin.column,
                                std::format("syntax: {}", error.description())}});
    }

    core::School school = school_with_defaults();
    Reading reading(school, file_name);
    reading.walk(result.table());

    if (school.realm.empty())
        school.realm = "AD." + upper(school.domain);
    if (school.netbios.empty())
        school.netbios = suggested_netbios(school.domain);
    check_together(school, result.table(), reading);

    auto faults = reading.faults();
    if (!faults.empty())
        return std::unexpected(std::move(faults));

    return school;
}

Parsed load_school(const std::filesystem::path& file)
{
    const auto text = base::read_file(file);
    if (!text)
        return std::unexpected(std::vector<Fault>{{file.string(), 0, 0, text.error().context}});

    return parse_school(*text, file.string());
}

std::vector<Fault> changed_fixed_keys(const core::School& first, const core::School& now)
{
    struct Fixed {
        std::string_view key;
        const std::string& before;
        const std::string& after;
        std::string_view why;
    };
    const Fixed fixed[] = {
        {"school.domain", first.domain, now.domain, "every address and log-in name carries it"},
        {"network.realm", first.realm, now.realm, "Active Directory and every joined PC carry it"},
        {"network.netbios", first.netbios, now.netbios, "Active Directory and every joined PC carry it"},
        {"network.host", first.host, now.host, "certificates, tickets and mapped drives carry it"},
    };

    std::vector<Fault> faults;
    for (const auto& [key, before, after, why] : fixed)
        if (before != after)
            faults.push_back(
                {school_file, 0, 0,
                 std::format("{} = \"{}\": fixed since the first set-up, because {}; expected \"{}\"", key,
                             after, why, before)});
    return faults;
}

} // namespace pedell::settings
