// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <cmath>
#include <iterator>

#include "core/metrics/metric_catalog.h"

using namespace headroom::core;

class MetricCatalogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowIsWhole();
    void indexFindsEachRow();
    void extractsItsField_data();
    void extractsItsField();
    void unknownIsNotANumber_data();
    void unknownIsNotANumber();
};

namespace {

/// Each field has another value, so that a row that reads its neighbour is seen.
TickReading distinct()
{
    TickReading reading;
    reading.ledger = {1, 2, 3, 4, 5, 6, 7, 8, 9, 0};
    reading.messagesPerSecond = 10;
    reading.bytesPerSecond = 11;
    reading.lag = 12;
    reading.atRisk = 13;
    reading.batchFillPercent = 14;
    reading.batchBytes = 15;
    reading.commitLatencyMs = 16;
    reading.fetchRequestsPerSecond = 17;
    reading.rssAnon = 18;
    reading.rssFile = 19;
    reading.ceiling = 20;
    reading.estimate = 21;
    reading.budget = 22;
    reading.limit = 23;
    return reading;
}

} // namespace

void MetricCatalogTest::everyRowIsWhole()
{
    for (const MetricSpec& metric : metricCatalog()) {
        QVERIFY(!metric.id.empty());
        QVERIFY(!metric.label.empty());
        QVERIFY(metric.extract != nullptr);
        for (const char one : metric.id) {
            QVERIFY((one >= 'a' && one <= 'z') || one == '_');
        }
    }
}

void MetricCatalogTest::indexFindsEachRow()
{
    const auto catalog = metricCatalog();
    for (std::size_t index = 0; index < catalog.size(); ++index) {
        QCOMPARE(metricIndex(catalog[index].id), index);
    }
}

void MetricCatalogTest::extractsItsField_data()
{
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<double>("value");
    const char* const ids[] = {"rss", "baseline", "prefetch", "in_flight", "batch", "view", "charts", "slack", "unattributed",
                               "messages_per_second", "bytes_per_second", "lag", "at_risk", "batch_fill", "batch_bytes",
                               "commit_latency", "fetch_requests", "rss_anon", "rss_file", "ceiling", "estimate", "budget", "limit"};
    static_assert(std::size(ids) == metricCount);
    double value = 0;
    for (const char* id : ids) {
        QTest::newRow(id) << QByteArray(id) << ++value;
    }
}

void MetricCatalogTest::extractsItsField()
{
    QFETCH(QByteArray, id);
    QFETCH(double, value);
    QCOMPARE(metricCatalog()[metricIndex(id.toStdString())].extract(distinct()), value);
}

void MetricCatalogTest::unknownIsNotANumber_data()
{
    QTest::addColumn<QByteArray>("id");
    for (const char* id : {"rss", "baseline", "prefetch", "in_flight", "slack", "unattributed", "lag", "commit_latency",
                           "rss_anon", "rss_file", "ceiling", "estimate", "budget", "limit"}) {
        QTest::newRow(id) << QByteArray(id);
    }
}

void MetricCatalogTest::unknownIsNotANumber()
{
    QFETCH(QByteArray, id);
    QVERIFY(std::isnan(metricCatalog()[metricIndex(id.toStdString())].extract(TickReading{})));
}

QTEST_APPLESS_MAIN(MetricCatalogTest)
#include "tst_metric_catalog.moc"
