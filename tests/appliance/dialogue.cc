// SPDX-License-Identifier: GPL-3.0-or-later
#include "dialogue.h"

#include "school.h"
#include "tls_line.h"

#include <array>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <openssl/evp.h>
#include <regex>

namespace pedell::appliance
{
namespace
{

namespace fs = std::filesystem;

std::string base64(const std::string& bytes)
{
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    const int n =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                        reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(n));
    return out;
}

std::map<std::string, std::string> words()
{
    const School& s = school();
    std::map<std::string, std::string> words{{"domain", s.domain}, {"name", s.name}};
    const auto person = [&words](const std::string& name, const Person& p) {
        words[name] = p.login;
        words[name + ".mail"] = p.mail;
        words[name + ".password"] = p.password;
        words[name + ".plain"] = base64(std::string(1, '\0') + p.login + std::string(1, '\0') + p.password);
    };
    person("pupil", s.pupil_of(s.first_class(), 0));
    person("classmate", s.pupil_of(s.first_class(), 1));
    person("other", s.pupil_of(s.other_class(), 0));
    person("teacher", s.one("teacher"));
    person("head", s.one("head"));
    person("device", s.one("device"));
    return words;
}

std::string fill(std::string line, const std::map<std::string, std::string>& words)
{
    for (const auto& [name, value] : words) {
        const std::string mark = "{" + name + "}";
        for (auto at = line.find(mark); at != std::string::npos; at = line.find(mark, at + value.size()))
            line.replace(at, mark.size(), value);
    }
    return line;
}

/// The client's line as bytes, with its line end unless "\c" forbids it.
std::string bytes_of(const std::string& line)
{
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\' || i + 1 == line.size()) {
            out += line[i];
            continue;
        }
        const char kind = line[++i];
        if (kind == 'c')
            return out;
        if (kind == 'x' && i + 2 < line.size()) {
            out += static_cast<char>(std::stoi(line.substr(i + 1, 2), nullptr, 16));
            i += 2;
        } else {
            out += kind == 'r' ? '\r' : kind == 'n' ? '\n' : kind == '0' ? '\0' : kind;
        }
    }
    return out + "\r\n";
}

/// One whole reply: SMTP until a line without '-' behind its code, IMAP until the tagged, continuation or
/// greeting line.
std::string reply(TlsLine& line, bool smtp, bool greeting, std::string& last)
{
    std::string whole;
    while (const auto got = line.read()) {
        whole += *got + "\n";
        last = *got;
        if (smtp ? got->size() < 4 || (*got)[3] != '-' : greeting || !got->starts_with("* "))
            return whole;
    }
    last = "(connection closed)";
    return whole + last;
}

} // namespace

std::string play(const fs::path& file)
{
    const bool smtp = file.extension() == ".smtp";
    TlsLine line(smtp ? 465 : 993);
    if (!line.open())
        return "no TLS connection";

    std::ifstream in(file);
    std::string text;
    const auto dictionary = words();
    bool greeting = true;
    for (int number = 1; std::getline(in, text); ++number) {
        const std::string at = file.filename().string() + ":" + std::to_string(number) + ": ";
        if (text.empty() || text.starts_with('#'))
            continue;

        const std::string rest = fill(text.size() > 3 ? text.substr(3) : "", dictionary);
        if (text.starts_with("c:")) {
            if (!line.write(bytes_of(rest)))
                return at + "could not be sent";
        } else if (text.starts_with("s:") || text.starts_with("s~")) {
            std::string last;
            const std::string got = reply(line, smtp, greeting, last);
            greeting = false;
            const bool fits =
                text[1] == ':' ? last.starts_with(rest) : std::regex_search(got, std::regex(rest));
            if (!fits)
                return at + "expected " + rest + "\ngot " + got;
        } else {
            return at + "neither c: nor s: nor a comment";
        }
    }
    return {};
}

namespace
{

class DialogueTest : public testing::Test
{
public:
    explicit DialogueTest(fs::path file) : file_(std::move(file)) {}
    void TestBody() override
    {
        EXPECT_EQ(play(file_), "");
    }

private:
    fs::path file_;
};

} // namespace

void list_dialogues()
{
    for (const auto& entry : fs::recursive_directory_iterator(PEDELL_DIALOGUES)) {
        const fs::path file = entry.path();
        if (file.extension() != ".smtp" && file.extension() != ".imap")
            continue;

        const std::string name = file.parent_path().filename().string() + "/" + file.stem().string();
        testing::RegisterTest("Dialogue", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [file]() -> testing::Test* { return new DialogueTest(file); });
    }
}

} // namespace pedell::appliance
