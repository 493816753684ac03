// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QSortFilterProxyModel>
#include <QTest>

#include "ui/models/cell_roles.h"
#include "ui/models/facts_model.h"

using namespace headroom::ui;

namespace {

std::vector<FactsModel::Row> topics(int count)
{
    std::vector<FactsModel::Row> rows;
    for (int i = 0; i < count; ++i) {
        rows.push_back({{QStringLiteral("topic-%1").arg(i), {}}, FactCell::number(i, 0)});
    }
    return rows;
}

} // namespace

class FactsModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Seen to fail with the rows exchanged without a reset.
    void isReplacedAsAWhole()
    {
        FactsModel model({QStringLiteral("Topic"), QStringLiteral("Partitions")});
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        for (const int count : {0, 1, 1000, 10'000, 3, 0}) {
            model.setRows(topics(count));
            QCOMPARE(model.rowCount(), count);
        }
        QCOMPARE(resets.size(), 6);
    }
    void cells()
    {
        FactsModel model({QStringLiteral("Topic"), QStringLiteral("Partitions")});
        model.setRows(topics(2'000));
        QCOMPARE(model.text(7, 0), QStringLiteral("topic-7"));
        QCOMPARE(model.index(1234, 1).data().toString(), QStringLiteral("1\u202F234"));
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("?")); // not known
        QCOMPARE(model.index(0, 0).data(Qt::TextAlignmentRole).value<Qt::Alignment>(), Qt::AlignLeft | Qt::AlignVCenter);
        QCOMPARE(model.index(0, 1).data(Qt::TextAlignmentRole).value<Qt::Alignment>(), Qt::AlignRight | Qt::AlignVCenter);
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("Partitions"));
        QVERIFY(!model.headerData(2, Qt::Horizontal, Qt::DisplayRole).isValid() && !model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
        QVERIFY(!model.index(2'000, 0).isValid() && !model.data({}, Qt::DisplayRole).isValid());
    }
    /// Seen to fail when a number is sorted by its text: 10 came before 9.
    void numbersAreSortedAsNumbers()
    {
        FactsModel model({QStringLiteral("Topic"), QStringLiteral("Partitions")});
        QSortFilterProxyModel sorted;
        const QAbstractItemModelTester tester(&sorted, QAbstractItemModelTester::FailureReportingMode::QtTest);
        sorted.setSourceModel(&model);
        sorted.setSortRole(SortRole);
        sorted.sort(1, Qt::DescendingOrder);
        model.setRows(topics(100));
        QCOMPARE(sorted.index(0, 1).data().toString(), QStringLiteral("99"));
        QCOMPARE(sorted.index(90, 1).data().toString(), QStringLiteral("9"));
        QCOMPARE(sorted.index(99, 1).data().toString(), QStringLiteral("?"));
    }
};

QTEST_GUILESS_MAIN(FactsModelTest)
#include "tst_facts_model.moc"
