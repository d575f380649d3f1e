// SPDX-License-Identifier: GPL-3.0-or-later
#include "letters/qr.h"

#include "base/handle.h"

#include <qrencode.h>

namespace pedell::letters
{

base::Result<Qr> encode_qr(const std::string& text)
{
    const base::Handle<QRcode, QRcode_free> code(
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M)); // 0: the smallest that holds the text
    if (code == nullptr)
        return base::fail_errno("make a QR code");

    Qr made{code->width, {}};
    const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    for (std::size_t i = 0; i < modules; ++i)
        made.dark.push_back((code->data[i] & 1U) != 0); // bit 0: dark (qrencode.h)
    return made;
}

} // namespace pedell::letters
