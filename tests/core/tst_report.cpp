// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <fstream>

#include "headroom_paths.h"
#include "core/kafka/consumer_port.h"
#include "core/metrics/metric_catalog.h"
#include "core/session/budget_verdict.h"
#include "core/session/report.h"
#include "core/settings/setting_table.h"
#include "tests/core/json_schema.h"
#include "tests/support/snapshot_builder.h"

using namespace headroom::core;
using headroom::tests::schemaBreach;
using headroom::tests::SnapshotBuilder;
using nlohmann::json;

namespace {

json reportSchema()
{
    std::ifstream file(HEADROOM_SOURCE_DIR "/tests/core/report.schema.json");
    return json::parse(file);
}

json reportOf(const Snapshot& last, const ReportExtras& extras = {}) { return makeReport(settingTable(), last, extras); }

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void conformsToItsSchema();
    void conformsWhenNothingIsKnown();
    void theSchemaIsStrict_data();
    void theSchemaIsStrict();
    void theSchemaListsWhatItRequires();
    void figures();
    void settingsAreEffectiveValuesWithTheirTypes();
    void budget_data();
    void budget();
    void verdictWithoutAPeak();
    void whatIsNotMeasuredIsNotHeld();
    void warnsOfABudget_data();
    void warnsOfABudget();
    void warnsOfABudgetBelowTheBaseline_data();
    void warnsOfABudgetBelowTheBaseline();
    void failureIsAnErrorOnce();
    void survivesTextThatIsNotUtf8();
    void recordingLine();
    void recordingLineWithoutHistory();
};

void TestReport::conformsToItsSchema()
{
    auto builder = SnapshotBuilder::typical();
    builder.edit().errors.push_back(Error{ErrorCode::unreachable, "No broker answers.", "b:1", true, false, -195});
    const std::string breach = schemaBreach(reportSchema(), reportOf(*builder.build(), {50 * mib, 40 * mib, 1.25}));
    QVERIFY2(breach.empty(), breach.c_str());
}

void TestReport::conformsWhenNothingIsKnown()
{
    const json report = reportOf(Snapshot());
    const std::string breach = schemaBreach(reportSchema(), report);
    QVERIFY2(breach.empty(), breach.c_str());
    QVERIFY(report["rss"]["peak_bytes"].is_null());
    QVERIFY(report["messages_per_second"].is_null());
    QVERIFY(report["fetch"]["bytes_per_request"].is_null());
    QVERIFY(report["partitions"].empty());
}

void TestReport::theSchemaIsStrict_data()
{
    QTest::addColumn<QString>("patch");
    QTest::newRow("missing key") << QStringLiteral(R"([{"op": "remove", "path": "/batches"}])");
    QTest::newRow("missing inner key") << QStringLiteral(R"([{"op": "remove", "path": "/partitions/0/lag"}])");
    QTest::newRow("extra key") << QStringLiteral(R"([{"op": "add", "path": "/more", "value": 1}])");
    QTest::newRow("extra inner key") << QStringLiteral(R"([{"op": "add", "path": "/rss/more", "value": 1}])");
    QTest::newRow("wrong type") << QStringLiteral(R"([{"op": "replace", "path": "/messages", "value": "1"}])");
    QTest::newRow("fraction for whole") << QStringLiteral(R"([{"op": "replace", "path": "/bytes", "value": 1.5}])");
    QTest::newRow("null for known") << QStringLiteral(R"([{"op": "replace", "path": "/commits/failed", "value": null}])");
    QTest::newRow("setting with null") << QStringLiteral(R"([{"op": "replace", "path": "/settings/topic", "value": null}])");
}

void TestReport::theSchemaIsStrict()
{
    QFETCH(QString, patch);
    auto builder = SnapshotBuilder::typical();
    const json report = reportOf(*builder.build());
    QVERIFY(schemaBreach(reportSchema(), report).empty());
    QVERIFY(!schemaBreach(reportSchema(), report.patch(json::parse(patch.toStdString()))).empty());
}

