// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/budget/memory_model.h"

// Private to core/budget: the letters of the formula with their numbers.

namespace headroom::core {

/// Names as in resources/docs/memory.md. All sizes in bytes, as double: they are multiplied with ratios and means.
struct ModelLetters {
    double baseline = 0;
    double Q = 0;        ///< value bytes at which the client stops asking
    double N = 0;        ///< messages at which it stops asking
    double v = 0;        ///< value bytes a message in the queue
    double e = 0;        ///< key, headers and framing a message
    double m = 1;        ///< value and overhead of a message, for counting what fits into a response
    double c = 1;        ///< decoded bytes per wire byte
    double w = 1;        ///< wire bytes kept alive per byte of an uncompressed message
    double b = 1;        ///< buffer bytes per byte that lies in them
    bool bSeen = true;   ///< else the most that decoding takes
    double sumR = 0;     ///< wire bytes of one response of each broker
    double o = 0;        ///< the client's operation for each message
    double n = 0;        ///< messages in the queue when asking stops
    double h = 0;        ///< key and value bytes in hand
    double nH = 0;       ///< messages in hand
    double view = 0;
    double window = 0;
    double partitions = 0;
    double fixed = 0;    ///< of the client, whatever it reads
    double slack = 0;    ///< share of the moving parts that the allocator keeps
    double holes = 0;    ///< share of the decoded batches that those freed before leave as gaps too small for the next
    std::string responseNumbers; ///< how sumR comes about, for people
    std::string queueNumbers;    ///< how n comes about
    std::string handNumbers;     ///< how h comes about

    static constexpr double perHeldMessage = 96;  ///< our own entry of a message in a batch
    static constexpr double perPartition = 8192;  ///< client, statistics text and our row

    [[nodiscard]] double queuedValues() const { return n * v; }
    [[nodiscard]] double decoded() const { return c * sumR; }
    [[nodiscard]] double operations() const { return n + decoded() / (m > 1 ? m : 1); }
    /// Parts of batches that M cut off: received, never handed over, freed with their response.
    [[nodiscard]] double cutOff() const { return (w - 1) * (queuedValues() + n * e + h); }
    /// What decoding allocated beyond what it wrote, held with the messages.
    [[nodiscard]] double bufferEnds() const { return (b - 1) * (w * (queuedValues() + n * e + h) + decoded()); }
    [[nodiscard]] double batch() const { return h + nH * (o + e + perHeldMessage); }
    [[nodiscard]] double client() const { return fixed + partitions * perPartition; }
    /// What is allocated and freed while reading.
    [[nodiscard]] double moving() const { return queuedValues() + decoded() + n * e + operations() * o + sumR + cutOff() + bufferEnds() + batch(); }
    [[nodiscard]] double allocator() const { return slack * moving() + holes * decoded(); }
};

/// Extremes: never passed while the topic keeps to its facts.
[[nodiscard]] ModelLetters ceilingLetters(const ModelInput& input);
/// Means: what to expect.
[[nodiscard]] ModelLetters estimateLetters(const ModelInput& input);

} // namespace headroom::core
