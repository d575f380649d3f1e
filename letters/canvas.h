// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/handle.h"
#include "base/result.h"

#include <cairo.h>
#include <cstdint>
#include <pango/pango.h>
#include <string>
#include <string_view>

namespace pedell::letters
{

struct Colour {
    double red = 0;
    double green = 0;
    double blue = 0;
};

enum class Face : std::uint8_t { sans, mono };
enum class Align : std::uint8_t { left, right, centre };

/// What to do with a text that is too long even at its smallest size. Data (a login, a password) is broken
/// into lines, as nothing of it may be missing; a name may end in an ellipsis.
enum class TooLong : std::uint8_t { ellipsis, lines };

struct Style {
    double size = 10; ///< points, the largest
    double smallest = 6;
    Face face = Face::sans;
    bool bold = false;
    Colour colour{};
    Align align = Align::left;
    TooLong too_long = TooLong::ellipsis;
    bool underline_digits = false;
    bool one_line = false; ///< shrinks before it breaks
};

/// All in points from the upper left corner of the page.
struct Box {
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
};

/// A PDF page as we draw on it: text by pango, so in any script, from installed fonts that are embedded.
class Canvas
{
public:
    /// `sink` is written to by cairo; both outlive the canvas. Errors: not_found (the fonts are not
    /// installed), unavailable.
    [[nodiscard]] static base::Result<Canvas> open(cairo_surface_t* surface);

    /// Draws as large as fits. Returns the height it took. Text with a NUL or no UTF-8 ends there.
    double text(const Box& box, std::string_view words, const Style& style);
    /// The height that text() would take, at style.size exactly, and without drawing.
    [[nodiscard]] double height_of(double width, std::string_view words, const Style& style);

    void panel(const Box& box, Colour fill, Colour edge);
    void rule(double y, double from, double to, Colour colour, bool dashed);
    void square(double x, double y, double size);
    void fill(Colour colour);
    void end_page();

    /// Whether something did not fit into its box.
    [[nodiscard]] bool overflowed() const noexcept
    {
        return overflowed_;
    }
    /// Signs so far that no installed font has.
    [[nodiscard]] int unknown_signs() const noexcept
    {
        return unknown_signs_;
    }
    [[nodiscard]] base::Result<> checked() const;

private:
    using Drawing = base::Handle<cairo_t, cairo_destroy>;
    using Context = base::Handle<PangoContext, g_object_unref>;
    using Layout = base::Handle<PangoLayout, g_object_unref>;

    Canvas(Drawing drawing, Context context) noexcept
        : drawing_(std::move(drawing)), context_(std::move(context))
    {
    }
    [[nodiscard]] Layout lay_out(double width, std::string_view words, const Style& style, double size);
    [[nodiscard]] Layout fitted(const Box& box, std::string_view words, const Style& style);

    Drawing drawing_;
    Context context_;
    bool overflowed_ = false;
    int unknown_signs_ = 0;
};

} // namespace pedell::letters
