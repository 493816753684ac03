// SPDX-License-Identifier: GPL-3.0-or-later
// The JSON view of any payload: safe text within its bounds; it says what the payload says and calls no good JSON bad.
// Seen to find a planted bug: with the comma not copied it stopped in the first second.
#include <fuzzer/FuzzedDataProvider.h>
#include <nlohmann/json.hpp>

#include "core/base/display_text.h"
#include "core/decode/decoder.h"
#include "tests/fuzz/fuzz_checks.h"

using namespace headroom::core;
using namespace headroom::fuzz;

namespace {

/// JSON less the white space between its tokens.
std::string dense(std::string_view json)
{
    std::string out;
    bool inString = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        const char one = json[at];
        if (!inString && (one == ' ' || one == '\t' || one == '\n' || one == '\r'))
            continue;
        out.push_back(one);
        if (inString && one == '\\' && at + 1 < json.size())
            out.push_back(json[++at]);
        else if (one == '"')
            inString = !inString;
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    DecodeLimits limits;
    limits.maxBytes = input.ConsumeBool() ? limits.maxBytes : input.ConsumeIntegralInRange<Bytes>(0, 500);
    limits.maxDepth = input.ConsumeBool() ? limits.maxDepth : input.ConsumeIntegralInRange<int>(0, 5);
    const std::string bytes = input.ConsumeRemainingBytesAsString();

    for (const DecoderSpec& decoder : decoderRegistry()) {
        const Decoded decoded = decoder.decode(bytes, limits);
        static_cast<void>(demandSafe(decoded.text, true));
        demand(static_cast<Bytes>(decoded.text.size()) <= limits.maxBytes, "not more bytes than asked for");
        demand(decoded.ok == decoded.problem.empty(), "a problem is said, and only then");
    }
    static_cast<void>(likelyDecoder(bytes));

    const Decoded json = decodeJson(bytes, limits);
    if (json.ok && !json.truncated) {
        const std::string said = dense(bytes);
        demand(dense(json.text) == displayText(said, said.size() * 12 + 1, LineBreaks::keep), "the view says what the payload says");
    }
    const bool other = bytes.find('\0') != std::string::npos; // that library takes NUL for the end
    if (!json.ok && !other && json.problem.find("Nested deeper") == std::string::npos)
        demand(!nlohmann::json::accept(bytes), "good JSON is not called bad");
    return 0;
}
