// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/source.h"

#include "daemons/update/state.h"
#include "daemons/update/test_host.h"

#include <csignal>
#include <gmock/gmock.h>
#include <sys/stat.h>

namespace pedell::update
{
namespace
{

using testing::HasSubstr;
using testing::IsEmpty;

struct Sources {
    TestHost test;
    std::vector<std::int64_t> told;
    Arrived arrived = [this](std::int64_t bytes) { told.push_back(bytes); };

    Sources()
    {
        EXPECT_TRUE(State(test.host).make_folders());
        std::filesystem::create_directories(test.host.at("/media/stick"));
    }
    std::unique_ptr<Source> stick()
    {
        return folder_or_stick(test.host, test.host.at("/media/stick").string()).value();
    }
    [[nodiscard]] std::vector<std::string> staged() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(test.host.at(stage_folder)))
            names.push_back(entry.path().filename().string());
        return names;
    }
    /// What the manager writes for curl.
    static std::string part_of(const std::vector<std::string>& argv)
    {
        constexpr std::string_view property = "--property=StandardOutput=truncate:";
        for (const std::string& word : argv)
            if (word.starts_with(property))
                return word.substr(property.size());
        return {};
    }
};

TEST(Folder, HandsOverItsFiles)
{
    Sources sources;
    sources.test.put("/media/stick/SHA256SUMS", "sums");
    const auto stick = sources.stick();

    EXPECT_EQ(stick->size_of("SHA256SUMS"), 4);
    ASSERT_TRUE(stick->fetch("SHA256SUMS", 4, sources.arrived));
    EXPECT_EQ(sources.test.text("/var/lib/pedell/update/stage/SHA256SUMS"), "sums");
    EXPECT_EQ(sources.told, std::vector<std::int64_t>{4});
}

TEST(Folder, HandsOverNothingElse)
{
    Sources sources;
    sources.test.put("/etc/shadow", "secret");
    const auto folder = sources.test.host.at("/media/stick");
    std::filesystem::create_symlink(sources.test.host.at("/etc/shadow"), folder / "link");
    std::filesystem::create_directory(folder / "folder");
    sources.test.put("/media/stick/long", "12345");
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    const auto stick = sources.stick();

    for (const char* const name : {"absent", "link", "folder", "pipe", "long", "../../etc/shadow"})
        EXPECT_FALSE(stick->fetch(name, 4, sources.arrived)) << name;
    EXPECT_EQ(stick->fetch("absent", 4, sources.arrived).error().code, base::Errc::not_found);
    EXPECT_EQ(stick->fetch("long", 4, sources.arrived).error().code, base::Errc::over_limit);
    EXPECT_THAT(sources.staged(), IsEmpty());
}

TEST(Stick, IsNeitherFolderNorDevice)
{
    Sources sources;
    sources.test.put("/media/file");
    EXPECT_FALSE(folder_or_stick(sources.test.host, sources.test.host.at("/media/file").string()));
    EXPECT_FALSE(folder_or_stick(sources.test.host, "/dev/no-such-stick"));
    EXPECT_THAT(sources.test.asked, IsEmpty());
}

TEST(Mirror, IsFetchedFromByNobody)
{
    Sources sources;
    sources.test.answer("systemd-run", "", 0, [](const std::vector<std::string>& argv) {
        EXPECT_TRUE(base::write_atomically(Sources::part_of(argv), "bytes"));
    });
    const auto server = mirror(sources.test.host, "https://updates.test/pedell/");

    ASSERT_TRUE(server->fetch("pedell_0.2.efi", 4711, sources.arrived));
    EXPECT_EQ(sources.test.text("/var/lib/pedell/update/stage/pedell_0.2.efi"), "bytes");
    const std::string& asked = sources.test.asked.at(0);
    for (const char* const part :
         {"--property=DynamicUser=yes", "--property=LimitFSIZE=4711", "--proto =https",
          "--proto-redir =https", "-- https://updates.test/pedell/pedell_0.2.efi"})
        EXPECT_THAT(asked, HasSubstr(part));
}

TEST(Mirror, ThatGoesAwayHalfwayLeavesNothing)
{
    Sources sources;
    sources.test.answer("systemd-run", "", 18, [](const std::vector<std::string>& argv) {
        const std::string part = Sources::part_of(argv);
        EXPECT_TRUE(base::write_atomically(part, "by"));
        EXPECT_TRUE(base::write_atomically(part.substr(0, part.size() - 4) + "errors",
                                           "curl: (18) end of response\n"));
    });
    const auto got =
        mirror(sources.test.host, "https://updates.test/")->fetch("pedell_0.2.efi", 10, sources.arrived);
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().code, base::Errc::unavailable);
    EXPECT_THAT(got.error().context, HasSubstr("end of response"));
    EXPECT_THAT(sources.staged(), IsEmpty());
}

TEST(Mirror, SaysWhatIsNotThereAndWhatIsTooLong)
{
    const struct {
        int status;
        const char* words;
        base::Errc code;
    } cases[] = {{22, "curl: (22) The requested URL returned error: 404", base::Errc::not_found},
                 {22, "curl: (22) The requested URL returned error: 503", base::Errc::unavailable},
                 {128 + SIGXFSZ, "", base::Errc::over_limit},
                 {23, "curl: (23) Failure writing output", base::Errc::over_limit},
                 {6, "curl: (6) Could not resolve host", base::Errc::unavailable}};
    for (const auto& [status, words, code] : cases) {
        Sources sources;
        sources.test.answer("systemd-run", "", status, [&](const std::vector<std::string>& argv) {
            const std::string part = Sources::part_of(argv);
            EXPECT_TRUE(base::write_atomically(part.substr(0, part.size() - 4) + "errors", words));
        });
        const auto got =
            mirror(sources.test.host, "https://u.test/")->fetch("SHA256SUMS", 10, sources.arrived);
        ASSERT_FALSE(got);
        EXPECT_EQ(got.error().code, code) << words;
    }
}

TEST(Mirror, KnowsTheSizeOfAFileOrNot)
{
    Sources sources;
    sources.test.answer("systemd-run", "312000000");
    EXPECT_EQ(mirror(sources.test.host, "https://u.test/")->size_of("pedell_0.2.root"), 312'000'000);
    sources.test.answer("systemd-run", "", 22);
    EXPECT_EQ(mirror(sources.test.host, "https://u.test/")->size_of("pedell_0.2.root"), 0);
}

} // namespace
} // namespace pedell::update
