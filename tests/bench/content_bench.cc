// SPDX-License-Identifier: GPL-3.0-or-later
//
// content_bench FOLDER [CLAMD_SOCKET]: how fast content is inspected beside decoding, unpacking and copying
// the same bytes; verdicts on small files beside clamd's; verdicts from scand's cache. FOLDER: as
// content_inputs.py fills it. Prints one JSON object (CONTRIBUTING.md, the outside contract).
#include "base/handle.h"
#include "content/inspect.h"
#include "content/transfer.h"
#include "content_house.h"
#include "scan/protocol.h"
#include "statistics.h"

#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <openssl/evp.h>
#include <stdexcept>
#include <sys/mman.h>
#include <thread>
#include <unistd.h>
#include <vector>
#include <zlib.h>

namespace
{

using namespace pedell;
namespace fs = std::filesystem;
namespace json = boost::json;
using Seconds = std::chrono::duration<double>;

constexpr int runs = 5;

struct Input {
    std::string label;
    std::string name;
    std::string bytes;
    std::string base64;
    std::string unpacked; ///< what is in it, where it is packed; else the bytes
    std::string deflated; ///< the same, as a reader of it inflates it
};

std::string read(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    if (!in)
        throw std::runtime_error("cannot read " + file.native());
    return {std::istreambuf_iterator(in), {}};
}

std::string base64_of(const std::string& bytes)
{
    constexpr std::size_t line = 57;
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += line) {
        unsigned char encoded[80];
        const auto size = static_cast<int>(std::min(line, bytes.size() - at));
        const int length =
            EVP_EncodeBlock(encoded, reinterpret_cast<const unsigned char*>(bytes.data()) + at, size);
        text.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(length)).append("\r\n");
    }
    return text;
}

std::string deflated(const std::string& bytes)
{
    uLongf size = compressBound(bytes.size());
    std::string packed(size, '\0');
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                  reinterpret_cast<const Bytef*>(bytes.data()), bytes.size(), 6) != Z_OK)
        throw std::runtime_error("cannot deflate");
    packed.resize(size);
    return packed;
}

