// SPDX-License-Identifier: GPL-3.0-or-later
#include "body_structure.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace pedell::appliance
{
namespace
{

/// Reads the body structure of RFC 9051 7.5.2, as far as leaves need it.
class Structure
{
public:
    explicit Structure(std::string_view text) : text_(text) {}

    std::vector<Leaf> leaves()
    {
        const auto at = text_.find("BODYSTRUCTURE ");
        if (at == std::string_view::npos)
            return {};
        text_.remove_prefix(at + 14);
        const auto root = read();
        add(root, root.list.empty() || root.list[0].list.empty() ? "1" : "", true);
        return std::move(leaves_);
    }

private:
    struct Node {
        std::string word;
        std::vector<Node> list;
    };

    Node read()
    {
        Node node;
        skip();
        if (text_.starts_with('(')) {
            text_.remove_prefix(1);
            for (skip(); !text_.empty() && !text_.starts_with(')'); skip())
                node.list.push_back(read());
            if (!text_.empty())
                text_.remove_prefix(1);
        } else if (text_.starts_with('"')) {
            text_.remove_prefix(1);
            while (!text_.empty() && !text_.starts_with('"')) {
                if (text_.starts_with('\\') && text_.size() > 1)
                    text_.remove_prefix(1);
                node.word += text_[0];
                text_.remove_prefix(1);
            }
            text_.remove_prefix(std::min<std::size_t>(1, text_.size()));
        } else if (text_.starts_with('{')) {
            const auto end = text_.find("}\n");
            const auto size = static_cast<std::size_t>(std::atoi(text_.data() + 1));
            text_.remove_prefix(std::min(text_.size(), end + 2));
            node.word = text_.substr(0, size);
            text_.remove_prefix(std::min(text_.size(), size));
        } else {
            const auto end = std::min(text_.find_first_of(" ()\n"), text_.size());
            node.word = text_.substr(0, end);
            text_.remove_prefix(std::max<std::size_t>(end, text_.empty() ? 0 : 1));
        }
        return node;
    }
    void skip()
    {
        while (text_.starts_with(' ') || text_.starts_with('\n'))
            text_.remove_prefix(1);
    }
    static std::string lowered(std::string text)
    {
        std::ranges::transform(text, text.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    }
    void add(const Node& node, const std::string& number, bool whole)
    {
        if (node.list.empty())
            return;
        if (!node.list[0].list.empty()) {
            for (std::size_t i = 0;
                 i < node.list.size() && !node.list[i].list.empty() && node.list[i].list.size() > 3; ++i)
                add(node.list[i],
                    (number.empty() || (whole && number == "1") ? "" : number + ".") + std::to_string(i + 1),
                    false);
            return;
        }
        if (node.list.size() < 7)
            return;
        const auto type = lowered(node.list[0].word + "/" + node.list[1].word);
        if (type == "message/rfc822" && node.list.size() > 8) {
            const bool many = !node.list[8].list.empty() && !node.list[8].list[0].list.empty();
            add(node.list[8], many ? number : number + ".1", false);
            return;
        }
        leaves_.push_back({number, type, static_cast<std::size_t>(std::atoll(node.list[6].word.c_str()))});
    }

    std::string_view text_;
    std::vector<Leaf> leaves_;
};

} // namespace

std::vector<Leaf> leaves_of(std::string_view answer)
{
    return Structure(answer).leaves();
}

} // namespace pedell::appliance
