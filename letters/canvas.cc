// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/canvas.h"

#include <numbers>
#include <pango/pangocairo.h>
#include <set>

namespace pedell::letters
{
namespace
{

constexpr const char* sans_family = "DejaVu Sans";
constexpr const char* mono_family = "DejaVu Sans Mono";
constexpr double step = 0.5; ///< points between two tries

/// Another font would do for the eye, but the two were chosen: their 0 and O, 1, l and I differ.
base::Result<> check_fonts(PangoFontMap* map)
{
    PangoFontFamily** families = nullptr;
    int count = 0;
    pango_font_map_list_families(map, &families, &count);
    std::set<std::string> names;
    for (int i = 0; i < count; ++i)
        names.insert(pango_font_family_get_name(families[i]));
    g_free(static_cast<void*>(families));

    for (const char* wanted : {sans_family, mono_family}) {
        if (!names.contains(wanted))
            return base::fail(base::Errc::not_found,
                              std::string("the font ") + wanted + " is missing: install fonts-dejavu-core");
    }
    return {};
}

double points(int units)
{
    return static_cast<double>(units) / PANGO_SCALE;
}

int units(double points)
{
    return static_cast<int>(points * PANGO_SCALE);
}

void underline_digits(PangoLayout* layout, std::string_view words)
{
    PangoAttrList* attributes = pango_attr_list_new();
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] < '0' || words[i] > '9')
            continue;

        PangoAttribute* line = pango_attr_underline_new(PANGO_UNDERLINE_SINGLE);
        line->start_index = static_cast<guint>(i);
        line->end_index = static_cast<guint>(i + 1);
        pango_attr_list_insert(attributes, line); // takes it over
    }
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
}

bool fits(PangoLayout* layout, const Box& box, bool one_line)
{
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout, &width, &height);
    return points(width) <= box.width && points(height) <= box.height &&
           (!one_line || pango_layout_get_line_count(layout) == 1);
}

} // namespace

base::Result<Canvas> Canvas::open(cairo_surface_t* surface)
{
    Drawing drawing(cairo_create(surface));
    const base::Handle<PangoFontMap, g_object_unref> map(pango_cairo_font_map_new());
    if (auto checked = check_fonts(map.get()); !checked)
        return std::unexpected(std::move(checked.error()));

    Context context(pango_font_map_create_context(map.get()));
    pango_cairo_context_set_resolution(context.get(), 72); // a unit of the page is a point
    // Paper has no pixels: no hinting, so that the same letter is the same bytes on every machine.
    const base::Handle<cairo_font_options_t, cairo_font_options_destroy> options(cairo_font_options_create());
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(context.get(), options.get());
    return Canvas(std::move(drawing), std::move(context));
}

Canvas::Layout Canvas::lay_out(double width, std::string_view words, const Style& style, double size)
{
    Layout layout(pango_layout_new(context_.get()));
    const base::Handle<PangoFontDescription, pango_font_description_free> font(pango_font_description_new());
    pango_font_description_set_family(font.get(), style.face == Face::sans ? sans_family : mono_family);
    pango_font_description_set_absolute_size(font.get(), size * PANGO_SCALE);
    pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout.get(), font.get());
    // A right-to-left name stands where all others stand.
    pango_layout_set_auto_dir(layout.get(), FALSE);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
    pango_layout_set_width(layout.get(), units(width));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD);
    constexpr PangoAlignment alignments[] = {PANGO_ALIGN_LEFT, PANGO_ALIGN_RIGHT, PANGO_ALIGN_CENTER};
    pango_layout_set_alignment(layout.get(), alignments[static_cast<int>(style.align)]);
    if (style.underline_digits)
        underline_digits(layout.get(), words);
    return layout;
}

Canvas::Layout Canvas::fitted(const Box& box, std::string_view words, const Style& style)
{
    for (double size = style.size; size > style.smallest; size -= step) {
        Layout layout = lay_out(box.width, words, style, size);
        if (fits(layout.get(), box, style.one_line))
            return layout;
    }
    Layout layout = lay_out(box.width, words, style, style.smallest);
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    if (style.too_long == TooLong::ellipsis) {
        pango_layout_set_height(layout.get(), units(box.height));
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
    }
    overflowed_ = overflowed_ || !fits(layout.get(), box, false);
    return layout;
}

double Canvas::text(const Box& box, std::string_view words, const Style& style)
{
    const Layout layout = fitted(box, words, style);
    cairo_set_source_rgb(drawing_.get(), style.colour.red, style.colour.green, style.colour.blue);
    cairo_move_to(drawing_.get(), box.x, box.y);
    pango_cairo_update_layout(drawing_.get(), layout.get());
    pango_cairo_show_layout(drawing_.get(), layout.get());
    unknown_signs_ += pango_layout_get_unknown_glyphs_count(layout.get());
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return points(height);
}

double Canvas::height_of(double width, std::string_view words, const Style& style)
{
    const Layout layout = lay_out(width, words, style, style.size);
    int height = 0;
    pango_layout_get_size(layout.get(), nullptr, &height);
    return points(height);
}

void Canvas::panel(const Box& box, Colour fill_colour, Colour edge)
{
    constexpr double radius = 8;
    constexpr double quarter = std::numbers::pi / 2;
    cairo_t* const drawing = drawing_.get();
    const double right = box.x + box.width;
    const double bottom = box.y + box.height;
    cairo_new_sub_path(drawing);
    cairo_arc(drawing, right - radius, box.y + radius, radius, -quarter, 0);
    cairo_arc(drawing, right - radius, bottom - radius, radius, 0, quarter);
    cairo_arc(drawing, box.x + radius, bottom - radius, radius, quarter, 2 * quarter);
    cairo_arc(drawing, box.x + radius, box.y + radius, radius, 2 * quarter, 3 * quarter);
    cairo_close_path(drawing);
    cairo_set_source_rgb(drawing, fill_colour.red, fill_colour.green, fill_colour.blue);
    cairo_fill_preserve(drawing);
    cairo_set_source_rgb(drawing, edge.red, edge.green, edge.blue);
    cairo_set_line_width(drawing, 0.8);
    cairo_stroke(drawing);
}

void Canvas::rule(double y, double from, double to, Colour colour, bool dashed)
{
    cairo_t* const drawing = drawing_.get();
    constexpr double dashes[] = {4, 3};
    cairo_save(drawing);
    cairo_set_dash(drawing, dashes, dashed ? 2 : 0, 0);
    cairo_set_line_width(drawing, dashed ? 0.7 : 1.2);
    cairo_set_source_rgb(drawing, colour.red, colour.green, colour.blue);
    cairo_move_to(drawing, from, y);
    cairo_line_to(drawing, to, y);
    cairo_stroke(drawing);
    cairo_restore(drawing);
}

void Canvas::square(double x, double y, double size)
{
    cairo_rectangle(drawing_.get(), x, y, size, size);
}

void Canvas::fill(Colour colour)
{
    cairo_set_source_rgb(drawing_.get(), colour.red, colour.green, colour.blue);
    cairo_fill(drawing_.get());
}

void Canvas::end_page()
{
    cairo_show_page(drawing_.get());
}

base::Result<> Canvas::checked() const
{
    const cairo_status_t status = cairo_status(drawing_.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return base::fail(base::Errc::unavailable,
                          std::string("draw a letter: ") + cairo_status_to_string(status));

    return {};
}

} // namespace pedell::letters
