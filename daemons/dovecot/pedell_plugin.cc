// SPDX-License-Identifier: GPL-3.0-or-later
//
// Dovecot's plug-in, for protocol imap alone: what a mail program stores in a mailbox (APPEND, each message
// of a MULTIAPPEND, CATENATE, REPLACE) is judged like a mail before it counts as stored. A copy inside the
// own mailbox adds nothing that was not judged; LMTP delivers what the milter judged.
//
// The callbacks are skins: no exception gets out of them, and whatever goes wrong is "later", never "store".
#include "daemons/dovecot/append_judge.h"
#include "daemons/dovecot/plugin_settings.h"

#include <exception>
#include <memory>
#include <string>

namespace pedell::dovecot
{
namespace
{

/// What one mailbox, all its messages of one MULTIAPPEND together not counted, may spool.
constexpr std::int64_t most_message_bytes = std::int64_t{256} << 20;

#define typeof __typeof__
MODULE_CONTEXT_DEFINE_INIT(pedell_storage_module, &mail_storage_module_register);
#undef typeof

struct PedellMailbox {
    mailbox_module_context module_ctx;
};

mailbox_vfuncs& above(mailbox* box)
{
    auto* const context =
        static_cast<PedellMailbox*>(module_context_get(&box->module_contexts.arr, &pedell_storage_module.id));
    return context->module_ctx.super;
}

struct FreeSettings {
    void operator()(const pedell_settings* settings) const noexcept
    {
        pool_t pool = settings->pool;
        pool_unref(&pool);
    }
};
using Settings = std::unique_ptr<const pedell_settings, FreeSettings>;

struct Unref {
    void operator()(istream* stream) const noexcept
    {
        i_stream_unref(&stream);
    }
};

Settings settings_of(mailbox* box, const char** error)
{
    const void* found = nullptr;
    if (settings_get(box->event, &pedell_setting_parser_info, settings_get_flags{}, __FILE__, __LINE__,
                     &found, error) < 0)
        return nullptr;
    return Settings{static_cast<const pedell_settings*>(found)};
}

/// With CRLF, as it came over SMTP: the same bytes, the same verdict.
bool read_all(istream* stored, base::Spool& spool)
{
    const std::unique_ptr<istream, Unref> in{i_stream_create_crlf(stored)};
    i_stream_seek(stored, 0);
    const unsigned char* data = nullptr;
    std::size_t size = 0;
    while (i_stream_read_more(in.get(), &data, &size) > 0) {
        spool.add({reinterpret_cast<const char*>(data), size});
        i_stream_skip(in.get(), size);
    }
    return in->stream_errno == 0;
}

Outcome judge(mailbox* box, mail* message)
{
    const char* error = nullptr;
    const auto settings = settings_of(box, &error);
    if (!settings)
        return cannot_judge(std::string{"settings: "} + error);

    // Where the mailbox itself lies, so that nothing leaves its encrypted folder.
    const char* root = nullptr;
    istream* stored = nullptr;
    if (message == nullptr || !mailbox_list_get_root_path(box->list, MAILBOX_LIST_PATH_TYPE_DIR, &root) ||
        mail_get_stream(message, nullptr, nullptr, &stored) < 0)
        return cannot_judge("the message cannot be read");

    base::SpoolFolder folder{root, most_message_bytes};
    base::Spool spool{&folder};
    if (!read_all(stored, spool))
        return cannot_judge("the message cannot be read to its end");
    return judge_append(spool, settings->role, settings->scan_socket);
}

/// 0: stored. Else the transaction is rolled back, with all messages of a MULTIAPPEND.
int answer(mailbox* box, const Outcome& outcome)
{
    switch (outcome.answer) {
    case Outcome::Answer::store:
        return 0;
    case Outcome::Answer::refuse:
        e_info(box->event, "pedell: %s", outcome.log.c_str());
        mail_storage_set_error(box->storage, MAIL_ERROR_NOTPOSSIBLE, outcome.text.c_str());
        return -1;
    case Outcome::Answer::later:
        break;
    }
    e_error(box->event, "pedell: %s", outcome.log.c_str());
    mail_storage_set_error(box->storage, MAIL_ERROR_UNAVAILABLE, outcome.text.c_str());
    return -1;
}

int save_finish(mail_save_context* context) noexcept
{
    // Dovecot gives the context back with the call; whether this is a copy has to be asked before.
    mailbox* const box = context->transaction->box;
    mail* const message = context->dest_mail;
    const bool copy = context->copying_or_moving && !context->saving;
    if (above(box).save_finish(context) < 0)
        return -1;
    if (copy)
        return 0;

    try {
        return answer(box, judge(box, message));
    } catch (const std::exception& error) {
        e_error(box->event, "pedell: %s", error.what());
        mail_storage_set_error(box->storage, MAIL_ERROR_UNAVAILABLE,
                               "Bitte spaeter noch einmal. / Please try again later.");
        return -1;
    }
}

void mailbox_allocated(mailbox* box) noexcept
{
    mailbox_vfuncs* const functions = box->vlast;
    auto* const context = p_new(box->pool, PedellMailbox, 1);
    context->module_ctx.super = *functions;
    box->vlast = &context->module_ctx.super;
    functions->save_finish = save_finish;
    void* stored = context;
    array_idx_set_i(&box->module_contexts.arr, module_get_context_id(&pedell_storage_module.id), &stored);
}

mail_storage_hooks hooks{};

} // namespace
} // namespace pedell::dovecot

extern "C" {

// Found by the file's name: lib96_pedell_plugin.so.
__attribute__((visibility("default"))) extern const char* const pedell_plugin_version;
const char* const pedell_plugin_version = DOVECOT_ABI_VERSION;

__attribute__((visibility("default"))) void pedell_plugin_init(struct module* module)
{
    pedell::dovecot::hooks.mailbox_allocated = pedell::dovecot::mailbox_allocated;
    mail_storage_hooks_add(module, &pedell::dovecot::hooks);
}

__attribute__((visibility("default"))) void pedell_plugin_deinit()
{
    mail_storage_hooks_remove(&pedell::dovecot::hooks);
}
}