void TestReport::theSchemaListsWhatItRequires()
{
    const json schema = reportSchema();
    QCOMPARE(schema["required"].size(), schema["properties"].size());
    for (const auto& [key, part] : schema["properties"].items())
        if (part.contains("properties"))
            QVERIFY2(part["required"].size() == part["properties"].size(), key.c_str());
}

void TestReport::figures()
{
    SnapshotBuilder builder;
    builder.partitions(2).commit(CommitTrigger::user, OutcomeState::confirmed, 12, 4.1);
    Snapshot& snapshot = builder.edit();
    snapshot.messages = 1000;
    snapshot.bytes = 4 * mib;
    snapshot.elapsedSeconds = 4; // first to last message
    snapshot.messagesPerSecond = 7; // the last second's mean must not be reported
    snapshot.peakRss = 90 * mib;
    snapshot.ledger.baseline = 20 * mib;
    snapshot.ledgerAtPeak.view = 3 * mib;
    snapshot.fetch.requests = 17;
    snapshot.guard.pauses = 3;
    snapshot.guard.pausedSeconds = 7.5;
    snapshot.guard.refetchedBytes = 4096;
    const json report = reportOf(*builder.build(), {50 * mib, 40 * mib, 1.25});
    QCOMPARE(report["messages_per_second"].get<double>(), 250.0);
    QCOMPARE(report["bytes_per_second"].get<double>(), static_cast<double>(mib));
    QCOMPARE(report["elapsed_seconds"].get<double>(), 4.0);
    QCOMPARE(report["cpu_seconds"].get<double>(), 1.25);
    QCOMPARE(report["rss"]["peak_bytes"].get<Bytes>(), 90 * mib);
    QCOMPARE(report["rss"]["baseline_bytes"].get<Bytes>(), 20 * mib);
    QCOMPARE(report["rss"]["end_bytes"].get<Bytes>(), 50 * mib);
    QCOMPARE(report["rss"]["after_trim_bytes"].get<Bytes>(), 40 * mib);
    QCOMPARE(report["ledger_at_peak"]["view_bytes"].get<Bytes>(), 3 * mib);
    QCOMPARE(report["fetch"]["requests"].get<int>(), 17);
    QCOMPARE(report["commits"]["confirmed"].get<int>(), 1);
    QCOMPARE(report["partitions"].size(), std::size_t{2});
    QCOMPARE(report["partitions"][1]["partition"].get<int>(), 1);
    QCOMPARE(report["partitions"][0]["lag"].get<int>(), 160);
    QCOMPARE(report["client_version"].get<std::string>(), clientVersion());
    QVERIFY(report["guard"] == json::parse(R"({"mode": "observe", "pauses": 3, "paused_seconds": 7.5, "refetched_bytes": 4096})"));
    QVERIFY(report["ceiling_bytes"].is_null() && report["estimate_bytes"].is_null());
}

void TestReport::settingsAreEffectiveValuesWithTheirTypes()
{
    SnapshotBuilder builder;
    builder.settings([](Settings& s) {
        s.batchSize = 7;
        s.checkCrcs = false;
        s.groupId = "g";
    });
    const json settings = reportOf(*builder.build())["settings"];
    QCOMPARE(settings.size(), settingTable().size());
    QVERIFY(settings["batch-size"] == 7);
    QVERIFY(settings["check-crcs"] == false);
    QVERIFY(settings["group-id"] == "g");
    QVERIFY(settings["fetch-max-bytes"] == mib);
}

void TestReport::budget_data()
{
    QTest::addColumn<qint64>("budget");
    QTest::addColumn<qint64>("peak");
    QTest::addColumn<QString>("within"); // as JSON
    QTest::newRow("none") << qint64{0} << qint64{mib} << QStringLiteral("true");
    QTest::newRow("held") << qint64{mib} << qint64{mib} << QStringLiteral("true");
    QTest::newRow("exceeded by a byte") << qint64{mib} << qint64{mib + 1} << QStringLiteral("false");
    QTest::newRow("never measured") << qint64{mib} << qint64{unknownBytes} << QStringLiteral("null");
}

