// SPDX-License-Identifier: GPL-3.0-or-later
// The charts' series as CSV: what is read back equals the history, each instant from the finest tier that has it.
#include <cmath>
#include <limits>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "core/export/series_export.h"

using namespace headroom::core;

namespace {

constexpr WallTime began{std::chrono::seconds(1'700'000'000)};

HistoryView recorded(double seconds)
{
    History history(began);
    for (int i = 0; i * 0.1 < seconds; ++i) {
        TickReading reading;
        reading.ledger.rss = 100 * mib + i;
        reading.messagesPerSecond = i / 3.0;
        reading.lag = i % 10 == 0 ? i : unknownOffset;
        history.add(i * 0.1, reading);
    }
    return history.view();
}

/// A row as it stands in the file.
struct Row {
    QString time, kind;
    double seconds = 0;
    QStringList values;
};

struct Table {
    QStringList header;
    QList<Row> rows;
};

Table readBack(const QString& path)
{
    QFile file(path);
    Table table;
    if (!file.open(QIODevice::ReadOnly))
        return table;
    QStringList lines = QString::fromUtf8(file.readAll()).split(QStringLiteral("\r\n"));
    table.header = lines.takeFirst().split(QLatin1Char(','));
    if (lines.takeLast() != QString()) // the last line ends, too
        return {};
    for (const QString& line : lines) {
        const QStringList fields = line.split(QLatin1Char(','));
        table.rows.append({fields[0], fields[2], fields[1].toDouble(), fields.mid(3)});
    }
    return table;
}

float valueOf(const QString& field) { return field.isEmpty() ? std::numeric_limits<float>::quiet_NaN() : field.toFloat(); }

std::vector<MetricIndex> allMetrics()
{
    std::vector<MetricIndex> all(metricCount);
    for (MetricIndex metric = 0; metric < metricCount; ++metric)
        all[metric] = metric;
    return all;
}

/// The sample of a tier at a second; null when there is none.
const Sample* sampleAt(const std::vector<std::shared_ptr<const SampleSegment>>& tier, double seconds)
{
    for (const auto& segment : tier)
        for (const Sample& sample : *segment)
            if (sample.seconds == seconds)
                return &sample;
    return nullptr;
}

} // namespace

class TestSeriesExport : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    [[nodiscard]] QString file(const char* name = "series.csv") const { return m_dir.filePath(QLatin1String(name)); }

private Q_SLOTS:
    void headersSayTheUnit()
    {
        const auto done = exportSeries(file().toStdString(), {recorded(1), allMetrics(), 0, 1});
        QVERIFY(done);
        const Table table = readBack(file());
        QCOMPARE(table.header.mid(0, 4), (QStringList{QStringLiteral("time"), QStringLiteral("seconds"), QStringLiteral("kind"), QStringLiteral("rss (bytes)")}));
        QVERIFY(table.header.contains(QStringLiteral("messages_per_second (messages/s)")));
        QVERIFY(table.header.contains(QStringLiteral("batch_fill (%)")));
        QVERIFY(table.header.contains(QStringLiteral("commit_latency (ms)")));
        QCOMPARE(table.header.size(), static_cast<qsizetype>(3 + metricCount));
        QCOMPARE(done->rows, std::uint64_t{10});
        QCOMPARE(done->bytes, QFile(file()).size());
    }
    void everyValueReadsBackAsItWas()
    {
        const HistoryView history = recorded(3600);
        const auto done = exportSeries(file().toStdString(), {history, allMetrics(), 0, 3600});
        QVERIFY(done);
        const Table table = readBack(file());
        QCOMPARE(static_cast<std::uint64_t>(table.rows.size()), done->rows);
        double last = -1;
        QMap<QString, int> kinds;
        for (const Row& row : table.rows) {
            ++kinds[row.kind];
            QVERIFY(row.seconds > last);
            last = row.seconds;
            const auto& tier = row.kind == QStringLiteral("sample") ? history.fine : row.kind == QStringLiteral("mean") ? history.medium : history.coarse;
            const Sample* sample = sampleAt(tier, row.seconds);
            QVERIFY2(sample != nullptr, qPrintable(row.time));
            for (MetricIndex metric = 0; metric < metricCount; ++metric) {
                const float value = valueOf(row.values[static_cast<qsizetype>(metric)]);
                QVERIFY(value == sample->values[metric] || (std::isnan(value) && std::isnan(sample->values[metric])));
            }
        }
        // All of the fine tier, the medium one before it, the coarse one before that.
        QVERIFY(kinds[QStringLiteral("sample")] >= 600 && kinds[QStringLiteral("mean")] >= 1600);
        QVERIFY(std::abs(kinds[QStringLiteral("min")] - kinds[QStringLiteral("max")]) <= 1); // means may begin within a pair
        QVERIFY(kinds[QStringLiteral("min")] > 500);
        QCOMPARE(table.rows.first().kind, QStringLiteral("min"));
        QVERIFY(table.rows.first().seconds == 0 && table.rows.last().seconds > 3599.8);
    }
    void timesAreIsoWithOffset()
    {
        QVERIFY(exportSeries(file().toStdString(), {recorded(3), {metricIndex("rss")}, 0, 3}));
        for (const Row& row : readBack(file()).rows) {
            const QDateTime time = QDateTime::fromString(row.time, Qt::ISODateWithMs);
            QVERIFY2(time.isValid(), qPrintable(row.time));
            QVERIFY(std::abs(static_cast<double>(time.toMSecsSinceEpoch()) - 1.7e12 - row.seconds * 1000) <= 1);
        }
    }
    void onlyTheChosenStretchAndColumns()
    {
        const auto done = exportSeries(file().toStdString(), {recorded(60), {metricIndex("lag"), metricIndex("rss")}, 10, 20});
        QVERIFY(done);
        const Table table = readBack(file());
        QCOMPARE(table.header.mid(3), (QStringList{QStringLiteral("lag (messages)"), QStringLiteral("rss (bytes)")}));
        QCOMPARE(table.rows.size(), qsizetype{101});
        QVERIFY(std::abs(table.rows.first().seconds - 10) < 1e-9 && std::abs(table.rows.last().seconds - 20) < 1e-9);
        QCOMPARE(table.rows.first().values.first(), QStringLiteral("100"));
        QVERIFY(table.rows[1].values.first().isEmpty()); // not known there
    }
    void emptyHistoryIsAHeader()
    {
        QVERIFY(exportSeries(file().toStdString(), {HistoryView{}, allMetrics(), 0, 100}));
        const Table table = readBack(file());
        QVERIFY(table.rows.isEmpty());
        QCOMPARE(table.header.size(), static_cast<qsizetype>(3 + metricCount));
    }
    void cancelledOrImpossibleLeavesNothing()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto cancelled = exportSeries(file("cancelled.csv").toStdString(), {recorded(600), allMetrics(), 0, 600}, stop.get_token());
        QVERIFY(cancelled && cancelled->cancelled);
        const auto impossible = exportSeries("/proc/headroom/series.csv", {recorded(1), allMetrics(), 0, 1});
        QVERIFY(!impossible);
        QVERIFY(QString::fromStdString(impossible.error().message).contains(QStringLiteral("choose another place")));
        QVERIFY(!QDir(m_dir.path()).entryList(QDir::Files).join(QLatin1Char(' ')).contains(QStringLiteral("cancelled")));
    }
};

QTEST_GUILESS_MAIN(TestSeriesExport)
#include "tst_series_export.moc"
