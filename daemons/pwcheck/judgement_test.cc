// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/pwcheck/judgement.h"

#include "base/handle.h"
#include "register/register.h"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace pedell::pwcheck
{
namespace
{

namespace fs = std::filesystem;
using core::PasswordFault;

const Account anna{.sam = "Anna.Kurz", .upn = "anna.kurz@waldschule.test", .full_name = "Somebody Else"};
const Account administrator{.sam = "Administrator", .upn = {}, .full_name = "Paula Verwaltung"};

class PasswordJudgement : public testing::Test
{
protected:
    PasswordJudgement()
    {
        char name[] = "/tmp/pedell-pwcheck-XXXXXX";
        if (::mkdtemp(name) == nullptr)
            std::abort();
        folder_ = name;
        sources_ = {folder_ / "school.toml", folder_ / "register.sqlite"};
        std::ofstream(sources_.school)
            << "[school]\nname = \"Grundschule am Wald\"\ndomain = \"waldschule.test\"\n";
    }
    ~PasswordJudgement() override
    {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

    void fill_register()
    {
        register_ = registry::Register::open(sources_.register_file, {}, "waldschule.test");
        ASSERT_TRUE(register_) << register_.error().context;
        registry::Register::NewPerson pupil;
        pupil.given = "Anna";
        pupil.surname = "Kurz";
        ASSERT_TRUE(register_->add_person(pupil, core::Time{std::chrono::seconds{1'780'000'000}}));
    }
    /// The fault's name, or "cannot tell".
    std::string of(std::string_view password, const Account& account) const
    {
        const auto fault = judge(password, account, sources_);
        return fault ? std::string(core::name_of(*fault)) : "cannot tell";
    }
    /// As the child does it, without rights to drop where the test has none.
    Judgement by_child(std::string_view password, bool end_of_input = true) const
    {
        std::array<int, 2> ends{};
        if (::pipe2(ends.data(), O_CLOEXEC) != 0)
            std::abort();
        const base::Fd in(ends[0]);
        base::Fd out(ends[1]);
        if (::write(out.get(), password.data(), password.size()) != static_cast<ssize_t>(password.size()))
            std::abort();
        if (end_of_input)
            out.reset();
        const auto nobody = base::identity_of("nobody", "nogroup");
        return judge_without_rights(in.get(), anna, sources_, *nobody);
    }

    fs::path folder_;
    Sources sources_;
    base::Result<registry::Register> register_ = base::fail(base::Errc::unavailable, "not opened");
};

TEST_F(PasswordJudgement, KnowsThePersonFromTheRegister)
{
    fill_register();
    EXPECT_EQ(of("Bafo-Remi-4821", anna), "none");
    EXPECT_EQ(of("Bafo-Anna-4821", anna), "contains_name");
    EXPECT_EQ(of("Bafo-Kurz-4821", anna), "contains_name");
    EXPECT_EQ(of("Bafo-Wald-4821", anna), "contains_school");
    EXPECT_EQ(of("Bafo-Else-4821", anna), "none") << "the register knows better than the environment";
    EXPECT_EQ(of("Passwort1!", anna), "common");
    EXPECT_EQ(of("12345Aa!", anna), "guessable");
    EXPECT_EQ(of("kurz", anna), "too_short");
}

TEST_F(PasswordJudgement, KnowsOthersFromSamba)
{
    for (const bool with_register : {false, true}) {
        SCOPED_TRACE(with_register);
        if (with_register)
            fill_register();
        EXPECT_EQ(of("Bafo-Remi-4821", administrator), "none");
        EXPECT_EQ(of("Bafo-Paula-4821", administrator), "contains_name");
        EXPECT_EQ(of("Administrator-4821", administrator), "contains_login");
        EXPECT_EQ(of("Bafo-Remi-4821", {}), "none") << "an account without names";
    }
}

TEST_F(PasswordJudgement, CannotTellWithoutSettingsOrWithABrokenRegister)
{
    std::ofstream(sources_.register_file) << "no database";
    EXPECT_EQ(of("Bafo-Remi-4821", anna), "cannot tell");

    fs::remove(sources_.register_file);
    fs::remove(sources_.school);
    EXPECT_EQ(of("Bafo-Remi-4821", anna), "cannot tell");
}

TEST_F(PasswordJudgement, IsMadeByAChildWithoutRights)
{
    if (::geteuid() != 0)
        GTEST_SKIP() << "only root has rights to drop";

    fs::permissions(folder_, fs::perms{0755});
    EXPECT_EQ(by_child("Bafo-Remi-4821"), PasswordFault::none);
    EXPECT_EQ(by_child("Passwort1!"), PasswordFault::common);
    EXPECT_EQ(by_child(""), PasswordFault::too_short);
    EXPECT_EQ(by_child("Bafo-Remi-4821" + std::string(longest_password, 'x')), std::nullopt);
    fs::permissions(folder_, fs::perms{0700});
    EXPECT_EQ(by_child("Bafo-Remi-4821"), std::nullopt) << "root's folder is closed to it";
}

TEST_F(PasswordJudgement, RefusesWhenThePasswordDoesNotCome)
{
    const auto began = std::chrono::steady_clock::now();
    EXPECT_EQ(by_child("Bafo", false), std::nullopt);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds{1});
}

} // namespace
} // namespace pedell::pwcheck
