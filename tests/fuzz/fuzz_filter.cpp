// SPDX-License-Identifier: GPL-3.0-or-later
// Any filter on any record: compiled or refused with words, and never slow. Seen to find a planted bug: with upper and lower
// case told apart in a text it stopped within seconds.
#include <algorithm>
#include <ctime>

#include <fuzzer/FuzzedDataProvider.h>

#include "core/records/message_filter.h"
#include "tests/fuzz/fuzz_checks.h"

using namespace headroom;
using namespace headroom::fuzz;

namespace {

constexpr double longestSeconds = 0.2; ///< of this thread: other programs do not count

double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

bool isPrintable(const std::string& text)
{
    return std::all_of(text.begin(), text.end(), [](char one) { return one >= 0x20 && one < 0x7F; });
}

bool containsAnyCase(const std::string& text, const std::string& part)
{
    const auto lower = [](char one) { return one >= 'A' && one <= 'Z' ? static_cast<char>(one + 32) : one; };
    return part.empty() || std::search(text.begin(), text.end(), part.begin(), part.end(), [&](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    FuzzedDataProvider input(data, size);
    const std::string pattern = input.ConsumeRandomLengthString(1200);
    const std::string value = input.ConsumeRemainingBytesAsString();
    const core::RecordPage page(1, {}, {}, {}, std::make_shared<core::PageBytes>(0));
    core::RecordRow row;
    row.value = value;

    const double begun = threadSeconds();
    const auto filter = core::MessageFilter::compile(pattern);
    if (!filter) {
        demand(!filter.error().message.empty(), "a refusal has words");
        demand(threadSeconds() - begun < longestSeconds, "refused in time");
        return 0;
    }
    const core::FilterVerdict verdict = filter->match(page, row, 0);
    demand(threadSeconds() - begun < longestSeconds, "matched in time");
    const bool oneWord = isPrintable(pattern) && pattern.find_first_of(" /\"!:$") == std::string::npos;
    if (oneWord && isPrintable(value))
        demand((verdict == core::FilterVerdict::yes) == containsAnyCase(value, pattern), "text is found where it is");
    return 0;
}