void TestReport::budget()
{
    QFETCH(qint64, budget);
    QFETCH(qint64, peak);
    SnapshotBuilder builder;
    builder.budget(budget);
    builder.edit().peakRss = peak;
    const json report = reportOf(*builder.build());
    QTEST(QString::fromStdString(report["within_budget"].dump()), "within");
    QVERIFY(budget == 0 ? report["budget_bytes"].is_null() : report["budget_bytes"] == budget);
}

void TestReport::warnsOfABudget_data()
{
    QTest::addColumn<qint64>("budget");
    QTest::addColumn<qint64>("ceiling");
    QTest::addColumn<QString>("guard");
    QTest::addColumn<bool>("warned");
    QTest::newRow("no budget") << qint64{0} << qint64{9 * mib} << QStringLiteral("observe") << false;
    QTest::newRow("ceiling not yet known") << qint64{mib} << qint64{unknownBytes} << QStringLiteral("observe") << false;
    QTest::newRow("at the budget") << qint64{9 * mib} << qint64{9 * mib} << QStringLiteral("observe") << false;
    QTest::newRow("above it") << qint64{mib} << qint64{9 * mib} << QStringLiteral("observe") << true;
    QTest::newRow("no guard") << qint64{mib} << qint64{9 * mib} << QStringLiteral("off") << true;
    QTest::newRow("held by pausing") << qint64{mib} << qint64{9 * mib} << QStringLiteral("pause") << false;
    QTest::newRow("held by adapting") << qint64{mib} << qint64{9 * mib} << QStringLiteral("adapt") << false;
}

void TestReport::warnsOfABudget()
{
    QFETCH(qint64, budget);
    QFETCH(qint64, ceiling);
    QFETCH(QString, guard);
    SnapshotBuilder builder;
    builder.budget(budget).settings([&](Settings& settings) { settings.guard = guard.toStdString(); });
    builder.edit().ledger.rss = mib / 2;
    Forecast forecast;
    forecast.ceiling.total = ceiling;
    builder.forecast(forecast);
    const std::string warning = budgetWarning(*builder.build());
    QFETCH(bool, warned);
    QCOMPARE(!warning.empty(), warned);
    QVERIFY(!warned || warning.find("9.0 MiB") != std::string::npos);
}

void TestReport::warnsOfABudgetBelowTheBaseline_data()
{
    QTest::addColumn<QString>("guard");
    QTest::addColumn<qint64>("baseline");
    QTest::addColumn<bool>("warned");
    for (const char* guard : {"pause", "adapt"}) {
        QTest::addRow("%s, not yet known", guard) << QString::fromUtf8(guard) << qint64{unknownBytes} << false;
        QTest::addRow("%s, below", guard) << QString::fromUtf8(guard) << qint64{30 * mib - 1} << false;
        QTest::addRow("%s, at the budget", guard) << QString::fromUtf8(guard) << qint64{30 * mib} << true;
        QTest::addRow("%s, above", guard) << QString::fromUtf8(guard) << qint64{40 * mib} << true;
    }
}

/// A guard that acts can do nothing about it, and because it acts nothing was said.
void TestReport::warnsOfABudgetBelowTheBaseline()
{
    QFETCH(QString, guard);
    QFETCH(qint64, baseline);
    QFETCH(bool, warned);
    SnapshotBuilder builder;
    builder.budget(30 * mib).settings([&](Settings& settings) { settings.guard = guard.toStdString(); });
    builder.edit().ledger.rss = 45 * mib;
    builder.edit().ledger.baseline = baseline;
    const std::string warning = budgetWarning(*builder.build());
    QCOMPARE(!warning.empty(), warned);
    const std::string least = baseline == 30 * mib ? "41 MiB" : "54 MiB"; // 30 and 40 are below 75 % (guard-low) of these
    for (const std::string& part : {std::string("memory budget 30.0 MiB"), "at least " + least, std::string("guard")})
        QVERIFY2(!warned || warning.find(part) != std::string::npos, warning.c_str());
}

