// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pedelld/api.h"

#include "daemons/pedelld/caretaker.h"
#include "daemons/pedelld/test_desk.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/packaged_task.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <future>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <thread>

namespace pedell::pedelld
{
namespace
{

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Unix = asio::local::stream_protocol;

/// The API with its two threads, and a client at the other end of a socket pair.
class ApiTest : public testing::Test
{
protected:
    ~ApiTest() override
    {
        io.stop();
        io_thread.join();
        pool.stop();
        pool.join();
    }

    /// A connected client socket; the other end is served.
    Unix::socket connect()
    {
        return connect(api);
    }
    Unix::socket connect(Api& served_by)
    {
        int ends[2] = {-1, -1};
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
        asio::post(io, [&served_by, served = ends[0]] { served_by.serve(base::Fd(served)); });
        return {client_io, Unix(), ends[1]};
    }

    struct Seen {
        unsigned status = 0;
        boost::json::value body;
    };
    static Seen read(Unix::socket& socket)
    {
        boost::beast::flat_buffer buffer;
        http::response<http::string_body> response;
        http::read(socket, buffer, response);
        return {response.result_int(), boost::json::parse(response.body())};
    }
    static Seen ask(Unix::socket& socket, http::verb method, const std::string& target,
                    const std::string& body = "", const std::string& token = "")
    {
        http::request<http::string_body> request{method, target, 11, body};
        if (!token.empty())
            request.set(http::field::authorization, "Bearer " + token);
        request.prepare_payload();
        http::write(socket, request);
        return read(socket);
    }

    /// Looks at or moves what belongs to the writer's thread.
    void on_writer(std::function<void()> work)
    {
        asio::post(pool, std::packaged_task<void()>(std::move(work))).wait();
    }

