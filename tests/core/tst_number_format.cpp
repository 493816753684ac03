// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cmath>
#include <limits>

#include "core/base/number_format.h"

using namespace headroom::core;
using namespace std::chrono_literals;

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

} // namespace

class TestNumberFormat : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void bytes_data();
    void bytes();
    void signedBytes_data();
    void signedBytes();
    void count_data();
    void count();
    void messageRate_data();
    void messageRate();
    void byteRate_data();
    void byteRate();
    void duration_data();
    void duration();
    void percent_data();
    void percent();
    void clock();
    void clockBefore1970();
};

void TestNumberFormat::initTestCase()
{
    qputenv("TZ", "Asia/Kolkata"); // +05:30, no daylight saving
    tzset();
}

void TestNumberFormat::bytes_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << qint64{-1} << QStringLiteral("–");
    QTest::newRow("zero") << qint64{0} << QStringLiteral("0 B");
    QTest::newRow("512") << qint64{512} << QStringLiteral("512 B");
    QTest::newRow("last byte") << qint64{1023} << QStringLiteral("1023 B");
    QTest::newRow("first KiB") << qint64{1024} << QStringLiteral("1.0 KiB");
    QTest::newRow("47.8") << qint64{48947} << QStringLiteral("47.8 KiB");
    QTest::newRow("not 1024.0 KiB") << qint64{1048575} << QStringLiteral("1.0 MiB");
    QTest::newRow("31.6 MiB") << qint64{33135002} << QStringLiteral("31.6 MiB");
    QTest::newRow("GiB") << qint64{3 * gib / 2} << QStringLiteral("1.5 GiB");
    QTest::newRow("largest") << std::numeric_limits<qint64>::max() << QStringLiteral("8.0 EiB");
}

void TestNumberFormat::bytes()
{
    QFETCH(qint64, value);
    QTEST(q(formatBytes(value)), "text");
}

void TestNumberFormat::signedBytes_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64{0} << QStringLiteral("0 B");
    QTest::newRow("plus") << qint64{mib} << QStringLiteral("1.0 MiB");
    QTest::newRow("minus") << qint64{-mib} << QStringLiteral("−1.0 MiB");
    QTest::newRow("lowest") << std::numeric_limits<qint64>::min() << QStringLiteral("−8.0 EiB");
}

void TestNumberFormat::signedBytes()
{
    QFETCH(qint64, value);
    QTEST(q(formatBytesSigned(value)), "text");
}

void TestNumberFormat::count_data()
{
    QTest::addColumn<qint64>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << qint64{-1} << QStringLiteral("–");
    QTest::newRow("zero") << qint64{0} << QStringLiteral("0");
    QTest::newRow("999") << qint64{999} << QStringLiteral("999");
    QTest::newRow("thousands") << qint64{1284} << QStringLiteral("1\u202F284");
    QTest::newRow("millions") << qint64{1234567} << QStringLiteral("1\u202F234\u202F567");
    QTest::newRow("full groups") << qint64{123456} << QStringLiteral("123\u202F456");
}

void TestNumberFormat::count()
{
    QFETCH(qint64, value);
    QTEST(q(formatCount(value)), "text");
}

void TestNumberFormat::messageRate_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("nan") << std::nan("") << QStringLiteral("–");
    QTest::newRow("unknown") << -1.0 << QStringLiteral("–");
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity() << QStringLiteral("–");
    QTest::newRow("zero") << 0.0 << QStringLiteral("0 msg/s");
    QTest::newRow("small") << 0.5 << QStringLiteral("0.50 msg/s");
    QTest::newRow("tens") << 42.34 << QStringLiteral("42.3 msg/s");
    QTest::newRow("hundreds") << 421.0 << QStringLiteral("421 msg/s");
    QTest::newRow("not 1000") << 999.7 << QStringLiteral("1.00 k msg/s");
    QTest::newRow("thousands") << 19800.0 << QStringLiteral("19.8 k msg/s");
    QTest::newRow("not 1000 k") << 999800.0 << QStringLiteral("1.00 M msg/s");
    QTest::newRow("millions") << 1.924e6 << QStringLiteral("1.92 M msg/s");
}

void TestNumberFormat::messageRate()
{
    QFETCH(double, value);
    QTEST(q(formatMessageRate(value)), "text");
}

void TestNumberFormat::byteRate_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << std::nan("") << QStringLiteral("–");
    QTest::newRow("bytes") << 100.4 << QStringLiteral("100 B/s");
    QTest::newRow("mebibytes") << 20761805.0 << QStringLiteral("19.8 MiB/s");
}

void TestNumberFormat::byteRate()
{
    QFETCH(double, value);
    QTEST(q(formatByteRate(value)), "text");
}

void TestNumberFormat::duration_data()
{
    QTest::addColumn<qint64>("nanoseconds");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, std::chrono::nanoseconds time, const QString& text) { QTest::newRow(name) << qint64{time.count()} << text; };
    row("unknown", -1ns, QStringLiteral("–"));
    row("milliseconds", 4100us, QStringLiteral("4.1 ms"));
    row("not 1000 ms", 999960us, QStringLiteral("1.0 s"));
    row("seconds", 12s, QStringLiteral("12.0 s"));
    row("not 60.0 s", 59960ms, QStringLiteral("1 min 0 s"));
    row("minutes", 200s, QStringLiteral("3 min 20 s"));
    row("hours", 2h + 5min, QStringLiteral("2 h 5 min"));
}

void TestNumberFormat::duration()
{
    QFETCH(qint64, nanoseconds);
    QTEST(q(formatDuration(std::chrono::nanoseconds(nanoseconds))), "text");
}

void TestNumberFormat::percent_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << std::nan("") << QStringLiteral("–");
    QTest::newRow("below ten") << 4.25 << QStringLiteral("4.2 %");
    QTest::newRow("not 10.0") << 9.96 << QStringLiteral("10 %");
    QTest::newRow("above") << 34.4 << QStringLiteral("34 %");
}

void TestNumberFormat::percent()
{
    QFETCH(double, value);
    QTEST(q(formatPercent(value)), "text");
}

void TestNumberFormat::clock()
{
    const WallTime time = WallTime(std::chrono::milliseconds(1'772'461'927'042)); // 2026-03-02T14:32:07.042Z
    QCOMPARE(q(formatClock(time)), QStringLiteral("20:02:07.042"));
    QCOMPARE(q(formatIso8601(time)), QStringLiteral("2026-03-02T20:02:07.042+05:30"));
}

void TestNumberFormat::clockBefore1970()
{
    QCOMPARE(q(formatIso8601(WallTime(std::chrono::milliseconds(-1)))), QStringLiteral("1970-01-01T05:29:59.999+05:30"));
}

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
