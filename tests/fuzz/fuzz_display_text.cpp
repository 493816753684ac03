// SPDX-License-Identifier: GPL-3.0-or-later
// Any payload becomes text that is safe to show and within its bounds. Seen to find a planted bug: with the row of
// U+2028 taken out of the marked ranges it stopped in the first second.
#include <fuzzer/FuzzedDataProvider.h>

#include "core/base/display_text.h"
#include "tests/fuzz/fuzz_checks.h"

using namespace headroom::core;
using namespace headroom::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const auto limit = input.ConsumeIntegralInRange<std::size_t>(0, 5000);
    const LineBreaks breaks = input.ConsumeBool() ? LineBreaks::keep : LineBreaks::mark;
    const std::string bytes = input.ConsumeRemainingBytesAsString();

    const std::string text = displayText(bytes, limit, breaks);
    demand(demandSafe(text, breaks == LineBreaks::keep) <= limit, "not more characters than asked for");

    bool truncated = false;
    const std::string bounded = displayTextWithin(bytes, limit, breaks, truncated);
    static_cast<void>(demandSafe(bounded, breaks == LineBreaks::keep));
    demand(bounded.size() <= limit, "not more bytes than asked for");
    demand(truncated || bounded == displayText(bytes, 1'000'000, breaks), "what is not cut is all of it");
    return 0;
}