base::Fd in_memory(const std::string& bytes)
{
    base::Fd fd(::memfd_create("bench", MFD_CLOEXEC));
    if (::ftruncate(fd.get(), static_cast<off_t>(bytes.size())) != 0 ||
        ::pwrite(fd.get(), bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
        throw std::runtime_error("no memory");
    return fd;
}

template <class Work>
double seconds_of(const Work& work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return Seconds(std::chrono::steady_clock::now() - begin).count();
}

json::object as_json(const bench::Spread& spread)
{
    return {{"median", spread.median}, {"min", spread.min}, {"max", spread.max}};
}

/// One MiB a second, or whatever `amount` counts, of each sample.
bench::Spread rate(double amount, const std::vector<double>& seconds)
{
    std::vector<double> rates;
    for (const double s : seconds)
        rates.push_back(amount / s);
    return bench::spread_of(rates);
}

double megabytes(const std::string& bytes)
{
    return static_cast<double>(bytes.size()) / 1e6;
}

struct Result {
    json::object values;
    json::object ratios;
    void value(const std::string& name, const char* unit, const bench::Spread& spread)
    {
        values[name] = {{"unit", unit}, {"value", as_json(spread)}};
    }
    void ratio(const std::string& name, const std::vector<double>& baseline,
               const std::vector<double>& subject)
    {
        ratios[name] = as_json(bench::spread_of(bench::speed_ratios(baseline, subject)));
    }
};

void inspect(const std::string& bytes, content::Whole whole, const std::string& name, content::Magic& magic)
{
    const auto fd = in_memory(bytes);
    const auto findings = content::inspect(fd.get(), whole, name, {}, magic);
    if (!findings || !findings->complete || findings->parts.empty())
        throw std::runtime_error(name + ": not inspected to its end");
}

void copy(const std::string& bytes, std::string& room)
{
    room.resize(bytes.size());
    std::memcpy(room.data(), bytes.data(), bytes.size());
    asm volatile("" : : "r"(room.data()) : "memory");
}

void inflate_all(const Input& input, std::string& room)
{
    uLongf size = input.unpacked.size();
    room.resize(size);
    if (uncompress(reinterpret_cast<Bytef*>(room.data()), &size,
                   reinterpret_cast<const Bytef*>(input.deflated.data()), input.deflated.size()) != Z_OK)
        throw std::runtime_error("cannot inflate");
}

/// The attachment of a mail, in base64: the way that files come by mail.
std::string mail_of(const Input& input)
{
    return "From: <a@bench.test>\r\nTo: <b@bench.test>\r\nSubject: Bench\r\nDate: Tue, 24 Nov 2026 08:00:00 "
           "+0100\r\nMessage-ID: <1@bench.test>\r\n"
           "MIME-Version: 1.0\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; "
           "filename=\"" +
           input.name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + input.base64;
}

/// Memory for the copies is made by the first round, which counts for nothing.
void measure_speed(const Input& input, content::Magic& magic, Result& result)
{
    const auto mail = mail_of(input);
    std::string room;
    std::vector<double> looked, mailed, decoded, copied, inflated;
    for (int run = 0; run <= runs; ++run) {
        std::vector<double> one{
            seconds_of([&] { inspect(input.bytes, content::Whole::file, input.name, magic); }),
            seconds_of([&] { inspect(mail, content::Whole::message, {}, magic); }),
            seconds_of([&] { room = content::decode_base64(input.base64).bytes; }),
            seconds_of([&] { copy(input.bytes, room); }), seconds_of([&] { inflate_all(input, room); })};
        if (run == 0)
            continue;
        std::size_t at = 0;
        for (auto* samples : {&looked, &mailed, &decoded, &copied, &inflated})
            samples->push_back(one[at++]);
    }
    result.value(input.label, "MB/s", rate(megabytes(input.bytes), looked));
    result.value(input.label + "_mail", "MB/s of the attachment", rate(megabytes(input.bytes), mailed));
    if (input.label == "text") {
        result.value("base64", "MB/s decoded", rate(megabytes(input.bytes), decoded));
        result.value("memcpy", "MB/s", rate(megabytes(input.bytes), copied));
        result.value("inflate_text", "MB/s unpacked", rate(megabytes(input.bytes), inflated));
    }
    result.ratio(input.label + "_vs_base64", decoded, looked);
    result.ratio(input.label + "_vs_memcpy", copied, looked);
    result.ratio(input.label + "_vs_inflate", inflated, looked);
    result.ratio(input.label + "_mail_vs_base64", decoded, mailed);
}

/// Both are handed a descriptor a connection, one file after the other, by one client.
void measure_small(const fs::path& folder, const bench::ContentHouse& house, const fs::path& clamd,
                   Result& result)
{
    std::vector<std::pair<std::string, base::Fd>> files;
    for (const auto& entry : fs::directory_iterator(folder))
        files.emplace_back(entry.path().filename(), in_memory(read(entry.path())));
    std::vector<double> ours, theirs;
    for (int run = 0; run <= runs; ++run) {
        const double own = seconds_of([&] {
            for (const auto& [name, fd] : files) {
                scan::Question question;
                question.context = {
                    .role = core::Role::pupil, .door = core::Door::drive, .area = core::Area::home};
                question.whole = scan::Whole::file;
                question.name = name;
                const auto verdict =
                    scan::ask(house.scan_socket(), fd.get(), question, std::chrono::seconds{60});
                if (!verdict || verdict->decision == core::Decision::defer)
                    throw std::runtime_error(name + ": no verdict");
            }
        });
        const double other = clamd.empty() ? 0 : seconds_of([&] {
            for (const auto& [name, fd] : files)
                if (const auto said = bench::ask_clamd(clamd, std::string_view("zFILDES\0", 8), fd.get());
                    !said || said->find("ERROR") != std::string::npos ||
                    said->find(": ") == std::string::npos)
                    throw std::runtime_error(name + ": clamd has no verdict");
        });
        if (run > 0) {
            ours.push_back(own);
            theirs.push_back(other);
        }
    }
    result.value("verdicts", "small files/s", rate(static_cast<double>(files.size()), ours));
    if (clamd.empty())
        return;
    result.value("clamd_verdicts", "small files/s", rate(static_cast<double>(files.size()), theirs));
    result.ratio("verdicts_vs_clamd", theirs, ours);
}

/// The front's one core asked about files at rest that it knows, by Samba's protocol, a connection each.
void measure_warm(const bench::ContentHouse& house, const fs::path& small, Result& result)
{
    constexpr std::size_t clients = 4, each = 4'000;
    std::vector<std::string> commands;
    for (const auto& entry : fs::directory_iterator(small)) {
        if (!entry.path().filename().native().starts_with("ordinary") || commands.size() == 100)
            continue;
        fs::copy_file(entry.path(), house.class_folder() / entry.path().filename());
        commands.push_back("zSCAN /srv/pedell/klassen/5a/" + entry.path().filename().native() + '\0');
    }
    std::this_thread::sleep_for(
        std::chrono::milliseconds{100}); // a file is kept once a later write would show
    std::atomic<std::size_t> failed = 0;
    const auto ask = [&](std::size_t count) {
        for (std::size_t i = 0; i < count; ++i)
            if (const auto said = bench::ask_clamd(house.clamd_socket(), commands[i % commands.size()]);
                !said || said->find("OK") == std::string::npos)
                ++failed;
    };
    std::erase_if(commands, [&](const auto& command) { // what only a teacher may keep
        const auto said = bench::ask_clamd(house.clamd_socket(), command);
        return !said || said->find("OK") == std::string::npos;
    });
    if (commands.size() < 50)
        throw std::runtime_error("too few files pass");
    std::vector<double> wall, processor;
    for (int run = 0; run < runs; ++run) {
        const auto before = house.front_time();
        wall.push_back(seconds_of([&] {
            std::vector<std::jthread> threads;
            for (std::size_t n = 0; n < clients; ++n)
                threads.emplace_back([&] { ask(each); });
        }));
        processor.push_back((house.front_time() - before).count());
    }
    if (failed != 0)
        throw std::runtime_error(std::to_string(failed) + " warm verdicts were not OK");
    result.value("warm_verdicts", "verdicts/s, front on one core", rate(clients * each, wall));
    result.value("warm_verdicts_of_processor_time", "verdicts/s of the front's processor time",
                 rate(clients * each, processor));
}

} // namespace

int main(int argc, char** argv)
try {
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: content_bench FOLDER [CLAMD_SOCKET]\n";
        return 2;
    }
    const fs::path folder = argv[1];
    const fs::path clamd = argc > 2 ? argv[2] : "";
    const bench::ContentHouse house(folder / "house");
    auto magic = content::Magic::open();
    if (!magic)
        throw std::runtime_error(magic.error().context);

    Result result;
    for (const auto& [label, name] : {std::pair{"text", "text.txt"},
                                      {"png", "picture.png"},
                                      {"jpeg", "picture.jpg"},
                                      {"pdf", "document.pdf"},
                                      {"office", "office.docx"},
                                      {"zip", "files.zip"}}) {
        Input input{.label = label,
                    .name = name,
                    .bytes = read(folder / name),
                    .base64 = {},
                    .unpacked = {},
                    .deflated = {}};
        // Both packages hold this text (the document with some marks about each line).
        const bool packed = input.label == "zip" || input.label == "office";
        input.unpacked = packed ? read(folder / "text.txt") : input.bytes;
        input.base64 = base64_of(input.bytes);
        input.deflated = deflated(input.unpacked);
        measure_speed(input, *magic, result);
    }
    measure_small(folder / "small", house, clamd, result);
    measure_warm(house, folder / "small", result);
    std::cout << json::serialize(json::object{{"name", "content"},
                                              {"machine", bench::machine()},
                                              {"samples", runs},
                                              {"values", result.values},
                                              {"ratios", result.ratios}})
              << '\n';
    return 0;
} catch (const std::exception& error) {
    std::cerr << "content_bench: " << error.what() << '\n';
    return 1;
}
