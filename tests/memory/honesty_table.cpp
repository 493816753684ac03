// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/memory/honesty_table.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace headroom::test {
namespace {

std::string mib(std::int64_t bytes)
{
    return bytes < 0 ? "–" : fmt::format("{:.1f}", static_cast<double>(bytes) / (1024.0 * 1024.0));
}

std::string percent(double share, bool known)
{
    return known ? fmt::format("{:.0f}", 100 * share) : "–";
}

double median(std::vector<double> values)
{
    if (values.empty())
        return std::nan("");
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

std::string line(const HonestyRow& row)
{
    const CaseResult& r = row.result;
    const bool known = r.ceiling > 0 && r.run.peak > 0;
    return fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {}{} |\n", row.memoryCase.seed, row.memoryCase.backlog->id, row.memoryCase.inShort, r.messages,
                       mib(r.baseline), mib(r.run.peak), mib(r.ceiling), known ? fmt::format("{:.2f}", static_cast<double>(r.run.peak) / static_cast<double>(r.ceiling)) : "–",
                       mib(r.estimate), percent(r.estimateError(), r.estimate > 0 && r.run.peak > 0), percent(r.estimateErrorAbove(), r.estimate > 0 && r.run.peak > 0), percent(r.earlyError(), r.earlyEstimate > 0 && r.run.peak > 0),
                       percent(r.shareAbove(r.inFlight), r.inFlight >= 0), percent(r.shareAbove(r.unattributed), r.unattributed >= 0), percent(r.ledgerOff(), r.ledgerSum > 0), percent(r.sampleOff(), r.sampleRss > 0),
                       known && r.run.peak > r.ceiling ? " **above**" : "");
}

} // namespace

HonestySummary summarize(const std::vector<HonestyRow>& rows)
{
    HonestySummary summary;
    std::vector<double> errors;
    std::vector<double> errorsAbove;
    std::vector<double> early;
    std::vector<double> earlyAbove;
    std::vector<double> inFlight;
    std::vector<double> unattributed;
    std::vector<double> ledger;
    std::vector<double> sample;
    std::vector<double> loose;
    for (const auto& [memoryCase, r] : rows) {
        if (r.ceiling > 0)
            summary.highestFill = std::max(summary.highestFill, static_cast<double>(r.run.peak) / static_cast<double>(r.ceiling));
        if (r.ceiling > 0 && r.run.peak > 0)
            loose.push_back(static_cast<double>(r.ceiling) / static_cast<double>(r.run.peak));
        summary.unknownCeilings += r.ceiling > 0 ? 0 : 1;
        if (r.estimate > 0 && r.run.peak > 0) {
            errors.push_back(r.estimateError());
            errorsAbove.push_back(r.estimateErrorAbove());
        }
        if (r.earlyEstimate > 0 && r.run.peak > 0) {
            early.push_back(r.earlyError());
            earlyAbove.push_back(r.earlyErrorAbove());
        }
        if (r.ledgerSum > 0)
            ledger.push_back(std::abs(r.ledgerOff()));
        if (r.sampleRss > 0) {
            sample.push_back(std::abs(r.sampleOff()));
            summary.sumsOff += r.sumsAgree() ? 0 : 1;
        }
        if (r.unattributed >= 0)
            unattributed.push_back(r.shareAbove(r.unattributed));
        if (r.inFlight >= 0)
            inFlight.push_back(r.shareAbove(r.inFlight));
    }
    summary.estimateError = median(errors);
    summary.estimateErrorAbove = median(errorsAbove);
    summary.earlyError = median(early);
    summary.earlyErrorAbove = median(earlyAbove);
    summary.inFlightShare = median(inFlight);
    summary.unattributedShare = median(unattributed);
    summary.ledgerOff = median(ledger);
    summary.sampleOff = median(sample);
    summary.looseness = median(loose);
    return summary;
}

std::string honestyMarkdown(const std::vector<HonestyRow>& rows)
{
    const HonestySummary s = summarize(rows);
    std::string text = fmt::format("{} runs: highest peak {:.2f} of its ceiling, ceiling unknown in {}; medians: ceiling {:.2f} x the peak, estimate off by {:.1f} % ({:.1f} % of what is above the baseline; the first one known {:.1f} % and {:.1f} %); of RSS above the baseline {:.1f} % in flight, {:.1f} % unattributed, ledger off by {:.1f} % of the kernel's peak, by {:.1f} % of the highest sample, by more than 10 % of that in {}.\n\n",
                                   rows.size(), s.highestFill, s.unknownCeilings, s.looseness, 100 * s.estimateError, 100 * s.estimateErrorAbove, 100 * s.earlyError, 100 * s.earlyErrorAbove, 100 * s.inFlightShare, 100 * s.unattributedShare, 100 * s.ledgerOff, 100 * s.sampleOff, s.sumsOff);
    text += "| seed | topic | settings | messages | baseline MiB | peak MiB | ceiling MiB | peak/ceiling | estimate MiB | error % | error above baseline % | first estimate's error % | in flight % | unattributed % | ledger off % | off in the sample % |\n"
            "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
    for (const HonestyRow& row : rows)
        text += line(row);
    return text;
}

} // namespace headroom::test
