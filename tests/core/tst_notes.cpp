// SPDX-License-Identifier: GPL-3.0-or-later
// Notes of the user: an event with a marker where it was asked for, bounded and clean.
#include <QTest>

#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::SessionFixture;

class TestNotes : public QObject {
    Q_OBJECT

    static std::optional<SessionEvent> noteOf(const SessionFixture& f)
    {
        const auto last = f.session.latest();
        const auto found = std::find_if(last->events.rbegin(), last->events.rend(), [](const SessionEvent& event) { return event.kind == EventKind::note; });
        return found == last->events.rend() ? std::nullopt : std::optional(*found);
    }
    /// The outcome of a note.
    static CommandOutcome posted(SessionFixture& f, std::string text, double seconds = -1)
    {
        const auto id = f.session.post(NoteCommand{std::move(text), seconds});
        if (!id || !QTest::qWaitFor([&] { return f.outcome(*id).has_value(); }))
            return {0, false, "no outcome"};
        return *f.outcome(*id);
    }

private Q_SLOTS:
    void standsWhereItWasAskedFor()
    {
        SessionFixture f;
        f.broker->fill(1, 20);
        QVERIFY(f.session.start(f.settings));
        QTRY_VERIFY(f.session.latest()->seconds > 0.3);
        QVERIFY(posted(f, "deploy", 0.1).ok);
        const auto note = noteOf(f);
        QVERIFY(note && note->marker);
        QCOMPARE(note->text, std::string("deploy"));
        QCOMPARE(note->seconds, 0.1);
        // Its clock time is that instant's, not that of the typing.
        const auto last = f.session.latest();
        const double byClock = std::chrono::duration<double>(note->at - last->history.began).count();
        QVERIFY2(std::abs(byClock - 0.1) < 0.05, qPrintable(QString::number(byClock)));
    }
    void withoutAPlaceItIsNow_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::newRow("none") << -1.0;
        QTest::newRow("in the future") << 1e6;
    }
    void withoutAPlaceItIsNow()
    {
        QFETCH(double, seconds);
        SessionFixture f;
        f.broker->fill(1, 20);
        QVERIFY(f.session.start(f.settings));
        QTRY_VERIFY(f.session.latest()->seconds > 0.1);
        const double before = f.session.latest()->seconds;
        QVERIFY(posted(f, "now", seconds).ok);
        QVERIFY(noteOf(f)->seconds >= before && noteOf(f)->seconds <= f.session.latest()->seconds + 0.2);
    }
    void isBoundedAndClean_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("kept");
        QTest::newRow("forty stay") << QByteArray(40, 'x') << QByteArray(40, 'x');
        QTest::newRow("more are cut") << QByteArray(41, 'x') << QByteArray(40, 'x');
        QTest::newRow("whole characters") << QByteArray("\u4e2d").repeated(50) << QByteArray("\u4e2d").repeated(40);
        QTest::newRow("no controls") << QByteArray("a\nb\x1b[31m") << QByteArray("a b [31m");
    }
    void isBoundedAndClean()
    {
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, kept);
        SessionFixture f;
        f.broker->fill(1, 20);
        QVERIFY(f.session.start(f.settings));
        QVERIFY(posted(f, given.toStdString()).ok);
        QCOMPARE(noteOf(f)->text, kept.toStdString());
    }
    /// Sentences stay whole, or their translation would not be found; they are no words of the user.
    void ofTheProgramIsWhole()
    {
        SessionFixture f;
        f.broker->fill(1, 20);
        QVERIFY(f.session.start(f.settings));
        const std::string sentence = "scenario 6, run B: one budget, broker away for 5 s";
        for (const std::string& text : {sentence, std::string(300, 'x')}) {
            const auto id = f.session.post(NoteCommand{.text = text, .ofProgram = true});
            QVERIFY(id);
            QTRY_VERIFY(f.outcome(*id) && f.outcome(*id)->ok);
        }
        QVERIFY(!noteOf(f));
        const auto events = f.session.latest()->events;
        const auto said = std::ranges::find(events, sentence, &SessionEvent::text);
        QVERIFY(said != events.end() && said->kind == EventKind::info && said->marker);
        QVERIFY(std::ranges::any_of(events, [](const SessionEvent& event) { return event.text == std::string(200, 'x'); })); // bounded all the same
    }
    void anEmptyOneIsRefused()
    {
        SessionFixture f;
        f.broker->fill(1, 20);
        QVERIFY(f.session.start(f.settings));
        const CommandOutcome outcome = posted(f, " \t ");
        QVERIFY(!outcome.ok);
        QCOMPARE(outcome.text, std::string("a note needs at least one character"));
        QVERIFY(!noteOf(f));
    }
};

QTEST_GUILESS_MAIN(TestNotes)
#include "tst_notes.moc"
