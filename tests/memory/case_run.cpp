// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/memory/case_run.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <csignal>

#include "headroom_paths.h"
#include "core/base/units.h"

namespace headroom::test {
namespace {

using namespace std::chrono_literals;

nlohmann::json readJson(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return nullptr;
    }
    return nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
}

std::int64_t numberIn(const nlohmann::json& object, const char* key)
{
    const auto& value = object.at(key);
    return value.is_number_integer() ? value.get<std::int64_t>() : -1;
}

void readReport(const nlohmann::json& report, CaseResult& result)
{
    result.messages = numberIn(report, "messages");
    result.baseline = numberIn(report.at("rss"), "baseline_bytes");
    result.reportedPeak = numberIn(report.at("rss"), "peak_bytes");
    result.ceiling = numberIn(report, "ceiling_bytes");
    result.estimate = numberIn(report, "estimate_bytes");
    const auto& ledger = report.at("ledger_at_peak");
    result.unattributed = numberIn(ledger, "unattributed_bytes");
    result.inFlight = numberIn(ledger, "in_flight_bytes");
    result.ledgerSum = 0;
    for (const auto& [name, bytes] : ledger.items()) {
        result.ledgerSum += bytes.is_number_integer() ? bytes.get<std::int64_t>() : 0;
    }
    for (const auto& error : report.at("errors")) {
        const auto message = error.at("message").get<std::string>();
        // In auto mode a slow or stalled processor loses what the client has committed, and the run says so.
        if (message.find("Auto commit has committed") == std::string::npos) {
            result.problem += "reported: " + message + " ";
        }
    }
}

/// The samples of a recording, each an object of metrics.
std::vector<nlohmann::json> samplesOf(const QString& recording)
{
    std::vector<nlohmann::json> samples;
    QFile file(recording);
    if (!file.open(QIODevice::ReadOnly)) {
        return samples;
    }
    for (const QByteArray& line : file.readAll().split('\n')) {
        const auto sample = nlohmann::json::parse(line.toStdString(), nullptr, false);
        if (sample.is_object() && sample.contains("metrics")) {
            samples.push_back(sample.at("metrics"));
        }
    }
    return samples;
}

/// The first one that was known; negative: none.
std::int64_t firstOf(const char* metric, const std::vector<nlohmann::json>& samples)
{
    const auto known = std::find_if(samples.begin(), samples.end(), [metric](const auto& sample) { return sample.at(metric).is_number(); });
    return known == samples.end() ? -1 : static_cast<std::int64_t>(known->at(metric).template get<double>());
}

/// The layers of the highest sample whose layers are all known, beside the RSS that was read in the same tick.
void addHighestSample(const std::vector<nlohmann::json>& samples, CaseResult& result)
{
    for (const auto& sample : samples) {
        double sum = 0;
        bool known = sample.at("rss").is_number();
        for (const char* layer : {"baseline", "prefetch", "in_flight", "batch", "view", "charts", "slack", "unattributed"}) {
            known = known && sample.at(layer).is_number();
            sum += known ? sample.at(layer).get<double>() : 0;
        }
        if (known && sample.at("rss").get<double>() > static_cast<double>(result.sampleRss)) {
            result.sampleRss = static_cast<std::int64_t>(sample.at("rss").get<double>());
            result.sampleSum = static_cast<std::int64_t>(sum);
        }
    }
}

} // namespace

MeasuredRun runMeasured(const QString& folder, const QStringList& command, std::int64_t dataLimit, ChildProcess::Deadline deadline,
                        const std::function<bool(const QByteArray& error)>& enough)
{
    MeasuredRun run;
    run.command = command.join(QLatin1Char(' '));
    const QString resultFile = folder + QStringLiteral("/measured.json");
    QFile::remove(resultFile);
    ChildProcess child;
    if (!child.start(QStringLiteral(HEADROOM_MEASURED_CHILD), QStringList{resultFile, QString::number(dataLimit)} + command)) {
        return run;
    }
    if (enough && child.waitUntil([&] { return enough(child.standardError()); }, deadline)) {
        child.signal(SIGINT);
    }
    const bool ended = child.waitForEnd(deadline).has_value();
    run.output = child.standardOutput();
    run.error = child.standardError();
    const auto result = readJson(resultFile);
    if (ended && result.is_object()) {
        run.code = result.at("code").get<int>();
        run.peak = result.at("peak_bytes").get<std::int64_t>();
    }
    return run;
}

double CaseResult::estimateError() const
{
    return std::abs(static_cast<double>(estimate - run.peak)) / static_cast<double>(run.peak);
}

double CaseResult::earlyError() const
{
    return std::abs(static_cast<double>(earlyEstimate - run.peak)) / static_cast<double>(run.peak);
}

double CaseResult::earlyErrorAbove() const
{
    return std::abs(static_cast<double>(earlyEstimate - run.peak)) / static_cast<double>(std::max<std::int64_t>(1, run.peak - baseline));
}

double CaseResult::estimateErrorAbove() const
{
    return std::abs(static_cast<double>(estimate - run.peak)) / static_cast<double>(std::max<std::int64_t>(1, run.peak - baseline));
}

double CaseResult::shareAbove(std::int64_t part) const
{
    return static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(1, reportedPeak - baseline));
}

double CaseResult::ledgerOff() const
{
    return static_cast<double>(ledgerSum - reportedPeak) / static_cast<double>(std::max<std::int64_t>(1, reportedPeak - baseline));
}

double CaseResult::sampleOff() const
{
    return static_cast<double>(sampleSum - sampleRss) / static_cast<double>(std::max<std::int64_t>(1, sampleRss - baseline));
}

bool CaseResult::sumsAgree() const
{
    return std::abs(sampleSum - sampleRss) <= std::max<std::int64_t>(core::mib, (sampleRss - baseline) / 10);
}

CaseResult runCase(const QString& folder, const QStringList& arguments)
{
    const QString reportFile = folder + QStringLiteral("/report.json");
    const QString recording = folder + QStringLiteral("/recording.ndjson");
    QFile::remove(reportFile);
    QFile::remove(recording);
    const QStringList command = QStringList{QStringLiteral(HEADROOM_BIN_DIR "/headroom-cli"), QStringLiteral("run")} + arguments
        + QStringList{QStringLiteral("--report"), reportFile, QStringLiteral("--record"), recording};
    CaseResult result;
    result.run = runMeasured(folder, command, 0, 90s);
    const auto report = readJson(reportFile);
    const bool lostByAutoCommit = result.run.code == 1 && result.run.error.contains("were committed by auto commit");
    if (result.run.code != 0 && !lostByAutoCommit) {
        result.problem = "ended with " + std::to_string(result.run.code) + ": " + result.run.error.toStdString();
    } else if (!report.is_object()) {
        result.problem = "no report";
    } else {
        readReport(report, result);
        const auto samples = samplesOf(recording);
        result.earlyEstimate = firstOf("estimate", samples);
        result.firstCeiling = firstOf("ceiling", samples);
        addHighestSample(samples, result);
    }
    return result;
}

} // namespace headroom::test
