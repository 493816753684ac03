// SPDX-License-Identifier: GPL-3.0-or-later
// What a container's memory limit holds a session to when its client is made. RSS is scripted.
#include <QTest>

#include "tests/support/cgroup_tree.h"
#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::CgroupTree;
using headroom::test::FakeBroker;
using headroom::test::SessionFixture;

namespace {

struct LimitFixture : SessionFixture {
    explicit LimitFixture(const std::string& guard, std::string tree = "/nowhere") : SessionFixture(std::move(tree))
    {
        settings.guard = guard;
        rss = 16 * mib;
        broker->fill(1, 20);
    }
    bool run()
    {
        return session.start(settings) && QTest::qWaitFor([this] { return session.latest()->state == SessionState::running; });
    }
    int events(std::string_view part) const
    {
        const auto last = session.latest();
        return static_cast<int>(std::count_if(last->events.begin(), last->events.end(), [&](const SessionEvent& e) { return e.text.find(part) != std::string::npos; }));
    }
    std::vector<Settings> clients()
    {
        const std::scoped_lock lock(madeMutex);
        return made;
    }
    bool does(const Command& command)
    {
        const auto id = session.post(command);
        return id && QTest::qWaitFor([&] { return outcome(*id).has_value(); }, 20000) && outcome(*id)->ok;
    }
};

} // namespace

class TstSessionLimit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsBelowTheLimit_data();
    void holdsBelowTheLimit();
    void leavesAllWhereItFits();
    void aNewClientIsHeldAgain();
    void whatWasSetIsNotForgotten();
    void endsBeforeTheFirstFetchWhereNothingFits();
};

void TstSessionLimit::holdsBelowTheLimit_data()
{
    QTest::addColumn<QString>("guard");
    QTest::addColumn<bool>("pretended");
    QTest::addColumn<bool>("holds");
    for (const char* guard : {"observe", "pause", "adapt"}) {
        QTest::addRow("%s, container", guard) << guard << false << true;
        QTest::addRow("%s, pretended", guard) << guard << true << true;
    }
    QTest::newRow("off, container") << "off" << false << false;
    QTest::newRow("off, pretended") << "off" << true << false;
}

/// With 32 MiB of queue the kernel ended it within a tick.
void TstSessionLimit::holdsBelowTheLimit()
{
    QFETCH(QString, guard);
    QFETCH(bool, pretended);
    QFETCH(bool, holds);
    const CgroupTree tree(40 * mib, 12 * mib);
    LimitFixture f(guard.toStdString(), pretended ? "/nowhere" : tree.root());
    f.settings.pretendLimit = pretended ? 40 * mib : 0;
    QVERIFY(f.run());
    const Settings given;
    const Settings client = f.clients().front();
    const auto shown = f.session.latest()->settings;
    QCOMPARE(client.queuedMaxMessagesKbytes < given.queuedMaxMessagesKbytes / 4, holds);
    QCOMPARE(client.fetchMaxBytes < given.fetchMaxBytes, holds);
    QVERIFY(client.queuedMaxMessagesKbytes >= 64 && client.messageMaxBytes <= client.fetchMaxBytes);
    QCOMPARE(shown->queuedMaxMessagesKbytes, client.queuedMaxMessagesKbytes);
    QCOMPARE(shown->fetchMaxBytes, client.fetchMaxBytes);
    QCOMPARE(shown->viewBudget < given.viewBudget / 4, holds);
    QCOMPARE(shown->batchBytes < given.batchBytes / 4, holds);
    QTRY_COMPARE(f.events("queue held at "), holds ? 1 : 0);
    if (!holds) {
        QVERIFY(client == f.settings);
        return;
    }
    for (const char* part : {"with 32.0 MiB and all else as set", "the container allows 40.0 MiB", "queued-max-messages-kbytes 32768 KiB → ", "view-budget "})
        QVERIFY2(f.events(part) == 1, part);
    QVERIFY(f.events(pretended ? "(pretend-limit)" : "(/sys/fs/cgroup/app/memory.max)") == 1);
    QTRY_COMPARE(f.session.latest()->messages, 20U); // and it consumes
    QCOMPARE(f.session.latest()->state, SessionState::running);
}

