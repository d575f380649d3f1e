// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/school.h"
#include "daemons/gate/question.h"
#include "register/reader.h"

#include <filesystem>
#include <optional>
#include <sys/stat.h>

namespace pedell::gate
{

/// Where the answers come from; tests point it elsewhere.
struct Sources {
    std::filesystem::path school;
    std::filesystem::path register_file;
};

struct Answer {
    Rule rule = Rule::cannot_decide;
    std::int64_t file_bytes = 0; ///< how large a file of this person may be; 0: no person, or not asked for
};

/// May this person do this, from there, now?
///
/// Promises: nothing is remembered but the open register and the settings; both are opened anew when the file
///           is another one. Waits for a busy register for 300 ms.
/// Errors:   none: whatever goes wrong is "cannot decide". Threads: one.
class Gate
{
public:
    explicit Gate(Sources sources) : sources_(std::move(sources)) {}

    /// A log-on (the beginning of a session) comes with the limit of that person's files.
    [[nodiscard]] Answer decide(const Question& question, core::Time now);

private:
    [[nodiscard]] bool read_settings();
    [[nodiscard]] bool open_register();
    [[nodiscard]] std::optional<Answer> ask_register(const Question& question, core::Channel channel,
                                                     core::Time now);

    Sources sources_;
    std::optional<core::School> school_;
    struct stat school_file_{}; ///< the one that was read
    std::optional<registry::Reader> reader_;
};

} // namespace pedell::gate
