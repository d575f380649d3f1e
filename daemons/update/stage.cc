// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/stage.h"

#include "base/file.h"
#include "base/handle.h"
#include "daemons/update/menu.h"
#include "daemons/update/signature.h"

#include <array>
#include <boost/json.hpp>
#include <fcntl.h>
#include <format>
#include <openssl/evp.h>
#include <vector>

namespace pedell::update
{
namespace
{

using base::Errc;
using base::fail;

constexpr std::int64_t most_uki_bytes = 256LL << 20;
constexpr std::int64_t slot_bytes_unknown = 1536LL << 20; ///< as image/ makes it
constexpr std::int64_t var_reserve = 256LL << 20;
constexpr std::int64_t esp_reserve = 1LL << 20;

using Digest = base::Handle<EVP_MD_CTX, EVP_MD_CTX_free>;

/// Bytes of the slot of the running version; the other one is as large (repart.d).
std::int64_t slot_bytes(const Host& host, const std::string& running)
{
    namespace json = boost::json;
    const auto listed =
        host.output_of({"lsblk", "--json", "--bytes", "--list", "--output", "PARTLABEL,SIZE"});
    boost::system::error_code fault;
    const auto value = json::parse(listed.value_or("{}"), fault);
    const auto* const devices =
        fault || !value.is_object() ? nullptr : value.as_object().if_contains("blockdevices");
    if (devices == nullptr || !devices->is_array())
        return slot_bytes_unknown;

    for (const json::value& device : devices->as_array()) {
        const auto* const label = device.is_object() ? device.as_object().if_contains("partlabel") : nullptr;
        const auto* const size = device.is_object() ? device.as_object().if_contains("size") : nullptr;
        if (label != nullptr && label->is_string() && label->as_string() == "pedell_" + running &&
            size != nullptr && size->is_int64())
            return size->as_int64();
    }
    return slot_bytes_unknown;
}

/// What systemd-sysupdate removes from the ESP before it writes: everything but the running version.
std::int64_t removable_bytes(const Host& host, const std::string& running)
{
    std::int64_t total = 0;
    for (const MenuEntry& entry : menu_of(host).value_or(std::vector<MenuEntry>()))
        if (entry.version != running) {
            std::error_code fault;
            const auto size = std::filesystem::file_size(host.at(uki_folder) / entry.file, fault);
            total += fault ? 0 : static_cast<std::int64_t>(size);
        }
    return total;
}

std::int64_t staged_bytes(const Host& host, const ReleaseFile& file)
{
    std::error_code fault;
    const auto size = std::filesystem::file_size(host.at(stage_folder) / file.name, fault);
    return fault ? 0 : static_cast<std::int64_t>(size);
}

base::Result<> need(std::int64_t there, std::int64_t needed, const char* where)
{
    if (there >= needed)
        return {};

    return fail(Errc::over_limit,
                std::format("{}: kein Platz, {} frei, {} noetig / no room, {} free, {} needed", where,
                            megabytes(there), megabytes(needed), megabytes(there), megabytes(needed)));
}

base::Result<> fetch_file(const Host& host, Source& source, const ReleaseFile& file, std::int64_t most,
                          Progress& progress)
{
    const std::int64_t total = source.size_of(file.name);
    if (auto got = source.fetch(file.name, most, [&](std::int64_t bytes) { progress.bytes(bytes, total); });
        !got)
        return got;

    progress.bytes(staged_bytes(host, file), total);
    const auto sum = sha256_of(host.at(stage_folder) / file.name);
    if (!sum)
        return std::unexpected(sum.error());
    if (*sum != file.sha256)
        return fail(Errc::corrupt,
                    std::format("{0} ist unvollstaendig oder veraendert (SHA-256) / {0} is incomplete "
                                "or was changed (SHA-256)",
                                file.name));
    return {};
}

} // namespace

void clear_stage(const Host& host)
{
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(host.at(stage_folder), ignored))
        std::filesystem::remove(entry.path(), ignored);
}

base::Result<std::string> sha256_of(const std::filesystem::path& file)
{
    const base::Fd fd(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!fd)
        return base::fail_errno("read " + file.string());

    const Digest digest(EVP_MD_CTX_new());
    if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
        return fail(Errc::unavailable, "no SHA-256 in OpenSSL");

    std::vector<unsigned char> buffer(std::size_t{1} << 20);
    while (true) {
        const auto got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::fail_errno("read " + file.string());
        if (got == 0)
            break;
        EVP_DigestUpdate(digest.get(), buffer.data(), static_cast<std::size_t>(got));
    }
    std::array<unsigned char, 32> sum{};
    EVP_DigestFinal_ex(digest.get(), sum.data(), nullptr);
    std::string text;
    for (const unsigned char byte : sum)
        text += std::format("{:02x}", byte);
    return text;
}

base::Result<std::vector<Release>> fetch_list(const Host& host, Source& source)
{
    clear_stage(host);
    const auto nothing = [](std::int64_t) {};
    for (const char* const name : {sums_name, signature_name})
        if (const auto got = source.fetch(name, most_sums_bytes, nothing); !got)
            return std::unexpected(got.error());

    if (const auto trusted = check_signature(host); !trusted) {
        clear_stage(host);
        return std::unexpected(trusted.error());
    }
    const auto sums = base::read_file(host.at(stage_folder) / sums_name, most_sums_bytes);
    auto releases = sums ? releases_in(*sums) : std::unexpected(sums.error());
    clear_stage(host);
    return releases;
}

base::Result<> check_space(const Host& host, const std::string& running, std::int64_t root, std::int64_t uki)
{
    if (const auto slot = need(slot_bytes(host, running), root, "Systembereich / system slot"); !slot)
        return slot;
    return need(host.free_bytes(host.at("/efi")) + removable_bytes(host, running), uki + esp_reserve,
                "ESP (/efi)");
}

base::Result<> check_stage_space(const Host& host, std::int64_t bytes)
{
    return need(host.free_bytes(host.at(state_folder)), bytes + var_reserve, "/var");
}

base::Result<> fetch_release(const Host& host, Source& source, const std::string& running,
                             const Release& release, Progress& progress)
{
    const std::int64_t most_root = slot_bytes(host, running);
    progress.stage("Kernel holen / fetch the kernel");
    auto got = fetch_file(host, source, release.uki, most_uki_bytes, progress);
    if (got) {
        progress.stage("System holen / fetch the system");
        got = fetch_file(host, source, release.root, most_root, progress);
    }
    // Now their size is known whatever the source said.
    if (got)
        got = check_space(host, running, staged_bytes(host, release.root), staged_bytes(host, release.uki));
    if (!got)
        clear_stage(host);
    return got;
}

} // namespace pedell::update
