// SPDX-License-Identifier: GPL-3.0-or-later
#include "scan/findings_text.h"
#include "scan/packets.h"
#include "scan/protocol.h"

#include <cstdlib>

/// Any bytes: no crash; what is accepted survives being written and read again, and nothing passes with a
/// rule.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace pedell;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto question = scan::read_question(text)) {
        const auto again = scan::read_question(scan::to_wire(*question));
        if (!again || *again != *question)
            std::abort();
    }
    if (const auto answer = scan::read_answer(text)) {
        const auto again = scan::read_answer(scan::to_wire(*answer));
        if (!again || *again != *answer ||
            (answer->verdict.passed() && answer->verdict.rule != core::ContentRule::none))
            std::abort();
    }
    if (const auto findings = scan::read_findings(text)) {
        const auto again = scan::read_findings(scan::to_text(*findings));
        if (!again || *again != *findings)
            std::abort();
    }
    scan::TextReader reader;
    static_cast<void>(reader.take(text));
    return 0;
}
