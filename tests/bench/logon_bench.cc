// SPDX-License-Identifier: GPL-3.0-or-later
//
// logon_bench PEOPLE.CSV HOST REALM PLAIN_IMAP_PORT SWITCH: pupils log on by Kerberos, SMB and IMAP, with
// Pedell's gates and without them, in turns. `SWITCH gates plain|gated` changes the file server's
// configuration (tests/bench/logon.sh). Prints one JSON object (CONTRIBUTING.md, the outside contract).
#include "base/process.h"
#include "logon_load.h"
#include "statistics.h"

#include <boost/json.hpp>
#include <boost/tokenizer.hpp>
#include <fstream>
#include <iostream>

namespace
{

using namespace pedell;

constexpr int runs = 5;
constexpr std::size_t logons = 60; // five runs make 300

/// The first pupils; columns as in the outside contract.
std::vector<bench::LogonPerson> read_people(const char* file)
{
    std::vector<bench::LogonPerson> people;
    std::ifstream csv(file);
    std::string line;
    using Fields = boost::tokenizer<boost::escaped_list_separator<char>>;
    while (people.size() < logons && std::getline(csv, line)) {
        const Fields split(line, boost::escaped_list_separator<char>("", ",", "\""));
        const std::vector<std::string> f(split.begin(), split.end());
        if (f.size() == 9 && f[4] == "pupil")
            people.push_back({f[0], f[1], f[3]});
    }
    return people;
}

boost::json::object as_json(const bench::Spread& spread)
{
    return {{"median", spread.median}, {"min", spread.min}, {"max", spread.max}};
}

/// Milliseconds a log-on.
boost::json::object each(std::vector<double> seconds)
{
    for (double& s : seconds)
        s = s * 1000.0 / static_cast<double>(logons);
    return {{"unit", "ms/log-on"}, {"value", as_json(bench::spread_of(std::move(seconds)))}};
}

} // namespace

int main(int argc, char** argv)
{
    const auto people = argc == 6 ? read_people(argv[1]) : std::vector<bench::LogonPerson>{};
    if (people.size() < logons) {
        std::cerr << "usage: logon_bench PEOPLE.CSV HOST REALM PLAIN_IMAP_PORT SWITCH; at least 60 pupils\n";
        return 2;
    }

    std::vector<double> plain;
    std::vector<double> gated;
    for (int run = 0; run <= runs; ++run) {
        for (auto* samples : {&plain, &gated}) {
            const bool is_plain = samples == &plain;
            const auto ready = base::run({"bash", argv[5], "gates", is_plain ? "plain" : "gated"});
            if (!ready || ready->status != 0) {
                std::cerr << "logon_bench: " << (ready ? ready->err : ready.error().context) << '\n';
                return 1;
            }
            const auto seconds = bench::run_logons({argv[2], argv[3], is_plain ? argv[4] : "993"}, people);
            if (!seconds) {
                std::cerr << "logon_bench: " << seconds.error().context << '\n';
                return 1;
            }
            if (run > 0) // the first round only warms up
                samples->push_back(*seconds);
        }
    }

    const boost::json::object result{
        {"name", "logon"},
        {"machine", bench::machine()},
        {"samples", runs},
        {"values", {{"plain", each(plain)}, {"gated", each(gated)}}},
        {"ratios", {{"gated_vs_plain", as_json(bench::spread_of(bench::speed_ratios(plain, gated)))}}}};
    std::cout << boost::json::serialize(result) << '\n';
    return 0;
}
