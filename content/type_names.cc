// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/bytes.h"
#include "content/types.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pedell::content
{
namespace
{

using core::Kind;

constexpr std::uint32_t of(Kind kind)
{
    return std::uint32_t{1} << static_cast<unsigned>(kind);
}

constexpr std::uint32_t any_text = of(Kind::text) | of(Kind::json) | of(Kind::xml) | of(Kind::empty);
constexpr std::uint32_t sounds = of(Kind::audio) | of(Kind::video);
constexpr std::uint32_t sealed = of(Kind::signature) | of(Kind::ciphertext) | of(Kind::data) | of(Kind::text);
constexpr std::uint32_t zips = of(Kind::archive) | of(Kind::document) | of(Kind::school);

struct Promise {
    std::string_view extension;
    std::uint32_t kinds; ///< what a person who sees the extension may get
};

/// One kind of picture for another, one kind of sound for another deceive nobody.
constexpr std::array promises{
    Promise{"3gp", sounds},
    Promise{"7z", of(Kind::archive)},
    Promise{"aac", sounds},
    Promise{"aif", sounds},
    Promise{"aiff", sounds},
    Promise{"apkg", of(Kind::school)},
    Promise{"asc", sealed},
    Promise{"avi", sounds},
    Promise{"avif", of(Kind::picture)},
    Promise{"bmp", of(Kind::picture)},
    Promise{"bz2", of(Kind::archive)},
    Promise{"colpkg", of(Kind::school)},
    Promise{"doc", of(Kind::document)},
    Promise{"docm", of(Kind::document)},
    Promise{"docx", of(Kind::document)},
    Promise{"dot", of(Kind::document) | of(Kind::text)},
    Promise{"dotx", of(Kind::document)},
    Promise{"eml", of(Kind::message)},
    Promise{"emf", of(Kind::picture)},
    Promise{"epub", of(Kind::document)},
    Promise{"flac", sounds},
    Promise{"fodt", of(Kind::document)},
    Promise{"ggb", of(Kind::school)},
    Promise{"ggs", of(Kind::school)},
    Promise{"ggt", of(Kind::school)},
    Promise{"gif", of(Kind::picture)},
    Promise{"gz", of(Kind::archive)},
    Promise{"heic", of(Kind::picture)},
    Promise{"heif", of(Kind::picture)},
    Promise{"htm", of(Kind::html) | any_text},
    Promise{"html", of(Kind::html) | any_text},
    Promise{"ico", of(Kind::picture)},
    Promise{"ics", of(Kind::calendar)},
    Promise{"ipynb", of(Kind::json)},
    Promise{"jfif", of(Kind::picture)},
    Promise{"jpeg", of(Kind::picture)},
    Promise{"jpg", of(Kind::picture)},
    Promise{"json", any_text},
    Promise{"key", zips},
    Promise{"m4a", sounds},
    Promise{"m4v", sounds},
    Promise{"mid", sounds},
    Promise{"mkv", sounds},
    Promise{"mov", sounds},
    Promise{"mp3", sounds},
    Promise{"mp4", sounds},
    Promise{"mpeg", sounds},
    Promise{"mpg", sounds},
    Promise{"mscz", of(Kind::school)},
    Promise{"musicxml", of(Kind::xml)},
    Promise{"mxl", zips},
    Promise{"numbers", zips},
    Promise{"odf", of(Kind::document)},
    Promise{"odg", of(Kind::document)},
    Promise{"odp", of(Kind::document)},
    Promise{"ods", of(Kind::document)},
    Promise{"odt", of(Kind::document)},
    Promise{"oga", sounds},
    Promise{"ogg", sounds},
    Promise{"ogv", sounds},
    Promise{"opus", sounds},
    Promise{"otf", of(Kind::font)},
    Promise{"otp", of(Kind::document)},
    Promise{"ots", of(Kind::document)},
    Promise{"ott", of(Kind::document)},
    Promise{"p7m", sealed},
    Promise{"p7s", sealed},
    Promise{"pages", zips},
    Promise{"pdf", of(Kind::pdf)},
    Promise{"png", of(Kind::picture)},
    Promise{"pot", of(Kind::document)},
    Promise{"potx", of(Kind::document)},
    Promise{"pps", of(Kind::document)},
    Promise{"ppsx", of(Kind::document)},
    Promise{"ppt", of(Kind::document)},
    Promise{"pptm", of(Kind::document)},
    Promise{"pptx", of(Kind::document)},
    Promise{"psd", of(Kind::picture)},
    Promise{"rar", of(Kind::archive)},
    Promise{"rtf", of(Kind::document)},
    Promise{"sb2", zips},
    Promise{"sb3", of(Kind::school)},
    Promise{"sig", sealed},
    Promise{"svg", of(Kind::svg)},
    Promise{"svgz", of(Kind::archive)},
    Promise{"tar", of(Kind::archive)},
    Promise{"tgz", of(Kind::archive)},
    Promise{"tif", of(Kind::picture)},
    Promise{"tiff", of(Kind::picture)},
    Promise{"ttf", of(Kind::font)},
    Promise{"vcf", of(Kind::contact)},
    Promise{"wav", sounds},
    Promise{"webm", sounds},
    Promise{"webp", of(Kind::picture)},
    Promise{"wma", sounds},
    Promise{"wmf", of(Kind::picture)},
    Promise{"wmv", sounds},
    Promise{"woff", of(Kind::font)},
    Promise{"woff2", of(Kind::font)},
    Promise{"xls", of(Kind::document)},
    Promise{"xlsb", of(Kind::document)},
    Promise{"xlsm", of(Kind::document)},
    Promise{"xlsx", of(Kind::document)},
    Promise{"xlt", of(Kind::document)},
    Promise{"xltx", of(Kind::document)},
    Promise{"xml", of(Kind::xml) | of(Kind::svg) | of(Kind::html) | of(Kind::document) | of(Kind::text)},
    Promise{"xz", of(Kind::archive)},
    Promise{"zip", zips},
};

/// Notes and source code of lessons: shown in an editor. What Windows would run is not among them.
constexpr std::array<std::string_view, 62> texts{
    "adoc", "bas", "bib", "c",     "cc",  "cfg",  "conf",  "cpp",  "cs",  "css",   "csv", "dart", "diff",
    "dtd",  "f90", "go",  "gpx",   "h",   "hpp",  "hs",    "ini",  "ino", "java",  "kt",  "kml",  "latex",
    "log",  "lua", "m",   "md",    "ms",  "pas",  "patch", "php",  "pl",  "po",    "py",  "pyw",  "r",
    "rb",   "rs",  "rst", "scala", "scm", "sh",   "sql",   "srt",  "st",  "swift", "tab", "tex",  "text",
    "toml", "ts",  "tsv", "txt",   "vtt", "yaml", "yml",   "bash", "sty", "cls"};

} // namespace

bool shows_text(std::string_view extension) noexcept
{
    return extension != "csv" && extension != "tsv" && extension != "tab" &&
           std::ranges::find(texts, extension) != texts.end();
}

bool opens_as_archive(std::string_view extension) noexcept
{
    return extension == "zip" ||
           (!extension.empty() &&
            std::ranges::find(promises, extension, &Promise::extension) == promises.end());
}

bool name_contradicts(std::string_view extension, const RealType& real) noexcept
{
    if (real.type == "application/applefile")
        return false; // what macOS packs beside a file, under its name
    if (std::ranges::find(texts, extension) != texts.end())
        return (of(real.kind) & (any_text | of(Kind::ciphertext) | of(Kind::signature))) == 0;

    const auto promise = std::ranges::find(promises, extension, &Promise::extension);
    if (promise == promises.end() || real.kind == Kind::empty)
        return false;
    return (of(real.kind) & promise->kinds) == 0;
}

} // namespace pedell::content
