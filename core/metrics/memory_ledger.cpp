// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/memory_ledger.h"

#include <algorithm>
#include <cmath>

namespace headroom::core {
namespace {

/// What messages take: their bytes, key, headers and framing, what was cut off beside them, and the client's operations.
Bytes bytesOf(const LedgerInput& input, Bytes values, std::int64_t messages)
{
    const auto count = static_cast<double>(std::max<std::int64_t>(0, messages));
    const double buffers = static_cast<double>(std::max<Bytes>(0, values)) + count * std::max(0.0, input.overheadPerMessage);
    return static_cast<Bytes>(std::llround(buffers * std::max(1.0, input.waste) + count * static_cast<double>(input.operation)));
}

Bytes knownOr0(Bytes bytes)
{
    return std::max<Bytes>(0, bytes);
}

/// RSS that is left for what is fetched; no bound where it cannot be told.
Bytes residentRoom(const LedgerInput& input, const LedgerReading& reading)
{
    if (input.rss == unknownBytes || input.baseline == unknownBytes)
        return input.heapGrowth;
    return input.rss - input.baseline - reading.batch - reading.view - reading.charts;
}

/// RSS that the parts so far do not explain; untouched ends of buffers are heap in use, but not resident.
Bytes leftOfRss(const LedgerInput& input, const LedgerReading& reading)
{
    const Bytes parts = knownOr0(reading.baseline) + reading.prefetch + knownOr0(reading.inFlight) + reading.batch + reading.view + reading.charts;
    return std::max<Bytes>(0, input.rss - parts);
}

/// Messages queued times a mean size is an estimate; the heap they lie in is measured. Of that heap, what no owner explains.
Bytes splitHeap(const LedgerInput& input, LedgerReading& reading)
{
    const Bytes fetched = input.heapGrowth - reading.batch - reading.view - input.charts;
    // Not all of it is resident: of a buffer that is larger than what it holds the end was never touched.
    const Bytes room = std::max<Bytes>(0, std::min(fetched, residentRoom(input, reading)));
    const Bytes messages = reading.prefetch + reading.batch;
    reading.prefetch = std::min(reading.prefetch, room);
    if (input.inFlightBound == unknownBytes)
        return 0;
    // What is more than responses can be in flight: buffers of what is queued, which are larger than what they hold. Never
    // more than decoding can ask for, so that a leak stays visible.
    const auto ends = static_cast<Bytes>((std::max(1.0, input.mostBuffer) - 1) * static_cast<double>(messages));
    const Bytes rest = std::max<Bytes>(0, fetched - reading.prefetch);
    reading.inFlight = std::min({rest, input.inFlightBound, room - reading.prefetch});
    reading.prefetch += std::min({rest - reading.inFlight, ends, leftOfRss(input, reading)});
    return std::max<Bytes>(0, rest - input.inFlightBound - ends);
}

} // namespace

LedgerReading splitMemory(const LedgerInput& input)
{
    LedgerReading reading;
    reading.rss = input.rss;
    reading.baseline = input.baseline;
    reading.prefetch = bytesOf(input, input.prefetchValueBytes, input.prefetchMessages);
    reading.batch = bytesOf(input, input.batch, input.batchMessages);
    reading.view = input.view;
    reading.charts = input.charts + std::max<Bytes>(0, input.files);
    const Bytes nobodys = input.heapGrowth != unknownBytes ? splitHeap(input, reading) : 0;
    if (input.rss == unknownBytes) {
        return reading;
    }
    const Bytes parts = knownOr0(reading.baseline) + reading.prefetch + knownOr0(reading.inFlight) + reading.batch
        + reading.view + reading.charts;
    const Bytes left = leftOfRss(input, reading);
    reading.overlap = std::max<Bytes>(0, parts - input.rss);
    if (input.heapFree != unknownBytes) {
        // Of free heap it is not known how much was given back already; heap in use is surely not free.
        reading.allocatorSlack = std::min(input.heapFree, left - std::min(left, nobodys));
    }
    if (input.baseline != unknownBytes) {
        reading.unattributed = left - knownOr0(reading.allocatorSlack);
    }
    return reading;
}

} // namespace headroom::core
