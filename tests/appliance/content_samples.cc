// SPDX-License-Identifier: GPL-3.0-or-later
#include "content_samples.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <openssl/evp.h>
#include <set>

namespace pedell::appliance
{
namespace
{

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator(in), {}};
}

/// The lines "key: value" of a .verdict.
std::map<std::string, std::string> verdict_of(const fs::path& path)
{
    std::map<std::string, std::string> fields;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
        if (const auto colon = line.find(": "); colon != std::string::npos)
            fields.emplace(line.substr(0, colon), line.substr(colon + 2));
    return fields;
}

bool is_plain(const std::string& name)
{
    return !name.empty() && name.front() != '.' && name.back() != '.' && name.back() != ' ' &&
           std::ranges::all_of(name, [](unsigned char c) {
               return std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_';
           });
}

std::string base64_lines(const std::string& bytes)
{
    constexpr std::size_t line_bytes = 57;
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += line_bytes) {
        const auto piece = bytes.substr(at, line_bytes);
        std::string line(4 * ((piece.size() + 2) / 3) + 1, '\0');
        line.resize(static_cast<std::size_t>(EVP_EncodeBlock(
            reinterpret_cast<unsigned char*>(line.data()),
            reinterpret_cast<const unsigned char*>(piece.data()), static_cast<int>(piece.size()))));
        text += line + "\r\n";
    }
    return text;
}

} // namespace

std::vector<Sample> samples_of_every_kind()
{
    std::vector<Sample> samples;
    for (const auto* const folder : {"hostile", "ordinary"}) {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(fs::path(PEDELL_CONTENT_FILES) / folder))
            if (entry.path().extension() == ".verdict")
                files.push_back(entry.path());
        std::ranges::sort(files);

        std::set<std::string> seen;
        for (const auto& file : files) {
            auto verdict = verdict_of(file);
            const fs::path data = fs::path(file).replace_extension();
            const auto name = verdict.contains("name") ? verdict["name"] : data.filename().string().substr(4);
            const bool fit = verdict["verdict"] == "pass";
            if (verdict["role"] != "pupil" || verdict["door"] != "mail, mailbox, drive" || !is_plain(name) ||
                fs::file_size(data) > 500'000 ||
                verdict["rule"].contains("link_listed") || // these lists are the school's
                !seen.insert(verdict[fit ? "line" : "rule"]).second)
                continue;
            samples.push_back({data.filename().string(), name, bytes_of(data), fit});
        }
    }
    return samples;
}

Sample a_text()
{
    return {.source = {},
            .name = "Aufsatz.txt",
            .bytes = "Ein Igel lief durch den Wald und fand einen Apfel.\r\n",
            .fit = true};
}

Sample a_program()
{
    std::string bytes(1024, '\0');
    bytes.replace(0, 2, "MZ");
    bytes[0x3c] = '\x80';
    bytes.replace(0x80, 6, std::string("PE\0\0\x64\x86", 6));
    return {.source = {}, .name = "Spiel.exe", .bytes = std::move(bytes), .fit = false};
}

std::string attachment_header()
{
    return "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"grenze-5a7b\"\r\n";
}

std::string attachment_body(const Sample& sample)
{
    return "--grenze-5a7b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nGuten Tag.\r\n"
           "--grenze-5a7b\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n"
           "Content-Disposition: attachment; filename=\"" +
           sample.name + "\"\r\n\r\n" + base64_lines(sample.bytes) + "--grenze-5a7b--\r\n";
}

} // namespace pedell::appliance
