// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/update/signature.h"

#include "daemons/update/release.h"
#include "daemons/update/sandbox.h"

#include <array>
#include <format>

namespace pedell::update
{
namespace
{

using base::Errc;
using base::fail;

struct Refusal {
    std::string_view word; ///< of gpg's status line
    std::string_view why;
};

constexpr std::array refusals{
    Refusal{"BADSIG", "Die Signatur passt nicht zur Liste / the signature is not that of the list"},
    Refusal{"EXPKEYSIG", "Der Schluessel der Signatur ist abgelaufen / the key of the signature has expired"},
    Refusal{"EXPSIG", "Die Signatur ist abgelaufen / the signature has expired"},
    Refusal{"REVKEYSIG",
            "Der Schluessel der Signatur wurde widerrufen / the key of the signature was revoked"},
    Refusal{"ERRSIG", "Mit einem fremden Schluessel signiert / signed by an unknown key"},
    Refusal{"NODATA", "Das ist keine Signatur / that is no signature"}};

} // namespace

base::Result<> judge_signature(std::string_view status)
{
    constexpr std::string_view prefix = "[GNUPG:] ";
    int good = 0;
    int valid = 0;
    for (std::size_t begin = 0; begin < status.size();) {
        const std::size_t end = std::min(status.find('\n', begin), status.size());
        std::string_view line = status.substr(begin, end - begin);
        begin = end + 1;
        if (!line.starts_with(prefix))
            continue;

        line.remove_prefix(prefix.size());
        const std::string_view word = line.substr(0, line.find(' '));
        for (const Refusal& refusal : refusals)
            if (word == refusal.word)
                return fail(Errc::denied, std::string(refusal.why));
        good += word == "GOODSIG" ? 1 : 0;
        valid += word == "VALIDSIG" ? 1 : 0;
    }
    if (good != 1 || valid != 1)
        return fail(Errc::denied, "Keine gueltige Signatur / no valid signature");

    return {};
}

base::Result<> check_signature(const Host& host)
{
    const std::string unit = "pedell-update-verify";
    const std::string credentials = std::format("/run/credentials/{}.service", unit);
    auto argv = sandboxed(unit, "/usr/bin/gpg");
    for (const std::string& property :
         {std::string("PrivateNetwork=yes"), std::string("RestrictAddressFamilies=AF_UNIX"),
          std::string("RuntimeMaxSec=60"),
          std::format("LoadCredential=sums:{}/{}", host.at(stage_folder).string(), sums_name),
          std::format("LoadCredential=signature:{}/{}", host.at(stage_folder).string(), signature_name)})
        argv.push_back("--property=" + property);
    for (const std::string& word :
         {std::string("--pipe"), std::string("/usr/bin/gpg"), std::string("--homedir=/tmp"),
          std::string("--no-options"), std::string("--batch"), std::string("--no-tty"),
          std::string("--no-default-keyring"), std::string("--keyring=") + keyring_file,
          std::string("--lock-never"), std::string("--no-auto-key-locate"),
          std::string("--trust-model=always"), std::string("--status-fd=1"), std::string("--verify"),
          credentials + "/signature", credentials + "/sums"})
        argv.push_back(word);

    // gpg's own exit status says less than its status lines (an expired key is 0 there).
    const auto said = host.run(argv, std::chrono::seconds{90});
    if (!said)
        return std::unexpected(said.error());
    if (!said->out.contains("[GNUPG:] "))
        return fail(Errc::unavailable,
                    std::format("gpg laesst sich nicht starten / gpg cannot be started: {}", said->err));

    return judge_signature(said->out);
}

} // namespace pedell::update
