// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access.h"
#include "core/areas.h"
#include "core/authority.h"
#include "core/judge.h"
#include "core/limits.h"
#include "core/machine.h"
#include "core/place.h"
#include "core/reach.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace pedell::core
{

/// What school.toml says of content: the rules, and what stands beside them.
struct ContentSettings {
    ContentRules rules;
    std::vector<std::string> link_lists{"/etc/pedell/links.d"}; ///< absolute paths of files and folders
    std::string clamd;                                          ///< socket of a clamd behind; empty: none
};

/// What /etc/pedell/school.toml says, complete with defaults: plain values that every room can take.
struct School {
    // Fixed after the first set-up.
    std::string domain;  ///< mail domain and UPN suffix, lower case: "waldschule.test"
    std::string realm;   ///< Kerberos realm, upper case; default "AD." + DOMAIN
    std::string netbios; ///< NetBIOS domain name, at most 15, upper case; default: the first label of domain
    std::string host;    ///< host name without domain, at most 15; default "server"

    std::string name; ///< "Grundschule am Wald"
    std::string locale = "de_DE.UTF-8";
    std::vector<std::string> dns_forwarders;                   ///< numeric addresses; empty: no forwarding
    std::vector<Network> networks = default_school_networks(); ///< who comes from there is in school
    std::string share_home = "home";
    std::string share_classes = "klassen";
    char drive_home = 'H';
    char drive_classes = 'K';
    AreaNames areas;                        ///< folders in the share of the classes
    std::map<Role, std::string> role_names; ///< display names, German by default: "Schülerin/Schüler"
    Limits limits = default_limits();
    AccessRules access;
    /// The last day of each school year, in the time zone of the appliance.
    std::chrono::month_day school_year_ends{std::chrono::July, std::chrono::day{31}};
    ReachRules reach;
    AuthorityRules authority;
    ContentSettings content;
    Machine machine;

    [[nodiscard]] std::string dns_domain() const; ///< realm in lower case: "ad.waldschule.test"
    [[nodiscard]] std::string fqdn() const;       ///< host + "." + dns_domain()
    [[nodiscard]] std::string base_dn() const;    ///< "DC=ad,DC=waldschule,DC=test"
};

} // namespace pedell::core
