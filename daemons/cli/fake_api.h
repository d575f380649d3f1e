// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "daemons/cli/session.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <deque>
#include <sstream>
#include <string>
#include <vector>

namespace pedell::cli
{

/// A pedelld of paper: gives recorded answers in turn and keeps what it was asked.
class FakeApi final : public Api
{
public:
    base::Result<boost::json::value> ask(Method method, const std::string& target,
                                         const boost::json::value& body) override
    {
        constexpr const char* verbs[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};
        std::string line = verbs[static_cast<int>(method)] + (' ' + target);
        if (!body.is_null())
            line += ' ' + boost::json::serialize(body);
        asked.push_back(line);
        if (answers.empty())
            return boost::json::value();

        auto answer = std::move(answers.front());
        answers.pop_front();
        return answer;
    }
    void answer(std::string_view json)
    {
        answers.emplace_back(boost::json::parse(json));
    }
    void refuse(base::Errc code, std::string context)
    {
        answers.emplace_back(base::fail(code, std::move(context)));
    }

    std::vector<std::string> asked;
    std::deque<base::Result<boost::json::value>> answers;
};

/// A session on paper.
struct Paper {
    FakeApi api;
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    Session session{api, in, out, err, false, false, false};
};

} // namespace pedell::cli
