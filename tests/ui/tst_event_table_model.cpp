// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/ui/raw_page.h"
#include "ui/models/event_filter_model.h"
#include "ui/models/event_table_model.h"

using namespace headroom;
using namespace headroom::ui;
using Column = EventTableModel::Column;

namespace {

core::WallTime at(int seconds)
{
    return core::WallTime(std::chrono::seconds(1'772'461'927 + seconds));
}

core::SessionEvent happened(std::uint64_t number, int seconds, core::EventKind kind, std::string text, std::uint32_t repeats = 1)
{
    return {number, static_cast<double>(seconds), at(seconds), kind, std::move(text), false, repeats};
}

std::vector<core::SessionEvent> events(std::uint64_t first, std::uint64_t last)
{
    std::vector<core::SessionEvent> made;
    for (std::uint64_t number = first; number <= last; ++number) {
        made.push_back(happened(number, static_cast<int>(number), core::EventKind::info, "event " + std::to_string(number)));
    }
    return made;
}

QStringList texts(const QAbstractItemModel& model)
{
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row) {
        shown << model.index(row, Column::textColumn).data().toString();
    }
    return shown;
}

} // namespace

class EventTableModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyKindKeepsItsWordToneAndDrawing()
    {
        EventTableModel model;
        std::vector<core::SessionEvent> events;
        for (int kind = 0; kind <= static_cast<int>(core::EventKind::client); ++kind) {
            events.push_back(happened(static_cast<std::uint64_t>(kind) + 1, kind, static_cast<core::EventKind>(kind), "text"));
        }
        model.apply(events, nullptr);
        for (int row = 0; row < model.rowCount(); ++row) {
            const auto word = core::wordFor(static_cast<core::EventKind>(row));
            QCOMPARE(model.index(row, Column::kindColumn).data().toString(), QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
        }
        const int guard = static_cast<int>(core::EventKind::guard);
        QCOMPARE(model.index(guard, Column::kindColumn).data(ToneRole).value<Tone>(), Tone::risk);
        QCOMPARE(model.index(guard, Column::kindColumn).data(GlyphRole).value<Glyph>(), Glyph::guard);
        QCOMPARE(model.index(static_cast<int>(core::EventKind::client), Column::kindColumn).data(ToneRole).value<Tone>(), Tone::dim);
        QCOMPARE(model.index(static_cast<int>(core::EventKind::error), Column::kindColumn).data(ToneRole).value<Tone>(), Tone::error);
    }
    /// Seen to fail with one inserted row announced for all.
    void mergesByTime()
    {
        core::LogRing log(100);
        log.add(at(1), 2, "log one");
        log.add(at(3), 3, "log three");
        EventTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply({happened(1, 2, core::EventKind::commit, "event two"), happened(2, 4, core::EventKind::error, "event four")}, &log);
        QCOMPARE(texts(model), (QStringList{QStringLiteral("log one"), QStringLiteral("event two"), QStringLiteral("log three"), QStringLiteral("event four")}));
        QCOMPARE(model.index(1, Column::kindColumn).data().toString(), QStringLiteral("commit"));
        QCOMPARE(model.index(2, Column::kindColumn).data().toString(), QStringLiteral("log: warning"));
        QCOMPARE(model.index(2, Column::kindColumn).data(ToneRole).value<Tone>(), Tone::adapt);
        QCOMPARE(model.index(3, Column::kindColumn).data(ToneRole).value<Tone>(), Tone::error);
    }
    void onlyNewOnesAreAdded()
    {
        core::LogRing log(100);
        log.add(at(0), 2, "line");
        EventTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(events(1, 3), &log);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.apply(events(1, 3), &log);
        QCOMPARE(inserted.count(), 0);
        log.add(at(9), 2, "another");
        model.apply(events(2, 5), &log);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(model.rowCount(), 7);
        model.apply({}, nullptr);
        QCOMPARE(model.rowCount(), 7);
    }
    void repeatsAreFolded()
    {
        core::LogRing log(100);
        log.add(at(1), 4, "broker down");
        EventTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply({happened(1, 2, core::EventKind::error, "no route")}, &log);
        log.add(at(3), 4, "broker down");
        log.add(at(4), 4, "broker down");
        model.apply({happened(1, 2, core::EventKind::error, "no route", 214)}, &log);
        QCOMPARE(texts(model), (QStringList{QStringLiteral("broker down (x 3)"), QStringLiteral("no route (x 214)")}));
        log.add(at(5), 4, "other");
        log.add(at(6), 4, "broker down");
        model.apply({}, &log);
        QCOMPARE(model.rowCount(), 4);
    }
    void echoInTheLogIsNotShownTwice_data()
    {
        QTest::addColumn<int>("order"); // what comes first
        QTest::newRow("together") << 0;
        QTest::newRow("log first") << 1;
        QTest::newRow("event first") << 2;
    }
    void echoInTheLogIsNotShownTwice()
    {
        QFETCH(int, order);
        const std::string longText(600, 'x');
        const std::vector<core::SessionEvent> both{happened(1, 1, core::EventKind::trim, "27.0 MiB returned"),
                                                   happened(2, 2, core::EventKind::info, longText.substr(0, 500) + "…"),
                                                   happened(3, 2, core::EventKind::info, "8 partitions assigned"),
                                                   happened(4, 3, core::EventKind::error, "no route"),
                                                   happened(5, 3, core::EventKind::guard, "guard paused: RSS is high")};
        core::LogRing log(100);
        EventTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto speak = [&] {
            log.add(at(1), 2, "trim: 27.0 MiB returned");
            log.add(at(2), 2, longText); // the line's level is the kind
            log.add(at(2), 2, "8 partitions assigned");
            log.add(at(3), 4, "no route");
            log.add(at(3), 2, "guard paused: RSS is high"); // the text says the kind
        };
        if (order == 2) {
            model.apply(both, &log);
        }
        speak();
        model.apply(order == 1 ? std::vector<core::SessionEvent>{} : both, &log);
        model.apply(both, &log);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(model.kind(0), EventRowKind::trim);
        QCOMPARE(model.kind(1), EventRowKind::info);
        QCOMPARE(model.kind(3), EventRowKind::error);
        log.add(at(3), 2, "trim: 28.0 MiB returned"); // others are no echo
        log.add(at(3), 2, "no route");
        model.apply(both, &log);
        QCOMPARE(model.rowCount(), 7);
    }
    void anotherRunIsAppended()
    {
        EventTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply(events(1, 5), nullptr);
        model.apply({happened(1, 60, core::EventKind::info, "again")}, nullptr);
        QCOMPARE(model.rowCount(), 6);
        auto third = events(1, 9); // as long as we looked away, it came further than the run before
        for (auto& one : third) {
            one.at += std::chrono::hours(1);
        }
        model.apply(third, nullptr);
        QCOMPARE(model.rowCount(), 15);
    }
    void capIsKeptAndCounted()
    {
        EventTableModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        for (std::uint64_t last = 500; last <= 3000; last += 500) {
            model.apply(events(last - 499, last), nullptr);
        }
        QCOMPARE(model.rowCount(), int(EventTableModel::maxRows));
        QCOMPARE(model.dropped(), 1000U);
        QCOMPARE(texts(model).front(), QStringLiteral("event 1001"));
        core::LogRing log(5000);
        for (int i = 0; i < 4000; ++i) {
            log.add(at(4000 + i), 2, "line " + std::to_string(i));
        }
        model.apply({}, &log);
        QCOMPARE(model.rowCount(), int(EventTableModel::maxRows));
        QCOMPARE(model.dropped(), 5000U);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }
    void filters()
    {
        core::LogRing log(100);
        log.add(at(9), 2, "a Log line");
        EventTableModel model;
        EventFilterModel shown(model);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.apply({happened(1, 1, core::EventKind::commit, "first"), happened(2, 2, core::EventKind::trim, "second log")}, &log);
        shown.setFilter(QStringLiteral("LOG"), std::nullopt);
        QCOMPARE(texts(shown), (QStringList{QStringLiteral("second log"), QStringLiteral("a Log line")}));
        shown.setFilter({}, EventRowKind::log);
        QCOMPARE(texts(shown), QStringList{QStringLiteral("a Log line")});
        shown.setFilter(QStringLiteral("first"), EventRowKind::commit);
        model.apply({happened(3, 3, core::EventKind::commit, "first again")}, nullptr);
        QCOMPARE(shown.rowCount(), 2);
        shown.setFilter({}, std::nullopt);
        QVERIFY(!shown.filtering());
        QCOMPARE(shown.rowCount(), 4);
    }
    void hostileTexts_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        for (const tests::HostilePayload& payload : tests::hostilePayloads()) {
            QTest::newRow(payload.name) << QByteArray::fromStdString(payload.bytes);
        }
    }
    void hostileTexts()
    {
        QFETCH(QByteArray, bytes);
        core::LogRing log(10);
        log.add(at(1), 99, bytes.toStdString());
        EventTableModel model;
        model.apply({happened(1, 0, core::EventKind::client, bytes.toStdString())}, &log);
        QCOMPARE(model.rowCount(), 2);
        for (int row = 0; row < 2; ++row) {
            const QString shown = model.index(row, Column::textColumn).data().toString();
            QVERIFY(tests::isSafeLine(shown) && shown.toUcs4().size() <= 300);
            QVERIFY(tests::isSafeLine(model.fullText(row)) && model.fullText(row).size() <= 8192);
            QVERIFY(!model.index(row, Column::textColumn).data(Qt::ToolTipRole).isValid());
        }
    }
};

QTEST_GUILESS_MAIN(EventTableModelTest)
#include "tst_event_table_model.moc"
