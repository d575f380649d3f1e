// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of the corpus in other shapes that say the same: padding that moves their structure over the
// edges of buffers, their parts in another order, pictures among them. The verdict must not change.
#include "tests/content/inspected.h"
#include "tests/content/reshaped.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace pedell::corpus
{
namespace
{

constexpr const char* folders[]{"messages/hostile", "messages/ordinary"};
constexpr std::size_t edges[]{4096, 16384, 65536};

/// What is done to a message; empty where it does not apply.
using Reshape = std::function<std::vector<std::string>(const std::string& message)>;

bool fits(const Case& one, const core::ContentVerdict& got)
{
    return got.decision == one.decision && (got.passed() || std::ranges::contains(one.rules, got.rule));
}

/// How many messages were reshaped. Each must get the verdict of its list in every shape.
std::size_t hold(const char* folder, const Reshape& reshape)
{
    std::size_t reshaped = 0;
    for (const auto& one : read_folder(std::filesystem::path{PEDELL_CONTENT_CORPUS} / folder)) {
        const auto door = one.doors.front();
        const auto shapes = reshape(bytes_at(one, door));
        reshaped += shapes.empty() ? 0 : 1;
        for (std::size_t i = 0; i < shapes.size(); ++i)
            if (const auto got = judged(one, door, inspected(shapes[i], one, door)); !fits(one, got))
                ADD_FAILURE() << folder << "/" << one.file.filename().string() << ", shape " << i << ": "
                              << core::name_of(got.decision) << " " << core::name_of(got.rule) << " ("
                              << got.detail << " at " << got.part << "); " << one.why;
    }
    return reshaped;
}

/// Padding by which the empty line behind the header, then the first delimiter, ends before, on and behind an
/// edge.
std::vector<std::string> over_the_edges(const std::string& message)
{
    std::vector<std::string> shapes;
    const auto header = std::min(message.find("\n\n"), message.find("\n\r\n"));
    const auto delimiter = message.find("\n--", std::min(header, message.size()));
    for (const auto place : {header, delimiter})
        for (const auto edge : edges)
            for (const std::size_t shift : {0, 1, 2})
                if (place != std::string::npos && place + 20 < edge)
                    if (const auto shape = padded(message, edge - place - shift))
                        shapes.push_back(*shape);
    return shapes;
}

std::vector<std::string> in_another_order(const std::string& message)
{
    auto cut = mixed(message);
    if (!cut || cut->parts.size() < 2)
        return {};

    std::vector<std::string> shapes;
    std::ranges::reverse(cut->parts);
    shapes.push_back(joined(*cut));
    std::ranges::rotate(cut->parts, cut->parts.begin() + 1);
    shapes.push_back(joined(*cut));
    return shapes;
}

std::vector<std::string> with_pictures(const std::string& message)
{
    const auto cut = mixed(message);
    if (!cut)
        return {};

    std::vector<std::string> shapes;
    for (const std::size_t at : {std::size_t{0}, cut->parts.size() / 2, cut->parts.size()}) {
        Mixed more = *cut;
        more.parts.insert(more.parts.begin() + static_cast<std::ptrdiff_t>(at), 3,
                          inline_picture(cut->delimiter));
        shapes.push_back(joined(more));
    }
    return shapes;
}

class Metamorphic : public ::testing::TestWithParam<const char*>
{
};

TEST_P(Metamorphic, PaddingOverTheEdgesOfBuffersChangesNothing)
{
    EXPECT_GE(hold(GetParam(), over_the_edges), 200U);
}

TEST_P(Metamorphic, TheOrderOfIndependentPartsChangesNothing)
{
    EXPECT_GE(hold(GetParam(), in_another_order), 60U);
}

TEST_P(Metamorphic, PicturesAmongThePartsChangeNothing)
{
    EXPECT_GE(hold(GetParam(), with_pictures), 60U);
}

INSTANTIATE_TEST_SUITE_P(Messages, Metamorphic, ::testing::ValuesIn(folders), [](const auto& info) {
    return std::string{info.param}.substr(std::string{"messages/"}.size());
});

TEST(Reshaped, AMixedMessageIsTheSameWhenItIsJoinedAgain)
{
    std::size_t cut = 0;
    for (const auto& one : read_folder(std::filesystem::path{PEDELL_CONTENT_CORPUS} / "messages/ordinary")) {
        const auto bytes = bytes_at(one, one.doors.front());
        if (const auto parts = mixed(bytes)) {
            ++cut;
            EXPECT_EQ(joined(*parts), bytes) << one.file;
        }
    }
    EXPECT_GE(cut, 60U);
}

TEST(Reshaped, PaddingHasTheLengthThatWasAskedFor)
{
    const std::string message = "From: a@schule.example\r\nTo: b@schule.example\r\n\r\nHallo\r\n";
    for (std::size_t bytes = 12; bytes < 400; ++bytes)
        EXPECT_EQ(padded(message, bytes).value().size(), message.size() + bytes);
}

} // namespace
} // namespace pedell::corpus
