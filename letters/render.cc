// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/render.h"

#include "letters/page.h"

#include <cairo-pdf.h>

namespace pedell::letters
{
namespace
{

/// cairo's callback: a skin over std::string.
cairo_status_t append(void* closure, const unsigned char* bytes, unsigned length) noexcept
{
    try {
        static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(bytes), length);
        return CAIRO_STATUS_SUCCESS;
    } catch (...) {
        return CAIRO_STATUS_NO_MEMORY;
    }
}

} // namespace

base::Result<Rendered> render(const Batch& batch)
{
    if (batch.letters.empty())
        return base::fail(base::Errc::malformed, "no letter to print");

    Rendered rendered;
    const base::Handle<cairo_surface_t, cairo_surface_destroy> surface(
        cairo_pdf_surface_create_for_stream(append, &rendered.pdf, page_width, page_height));
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, "Zugangsbriefe / Access letters");
    cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z");
    {
        auto canvas = Canvas::open(surface.get());
        if (!canvas)
            return std::unexpected(std::move(canvas.error()));

        for (const Letter& letter : batch.letters) {
            if (auto drawn = draw_page(*canvas, batch.school, letter); !drawn)
                return std::unexpected(std::move(drawn.error()));
        }
        rendered.unknown_signs = canvas->unknown_signs();
    }
    cairo_surface_finish(surface.get());
    const cairo_status_t status = cairo_surface_status(surface.get());
    if (status != CAIRO_STATUS_SUCCESS)
        return base::fail(base::Errc::unavailable,
                          std::string("write the letters: ") + cairo_status_to_string(status));

    return rendered;
}

} // namespace pedell::letters
