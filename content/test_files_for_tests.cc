// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/test_files.h"

#include "base/handle.h"
#include "content/magic.h"
#include "content/walk.h"

#include <gsf/gsf-outfile-msole.h>
#include <gsf/gsf-outfile.h>
#include <gsf/gsf-output-memory.h>
#include <gsf/gsf-output.h>
#include <gsf/gsf-utils.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <set>

namespace pedell::content::testing
{
namespace
{

void put(std::string& text, std::uint64_t value, std::size_t width)
{
    for (std::size_t i = 0; i < width; ++i)
        text += static_cast<char>(value >> (8 * i) & 0xFF);
}

std::string deflate_raw(std::string_view bytes, int window)
{
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY);
    std::string packed(deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    return packed;
}

std::uint32_t crc_of(std::string_view bytes)
{
    return static_cast<std::uint32_t>(crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

} // namespace

std::string zip(const std::vector<Member>& members, const std::string& comment)
{
    std::string file;
    std::string directory;
    for (const Member& member : members) {
        const std::string packed = member.method == 8 ? deflate_raw(member.bytes, -MAX_WBITS) : member.bytes;
        const std::uint64_t size = member.claimed != 0 ? member.claimed : member.bytes.size();
        const bool later = (member.flags & 8) != 0;
        const std::size_t start = file.size();
        const std::string& own = member.local_name.empty() ? member.name : member.local_name;
        std::string sums;
        put(sums, crc_of(member.bytes), 4);
        put(sums, packed.size(), 4);
        put(sums, size, 4);
        file += "PK\3\4";
        put(file, 20, 2);
        put(file, member.flags, 2);
        put(file, member.method, 2);
        put(file, 0x58210000, 4);
        file += later ? std::string(12, '\0') : sums;
        put(file, own.size(), 2);
        put(file, 0, 2);
        file += own + packed;
        if (later)
            file += "PK\7\x8" + sums;

        directory += "PK\1\2";
        put(directory, member.mode != 0 ? 0x0314 : 20, 2);
        put(directory, 20, 2);
        put(directory, member.flags, 2);
        put(directory, member.method, 2);
        put(directory, 0x58210000, 4);
        directory += sums;
        put(directory, member.name.size(), 2);
        put(directory, 0, 8);
        put(directory, std::uint64_t{member.mode} << 16, 4);
        put(directory, start, 4);
        directory += member.name;
    }
    std::string end = "PK\5\6";
    put(end, 0, 4);
    put(end, members.size(), 2);
    put(end, members.size(), 2);
    put(end, directory.size(), 4);
    put(end, file.size(), 4);
    put(end, comment.size(), 2);
    return file + directory + end + comment;
}

std::string tar(const std::vector<Entry>& entries)
{
    std::string file;
    for (const Entry& entry : entries) {
        std::string head(512, '\0');
        const auto set = [&head](std::size_t at, std::string_view text) {
            head.replace(at, text.size(), text);
        };
        std::array<char, 13> size{};
        std::snprintf(size.data(), size.size(), "%011o", static_cast<unsigned>(entry.bytes.size()));
        set(0, entry.name);
        set(100, "0000644");
        set(108, "0001750");
        set(116, "0001750");
        set(124, size.data());
        set(136, "14000000000");
        set(148, "        ");
        head[156] = entry.type;
        set(157, entry.target);
        set(257, std::string_view("ustar\00000", 8));
        unsigned sum = 0;
        for (const char c : head)
            sum += static_cast<unsigned char>(c);
        std::array<char, 8> text{};
        std::snprintf(text.data(), text.size(), "%06o", sum);
        set(148, std::string_view(text.data(), 7));
        file += head + entry.bytes + std::string((512 - entry.bytes.size() % 512) % 512, '\0');
    }
    return file + std::string(1024, '\0');
}

std::string gzip(std::string_view bytes)
{
    return deflate_raw(bytes, MAX_WBITS + 16);
}

std::string docx(const std::string& body, std::vector<Member> more)
{
    std::vector<Member> members{
        {"[Content_Types].xml",
         "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
         "content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"},
        {"_rels/.rels",
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
         "<Relationship Id=\"r1\" Type=\"http://x/officeDocument\" "
         "Target=\"word/document.xml\"/></Relationships>"},
        {"word/document.xml",
         "<?xml version=\"1.0\"?><w:document xmlns:w=\"http://w\" xmlns:r=\"http://r\"><w:body>" + body +
             "</w:body></w:document>"}};
    std::ranges::move(more, std::back_inserter(members));
    return zip(members);
}

std::string odt(const std::string& content, std::vector<Member> more)
{
    std::vector<Member> members{
        {.name = "mimetype", .bytes = "application/vnd.oasis.opendocument.text", .method = 0},
        {"content.xml", "<?xml version=\"1.0\"?><office:document-content "
                        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                        "xmlns:script=\"urn:oasis:names:tc:opendocument:xmlns:script:1.0\" "
                        "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
                        "xmlns:draw=\"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0\" "
                        "xmlns:xlink=\"http://www.w3.org/1999/xlink\"><office:scripts/>" +
                            content + "</office:document-content>"}};
    std::ranges::move(more, std::back_inserter(members));
    return zip(members);
}

std::string epub(const std::string& page, std::vector<Member> more)
{
    std::vector<Member> members{{.name = "mimetype", .bytes = "application/epub+zip", .method = 0},
                                {"META-INF/container.xml", "<?xml version=\"1.0\"?><container/>"},
                                {"OEBPS/a.xhtml", page}};
    std::ranges::move(more, std::back_inserter(members));
    return zip(members);
}

std::string ole(const std::vector<std::pair<std::string, std::string>>& streams)
{
    gsf_init();
    GsfOutput* memory = gsf_output_memory_new();
    GsfOutfile* file = gsf_outfile_msole_new(memory);
    GsfOutfile* folder = nullptr;
    std::string open;
    const auto close_folder = [&] {
        if (folder != nullptr) {
            gsf_output_close(GSF_OUTPUT(folder));
            g_object_unref(folder);
        }
        folder = nullptr;
    };
    for (const auto& [path, bytes] : streams) {
        const auto slash = path.find('/');
        const std::string storage = slash == std::string::npos ? "" : path.substr(0, slash);
        if (storage != open) {
            close_folder();
            open = storage;
            if (!storage.empty())
                folder = GSF_OUTFILE(gsf_outfile_new_child(file, storage.c_str(), TRUE));
        }
        const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
        GsfOutput* stream = gsf_outfile_new_child(folder != nullptr ? folder : file, name.c_str(), FALSE);
        gsf_output_write(stream, bytes.size(), reinterpret_cast<const guint8*>(bytes.data()));
        gsf_output_close(stream);
        g_object_unref(stream);
    }
    close_folder();
    gsf_output_close(GSF_OUTPUT(file));
    std::string result(reinterpret_cast<const char*>(gsf_output_memory_get_bytes(GSF_OUTPUT_MEMORY(memory))),
                       static_cast<std::size_t>(gsf_output_size(memory)));
    g_object_unref(file);
    g_object_unref(memory);
    return result;
}

std::string pdf(const std::vector<std::string>& objects)
{
    std::string file = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    std::string table = "xref\n0 " + std::to_string(objects.size() + 1) + "\n0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        std::array<char, 24> line{};
        std::snprintf(line.data(), line.size(), "%010zu 00000 n \n", file.size());
        table += line.data();
        file += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const std::size_t at = file.size();
    return file + table + "trailer\n<< /Size " + std::to_string(objects.size() + 1) +
           " /Root 1 0 R >>\nstartxref\n" + std::to_string(at) + "\n%%EOF\n";
}

std::string png(std::uint32_t width, std::uint32_t height)
{
    const auto chunk = [](const std::string& type, const std::string& data) {
        std::string text;
        for (const std::uint32_t value : {static_cast<std::uint32_t>(data.size()), crc_of(type + data)}) {
            if (!text.empty())
                text += type + data;
            for (int shift = 24; shift >= 0; shift -= 8)
                text += static_cast<char>(value >> shift & 0xFF);
        }
        return text;
    };
    std::string head;
    for (const std::uint32_t value : {width, height})
        for (int shift = 24; shift >= 0; shift -= 8)
            head += static_cast<char>(value >> shift & 0xFF);
    head += std::string("\x8\x2\0\0\0", 5);
    return "\x89PNG\r\n\x1A\n" + chunk("IHDR", head) + chunk("IDAT", deflate_raw("\0", MAX_WBITS)) +
           chunk("IEND", "");
}

std::string jpeg(std::uint16_t width, std::uint16_t height)
{
    std::string file("\xFF\xD8\xFF\xE0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xFF\xC0\0\x0B\x8", 25);
    for (const std::uint16_t value : {height, width}) {
        file += static_cast<char>(value >> 8);
        file += static_cast<char>(value & 0xFF);
    }
    return file + std::string("\1\1\x11\0\xFF\xDA\0\x8\1\1\0\0?\0\x12\x34\xFF\xD9", 18);
}

core::Findings look_at(const std::string& name, std::string_view bytes)
{
    static auto magic = Magic::open();
    Walk walk(Bounds{}, magic.value());
    walk.look({.path = name, .name = name, .declared_type = {}, .bytes = bytes});
    return std::move(walk).take();
}

std::string traits(const core::Findings& findings)
{
    using core::Kind;
    std::set<std::string> names;
    for (const core::Finding& finding : findings.list)
        if (finding.trait != core::Trait::link)
            names.insert(std::string(core::name_of(finding.trait)));
    for (const core::Part& part : findings.parts)
        for (const Kind kind :
             {Kind::unknown, Kind::program, Kind::script, Kind::shortcut, Kind::disk_image, Kind::tnef})
            if (part.kind == kind)
                names.insert("[" + std::string(core::name_of(kind)) + "]");
    std::string text;
    for (const std::string& name : names)
        text += (text.empty() ? "" : " ") + name;
    return text;
}

void expect(const std::vector<Case>& cases)
{
    for (const Case& one : cases) {
        SCOPED_TRACE(one.label);
        EXPECT_EQ(traits(look_at(one.name, one.bytes)), one.traits);
    }
}

} // namespace pedell::content::testing
