// SPDX-License-Identifier: GPL-3.0-or-later
//
// Linked twice: into the plug-in, and (with PEDELL_SETTINGS_MODULE) as a module of its own, by which
// Dovecot's config knows the names. Without that module it does not start: "Unknown setting".
#include "daemons/dovecot/plugin_settings.h"

namespace
{

const pedell_settings defaults{nullptr, "/run/pedell-scand/scand.sock", ""};

// Dovecot's macros for these are C only.
constexpr setting_define text(const char* key, std::size_t offset)
{
    setting_define one{};
    one.type = SET_STR;
    one.key = key;
    one.offset = offset;
    return one;
}
constexpr setting_define defines[] = {
    text("pedell_scan_socket", offsetof(pedell_settings, scan_socket)),
    text("pedell_role", offsetof(pedell_settings, role)),
    {}, // the end
};

constexpr setting_parser_info describe()
{
    setting_parser_info info{};
    info.name = "pedell";
    info.plugin_dependency = "lib96_pedell_plugin";
    info.defines = defines;
    info.defaults = &defaults;
    info.struct_size = sizeof(pedell_settings);
    info.pool_offset1 = 1 + offsetof(pedell_settings, pool);
    return info;
}

} // namespace

extern "C" {

constinit const setting_parser_info pedell_setting_parser_info = describe();

#ifdef PEDELL_SETTINGS_MODULE
__attribute__((visibility("default"))) extern const char* const pedell_settings_version;
const char* const pedell_settings_version = DOVECOT_ABI_VERSION;
__attribute__((visibility("default"))) extern const setting_parser_info* const pedell_settings_set_infos[];
const setting_parser_info* const pedell_settings_set_infos[] = {&pedell_setting_parser_info, nullptr};
#endif
}