void TstSessionLimit::leavesAllWhereItFits()
{
    const CgroupTree tree(512 * mib, 12 * mib);
    LimitFixture f("pause", tree.root());
    f.settings.memoryBudget = 36 * mib; // a budget holds nothing: the guard's pauses are to be seen
    QVERIFY(f.run());
    const Settings client = f.clients().front();
    QVERIFY(client == f.settings);
    QTRY_COMPARE(f.session.latest()->messages, 20U);
    QCOMPARE(f.events("queue held at "), 0);
    Settings next = *f.session.latest()->settings;
    next.viewBudget *= 2; // nor is what is set later
    QVERIFY(f.does(ApplyCommand{next}));
    QTRY_COMPARE(f.session.latest()->settings->viewBudget, next.viewBudget);
}

/// From what was wanted, not from what was held: a limit that was raised is made use of.
void TstSessionLimit::aNewClientIsHeldAgain()
{
    CgroupTree tree(40 * mib, 12 * mib);
    LimitFixture f("observe", tree.root());
    QVERIFY(f.run());
    QVERIFY(f.does(RecreateCommand{}));
    QCOMPARE(f.clients().size(), std::size_t(2));
    QCOMPARE(f.events("queue held at "), 1); // the same, so once
    QCOMPARE(f.clients()[1].queuedMaxMessagesKbytes, f.clients()[0].queuedMaxMessagesKbytes);
    tree.setLimit(gib);
    QTRY_COMPARE(f.session.latest()->limit.limit, gib);
    QVERIFY(f.does(RecreateCommand{}));
    QCOMPARE(f.clients()[2].queuedMaxMessagesKbytes, f.settings.queuedMaxMessagesKbytes);
    QTRY_COMPARE(f.session.latest()->settings->viewBudget, f.settings.viewBudget);
}

void TstSessionLimit::whatWasSetIsNotForgotten()
{
    LimitFixture f("observe");
    f.settings.pretendLimit = 40 * mib;
    QVERIFY(f.run());
    Settings next = *f.session.latest()->settings; // as a window has it: held values among them
    QVERIFY(next.viewBudget < f.settings.viewBudget);
    next.batchLingerMs = 7;
    QVERIFY(f.does(ApplyCommand{next}));
    QCOMPARE(f.events("view-budget"), 1); // held; not changed by this
    next = *f.session.latest()->settings;
    QCOMPARE(next.batchLingerMs, std::int64_t(7));
    next.guard = "off";
    QVERIFY(f.does(ApplyCommand{next}));
    QTRY_COMPARE(f.session.latest()->settings->viewBudget, f.settings.viewBudget);
    QCOMPARE(f.session.latest()->settings->batchBytes, f.settings.batchBytes);
    QCOMPARE(f.session.latest()->settings->queuedMaxMessagesKbytes, f.clients()[0].queuedMaxMessagesKbytes); // until the next client
}

void TstSessionLimit::endsBeforeTheFirstFetchWhereNothingFits()
{
    LimitFixture f("observe");
    f.settings.pretendLimit = 20 * mib;
    QVERIFY(f.session.start(f.settings));
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
    const auto last = f.session.latest();
    QCOMPARE(last->state, SessionState::failed);
    QVERIFY(last->failure.has_value());
    QCOMPARE(last->failure->code, ErrorCode::memoryLimit);
    QVERIFY(f.clients().empty());
    const std::string& message = last->failure->message;
    const auto at = message.find("Give it at least ");
    QVERIFY2(at != std::string::npos, message.c_str());
    const int least = std::stoi(message.substr(at + 17));
    QVERIFY2(least > 22 && least < 32, message.c_str());

    f.settings.pretendLimit = least * mib; // and that is no empty word
    QVERIFY(f.run());
    QTRY_COMPARE(f.session.latest()->messages, 20U);
}

QTEST_GUILESS_MAIN(TstSessionLimit)
#include "tst_session_limit.moc"
