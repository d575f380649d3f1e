// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/firstboot/firstboot.h"

#include "base/file.h"

#include <boost/json.hpp>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace pedell::firstboot
{
namespace
{

namespace fs = std::filesystem;

constexpr const char* good = "[school]\r\ndomain = \"waldschule.de\"\r\n";
constexpr const char* good_text = "[school]\ndomain = \"waldschule.de\"\n";
constexpr const char* wrong = "[school]\r\ndomain = \"Wald Schule\"\r\n";

/// An image of folders, whose `pedell setup` is a script that counts its runs.
class Boot : public testing::Test
{
protected:
    Boot()
    {
        std::string name = (fs::temp_directory_path() / "pedell-firstboot-XXXXXX").string();
        root_ = ::mkdtemp(name.data());
        for (const char* folder : {"efi", "run", "setup", "zones/Europe"})
            fs::create_directories(root_ / folder);
        lay("zones/Europe/Berlin", "TZif");
        lay("efi/loader.conf", "");
        setup_does("exit 0");
    }
    ~Boot() override
    {
        fs::remove_all(root_);
    }

    void lay(const std::string& name, std::string_view bytes) const
    {
        std::ofstream(root_ / name, std::ios::binary) << bytes;
    }
    std::string text(const std::string& name) const
    {
        return base::read_file(root_ / name).value_or("");
    }
    void setup_does(const std::string& script)
    {
        setup_ = {"/bin/sh", "-c", "echo x >>" + (root_ / "runs").string() + "; " + script};
    }
    std::size_t runs() const
    {
        return text("runs").size() / 2;
    }
    std::string phase() const
    {
        return std::string(boost::json::parse(text("run/firstboot.json")).at("phase").as_string());
    }
    int boot(const std::string& address = "10.0.0.2", const std::string& version = "1")
    {
        return run({.esp = root_ / "efi",
                    .settings = root_ / "etc/pedell/school.toml",
                    .kept_settings = root_ / "kept/pedell/school.toml",
                    .first_settings = root_ / "setup/first.toml",
                    .set_up_as = root_ / "setup/firstboot.done",
                    .state = root_ / "run/firstboot.json",
                    .zones = root_ / "zones",
                    .interfaces = root_ / "net",
                    .setup = setup_,
                    .version = version,
                    .address_patience = std::chrono::milliseconds{1},
                    .own_address = [address] { return address; }});
    }

    fs::path root_;
    std::vector<std::string> setup_;
};

TEST_F(Boot, WaitsForWhoFillsInTheFile)
{
    lay("efi/school.toml", "[school]\r\n#domain = \"\"\r\n");

    EXPECT_EQ(boot(), 0);

    EXPECT_EQ(phase(), "waiting");
    EXPECT_EQ(runs(), 0U);
    EXPECT_FALSE(fs::exists(root_ / "efi" / report_name)) << "not filled in is no fault";
    EXPECT_FALSE(fs::exists(root_ / "etc/pedell/school.toml"));
}

TEST_F(Boot, SetsUpOnceAndTheNextBootRepeatsNothing)
{
    lay("efi/school.toml", good);

    EXPECT_EQ(boot(), 0);
    EXPECT_EQ(phase(), "done");
    EXPECT_EQ(runs(), 1U);
    EXPECT_EQ(text("etc/pedell/school.toml"), good_text);
    EXPECT_EQ(text("kept/pedell/school.toml"), good_text);

    EXPECT_EQ(boot(), 0);
    EXPECT_EQ(phase(), "done");
    EXPECT_EQ(runs(), 1U);
}

TEST_F(Boot, AnotherAddressVersionOrFileIsSetUpAnew)
{
    lay("efi/school.toml", good);
    ASSERT_EQ(boot("10.0.0.2", "1"), 0);

    EXPECT_EQ(boot("10.0.0.3", "1"), 0);
    EXPECT_EQ(runs(), 2U);
    EXPECT_EQ(boot("10.0.0.3", "2"), 0);
    EXPECT_EQ(runs(), 3U);
    lay("efi/school.toml", std::string(good) + "name = \"Wald\"\r\n");
    EXPECT_EQ(boot("10.0.0.3", "2"), 0);
    EXPECT_EQ(runs(), 4U);
    EXPECT_EQ(boot("", "2"), 0) << "no network is no reason";
    EXPECT_EQ(runs(), 4U);
}

TEST_F(Boot, EveryFaultIsToldBesideTheFileAndNothingIsDone)
{
    lay("efi/school.toml", std::string(wrong) + "farbe = 1\r\n");

    EXPECT_EQ(boot(), 0);

    EXPECT_EQ(phase(), "waiting");
    EXPECT_EQ(runs(), 0U);
    EXPECT_FALSE(fs::exists(root_ / "etc/pedell/school.toml"));
    const std::string report = text("efi/FEHLER-school.txt");
    EXPECT_TRUE(
        report.contains("Zeile 2, Spalte 10: school.domain = 'Wald Schule': erwartet: eine Mail-Domain"))
        << report;
    EXPECT_TRUE(report.contains("line 3, column 1: school.farbe: unknown key")) << report;
    for (std::size_t at = 0; (at = report.find('\n', at)) != std::string::npos; ++at)
        ASSERT_TRUE(at > 0 && report[at - 1] == '\r') << "Windows' editor wants both";

    lay("efi/school.toml", good);
    EXPECT_EQ(boot(), 0);
    EXPECT_EQ(phase(), "done");
    EXPECT_FALSE(fs::exists(root_ / "efi/FEHLER-school.txt"));
}

TEST_F(Boot, GoesOnWithTheLastSettingsWhateverLiesOnTheEsp)
{
    lay("efi/school.toml", good);
    ASSERT_EQ(boot(), 0);

    lay("efi/school.toml", wrong);
    EXPECT_EQ(boot(), 0);
    EXPECT_EQ(phase(), "done");
    EXPECT_TRUE(fs::exists(root_ / "efi/FEHLER-school.txt"));
    EXPECT_EQ(text("etc/pedell/school.toml"), good_text);

    fs::remove_all(root_ / "efi");
    EXPECT_EQ(boot(), 0);
    EXPECT_EQ(phase(), "done");
    EXPECT_EQ(runs(), 1U);
}

TEST_F(Boot, AHandEditOfYesterdayIsGone)
{
    lay("efi/school.toml", good);
    ASSERT_EQ(boot(), 0);
    lay("etc/pedell/school.toml", "[school]\ndomain = \"hand.de\"\n");

    EXPECT_EQ(boot(), 0);

    EXPECT_EQ(text("etc/pedell/school.toml"), good_text);
}

TEST_F(Boot, ASetUpThatStopsIsToldAndTriedAgain)
{
    lay("efi/school.toml", good);
    setup_does("echo '[ 1/17] Netz ... FEHLER'; echo 'pedell setup: uplink: no address' >&2; exit 1");

    EXPECT_EQ(boot(), 1);
    EXPECT_EQ(phase(), "failed");
    EXPECT_TRUE(text("efi/FEHLER-school.txt").contains("uplink: no address"))
        << text("efi/FEHLER-school.txt");

    setup_does("exit 0");
    EXPECT_EQ(boot(), 0);
    EXPECT_EQ(phase(), "done");
    EXPECT_EQ(runs(), 2U);
    EXPECT_FALSE(fs::exists(root_ / "efi/FEHLER-school.txt"));
}

TEST_F(Boot, HalfWayToNewSettingsTheOldOnesAreSetUpAgain)
{
    lay("efi/school.toml", good);
    ASSERT_EQ(boot(), 0);
    lay("efi/school.toml", std::string(good) + "name = \"Wald\"\r\n");
    setup_does("exit 1");
    ASSERT_EQ(boot(), 1);

    lay("efi/school.toml", good);
    setup_does("exit 0");
    EXPECT_EQ(boot(), 0);

    EXPECT_EQ(runs(), 3U) << "the machine is between the two";
}

TEST_F(Boot, AProgramThatIsNotThereIsTold)
{
    lay("efi/school.toml", good);
    setup_ = {"/nonexistent/pedell"};

    EXPECT_EQ(boot(), 1);
    EXPECT_EQ(phase(), "failed");
}

} // namespace
} // namespace pedell::firstboot
