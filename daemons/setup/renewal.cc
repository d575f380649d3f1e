// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemons/setup/renewal.h"

#include "daemons/setup/certificates.h"
#include "daemons/setup/image.h"
#include "settings/school_toml.h"

#include <boost/json.hpp>
#include <iostream>
#include <unistd.h>

namespace pedell::setup
{

namespace
{

namespace json = boost::json;

json::array array_of(const std::vector<std::string>& texts)
{
    json::array array;
    for (const std::string& text : texts)
        array.emplace_back(text);
    return array;
}

int finish(const Options& options, bool changed, const std::vector<std::string>& notes,
           const std::vector<std::string>& faults, int status)
{
    if (options.json) {
        std::cout << json::serialize(json::object{{"ok", status == 0},
                                                  {"changed", changed},
                                                  {"dry_run", options.dry_run},
                                                  {"what", array_of(notes)},
                                                  {"faults", array_of(faults)}})
                  << '\n';
        return status;
    }
    for (const std::string& note : notes)
        std::cout << note << '\n';
    for (const std::string& fault : faults)
        std::cerr << "pedell certificates: " << fault << '\n';
    if (status == 0 && !changed)
        std::cout << "Nichts zu tun / nothing to do.\n";
    return status;
}

} // namespace

int renew_certificates(const Options& options)
{
    if (geteuid() != 0)
        return finish(options, false, {}, {"nur als root / as root only: sudo pedell certificates renew"}, 4);

    auto school = settings::load_school(options.settings);
    if (!school) {
        std::vector<std::string> faults;
        for (const settings::Fault& fault : school.error())
            faults.push_back(fault.text());
        return finish(options, false, {}, faults, 2);
    }

    // On the image what is written under /etc would be gone at the next boot; there it is kept.
    Site site(std::move(*school), {}, options.templates, options.dry_run, options.image || runs_from_image());
    auto faults = certificate_faults(site.school());
    const auto made = make_certificates(site);
    if (!made)
        faults.push_back(made.error().context);
    if (certificate_waits() && !options.dry_run)
        faults.emplace_back("ein Dienst hat es nicht uebernommen / a service has not taken it: pedell setup");
    return finish(options, made && *made, site.take_notes(), faults, faults.empty() ? 0 : 1);
}

} // namespace pedell::setup
