// SPDX-License-Identifier: GPL-3.0-or-later
#include "content/inspectors.h"
#include "content/walk.h"

#include "base/handle.h"

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include <limits>

namespace pedell::content
{

/// S/MIME: what is signed is taken out and looked at; whose signature it is does not matter here, so no key
/// and no certificate is asked. What is encrypted or compressed stays closed. Source: RFC 8551, RFC 5652.
void look_into_cms(Walk& walk, const Piece& piece)
{
    using core::Kind;
    using core::Trait;
    if (piece.bytes.size() > std::numeric_limits<int>::max())
        return walk.found(Trait::not_supported, piece);

    const base::Handle<BIO, BIO_free_all> input(
        BIO_new_mem_buf(piece.bytes.data(), static_cast<int>(piece.bytes.size())));
    const base::Handle<CMS_ContentInfo, CMS_ContentInfo_free> message(d2i_CMS_bio(input.get(), nullptr));
    ERR_clear_error();
    if (!message)
        return walk.found(Trait::not_readable, piece);

    if (OBJ_obj2nid(CMS_get0_type(message.get())) != NID_pkcs7_signed)
        return walk.found(Trait::message_encrypted, piece);

    walk.note_kind(piece, Kind::signature);
    ASN1_OCTET_STRING** content = CMS_get0_content(message.get());
    if (content == nullptr || *content == nullptr)
        return; // detached: what it signs stands beside it

    const std::string_view inner(reinterpret_cast<const char*>(ASN1_STRING_get0_data(*content)),
                                 static_cast<std::size_t>(ASN1_STRING_length(*content)));
    Piece whole = walk.inside(piece, "smime.eml", inner, Origin::message_part);
    whole.declared_type = "message/rfc822";
    walk.look_at_message(whole);
}

} // namespace pedell::content
