// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <memory>
#include <random>

#include "tests/support/instrumented.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/raw_page.h"
#include "ui/models/json_tree_model.h"
#include "ui/models/record_order_model.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::test::slowdown;
using namespace std::chrono_literals;
using tests::RawRecord;
using tests::SnapshotBuilder;

namespace {

std::vector<core::PartitionRow> twoPartitions()
{
    std::vector<core::PartitionRow> rows(2);
    for (core::Slot slot = 0; slot < 2; ++slot) {
        auto& row = rows[static_cast<std::size_t>(slot)];
        row.slot = slot;
        row.topic = "orders";
        row.partition = slot + 5;
        row.owned = true;
    }
    return rows;
}

struct Chain {
    RecordTableModel records;
    RecordFilterModel shown{records};
    RecordOrderModel ordered{records, shown};
    std::unique_ptr<QAbstractItemModelTester> tester; ///< too slow for many rows
    core::PageList pages;
    core::Offset next = 0;
    std::mt19937 random{7};

    explicit Chain(bool tested = true)
    {
        if (tested) {
            tester = std::make_unique<QAbstractItemModelTester>(&ordered, QAbstractItemModelTester::FailureReportingMode::QtTest);
        }
    }
    void add(int count)
    {
        std::vector<RawRecord> raw;
        for (int i = 0; i < count; ++i, ++next) {
            RawRecord record;
            record.offset = next;
            record.slot = static_cast<core::Slot>(next % 2);
            record.key = "k" + std::to_string(random() % 1000);
            record.value = std::string(random() % 50, 'v');
            raw.push_back(record);
        }
        pages.push_back(tests::rawPage(pages.empty() ? 1 : pages.back()->number() + 1, raw));
        apply();
    }
    void evict()
    {
        pages.erase(pages.begin());
        apply();
    }
    void apply() { records.apply(pages, twoPartitions()); }
    [[nodiscard]] std::vector<qint64> column(int column) const
    {
        std::vector<qint64> values;
        for (int row = 0; row < ordered.rowCount(); ++row) {
            values.push_back(ordered.index(row, column).data(SortRole).toLongLong());
        }
        return values;
    }
};

} // namespace

class RecordOrderModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void passesThroughWithoutAnOrder()
    {
        Chain chain;
        chain.add(10);
        chain.add(10);
        QCOMPARE(chain.ordered.rowCount(), 20);
        QVERIFY(!chain.ordered.sorted());
        chain.evict();
        QCOMPARE(chain.column(RecordTableModel::offsetColumn).front(), qint64{10});
        QCOMPARE(chain.ordered.waiting(), 0);
        QCOMPARE(chain.ordered.rowOf(chain.ordered.idAt(3)), 3);
    }
    void sorts_data()
    {
        QTest::addColumn<int>("column");
        for (int column = 0; column < RecordTableModel::columnTotal; ++column) {
            QTest::addRow("%d", column) << column;
        }
    }
    void sorts()
    {
        QFETCH(int, column);
        Chain chain;
        chain.add(100);
        chain.add(100);
        for (const Qt::SortOrder order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            chain.ordered.sort(column, order);
            QVERIFY(chain.ordered.sorted());
            QCOMPARE(chain.ordered.rowCount(), 200);
            for (int row = 1; row < 200; ++row) {
                const auto before = chain.records.sortKey(chain.ordered.idAt(row - 1), column);
                const auto now = chain.records.sortKey(chain.ordered.idAt(row), column);
                QVERIFY(order == Qt::AscendingOrder ? before <= now : before >= now);
                QCOMPARE(chain.ordered.rowOf(chain.ordered.idAt(row)), row);
                QCOMPARE(chain.ordered.mapFromSource(chain.ordered.mapToSource(chain.ordered.index(row, 2))), chain.ordered.index(row, 2));
            }
        }
        chain.ordered.sort(RecordOrderModel::byArrival);
        const auto offsets = chain.column(RecordTableModel::offsetColumn);
        QVERIFY(std::ranges::is_sorted(offsets));
    }
    /// Seen to fail with one removed row announced for all.
    void newRowsWaitAndEvictedOnesGo()
    {
        Chain chain;
        chain.add(50);
        chain.add(50);
        chain.ordered.sort(RecordTableModel::sizeColumn, Qt::DescendingOrder);
        const QPersistentModelIndex held = chain.ordered.index(chain.ordered.rowOf(70), 0);
        const QPersistentModelIndex going = chain.ordered.index(chain.ordered.rowOf(10), 0);
        const auto before = chain.column(RecordTableModel::offsetColumn);
        chain.add(30);
        QCOMPARE(chain.column(RecordTableModel::offsetColumn), before); // nothing moves under the eye
        QCOMPARE(chain.ordered.waiting(), 30);
        chain.evict();
        std::vector<qint64> expected;
        std::ranges::copy_if(before, std::back_inserter(expected), [](qint64 offset) { return offset >= 50; });
        QCOMPARE(chain.column(RecordTableModel::offsetColumn), expected);
        QVERIFY(!going.isValid());
        QCOMPARE(chain.ordered.idAt(held.row()), RecordId{70});
        QCOMPARE(chain.ordered.waiting(), 30);
        chain.ordered.sortAgain();
        QCOMPARE(chain.ordered.rowCount(), 80);
        QCOMPARE(chain.ordered.waiting(), 0);
    }
    void waitingRowsMayGoUnseen()
    {
        Chain chain;
        chain.add(10);
        chain.ordered.sort(RecordTableModel::keyColumn, Qt::AscendingOrder);
        chain.add(10);
        chain.evict();
        chain.evict();
        QCOMPARE(chain.ordered.rowCount(), 0);
        QCOMPARE(chain.ordered.waiting(), 0);
    }
    void aFilterIsSortedWhenItIsDone()
    {
        Chain chain(false);
        for (int page = 0; page < 60; ++page) {
            chain.add(1000);
        }
        chain.ordered.sort(RecordTableModel::sizeColumn, Qt::AscendingOrder);
        RecordFilter filter;
        filter.text = std::make_shared<const core::MessageFilter>(core::MessageFilter::compile("key:7").value());
        chain.shown.setFilter(filter);
        chain.shown.scan(60s);
        QVERIFY(chain.shown.complete());
        QVERIFY(chain.ordered.rowCount() > 1000);
        QCOMPARE(chain.ordered.rowCount(), chain.shown.rowCount());
        const auto sizes = chain.column(RecordTableModel::sizeColumn);
        QVERIFY(std::ranges::is_sorted(sizes));
    }
    void pagesThatPassedTheFilterNeedNoTest()
    {
        RecordTableModel records;
        RecordFilterModel shown(records);
        const auto page = [](std::uint64_t number, std::uint64_t passed) {
            std::vector<core::RecordRow> rows(3); // their previews say nothing
            return std::make_shared<const core::RecordPage>(number, std::vector<char>(), rows, std::vector<core::HeaderView>(), std::make_shared<core::PageBytes>(0), passed);
        };
        RecordFilter filter;
        filter.text = std::make_shared<const core::MessageFilter>(core::MessageFilter::compile("needle").value());
        shown.setFilter(filter);
        shown.setPassed(4);
        records.apply({page(1, 0), page(2, 3), page(3, 4)}, {});
        shown.scan(60s);
        QCOMPARE(shown.rowCount(), 3);
        QCOMPARE(shown.idAt(0), RecordId{6});
    }
    void randomChanges()
    {
        Chain chain;
        for (int step = 0; step < 300; ++step) {
            switch (chain.random() % 5) {
            case 0:
            case 1:
                chain.add(static_cast<int>(chain.random() % 40));
                break;
            case 2:
                if (!chain.pages.empty()) {
                    chain.evict();
                }
                break;
            case 3:
                chain.ordered.sort(static_cast<int>(chain.random() % (RecordTableModel::columnTotal + 1)) - 1, chain.random() % 2 == 0 ? Qt::AscendingOrder : Qt::DescendingOrder);
                break;
            default:
                chain.ordered.sortAgain();
            }
            QCOMPARE(chain.ordered.rowCount() + chain.ordered.waiting(), chain.shown.rowCount());
        }
    }
    void bookmarksOutliveTheirRows()
    {
        Chain chain;
        chain.add(10);
        chain.records.toggleBookmark(3);
        QVERIFY(chain.records.bookmarked(3));
        QCOMPARE(chain.records.index(3, RecordTableModel::offsetColumn).data(GlyphRole).value<Glyph>(), Glyph::bookmark);
        QVERIFY(!chain.records.bookmarked(4));
        chain.evict();
        QCOMPARE(chain.records.bookmarks().places().front(), (RecordPlace{{"orders", 6}, 3}));
        RecordBookmarks many;
        for (core::Offset offset = 0; offset < 300; ++offset) {
            QVERIFY(many.toggle({{"orders", 0}, offset}));
        }
        QCOMPARE(many.places().size(), RecordBookmarks::most);
        QVERIFY(!many.has({{"orders", 0}, 5}) && !many.hasOffset(5));
        QVERIFY(!many.toggle({{"orders", 0}, 299}));
        QVERIFY(!many.hasOffset(299));
    }
    void hundredThousandRowsSortedUnderAFlood()
    {
        SnapshotBuilder builder;
        builder.partitions(8).orders(1000, 100);
        RecordTableModel records;
        RecordFilterModel shown(records);
        RecordOrderModel ordered(records, shown);
        auto snapshot = builder.build();
        records.apply(snapshot->pages, snapshot->partitions);
        QElapsedTimer clock;
        clock.start();
        ordered.sort(RecordTableModel::valueColumn, Qt::AscendingOrder);
        const qint64 sorting = clock.elapsed();
        qint64 longest = 0;
        for (int tick = 0; tick < 20; ++tick) { // each takes 200 rows away from all over the order
            builder.orders(2, 100).keepPages(1000);
            snapshot = builder.build();
            clock.start();
            records.apply(snapshot->pages, snapshot->partitions);
            longest = std::max(longest, clock.elapsed());
        }
        qInfo("100,000 rows: sorted in %lld ms, longest update %lld ms", sorting, longest);
        QVERIFY(sorting < 1000 * slowdown);
        QVERIFY(longest < 50 * slowdown);
        QCOMPARE(ordered.rowCount(), 96'000);
        QCOMPARE(ordered.waiting(), 4'000);
    }

    void jsonTreeKeepsOrderAndDigits()
    {
        JsonTreeModel tree;
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tree.read("{\"z\":1.50,\"a\":[1,{\"b c\":\"x\\\"y\"},null],\"z\":9007199254740993,\"e\":{}}");
        QVERIFY(tree.complete());
        const QModelIndex root = tree.index(0, 0);
        QCOMPARE(root.data().toString(), QStringLiteral("$"));
        QCOMPARE(tree.index(0, 1).data().toString(), QStringLiteral("{4}"));
        QCOMPARE(tree.rowCount(root), 4);
        QCOMPARE(tree.index(0, 1, root).data().toString(), QStringLiteral("1.50"));
        QCOMPARE(tree.index(2, 0, root).data().toString(), QStringLiteral("z")); // twice, as it stands there
        QCOMPARE(tree.index(2, 1, root).data().toString(), QStringLiteral("9007199254740993"));
        const QModelIndex list = tree.index(1, 0, root);
        QCOMPARE(tree.index(1, 1, root).data().toString(), QStringLiteral("[3]"));
        const QModelIndex leaf = tree.index(0, 0, tree.index(1, 0, list));
        QCOMPARE(tree.pathOf(leaf), QStringLiteral("$.a[1]['b c']"));
        QCOMPARE(tree.conditionFor(leaf), QStringLiteral("$.a[1]['b c'] == \"x\\\"y\""));
        QVERIFY(tree.conditionFor(list).isEmpty());
    }
    void jsonTreeConditionsFindTheirDocument()
    {
        const std::string document = "{\"a\":[1.5,{\"b\":\"two \\\"words\\\" \\\\\"}],\"c\":true,\"d\":null}";
        JsonTreeModel tree;
        tree.read(document);
        const auto page = tests::rawPage(1, {RawRecord{.value = document}, RawRecord{.value = "{}"}});
        int leaves = 0;
        const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& at) {
            const QString condition = tree.conditionFor(at);
            if (at.isValid() && !condition.isEmpty()) {
                ++leaves;
                const auto filter = core::MessageFilter::compile(condition.toStdString());
                QVERIFY2(filter.has_value(), qPrintable(condition));
                QVERIFY2(filter->match(*page, page->rows()[0], 0) == core::FilterVerdict::yes, qPrintable(condition));
                QVERIFY(filter->match(*page, page->rows()[1], 0) == core::FilterVerdict::no);
            }
            for (int row = 0; row < tree.rowCount(at); ++row) {
                walk(tree.index(row, 0, at));
            }
        };
        walk({});
        QCOMPARE(leaves, 4);
    }
    void jsonTreeIsBounded_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("hello");
        QTest::newRow("cut") << QByteArray("{\"a\":{\"b\":[1,2,{\"c\":\"xx");
        QTest::newRow("deep") << QByteArray(500'000, '[');
        QTest::newRow("wide") << '[' + QByteArray("1,").repeated(200'000) + "1]";
        QTest::newRow("hostile") << QByteArray("{\"<b>\\u202E\":\"<img src=x>\\u0007\"}");
        QTest::newRow("long") << "{\"a\":\"" + QByteArray(1'000'000, 'x') + "\"}";
    }
    void jsonTreeIsBounded()
    {
        QFETCH(QByteArray, value);
        QElapsedTimer clock;
        clock.start();
        JsonTreeModel tree;
        tree.read(value.toStdString());
        QVERIFY(clock.elapsed() < 1000 * slowdown);
        const QAbstractItemModelTester tester(&tree, QAbstractItemModelTester::FailureReportingMode::QtTest);
        tree.read("{\"what\":[\"was\",\"before\"]}"); // goes, with the tester looking on
        tree.read(value.toStdString());
        int nodes = 0;
        const std::function<void(const QModelIndex&)> walk = [&](const QModelIndex& at) {
            for (int row = 0; row < tree.rowCount(at); ++row, ++nodes) {
                for (int column = 0; column < JsonTreeModel::columnTotal; ++column) {
                    const QString text = tree.index(row, column, at).data().toString();
                    QVERIFY(text.size() < 700 && tests::isSafeLine(text));
                }
                walk(tree.index(row, 0, at));
            }
        };
        walk({});
        QVERIFY(static_cast<std::size_t>(nodes) < JsonTreeModel::mostNodes);
    }
};

QTEST_GUILESS_MAIN(RecordOrderModelTest)
#include "tst_record_order_model.moc"
