// SPDX-License-Identifier: GPL-3.0-or-later
// Compound files ([MS-CFB]) of old Office, read by libgsf: what their storages and streams are called tells
// what they are; three streams are read further ([MS-DOC], [MS-XLS], [MS-PPT]).
#include "content/ole.h"

#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include "base/handle.h"

#include <gsf/gsf-infile-msole.h>
#include <gsf/gsf-infile.h>
#include <gsf/gsf-input-memory.h>
#include <gsf/gsf-input.h>
#include <gsf/gsf-utils.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <optional>

namespace pedell::content
{
namespace
{

using core::Kind;
using core::Trait;

constexpr std::size_t deepest_storage = 20;
constexpr std::size_t most_entries = 5'000;

void unref(void* object)
{
    g_object_unref(object);
}
using Input = std::unique_ptr<GsfInput, base::Closer<unref>>;
using Infile = std::unique_ptr<GsfInfile, base::Closer<unref>>;

/// A compound file while it is looked at.
class OleLook
{
public:
    OleLook(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece) {}

    void run()
    {
        const auto* bytes = reinterpret_cast<const guint8*>(piece_.bytes.data());
        const Input input(gsf_input_memory_new(bytes, static_cast<gsf_off_t>(piece_.bytes.size()), FALSE));
        const Infile file(gsf_infile_msole_new(input.get(), nullptr));
        if (!file)
            return walk_.found(Trait::not_readable, piece_);

        look_at_class(file.get());
        storage(file.get(), 0);
        if (walk_.stopped())
            return;
        if (message_)
            walk_.found(Trait::not_supported, piece_, "msg");
        else if (!known_)
            walk_.found(Trait::not_supported, piece_, "OLE");
    }

private:
    /// Installers are compound files, too; their class says so ([MS-CFB] 2.6.1).
    void look_at_class(GsfInfile* file)
    {
        std::array<guint8, 16> id{};
        constexpr std::array<guint8, 16> installer{0x84, 0x10, 0x0C, 0, 0, 0, 0, 0,
                                                   0xC0, 0,    0,    0, 0, 0, 0, 0x46};
        if (!GSF_IS_INFILE_MSOLE(file) ||
            gsf_infile_msole_get_class_id(GSF_INFILE_MSOLE(file), id.data()) == FALSE)
            return;
        const bool same = std::equal(id.begin() + 4, id.end(), installer.begin() + 4) && id[1] == 0x10 &&
                          id[2] == 0x0C && id[3] == 0 && id[0] >= 0x82 && id[0] <= 0x86;
        if (same) {
            walk_.note_kind(piece_, Kind::program);
            walk_.found(Trait::program_inside, piece_, "msi");
            known_ = true;
        }
    }

    void storage(GsfInfile* folder, std::size_t depth)
    {
        if (depth > deepest_storage)
            return walk_.stop(Trait::too_deep, piece_);
        const int count = gsf_infile_num_children(folder);
        for (int i = 0; i < count && walk_.in_time(piece_); ++i) {
            if (++entries_ > most_entries)
                return walk_.stop(Trait::too_many_parts, piece_);
            const char* raw = gsf_infile_name_by_index(folder, i);
            const std::string name = raw == nullptr ? "" : raw;
            look_at_ole_name(walk_, piece_, name, known_, message_);
            const Input child(gsf_infile_child_by_index(folder, i));
            if (!child) {
                walk_.found(Trait::not_readable, piece_, name);
                continue;
            }
            if (GSF_IS_INFILE(child.get()) && gsf_infile_num_children(GSF_INFILE(child.get())) >= 0)
                storage(GSF_INFILE(child.get()), depth + 1);
            else
                stream(child.get(), name);
        }
    }

    void stream(GsfInput* input, const std::string& name)
    {
        const auto size = static_cast<std::uint64_t>(std::max<gsf_off_t>(gsf_input_size(input), 0));
        if (size == 0)
            return;
        if (!walk_.spend(piece_, size, piece_.bytes.size()))
            return;
        std::string bytes(size, '\0');
        if (gsf_input_read(input, size, reinterpret_cast<guint8*>(bytes.data())) == nullptr)
            return walk_.found(Trait::not_readable, piece_, name);
        look_at_ole_stream(walk_, piece_, name, bytes);
    }

    Walk& walk_;
    const Piece& piece_;
    std::size_t entries_ = 0;
    bool known_ = false;
    bool message_ = false;
};

} // namespace

void look_into_ole(Walk& walk, const Piece& piece)
{
    static std::once_flag ready;
    std::call_once(ready, gsf_init);
    OleLook(walk, piece).run();
}

} // namespace pedell::content
