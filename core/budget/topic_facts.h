// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/base/units.h"

namespace headroom::core {

/// What a topic has shown so far of all that decides how much memory its consumer needs. Negative: not seen yet.
/// "Largest", "high" and "low" are extremes over observation intervals (at least 256 messages, or one statistics report),
/// because a mean over the whole run would let a change of the topic pass the ceiling unseen.
struct TopicFacts {
    std::int64_t messages = 0;                ///< seen so far
    std::vector<std::int32_t> brokerPartitions; ///< P_b: partitions fetched from each broker; empty: not known yet
    double ratio = -1;                        ///< c: largest decoded bytes per wire byte, never below 1
    double meanRatio = -1;
    double waste = 1;                         ///< w: wire bytes received per decoded byte kept, uncompressed; above 1 when M cuts batches
    double meanWaste = 1;
    double buffer = -1;                       ///< b: heap per byte of what lies in it, seen with a full queue; above 1 where decoding guessed too large (lz4)
    double meanBuffer = -1;                   ///< resident bytes instead of heap, when those were most
    Bytes largestBatch = unknownBytes;        ///< S: largest stored batch on the wire, at least so much
    bool batchesSeen = false;                 ///< S is that of whole batches; else only what the largest record takes in one
    Bytes largestResponse = unknownBytes;     ///< wire bytes a Fetch, largest mean of an interval
    double meanResponse = -1;                 ///< wire bytes a Fetch, mean of the run
    double decodedPerFetch = -1;              ///< d: decoded bytes a Fetch, mean of the run
    Bytes largestRecord = unknownBytes;       ///< key and value
    double meanValue = -1;                    ///< value bytes a message
    double highMeanValue = -1;
    double meanOverhead = -1;                 ///< key, headers and record framing, bytes a message
    double highMeanOverhead = -1;
    double lowMeanMessage = -1;               ///< value and overhead together
    Bytes largestHeld = unknownBytes;         ///< key and value bytes in hand, most at once
    std::int64_t mostQueued = -1;             ///< messages in the prefetch queue, most at once

    /// Whether a ceiling can be computed: brokers, ratio, largest batch and sizes were all seen.
    [[nodiscard]] bool complete() const noexcept
    {
        return !brokerPartitions.empty() && ratio > 0 && largestBatch != unknownBytes && meanValue >= 0 && meanOverhead >= 0;
    }

    /// Surely so: more came out of the responses than they were long, whatever a record's framing is. Batches that hardly
    /// shrank pass for uncompressed.
    [[nodiscard]] bool compressed() const noexcept { return surelyDecoded(meanRatio) > 1.05 || surelyDecoded(ratio) > 1.5; } // an interval's ends cut responses

    /// The most heap that decoding takes for a byte of output. An uncompressed message lies in its response, which has no
    /// end to spare. lz4 begins with four times its input and may then be 1.75 times too large, zstd of unknown size with
    /// twice; what is larger than this is no buffer.
    [[nodiscard]] double mostBuffer() const noexcept
    {
        constexpr double lz4Guess = 4;
        return compressed() ? std::max(2.0, lz4Guess / std::max(1.0, surelyDecoded(meanRatio) > 1.05 ? meanRatio : ratio)) : 1;
    }
    bool operator==(const TopicFacts&) const = default;

private:
    /// Of a ratio that was computed with 18.5 bytes of framing a message: the same with 7, which are the least.
    [[nodiscard]] double surelyDecoded(double computed) const noexcept
    {
        constexpr double uncertainFraming = 11.5;
        const double message = meanValue + meanOverhead;
        return message > uncertainFraming ? computed * (1 - uncertainFraming / message) : 0;
    }
};

} // namespace headroom::core
