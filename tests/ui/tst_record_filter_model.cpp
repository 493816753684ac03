// SPDX-License-Identifier: GPL-3.0-or-later
#include <random>

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/instrumented.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/raw_page.h"
#include "ui/models/record_filter_model.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::test::slowdown;
using namespace std::chrono_literals;
using tests::RawRecord;
using tests::SnapshotBuilder;

namespace {

RecordFilter textFilter(const QString& pattern)
{
    RecordFilter filter;
    filter.text = std::make_shared<const core::MessageFilter>(core::MessageFilter::compile(pattern.toStdString()).value());
    return filter;
}

RawRecord raw(std::string key, std::string value, core::Offset offset, core::Slot slot = 0)
{
    RawRecord record;
    record.key = std::move(key);
    record.value = std::move(value);
    record.offset = offset;
    record.slot = slot;
    return record;
}

/// Two partitions: even offsets in slot 0, odd ones in slot 1.
std::vector<RawRecord> fruit(core::Offset first, int count)
{
    const char* values[] = {"apple", "Banana", "cherry <b>", "date"};
    std::vector<RawRecord> records;
    for (core::Offset offset = first; offset < first + count; ++offset) {
        records.push_back(raw("k" + std::to_string(offset), values[offset % 4], offset, static_cast<core::Slot>(offset % 2)));
        records.back().headers = {{"trace", offset % 5 == 0 ? "five" : "other"}};
    }
    return records;
}

std::vector<core::PartitionRow> offsets(core::Offset processed, core::Offset committed)
{
    std::vector<core::PartitionRow> rows(2);
    for (core::Slot slot = 0; slot < 2; ++slot) {
        auto& row = rows[static_cast<std::size_t>(slot)];
        row.slot = slot;
        row.partition = slot;
        row.owned = true;
        row.processed = processed;
        row.committed = committed;
    }
    return rows;
}

/// Sets a filter and waits for no timer to test the rows.
void filterNow(RecordFilterModel& shown, const RecordFilter& filter)
{
    shown.setFilter(filter);
    shown.scan(60s);
}

std::vector<qint64> shownOffsets(const QAbstractItemModel& model)
{
    std::vector<qint64> shown;
    for (int row = 0; row < model.rowCount(); ++row) {
        shown.push_back(model.index(row, RecordTableModel::offsetColumn).data(SortRole).toLongLong());
    }
    return shown;
}

} // namespace

class RecordFilterModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void patterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QList<int>>("offsets");
        QTest::newRow("empty matches all") << QString() << QList<int>{0, 1, 2, 3, 4, 5, 6, 7};
        QTest::newRow("value") << QStringLiteral("apple") << QList<int>{0, 4};
        QTest::newRow("any case") << QStringLiteral("BANANA") << QList<int>{1, 5};
        QTest::newRow("key") << QStringLiteral("k3") << QList<int>{3};
        QTest::newRow("header value") << QStringLiteral("five") << QList<int>{0, 5};
        QTest::newRow("header name") << QStringLiteral("trace") << QList<int>{0, 1, 2, 3, 4, 5, 6, 7};
        QTest::newRow("expression") << QStringLiteral("/^(apple|date)$/") << QList<int>{0, 3, 4, 7};
        QTest::newRow("expression respects case") << QStringLiteral("/banana/") << QList<int>{};
        QTest::newRow("unfinished expression is text") << QStringLiteral("/^apple") << QList<int>{};
        QTest::newRow("two slashes are text") << QStringLiteral("//") << QList<int>{};
        QTest::newRow("markup is text") << QStringLiteral("<b>") << QList<int>{2, 6};
        QTest::newRow("no match") << QStringLiteral("zebra") << QList<int>{};
    }
    /// Seen to fail with the case of a text looked at.
    void patterns()
    {
        QFETCH(QString, pattern);
        QFETCH(QList<int>, offsets);
        RecordTableModel records;
        RecordFilterModel shown(records);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        records.apply({tests::rawPage(1, fruit(0, 8))}, {});
        filterNow(shown, textFilter(pattern));
        QVERIFY(shown.complete());
        QCOMPARE(shownOffsets(shown), std::vector<qint64>(offsets.begin(), offsets.end()));
    }
    void badPatterns_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("says");
        QTest::newRow("open group") << QStringLiteral("/(a/") << QStringLiteral("character 3");
        QTest::newRow("bad repeat") << QStringLiteral("/*a/") << QStringLiteral("Bad expression");
        QTest::newRow("bad class") << QStringLiteral("/[z-a]/") << QStringLiteral("Bad expression");
        QTest::newRow("too large to compile") << QStringLiteral("/((((a{1,999}){1,999}){1,999}){1,999})/") << QStringLiteral("Bad expression");
        QTest::newRow("own limit") << QStringLiteral("/(*LIMIT_MATCH=4000000000)(a+)+$/") << QStringLiteral("Bad expression");
        QTest::newRow("too long") << QString(1024 * 1024, QLatin1Char('x')) << QStringLiteral("shorten");
    }
    /// Seen to fail with options of the engine let through.
    void badPatterns()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, says);
        QElapsedTimer clock;
        clock.start();
        const auto matcher = core::MessageFilter::compile(pattern.toStdString());
        QVERIFY(!matcher.has_value());
        QVERIFY2(QString::fromStdString(matcher.error().message).contains(says), matcher.error().message.c_str());
        QVERIFY2(clock.elapsed() < 200 * slowdown, qPrintable(QString::number(clock.elapsed())));
    }
    void costlyPatternsAreBounded_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::newRow("nested repeats") << QStringLiteral("/(a+)+$/");
        QTest::newRow("alternatives") << QStringLiteral("/(a|aa)+$/");
        QTest::newRow("nested groups") << QStringLiteral("/^((a+)+)+$/");
        QTest::newRow("any characters") << QStringLiteral("/^(.+)+[-_]$/");
        QTest::newRow("back reference") << QStringLiteral("/^(a+)+\\1[-_]$/");
    }
    /// Seen to fail with a search that was given up taken for no match.
    void costlyPatternsAreBounded()
    {
        QFETCH(QString, pattern);
        std::vector<RawRecord> records;
        for (int i = 0; i < 200; ++i) {
            records.push_back(raw("k", std::string(1000, 'a') + "!", i));
        }
        RecordTableModel model;
        RecordFilterModel shown(model);
        model.apply({tests::rawPage(1, records)}, {});
        QElapsedTimer slice;
        qint64 longest = 0;
        qint64 slices = 0;
        slice.start();
        shown.setFilter(textFilter(pattern));
        longest = slice.elapsed();
        while (!shown.complete() && slices < 1000) {
            slice.start();
            shown.scan(4ms);
            longest = std::max(longest, slice.elapsed());
            ++slices;
        }
        QVERIFY(shown.complete());
        QVERIFY2(longest < 200 * slowdown, qPrintable(QString::number(longest)));
        QCOMPARE(shown.rowCount(), 0); // what could not be decided is not shown
        QVERIFY(shown.undecided() > 0 && shown.undecided() <= 200); // and counted once
    }
    /// Seen to fail with one inserted row announced for all.
    void newRowsAreTestedOnce()
    {
        RecordTableModel records;
        RecordFilterModel shown(records);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        core::PageList pages{tests::rawPage(1, fruit(0, 8))};
        records.apply(pages, {});
        filterNow(shown, textFilter(QStringLiteral("apple")));
        QSignalSpy inserted(&shown, &QAbstractItemModel::rowsInserted);
        QSignalSpy reset(&shown, &QAbstractItemModel::modelReset);
        pages.push_back(tests::rawPage(2, fruit(8, 8)));
        records.apply(pages, {});
        QTRY_VERIFY(shown.complete()); // by the timer's slices
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(shownOffsets(shown), (std::vector<qint64>{0, 4, 8, 12}));
        pages.erase(pages.begin());
        records.apply(pages, {});
        QCOMPARE(shownOffsets(shown), (std::vector<qint64>{8, 12}));
        records.apply({}, {});
        QCOMPARE(shown.rowCount(), 0);
    }
    void partitionAndState()
    {
        RecordTableModel records;
        RecordFilterModel shown(records);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const core::PageList pages{tests::rawPage(1, fruit(0, 10))};
        records.apply(pages, offsets(4, 2));
        RecordFilter filter;
        filter.slot = 1;
        filterNow(shown, filter);
        QCOMPARE(shownOffsets(shown), (std::vector<qint64>{1, 3, 5, 7, 9}));
        filter.state = RecordState::processed;
        filterNow(shown, filter);
        QCOMPARE(shownOffsets(shown), (std::vector<qint64>{3}));
        records.apply(pages, offsets(8, 4)); // rows move into and out of a state
        QCOMPARE(shownOffsets(shown), (std::vector<qint64>{5, 7}));
        records.apply(pages, offsets(8, 8));
        QCOMPARE(shown.rowCount(), 0);
        filter.slot = -1;
        filter.state = RecordState::committed;
        filterNow(shown, filter);
        QCOMPARE(shown.rowCount(), 8);
        filterNow(shown, {});
        QVERIFY(!shown.filtering());
        QCOMPARE(shown.rowCount(), 10);
    }
    void manySeparateChangesReset()
    {
        RecordTableModel records;
        RecordFilterModel shown(records);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const core::PageList pages{tests::rawPage(1, fruit(0, 400))};
        auto rows = offsets(0, 0);
        records.apply(pages, rows);
        RecordFilter filter;
        filter.state = RecordState::inBatch;
        filterNow(shown, filter);
        QCOMPARE(shown.rowCount(), 400);
        QSignalSpy reset(&shown, &QAbstractItemModel::modelReset);
        rows[0].processed = 400; // every second row leaves
        records.apply(pages, rows);
        QCOMPARE(reset.count(), 1);
        QCOMPARE(shown.rowCount(), 200);
    }
    void randomLifeAgreesWithBruteForce_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<bool>("state");
        QTest::newRow("all") << QString() << false;
        QTest::newRow("text") << QStringLiteral("an") << false;
        QTest::newRow("state") << QString() << true;
        QTest::newRow("text and state") << QStringLiteral("/e/") << true;
    }
    void randomLifeAgreesWithBruteForce()
    {
        QFETCH(QString, pattern);
        QFETCH(bool, state);
        std::mt19937 random(20260302); // NOLINT: repeatable on purpose
        RecordTableModel records;
        RecordFilterModel shown(records);
        const QAbstractItemModelTester sourceTester(&records, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        RecordFilter filter = textFilter(pattern);
        if (state) {
            filter.state = RecordState::processed;
        }
        filterNow(shown, filter);
        core::PageList pages;
        core::Offset next = 0;
        core::Offset processed = 0;
        core::Offset committed = 0;
        for (std::uint64_t number = 1; number <= 150; ++number) {
            const int count = static_cast<int>(random() % 20);
            pages.push_back(tests::rawPage(number, fruit(next, count)));
            next += count;
            if (random() % 3 == 0) {
                pages.erase(pages.begin(), pages.begin() + static_cast<std::ptrdiff_t>(random() % pages.size()));
            }
            processed = std::min<core::Offset>(next, processed + static_cast<core::Offset>(random() % 20));
            committed = random() % 4 == 0 ? processed : committed;
            records.apply(pages, offsets(processed, committed));
            if (random() % 2 == 0) {
                shown.scan(60s);
            }
        }
        shown.scan(60s);
        std::vector<qint64> expected;
        for (const auto& page : pages) {
            for (const core::RecordRow& row : page->rows()) {
                const bool textFits = (filter.text == nullptr || filter.text->match(*page, row, records.partitionOf(row.slot)) == core::FilterVerdict::yes);
                if (textFits && (!state || records.stateOf(row) == RecordState::processed)) {
                    expected.push_back(row.offset);
                }
            }
        }
        QCOMPARE(shownOffsets(shown), expected);
        for (int row = 0; row < shown.rowCount(); ++row) {
            QCOMPARE(shown.rowOf(shown.idAt(row)), row);
            QCOMPARE(shown.mapFromSource(shown.mapToSource(shown.index(row, 2))), shown.index(row, 2));
        }
    }
    /// Seen to fail with what matched in all but the last slice lost.
    void hundredThousandRowsInSlices()
    {
        SnapshotBuilder builder;
        builder.partitions(8).orders(1000, 100);
        RecordTableModel records;
        RecordFilterModel shown(records);
        const auto snapshot = builder.build();
        records.apply(snapshot->pages, snapshot->partitions);
        QElapsedTimer clock;
        qint64 longest = 0;
        clock.start();
        shown.setFilter(textFilter(QStringLiteral("\"qty\":3")));
        longest = clock.elapsed();
        while (!shown.complete()) {
            clock.start();
            shown.scan(4ms);
            longest = std::max(longest, clock.elapsed());
        }
        QVERIFY2(longest < 200 * slowdown, qPrintable(QString::number(longest)));
        QVERIFY(shown.rowCount() > 10'000);
    }
};

QTEST_GUILESS_MAIN(RecordFilterModelTest)
#include "tst_record_filter_model.moc"
