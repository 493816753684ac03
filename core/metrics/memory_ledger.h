// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "core/base/units.h"

namespace headroom::core {

/// RSS by owner. The first seven are known each in its own way (measured, from statistics, estimated), unattributed is
/// the rest, so that the sum is RSS. unknownBytes where not yet known.
struct LedgerReading {
    Bytes rss = unknownBytes;
    Bytes baseline = unknownBytes;      ///< measured: RSS once connected, before the first fetch, after one trim
    Bytes prefetch = unknownBytes;      ///< statistics: value bytes queued + per-message overhead
    Bytes inFlight = unknownBytes;      ///< estimated: heap in use that no other owner explains, at most one response of each broker
    Bytes batch = 0;                    ///< measured: batch in hand
    Bytes view = 0;                     ///< measured: pages, also those only the window holds
    Bytes charts = 0;                   ///< measured: history, the window's heap, file-backed pages first touched after the baseline
    Bytes allocatorSlack = unknownBytes;///< estimated, upper bound: free heap, limited to what heap in use leaves of RSS
    Bytes unattributed = unknownBytes;  ///< rss - all above, not below 0; heap in use that no owner explains is first of it
    Bytes overlap = 0;                  ///< by how much the parts exceed RSS: estimates overlap
};

/// What the worker knows in one tick, before the split.
struct LedgerInput {
    Bytes rss = unknownBytes;
    Bytes baseline = unknownBytes;
    Bytes prefetchValueBytes = 0;       ///< fetchq_size
    std::int64_t prefetchMessages = 0;  ///< fetchq_cnt
    double overheadPerMessage = 0;      ///< bytes of key, headers and framing a message, learned from the data
    double waste = 1;                   ///< wire bytes kept alive per byte of an uncompressed message: cut batches stay with their response
    double mostBuffer = 1;              ///< heap per byte fetched that decoding may have allocated; more than that is a leak
    Bytes operation = 0;                ///< what the client keeps for each message besides it
    Bytes heapGrowth = unknownBytes;    ///< heap in use now less heap in use at the baseline (mallinfo2)
    Bytes inFlightBound = unknownBytes; ///< most that one response of each broker takes, received and decoded
    Bytes batch = 0;                    ///< key and value bytes of the batch in hand
    std::int64_t batchMessages = 0;     ///< each holds its operation until it is given back
    Bytes view = 0;
    Bytes charts = 0;                   ///< heap of history and window
    Bytes files = 0;                    ///< file-backed and shared pages now less those at the baseline: fonts, code, what the screen shares
    Bytes heapFree = unknownBytes;
};

/// Pure: splits RSS by owner. Known parts add up to RSS exactly, or exceed it by `overlap`; while the baseline is unknown
/// so is what is left, and while RSS is unknown nothing is derived from it.
[[nodiscard]] LedgerReading splitMemory(const LedgerInput& input);

} // namespace headroom::core
