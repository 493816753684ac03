// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/memory/case_run.h"
#include "tests/memory/memory_case.h"

namespace headroom::test {

struct HonestyRow {
    MemoryCase memoryCase;
    CaseResult result;
};

/// Medians over the rows where the figure is known; NaN without any.
struct HonestySummary {
    double estimateError = 0;
    double estimateErrorAbove = 0;
    double earlyError = 0;      ///< of the first estimate known, a true forecast; that of the report has seen the run
    double earlyErrorAbove = 0;
    double unattributedShare = 0;
    double inFlightShare = 0;
    double ledgerOff = 0;
    double sampleOff = 0;
    int sumsOff = 0;        ///< runs whose highest sample has layers that do not add up to its RSS
    double looseness = 0;   ///< ceiling as a multiple of the peak
    double highestFill = 0; ///< the peak nearest to its ceiling, as a share of it
    int unknownCeilings = 0;
};

[[nodiscard]] HonestySummary summarize(const std::vector<HonestyRow>& rows);
[[nodiscard]] std::string honestyMarkdown(const std::vector<HonestyRow>& rows);

} // namespace headroom::test
