// SPDX-License-Identifier: GPL-3.0-or-later
// DNS as a client sees it: asked by glibc's resolver at the address that a PC would ask, not through this
// machine's own /etc/hosts and resolv.conf.
#include "core/school.h"
#include "daemons/cli/machine_facts.h"
#include "daemons/setup/machine.h"

#include <algorithm>
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <array>
#include <cstring>
#include <format>
#include <netdb.h>
#include <resolv.h>

namespace pedell::cli
{
namespace
{

/// What one server says: names of SRV and MX records, addresses of A records, as text.
struct Reply {
    bool came = false; ///< an answer with NOERROR or NXDOMAIN
    std::vector<std::string> records;
};

class Server
{
public:
    /// Its numeric IPv4 address.
    explicit Server(const std::string& address)
    {
        usable_ = ::res_ninit(&state_) == 0;
        state_.nscount = 1;
        state_.nsaddr_list[0].sin_family = AF_INET;
        state_.nsaddr_list[0].sin_port = htons(NS_DEFAULTPORT);
        usable_ = usable_ && ::inet_pton(AF_INET, address.c_str(), &state_.nsaddr_list[0].sin_addr) == 1;
        state_.retrans = 2; // seconds
        state_.retry = 1;
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server()
    {
        ::res_nclose(&state_);
    }

    [[nodiscard]] Reply ask(const std::string& name, int type)
    {
        Reply reply;
        if (!usable_)
            return reply;

        std::array<unsigned char, 4096> bytes{};
        const int size = ::res_nquery(&state_, name.c_str(), ns_c_in, type, bytes.data(), bytes.size());
        // "No such name" and "no such record" are answers too (res_query(3)).
        reply.came = size >= 0 || state_.res_h_errno == HOST_NOT_FOUND || state_.res_h_errno == NO_DATA;
        ns_msg message;
        if (size < 0 || ::ns_initparse(bytes.data(), size, &message) != 0)
            return reply;

        for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i)
            if (ns_rr record; ::ns_parserr(&message, ns_s_an, i, &record) == 0)
                add(message, record, reply.records);
        return reply;
    }

private:
    static void add(const ns_msg& message, const ns_rr& record, std::vector<std::string>& records)
    {
        const unsigned char* const data = ns_rr_rdata(record);
        const bool four = ns_rr_type(record) == ns_t_a && ns_rr_rdlen(record) == 4;
        if (four || (ns_rr_type(record) == ns_t_aaaa && ns_rr_rdlen(record) == 16)) {
            std::array<char, INET6_ADDRSTRLEN> text{};
            ::inet_ntop(four ? AF_INET : AF_INET6, data, text.data(), text.size());
            records.emplace_back(text.data());
            return;
        }
        // Before the name: MX has a preference, SRV priority, weight, port (RFC 1035 3.3.9, RFC 2782).
        const int before = ns_rr_type(record) == ns_t_mx ? 2 : ns_rr_type(record) == ns_t_srv ? 6 : -1;
        std::array<char, NS_MAXDNAME> name{};
        if (before >= 0 && ns_rr_rdlen(record) > before &&
            ::ns_name_uncompress(ns_msg_base(message), ns_msg_end(message), data + before, name.data(),
                                 name.size()) > 0)
            records.emplace_back(name.data());
    }

    struct __res_state state_{};
    bool usable_ = false;
};

bool holds(const Reply& reply, const std::string& record)
{
    return std::ranges::any_of(reply.records, [&](const std::string& one) {
        return ::strcasecmp(one.c_str(), record.c_str()) == 0;
    });
}

/// What the world sees of the school, asked at the first forwarder that answers.
void ask_of_us(const core::School& school, Server& server, std::vector<DnsFact>& facts)
{
    using What = DnsFact::What;
    const core::Machine& machine = school.machine;
    const Reply exchanger = server.ask(school.domain, ns_t_mx);
    const bool here = holds(exchanger, machine.public_name) || holds(exchanger, school.fqdn());
    // A school that takes no mail from outside needs no record: only a contradiction is told.
    facts.push_back({What::exchanger, school.domain, !exchanger.records.empty(),
                     (machine.mx == core::MailExchanger::here) == here});
    if (machine.public_name.empty())
        return;

    const Reply four = server.ask(machine.public_name, ns_t_a);
    const Reply six = server.ask(machine.public_name, ns_t_aaaa);
    facts.push_back({What::public_name, machine.public_name, four.came || six.came,
                     !four.records.empty() || !six.records.empty()});
}

void ask_outside(const core::School& school, std::vector<DnsFact>& facts)
{
    bool known = false;
    for (const std::string& address : school.dns_forwarders) {
        if (address.contains(':'))
            continue; // a server for one question can only be an IPv4 one (resolver(3)); Samba asks the
                      // others too

        Server server(address);
        const bool answers = server.ask(".", ns_t_ns).came;
        facts.push_back({DnsFact::What::forwarder, address, answers, answers});
        if (answers && !known)
            ask_of_us(school, server, facts);
        known = known || answers;
    }
}

} // namespace

std::vector<DnsFact> look_at_dns(const core::School& school)
{
    using What = DnsFact::What;
    std::vector<DnsFact> facts;
    const auto address = setup::lan_address();
    if (!address)
        return facts;

    Server own(*address);
    for (const char* service : {"_ldap._tcp", "_kerberos._tcp", "_kerberos._udp", "_kpasswd._udp"}) {
        const std::string name = std::format("{}.{}", service, school.dns_domain());
        const Reply reply = own.ask(name, ns_t_srv);
        facts.push_back({What::service, name, reply.came, holds(reply, school.fqdn())});
    }
    const Reply host = own.ask(school.fqdn(), ns_t_a);
    facts.push_back({What::host, school.fqdn(), host.came, holds(host, *address)});

    ask_outside(school, facts);
    return facts;
}

} // namespace pedell::cli
