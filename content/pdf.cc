// SPDX-License-Identifier: GPL-3.0-or-later
// PDF (ISO 32000-2) by qpdf: names are unescaped, object streams unpacked and damaged tables rebuilt there,
// as viewers do.
#include "content/bytes.h"
#include "content/inspectors.h"
#include "content/walk.h"

#include <qpdf/Constants.h>
#include <qpdf/Pl_Flate.hh>
#include <qpdf/Pl_Function.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pedell::content
{
namespace
{

using core::Kind;
using core::Trait;

constexpr std::size_t deepest_value = 50;       ///< direct arrays and dictionaries within each other
constexpr std::size_t most_values = 20'000'000; ///< of all objects together

/// An embedded file's bytes up to a bound; more of them end the file's reading, not the process.
struct Collected {
    std::string bytes;
    std::size_t most = 0;
    bool overflow = false;
    void add(unsigned char const* data, std::size_t length)
    {
        overflow = overflow || length > most - bytes.size();
        if (overflow)
            throw std::runtime_error("bound"); // qpdf ends the stream's decoding
        bytes.append(reinterpret_cast<char const*>(data), length);
    }
};

class PdfLook
{
public:
    PdfLook(Walk& walk, const Piece& piece) : walk_(walk), piece_(piece) {}

    void run()
    {
        Pl_Flate::memory_limit(walk_.bounds().member);
        QPDF pdf;
        pdf.setSuppressWarnings(true);
        pdf.setMaxWarnings(1'000);
        pdf.processMemoryFile("", piece_.bytes.data(), piece_.bytes.size(), "");
        for (auto& object : pdf.getAllObjects()) {
            if (!walk_.in_time(piece_))
                return;
            value(object, 0);
        }
        for (QPDFObjectHandle& stream : nameless_)
            embedded(stream, "Anhang");
    }

private:
    void value(QPDFObjectHandle& object, std::size_t depth) // walk
    {
        if (depth > deepest_value || ++values_ > most_values)
            return walk_.stop(Trait::too_deep, piece_);
        if (values_ % 65536 == 0 && !walk_.in_time(piece_))
            return;

        if (object.isArray()) {
            for (auto item : object.aitems())
                if (!item.isIndirect())
                    value(item, depth + 1);
            return;
        }
        if (!object.isDictionary() && !object.isStream())
            return;
        QPDFObjectHandle dictionary = object.isStream() ? object.getDict() : object;
        look_at_action(dictionary);
        for (auto& [key, item] : dictionary.ditems()) {
            look_at_key(key, item);
            if (!item.isIndirect())
                value(item, depth + 1);
        }
        if (dictionary.getKey("/EF").isDictionary())
            look_at_file(dictionary);
        if (object.isStream() && dictionary.getKey("/Type").isNameAndEquals("/EmbeddedFile"))
            nameless_.push_back(object);
    }

    static std::string name_in(QPDFObjectHandle& dictionary, const char* key)
    {
        QPDFObjectHandle item = dictionary.getKey(key);
        return item.isName() ? item.getName() : std::string{};
    }

    void look_at_action(QPDFObjectHandle& dictionary)
    {
        const std::string action = name_in(dictionary, "/S");
        constexpr std::array<std::string_view, 5> acting{"/Launch", "/SubmitForm", "/ImportData", "/GoToE",
                                                         "/RichMediaExecute"};
        if (action == "/JavaScript" || action == "/Rendition")
            if (action == "/JavaScript" || dictionary.hasKey("/JS"))
                walk_.found(Trait::document_script, piece_, action);
        if (std::ranges::find(acting, action) != acting.end())
            walk_.found(Trait::document_action, piece_, action);
        const std::string subtype = name_in(dictionary, "/Subtype");
        constexpr std::array<std::string_view, 4> playing{"/RichMedia", "/3D", "/Movie", "/Sound"};
        if (std::ranges::find(playing, subtype) != playing.end() && dictionary.hasKey("/Rect"))
            walk_.found(Trait::document_action, piece_, subtype);
    }

    void look_at_key(const std::string& key, QPDFObjectHandle& item)
    {
        if (item.isNull())
            return;
        if (key == "/JS" || key == "/XFA" || key == "/JavaScript")
            walk_.found(Trait::document_script, piece_, key);
        if (key == "/URI" && item.isString())
            look_at_link(walk_, piece_, item.getUTF8Value(), {});
        if (key == "/OpenAction" && item.isDictionary())
            look_at_opening(item);
        if (key == "/AA" && item.isDictionary())
            for (auto& [event, action] : item.ditems())
                if (action.isDictionary())
                    look_at_opening(action);
        if (key == "/F" && item.isString() && item.getUTF8Value().starts_with("\\\\"))
            walk_.found(Trait::remote_content, piece_, "file");
    }

    /// What runs by itself: going to a page or printing is ordinary, going to the network is not.
    void look_at_opening(QPDFObjectHandle& action)
    {
        const std::string kind = name_in(action, "/S");
        if (kind == "/URI" || kind == "/GoToR" || kind == "/Thread")
            walk_.found(Trait::document_action, piece_, kind);
    }

    /// A file specification: it makes any stream an embedded file, and gives it the name that it is saved
    /// under.
    void look_at_file(QPDFObjectHandle& specification)
    {
        std::string name = "Anhang";
        for (const char* key : {"/UF", "/F", "/DOS", "/Unix", "/Mac"})
            if (QPDFObjectHandle said = specification.getKey(key); said.isString()) {
                name = said.getUTF8Value();
                break;
            }
        for (auto& [platform, stream] : specification.getKey("/EF").ditems())
            if (stream.isStream())
                embedded(stream, name);
    }

    /// Invoices carry their XML so; whatever is no harmless kind is found as such.
    void embedded(QPDFObjectHandle& stream, const std::string& name)
    {
        if (!seen_.insert(stream.getObjGen()).second)
            return;
        Collected collected{.bytes = {}, .most = walk_.bounds().member};
        Pl_Function collector(
            "embedded file", nullptr,
            [&collected](unsigned char const* data, std::size_t length) { collected.add(data, length); });
        bool decoded = false;
        try {
            decoded = stream.pipeStreamData(&collector, 0, qpdf_dl_generalized, true, false);
        } catch (const std::runtime_error&) {
            decoded = false;
        }
        if (collected.overflow)
            return walk_.stop(Trait::too_large_inside, piece_);
        if (!decoded)
            return walk_.found(Trait::document_file, piece_, "unreadable");
        if (!walk_.spend(piece_, collected.bytes.size(), piece_.bytes.size()))
            return;

        walk_.look(walk_.inside(piece_, name, collected.bytes, Origin::archive_member));
        constexpr std::array harmless{Kind::xml,      Kind::text,  Kind::json,     Kind::picture, Kind::pdf,
                                      Kind::document, Kind::empty, Kind::calendar, Kind::contact, Kind::svg};
        if (std::ranges::find(harmless, walk_.last_kind()) == harmless.end())
            walk_.found(Trait::document_file, piece_, std::string(core::name_of(walk_.last_kind())));
    }

    Walk& walk_;
    const Piece& piece_;
    std::size_t values_ = 0;
    std::set<QPDFObjGen> seen_;
    std::vector<QPDFObjectHandle> nameless_;
};

} // namespace

/// A document that opens with the empty password only forbids printing and the like: it is read, and looked
/// at.
void look_into_pdf(Walk& walk, const Piece& piece)
{
    try {
        PdfLook(walk, piece).run();
    } catch (const QPDFExc& error) {
        // Also what is locked in a way that qpdf does not know (for certificates).
        const bool locked = error.getErrorCode() == qpdf_e_password ||
                            (error.getErrorCode() == qpdf_e_unsupported &&
                             find_bytes(piece.bytes, "/Encrypt") != std::string_view::npos);
        walk.found(locked ? Trait::document_encrypted : Trait::not_readable, piece);
    } catch (const std::runtime_error&) {
        walk.found(Trait::not_readable, piece);
    } catch (const std::logic_error&) {
        walk.found(Trait::not_readable, piece);
    }
}

} // namespace pedell::content
