// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/raw_page.h"
#include "ui/models/commit_history_model.h"

using namespace headroom;
using namespace headroom::ui;
using Column = CommitHistoryModel::Column;

namespace {

core::CommitRecord record(std::uint64_t number, core::OutcomeState state = core::OutcomeState::confirmed)
{
    core::CommitRecord made;
    made.number = number;
    made.state = state;
    made.sentAt = core::WallTime(std::chrono::seconds(1'772'461'927 + static_cast<int>(number)));
    made.messages = 100;
    made.partitions = 8;
    made.latencyMs = 4.1;
    return made;
}

/// first ... last, as a snapshot holds them.
std::vector<core::CommitRecord> records(std::uint64_t first, std::uint64_t last)
{
    std::vector<core::CommitRecord> made;
    for (std::uint64_t number = first; number <= last; ++number) {
        made.push_back(record(number));
    }
    return made;
}

} // namespace

class CommitHistoryModelTest : public QObject {
    Q_OBJECT
private:
    static QString cell(const CommitHistoryModel& model, int row, int column) { return model.index(row, column).data().toString(); }

private Q_SLOTS:
    /// Seen to fail with one inserted row announced for all.
    void newestComesFirst()
    {
        CommitHistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(records(1, 3));
        model.apply(records(1, 5));
        QCOMPARE(model.rowCount(), 5);
        for (int row = 0; row < 5; ++row) {
            QCOMPARE(model.record(row).number, static_cast<std::uint64_t>(5 - row));
        }
        QCOMPARE(model.missing(), 0U);
    }
    void knownOnesAreUpdated()
    {
        CommitHistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto all = records(1, 3);
        all.back().state = core::OutcomeState::pending;
        model.apply(all);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.apply(all);
        QCOMPARE(changed.count(), 0);
        all.back().state = core::OutcomeState::unknown;
        all.back().reason = "no answer for 10 s";
        model.apply(all);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 0);
        QCOMPARE(inserted.count(), 0);
        QCOMPARE(cell(model, 0, Column::outcomeColumn), QStringLiteral("unknown – no answer for 10 s"));
    }
    void capIsKeptAndCounted()
    {
        CommitHistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (std::uint64_t last = 200; last <= 1600; last += 200) {
            model.apply(records(last - 199, last));
        }
        QCOMPARE(model.rowCount(), int(CommitHistoryModel::maxRows));
        QCOMPARE(model.record(0).number, 1600U);
        QCOMPARE(model.record(999).number, 601U);
        QCOMPARE(model.missing(), 600U);
        model.apply(records(1801, 2000)); // the window was too slow: 200 passed unseen
        QCOMPARE(model.missing(), 600U + 200U + 200U);
        model.apply(records(2001, 5000));
        QCOMPARE(model.rowCount(), int(CommitHistoryModel::maxRows));
        QCOMPARE(model.record(999).number, 4001U);
    }
    void anotherRunIsAppendedAbove()
    {
        CommitHistoryModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(records(1, 5));
        model.apply({}); // a new session has no commit yet
        auto second = records(1, 2);
        for (auto& one : second) {
            one.sentAt += std::chrono::hours(1);
        }
        model.apply(second);
        QCOMPARE(model.rowCount(), 7);
        second[0].state = core::OutcomeState::failed; // updates its own row, not that of the first run
        model.apply(second);
        QCOMPARE(model.record(1).state, core::OutcomeState::failed);
        QCOMPARE(model.record(6).state, core::OutcomeState::confirmed);
        auto longer = records(1, 9); // a third one that came further than the second before we looked
        for (auto& one : longer) {
            one.sentAt += std::chrono::hours(2);
        }
        model.apply(longer);
        QCOMPARE(model.rowCount(), 16);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
    void cells_data()
    {
        QTest::addColumn<int>("state");
        QTest::addColumn<double>("latency");
        QTest::addColumn<QString>("latencyText");
        QTest::addColumn<QString>("outcome");
        QTest::addColumn<Tone>("tone");
        QTest::newRow("pending") << int(core::OutcomeState::pending) << -1.0 << QStringLiteral("–") << QStringLiteral("waiting for the answer") << Tone::info;
        QTest::newRow("confirmed") << int(core::OutcomeState::confirmed) << 4.1 << QStringLiteral("4.1 ms") << QStringLiteral("committed") << Tone::ok;
        QTest::newRow("failed") << int(core::OutcomeState::failed) << 18.2 << QStringLiteral("18.2 ms") << QStringLiteral("refused") << Tone::error;
        QTest::newRow("unknown") << int(core::OutcomeState::unknown) << 12000.0 << QStringLiteral("12.0 s") << QStringLiteral("unknown") << Tone::adapt;
        QTest::newRow("no number") << int(core::OutcomeState::confirmed) << std::nan("") << QStringLiteral("–") << QStringLiteral("committed") << Tone::ok;
        QTest::newRow("absurd") << int(core::OutcomeState::confirmed) << 1e300 << QString() << QStringLiteral("committed") << Tone::ok;
    }
    void cells()
    {
        QFETCH(int, state);
        QFETCH(double, latency);
        QFETCH(QString, latencyText);
        QFETCH(Tone, tone);
        core::CommitRecord made = record(57, static_cast<core::OutcomeState>(state));
        made.latencyMs = latency;
        CommitHistoryModel model;
        model.apply({made});
        if (!latencyText.isEmpty()) {
            QCOMPARE(cell(model, 0, Column::latencyColumn), latencyText);
        }
        QTEST(cell(model, 0, Column::outcomeColumn), "outcome");
        QCOMPARE(model.index(0, Column::outcomeColumn).data(ToneRole).value<Tone>(), tone);
        QCOMPARE(cell(model, 0, Column::requestColumn), QStringLiteral("57"));
        QVERIFY(model.index(0, Column::outcomeColumn).data(GlyphRole).value<Glyph>() != Glyph::none);
    }
    void hostileReasons_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const tests::HostilePayload& payload : tests::hostilePayloads()) {
            QTest::newRow(payload.name) << QByteArray::fromStdString(payload.bytes);
        }
    }
    void hostileReasons()
    {
        QFETCH(QByteArray, bytes);
        core::CommitRecord made = record(1, core::OutcomeState::failed);
        made.reason = bytes.toStdString();
        CommitHistoryModel model;
        model.apply({made});
        const QString shown = cell(model, 0, Column::outcomeColumn);
        QVERIFY(tests::isSafeLine(shown));
        QVERIFY(shown.toUcs4().size() <= 320);
    }
};

QTEST_GUILESS_MAIN(CommitHistoryModelTest)
#include "tst_commit_history_model.moc"
