// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/child_process.h"

namespace headroom::test {

/// A program as a child, its peak as the kernel counted it, and how it ended.
struct MeasuredRun {
    int code = -1;         ///< 128 + signal; -1: it could not be run or did not end in time
    std::int64_t peak = 0; ///< resident set, bytes, from start to end
    QByteArray output;
    QByteArray error;
    QString command;       ///< to be run by hand
};

/// Runs it to its end, or until `enough` holds of its standard error: then it is interrupted (SIGINT) and ends by itself.
/// Thread: main. `dataLimit` bounds the child's heap, bytes; 0: no limit.
[[nodiscard]] MeasuredRun runMeasured(const QString& folder, const QStringList& command, std::int64_t dataLimit, ChildProcess::Deadline deadline,
                                      const std::function<bool(const QByteArray& error)>& enough = {});

/// What a run's report says of its memory, and what the kernel says. Bytes; negative: unknown.
struct CaseResult {
    MeasuredRun run;
    std::int64_t messages = 0;
    std::int64_t baseline = -1;
    std::int64_t reportedPeak = -1;
    std::int64_t ceiling = -1;
    std::int64_t estimate = -1;      ///< at the end: from what the run itself had shown
    std::int64_t earlyEstimate = -1; ///< the first one that was known
    std::int64_t firstCeiling = -1;  ///< the same of the ceiling
    std::int64_t unattributed = -1; ///< of the ledger at the peak
    std::int64_t inFlight = -1;     ///< the same: what heap no other part explains, so that it must not explain much
    std::int64_t ledgerSum = -1;    ///< of all its parts
    std::int64_t sampleRss = -1;    ///< of the highest sample in the recording whose layers are all known
    std::int64_t sampleSum = -1;    ///< of the layers of that very sample
    std::string problem;            ///< why there are no figures; empty: all is well

    [[nodiscard]] double estimateError() const;      ///< |estimate - peak| / peak
    [[nodiscard]] double estimateErrorAbove() const; ///< the same of what is above the baseline, a harder measure
    [[nodiscard]] double earlyError() const;         ///< |early estimate - peak| / peak
    [[nodiscard]] double earlyErrorAbove() const;    ///< / (peak - baseline)
    [[nodiscard]] double shareAbove(std::int64_t part) const; ///< of what is above the baseline at the peak
    /// By how much the ledger's parts miss the peak, as a share of what is above the baseline: positive where estimates
    /// overlap, negative where the peak fell between two samples.
    [[nodiscard]] double ledgerOff() const;
    /// By how much the layers of the highest sample exceed the RSS of the same tick, as a share of what is above the baseline.
    [[nodiscard]] double sampleOff() const;
    [[nodiscard]] bool sumsAgree() const; ///< within a tenth of that, or within 1 MiB where that is less
};

/// Runs `headroom-cli run` with a report and reads it.
[[nodiscard]] CaseResult runCase(const QString& folder, const QStringList& arguments);

} // namespace headroom::test