    TestDesk test;
    StatusBoard board;
    asio::io_context io{1};
    asio::io_context client_io{1};
    asio::thread_pool pool{1};
    std::atomic<int> armed = 0;
    std::atomic<std::int64_t> armed_for = 0;
    Caretaker caretaker{asio::make_strand(pool), test.desk, board, [this](std::optional<core::Time> when) {
                            ++armed;
                            armed_for = when ? when->time_since_epoch().count() : 0;
                        }};
    /// The log-in as these tests know it: who sends what.
    static asio::awaitable<Answer> log_in(Call call)
    {
        co_return Answer{200, boost::json::object{{"sent", call.body}, {"uid", call.uid}}};
    }
    Api::Options options{.root = ::getuid(), .body_bytes = 1 << 20};
    Api::Options for_people{.root = ::getuid() + 1, .connections_of_one = 2, .body_bytes = 1 << 20};
    Api api{io,     [this](Call call) { return caretaker.ask(std::move(call)); },
            log_in, test.sessions,
            board,  options};
    Api api_for_people{io,     [this](Call call) { return caretaker.ask(std::move(call)); },
                       log_in, test.sessions,
                       board,  for_people};
    asio::executor_work_guard<asio::io_context::executor_type> open{io.get_executor()};
    std::thread io_thread{[this] { io.run(); }};
};

TEST_F(ApiTest, AnswersSeveralRequestsOverOneConnection)
{
    auto socket = connect();

    const auto made =
        ask(socket, http::verb::post, "/v1/people", R"({"role":"teacher","given":"Eva","surname":"Ast"})");
    EXPECT_EQ(made.status, 201U);
    const auto found = ask(socket, http::verb::get, "/v1/people/eva.ast");
    EXPECT_EQ(found.status, 200U);
    EXPECT_EQ(found.body.at("role").as_string(), "teacher");
    EXPECT_EQ(ask(socket, http::verb::get, "/v1/people/nobody").status, 404U);
    EXPECT_GT(armed, 0);
}

TEST_F(ApiTest, TellsTheStatusWhileTheWriterIsAtWork)
{
    std::promise<void> finish;
    const auto busy =
        asio::post(pool, std::packaged_task<void()>([until = finish.get_future().share()] { until.wait(); }));
    auto socket = connect();

    EXPECT_EQ(ask(socket, http::verb::get, "/v1/status").status, 200U);

    finish.set_value();
    busy.wait();
}

TEST_F(ApiTest, RefusesWhatIsTooLargeOrNoHttp)
{
    auto large = connect();
    asio::write(
        large, asio::buffer(std::string("POST /v1/people:bulk HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n")));
    const auto told = read(large);
    EXPECT_EQ(told.status, 413U);
    EXPECT_EQ(told.body.at("code").as_string(), "over_limit");

    auto strange = connect();
    asio::write(strange, asio::buffer(std::string("EHLO there\r\n\r\n")));
    EXPECT_EQ(read(strange).status, 400U);
}

TEST_F(ApiTest, ReadsNothingButTheHeaderWithoutAToken)
{
    auto socket = connect(api_for_people);
    asio::write(socket, asio::buffer(std::string("POST /v1/heal HTTP/1.1\r\nContent-Length: 9\r\n\r\n")));
    EXPECT_EQ(read(socket).status, 401U); // the body never came

    auto old = connect(api_for_people);
    asio::write(old,
                asio::buffer(std::string("GET /v1/people HTTP/1.1\r\nAuthorization: Bearer 00\r\n\r\n")));
    EXPECT_EQ(read(old).status, 401U);
    char byte = 0;
    boost::system::error_code fault;
    old.read_some(asio::buffer(&byte, 1), fault);
    EXPECT_EQ(fault, asio::error::eof);
}

TEST_F(ApiTest, TakesASmallLoginFromAnybody)
{
    auto socket = connect(api_for_people);
    const auto in = ask(socket, http::verb::post, "/v1/login", "{}");
    EXPECT_EQ(in.status, 200U);
    EXPECT_EQ(in.body.at("uid").to_number<uid_t>(), ::getuid());

    auto large = connect(api_for_people);
    asio::write(large, asio::buffer(std::string("POST /v1/login HTTP/1.1\r\nContent-Length: 4097\r\n\r\n")));
    EXPECT_EQ(read(large).status, 413U);
}

TEST_F(ApiTest, LetsThePersonOfATokenInAndTellsTheStatusToWhoMay)
{
    test.call("POST", "/v1/people", R"({"role":"teacher","given":"Eva","surname":"Ast"})");
    test.call("POST", "/v1/people", R"({"role":"head","given":"Ida","surname":"Sand"})");
    test.steady = std::chrono::steady_clock::now();
    const std::string eva = test.token_of("eva.ast");
    const std::string ida = test.token_of("ida.sand");

    auto socket = connect(api_for_people);
    EXPECT_EQ(ask(socket, http::verb::get, "/v1/session", "", eva).body.at("login").as_string(), "eva.ast");
    EXPECT_EQ(ask(socket, http::verb::get, "/v1/status", "", eva).status, 403U);
    EXPECT_EQ(ask(socket, http::verb::get, "/v1/status", "", ida).status, 200U);
    EXPECT_EQ(ask(socket, http::verb::post, "/v1/logout", "", eva).status, 200U);
    EXPECT_EQ(ask(socket, http::verb::get, "/v1/session", "", eva).status, 401U);
}

TEST_F(ApiTest, GivesOneCallerAFewConnectionsOnly)
{
    auto first = connect(api_for_people);
    auto second = connect(api_for_people);
    ask(first, http::verb::post, "/v1/login", "{}");
    ask(second, http::verb::post, "/v1/login", "{}");

    auto third = connect(api_for_people);
    EXPECT_EQ(read(third).status, 429U);
    auto root = connect();
    EXPECT_EQ(ask(root, http::verb::get, "/v1/status").status, 200U);
}

TEST_F(ApiTest, SurvivesACallerWhoLeavesInTheMiddle)
{
    {
        auto gone = connect();
        asio::write(gone,
                    asio::buffer(std::string("POST /v1/people HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")));
    }
    auto socket = connect();
    EXPECT_EQ(ask(socket, http::verb::get, "/v1/people").status, 200U);
}

TEST_F(ApiTest, HealsAfterTheStartAndRefreshesWhenTheClockStrikes)
{
    test.add("Anna", "Müller");
    test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"x","until":1790000100})");
    test.accounts.people.clear();
    caretaker.start();
    auto socket = connect();

    // Its turn comes after the start's first piece of work; the healing itself follows in the background.
    auto status = ask(socket, http::verb::get, "/v1/people/anna.mueller");
    EXPECT_FALSE(status.body.at("access").at("logon").at("allowed").as_bool());

    on_writer([&] { test.now = 1'790'000'100; });
    caretaker.clock_struck(false);
    status = ask(socket, http::verb::get, "/v1/people/anna.mueller");
    EXPECT_TRUE(status.body.at("access").at("logon").at("allowed").as_bool());

    bool enabled = false;
    on_writer(
        [&] { enabled = test.accounts.people.contains(1) && test.accounts.people.at(1).account.enabled; });
    EXPECT_TRUE(enabled);
}

TEST_F(ApiTest, DoesNotStrikeAtOnceForAMomentThatHasPassed)
{
    test.add("Anna", "Müller");
    test.call("POST", "/v1/people/anna.mueller/lock", R"({"reason":"x","until":1790000100})");
    on_writer([&] { test.now = 1'790'000'200; }); // and nothing could be written since
    auto socket = connect();

    EXPECT_EQ(ask(socket, http::verb::get, "/v1/people").status, 200U);

    EXPECT_EQ(armed_for, 1'790'000'201);
}

} // namespace
} // namespace pedell::pedelld
