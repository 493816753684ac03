// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/units.h"
#include "core/budget/topic_facts.h"
#include "core/metrics/how_known.h"
#include "core/settings/settings.h"

namespace headroom::core {

/// One summand of the ceiling or of the estimate.
struct ModelTerm {
    std::string_view id;      ///< stable: baseline, queue, overshoot, framing, operations, wire, cut, batch, view, window, client, allocator
    std::string_view label;
    std::string_view formula; ///< in the letters of the documentation: "Q - 1"
    std::string numbers;      ///< the same with the numbers of now: "32.0 MiB - 1"
    Bytes bytes = 0;
    HowKnown how = HowKnown::estimated;
    std::vector<std::string_view> settings; ///< ids of the rows that bound it; empty: no setting does
};

/// A sum of terms, or the reason why there is none yet.
struct ModelSum {
    Bytes total = unknownBytes;   ///< sum of the terms; unknownBytes while an input is unknown
    std::vector<ModelTerm> terms; ///< empty while unknown
    std::string missing;          ///< what is not known yet, for people; empty when known
};

/// What the model reads: limits in force, what the topic showed, and our own share.
struct ModelInput {
    Settings settings;               ///< effective: as the client reports them after creation
    TopicFacts facts;
    Bytes baseline = unknownBytes;
    Bytes window = 0;                ///< history, charts and window, as the ledger has them
    Bytes expectedView = unknownBytes; ///< what the view will hold at the run's pace; unknown: its whole budget
    bool settled = false;            ///< the facts' most queued and most held are what to expect
};

struct Forecast {
    ModelSum ceiling;  ///< never passed while the topic keeps to the facts seen so far
    ModelSum estimate; ///< the peak to expect
    TopicFacts facts;  ///< that it was computed from
    std::string assumption; ///< for people: ratio and batch it holds for, and that only zstd output is capped by the client
};

/// Pure. Ceiling: R_b <= max(S, min(F, max(S, M) + (P_b - 1) M)) a response of broker b; queue Q and N; ratio c; batch, view
/// and window on top (derivation in resources/docs/memory.md). Nothing is invented: an unknown input makes both unknown.
[[nodiscard]] Forecast forecastMemory(const ModelInput& input);

/// Why the ceiling of `now` is above that of `before`: the term that grew most, with its numbers.
[[nodiscard]] std::string whatChanged(const Forecast& before, const Forecast& now);

/// The bytes of the ceiling that a setting's row bounds; unknownBytes when it bounds nothing by itself or nothing is known.
/// A term bounded by several rows counts for the first of them.
[[nodiscard]] Bytes shareOfCeiling(const ModelSum& ceiling, std::string_view settingId);

} // namespace headroom::core
