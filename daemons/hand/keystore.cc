// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/hand/keystore.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

namespace pedell::hand
{

using base::Errc;
using base::Fd;
using base::Result;

namespace
{

constexpr std::size_t hex_size = 2 * Key::size;
constexpr off_t max_file_bytes = 32 << 20;

/// Text that holds keys: wiped when it goes. Sized once, so that no copy stays behind in the heap.
class SecretText
{
public:
    explicit SecretText(std::size_t size) : bytes_(size, '\0') {}
    SecretText(const SecretText&) = delete;
    SecretText& operator=(const SecretText&) = delete;
    ~SecretText()
    {
        ::explicit_bzero(bytes_.data(), bytes_.size());
    }
    std::string& bytes() noexcept
    {
        return bytes_;
    }

private:
    std::string bytes_;
};

Result<> write_all(int fd, std::string_view bytes, off_t offset)
{
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(fd, bytes.data(), bytes.size(), offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return base::fail_errno("key store: writing");
        bytes.remove_prefix(static_cast<std::size_t>(written));
        offset += written;
    }
    if (::fsync(fd) != 0)
        return base::fail_errno("key store: fsync");
    return {};
}

/// Overwrites a file's bytes where they lie.
Result<> scrub(int fd)
{
    struct stat found{};
    if (::fstat(fd, &found) != 0)
        return base::fail_errno("key store: fstat");
    return write_all(fd, std::string(static_cast<std::size_t>(found.st_size), '0'), 0);
}

Result<> read_all(int fd, std::string& into)
{
    std::size_t have = 0;
    while (have < into.size()) {
        const ssize_t got = ::pread(fd, into.data() + have, into.size() - have, static_cast<off_t>(have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::fail_errno("key store: reading");
        if (got == 0)
            return base::fail(Errc::corrupt, "key store: shorter than it was a moment ago");
        have += static_cast<std::size_t>(got);
    }
    return {};
}

/// The store as it lies on disk; absent: an empty Fd.
Result<Fd> open_store(const std::filesystem::path& file, int access)
{
    Fd fd(::open(file.c_str(), access | O_CLOEXEC | O_NOFOLLOW));
    if (!fd && errno == ENOENT)
        return Fd{};
    if (!fd)
        return base::fail_errno("key store: opening");

    struct stat found{};
    if (::fstat(fd.get(), &found) != 0)
        return base::fail_errno("key store: fstat");
    if (!S_ISREG(found.st_mode) || found.st_uid != ::geteuid() || (found.st_mode & 077) != 0)
        return base::fail(Errc::denied, "key store: must be a file of root's with mode 0600");
    if (found.st_size > max_file_bytes)
        return base::fail(Errc::corrupt, "key store: larger than any school's");
    return fd;
}

Result<std::size_t> size_of(int fd)
{
    struct stat found{};
    if (::fstat(fd, &found) != 0)
        return base::fail_errno("key store: fstat");
    return static_cast<std::size_t>(found.st_size);
}

Result<> sync_folder(const std::filesystem::path& folder)
{
    const Fd fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return base::fail_errno("key store: syncing the folder");
    return {};
}

int digit(char c) noexcept
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool from_hex(std::string_view hex, Key& key) noexcept
{
    if (hex.size() != hex_size)
        return false;
    for (std::size_t i = 0; i < Key::size; ++i) {
        const int high = digit(hex[2 * i]);
        const int low = digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        key.bytes[i] = static_cast<unsigned char>(high * 16 + low);
    }
    return true;
}

void append_hex(const Key& key, std::string& out)
{
    constexpr std::string_view digits = "0123456789abcdef";
    for (const unsigned char byte : key.bytes) {
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
}

/// A crash between two steps leaves a half-written file: its bytes are keys too.
Result<> drop_leftover(const std::filesystem::path& file)
{
    const Fd fd(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
    if (!fd)
        return errno == ENOENT ? Result<>{} : Result<>(base::fail_errno("key store: leftover"));

    if (const auto gone = scrub(fd.get()); !gone)
        return gone;

    if (::unlink(file.c_str()) != 0)
        return base::fail_errno("key store: removing the leftover");
    return {};
}

} // namespace

Key::~Key()
{
    ::explicit_bzero(bytes.data(), bytes.size());
}

std::string text_of(const Owner& owner)
{
    return (owner.kind == FolderKind::person ? "person " : "class ") + std::to_string(owner.id);
}

Result<KeyStore> KeyStore::open(const std::filesystem::path& file)
{
    KeyStore store(file);
    const auto fd = open_store(file, O_RDONLY);
    if (!fd)
        return std::unexpected(fd.error());
    store.absent_ = !*fd;
    if (store.absent_)
        return store;

    const auto size = size_of(fd->get());
    if (!size)
        return std::unexpected(size.error());

    SecretText text(*size);
    if (const auto read = read_all(fd->get(), text.bytes()); !read)
        return std::unexpected(read.error());

    std::string_view rest = text.bytes();
    while (!rest.empty()) {
        const auto end = rest.find('\n');
        if (end == std::string_view::npos)
            return base::fail(Errc::corrupt, "key store: last line without its end");
        if (const auto taken = store.take_line(rest.substr(0, end)); !taken)
            return std::unexpected(taken.error());
        rest.remove_prefix(end + 1);
    }
    return store;
}

Result<> KeyStore::take_line(std::string_view line)
{
    const auto bad = [] { return base::fail(Errc::corrupt, "key store: a line that is not understood"); };
    Owner owner;
    if (line.starts_with("person "))
        line.remove_prefix(7);
    else if (line.starts_with("class ")) {
        owner.kind = FolderKind::school_class;
        line.remove_prefix(6);
    } else
        return bad();

    const auto [after, fault] = std::from_chars(line.data(), line.data() + line.size(), owner.id);
    line.remove_prefix(static_cast<std::size_t>(after - line.data()));
    if (fault != std::errc{} || owner.id < 1 || owner.id > max_id || !line.starts_with(' '))
        return bad();
    line.remove_prefix(1);

    // Overwritten, but the power went before the line did: the key is destroyed, the line goes with the next
    // write.
    if (line == std::string(hex_size, '0'))
        return {};

    const auto [place, fresh] = keys_.try_emplace(owner);
    if (!fresh || !from_hex(line, place->second))
        return bad();
    return {};
}

const Key* KeyStore::find(const Owner& owner) const
{
    const auto found = keys_.find(owner);
    return found == keys_.end() ? nullptr : &found->second;
}

Result<const Key*> KeyStore::ensure(const Owner& owner)
{
    if (const auto* key = find(owner))
        return key;

    auto& key = keys_[owner];
    if (::getrandom(key.bytes.data(), key.bytes.size(), 0) != static_cast<ssize_t>(key.bytes.size())) {
        keys_.erase(owner);
        return base::fail_errno("key store: getrandom");
    }

    if (const auto written = rewrite(); !written) {
        keys_.erase(owner);
        return std::unexpected(written.error());
    }
    return &key;
}

Result<bool> KeyStore::destroy(const Owner& owner)
{
    if (!keys_.contains(owner))
        return false;

    if (const auto gone = overwrite_line(owner); !gone)
        return std::unexpected(gone.error());

    keys_.erase(owner);
    if (const auto written = rewrite(); !written)
        return std::unexpected(written.error());
    return true;
}

Result<> KeyStore::overwrite_line(const Owner& owner) const
{
    const auto fd = open_store(file_, O_RDWR);
    if (!fd)
        return std::unexpected(fd.error());
    if (!*fd)
        return {};

    const auto size = size_of(fd->get());
    if (!size)
        return std::unexpected(size.error());

    SecretText text(*size);
    if (const auto read = read_all(fd->get(), text.bytes()); !read)
        return read;

    const std::string start = text_of(owner) + ' ';
    std::size_t line = 0;
    while (line < *size && text.bytes().compare(line, start.size(), start) != 0) {
        const auto end = text.bytes().find('\n', line);
        line = end == std::string::npos ? *size : end + 1;
    }
    if (line + start.size() + hex_size > *size)
        return base::fail(Errc::corrupt, "key store: the line to destroy is not there");
    return write_all(fd->get(), std::string(hex_size, '0'), static_cast<off_t>(line + start.size()));
}

Result<> KeyStore::rewrite()
{
    const auto fresh = std::filesystem::path(file_.string() + ".new");
    if (const auto clean = drop_leftover(fresh); !clean)
        return clean;

    const auto old = open_store(file_, O_RDWR);
    if (!old)
        return std::unexpected(old.error());

    constexpr std::size_t longest_line = 6 + 1 + 19 + 1 + hex_size + 1;
    SecretText text(keys_.size() * longest_line);
    text.bytes().clear(); // keeps the room: no reallocation below
    for (const auto& [owner, key] : keys_) {
        text.bytes() += text_of(owner);
        text.bytes() += ' ';
        append_hex(key, text.bytes());
        text.bytes() += '\n';
    }

    const Fd fd(::open(fresh.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
    if (!fd)
        return base::fail_errno("key store: making the new file");

    if (const auto written = write_all(fd.get(), text.bytes(), 0); !written)
        return written;

    if (::rename(fresh.c_str(), file_.c_str()) != 0)
        return base::fail_errno("key store: rename");
    absent_ = false;

    if (const auto synced = sync_folder(file_.parent_path()); !synced)
        return synced;

    return *old ? scrub(old->get()) : Result<>{};
}

} // namespace pedell::hand
