// SPDX-License-Identifier: GPL-3.0-or-later
//
// mail_bench PEOPLE.CSV PLAIN_PORT GATED_PORT: text mail of pupils through Postfix with pedell-milter against
// the same Postfix alone, in turns. Prints one JSON object (CONTRIBUTING.md, the outside contract).
#include "smtp_load.h"
#include "statistics.h"

#include <boost/json.hpp>
#include <boost/tokenizer.hpp>
#include <cstdlib>
#include <fstream>
#include <iostream>

namespace
{

using namespace pedell;

constexpr int runs = 7;

/// Pupils as senders and one teacher as recipient; columns as in the outside contract.
bool read_people(const char* file, bench::Load& load)
{
    std::ifstream csv(file);
    std::string line;
    std::getline(csv, line);
    using Fields = boost::tokenizer<boost::escaped_list_separator<char>>;
    while (std::getline(csv, line)) {
        const Fields split(line, boost::escaped_list_separator<char>("", ",", "\""));
        const std::vector<std::string> f(split.begin(), split.end());
        if (f.size() == 9 && f[4] == "pupil")
            load.senders.push_back({f[0], f[6]});
        if (f.size() == 9 && f[4] == "teacher")
            load.recipient = f[6];
    }
    return !load.senders.empty() && !load.recipient.empty();
}

boost::json::object as_json(const bench::Spread& spread)
{
    return {{"median", spread.median}, {"min", spread.min}, {"max", spread.max}};
}

} // namespace

int main(int argc, char** argv)
{
    bench::Load load;
    if (argc != 4 || !read_people(argv[1], load)) {
        std::cerr << "usage: mail_bench PEOPLE.CSV PLAIN_PORT GATED_PORT\n";
        return 2;
    }

    std::vector<double> plain;
    std::vector<double> gated;
    for (int run = 0; run <= runs; ++run) {
        for (auto* samples : {&plain, &gated}) {
            load.port = std::atoi(argv[samples == &plain ? 2 : 3]);
            const auto seconds = bench::run_load(load);
            if (!seconds) {
                std::cerr << "mail_bench: " << seconds.error().context << '\n';
                return 1;
            }
            if (run > 0) // the first round only warms up
                samples->push_back(*seconds);
        }
    }

    const auto rate = [&load](const std::vector<double>& seconds) {
        std::vector<double> rates;
        for (const double s : seconds)
            rates.push_back(load.mails / s);
        return as_json(bench::spread_of(rates));
    };
    const boost::json::object result{
        {"name", "mail"},
        {"machine", bench::machine()},
        {"samples", runs},
        {"values",
         {{"plain", {{"unit", "mails/s"}, {"value", rate(plain)}}},
          {"gated", {{"unit", "mails/s"}, {"value", rate(gated)}}}}},
        {"ratios", {{"gated_vs_plain", as_json(bench::spread_of(bench::speed_ratios(plain, gated)))}}}};
    std::cout << boost::json::serialize(result) << '\n';
    return 0;
}