/// A run that never began has no peak of its own, but the process was measured at its end.
void TestReport::verdictWithoutAPeak()
{
    SnapshotBuilder builder;
    builder.budget(mib);
    builder.edit().peakRss = unknownBytes;
    QVERIFY(reportOf(*builder.build(), {mib, mib / 2, 0})["within_budget"] == true);
    const json over = reportOf(*builder.build(), {mib + 1, mib / 2, 0});
    QVERIFY(over["within_budget"] == false);
    QVERIFY(over["rss"]["peak_bytes"] == mib + 1);
}

/// Neither while it ran nor at its end: it passed for held then, and nothing was said.
void TestReport::whatIsNotMeasuredIsNotHeld()
{
    SnapshotBuilder builder;
    builder.budget(mib).settings([](Settings& settings) { settings.guard = "pause"; });
    Snapshot& snapshot = builder.edit();
    snapshot.ledger = LedgerReading();
    snapshot.processStartRss = snapshot.peakRss = unknownBytes;
    const auto last = builder.build();
    const json report = reportOf(*last, {unknownBytes, unknownBytes, 0});
    for (const auto& [key, bytes] : report["rss"].items())
        QVERIFY2(bytes.is_null(), key.c_str());
    QVERIFY(report["within_budget"].is_null());
    QVERIFY(!withinBudget(*last));
    const std::string warning = budgetWarning(*last);
    for (const char* part : {"cannot be read", "/proc", "memory budget 1.0 MiB", "guard"})
        QVERIFY2(warning.find(part) != std::string::npos, warning.c_str());
    builder.budget(0).settings([](Settings& settings) { settings.guard = "observe"; });
    QVERIFY(budgetWarning(*builder.build()).empty()); // nothing that could be broken was asked for
    QVERIFY(withinBudget(*builder.build()));
}

void TestReport::failureIsAnErrorOnce()
{
    SnapshotBuilder builder;
    const Error error{ErrorCode::unknownTopic, "There is no topic nope.", "nope", false, true, 3};
    builder.failed(error);
    builder.edit().errors = {error, Error{ErrorCode::timeout, "Late.", "", true, false, 0}};
    const json errors = reportOf(*builder.build())["errors"];
    QCOMPARE(errors.size(), std::size_t{2});
    QVERIFY(errors[0]["code"] == "unknown topic" && errors[0]["context"] == "nope" && errors[0]["client_code"] == 3);
}

void TestReport::survivesTextThatIsNotUtf8()
{
    SnapshotBuilder builder;
    builder.edit().errors.push_back(Error{ErrorCode::io, "bad \xff bytes", "", false, false, 0});
    const std::string text = reportOf(*builder.build()).dump(2, ' ', false, json::error_handler_t::replace);
    QVERIFY(json::accept(text));
}

void TestReport::recordingLine()
{
    SnapshotBuilder builder;
    builder.history(1).partitions(1);
    builder.edit().messages = 42;
    const json line = makeRecordingLine(*builder.build());
    QVERIFY(line["messages"] == 42);
    QVERIFY(line["state"] == "running");
    QCOMPARE(line["metrics"].size(), metricCount);
    for (const MetricSpec& metric : metricCatalog())
        QVERIFY2(line["metrics"].contains(std::string(metric.id)), std::string(metric.id).c_str());
    QVERIFY(line["metrics"]["rss"].is_number());
    QVERIFY(line["guard"]["mode"] == "observe" && line["guard"]["pauses"] == 0);
    const json how = howMetricsAreKnown();
    QCOMPARE(how.size(), metricCount);
    QVERIFY(how["rss"] == "measured" && how["prefetch"] == "from statistics" && how["in_flight"] == "estimated");
    QVERIFY(!line.dump().empty() && line.dump().find('\n') == std::string::npos);
}

void TestReport::recordingLineWithoutHistory()
{
    const json line = makeRecordingLine(Snapshot());
    QCOMPARE(line["metrics"].size(), metricCount);
    for (const auto& [id, value] : line["metrics"].items())
        QVERIFY2(value.is_null(), id.c_str());
    QVERIFY(line["peak_rss_bytes"].is_null());
}

QTEST_APPLESS_MAIN(TestReport)
#include "tst_report.moc"
