// SPDX-License-Identifier: GPL-3.0-or-later
// Each invariant is broken once, and the monitor has to say so; and a story without a breach leaves it silent. Each row was seen to
// fail with the reports of its invariant left out.
#include <QTest>

#include <functional>
#include <thread>

#include "tests/support/invariant_monitor.h"

using namespace headroom::core;
using headroom::test::InvariantMonitor;
using headroom::test::ProcessCensus;

namespace {

using Story = std::function<void(InvariantMonitor&)>;

std::string id(Offset offset) { return "id-" + std::to_string(offset); }

/// Member 1 gets partition 0 and works off `count` records.
void consume(InvariantMonitor& monitor, Offset from, Offset count)
{
    for (Offset offset = from; offset < from + count; ++offset) {
        monitor.taken(1, 0, offset, id(offset));
        monitor.processed(0, offset, id(offset));
    }
}

Snapshot shown(double seconds = 1)
{
    Snapshot snapshot;
    snapshot.state = SessionState::running;
    snapshot.seconds = seconds;
    snapshot.settings = std::make_shared<const Settings>();
    return snapshot;
}

CommitRecord record(std::uint64_t number, OutcomeState state, std::string reason = "because")
{
    CommitRecord one;
    one.number = number;
    one.state = state;
    one.reason = std::move(reason);
    return one;
}

Snapshot withCommit(OutcomeState state, double seconds = 1)
{
    Snapshot snapshot = shown(seconds);
    snapshot.commits.requested = 1;
    (state == OutcomeState::confirmed ? snapshot.commits.confirmed : state == OutcomeState::failed ? snapshot.commits.failed : snapshot.commits.unknown) = 1;
    snapshot.commitHistory = {record(1, state)};
    return snapshot;
}

Snapshot underWay(double seconds)
{
    Snapshot snapshot = shown(seconds);
    snapshot.commits.requested = 1;
    snapshot.commitInFlight = record(1, OutcomeState::pending);
    return snapshot;
}

Snapshot withError(std::uint64_t number, double seconds, std::string text)
{
    Snapshot snapshot = shown(seconds);
    snapshot.events = {{number, seconds, {}, EventKind::error, std::move(text), true, 1}};
    return snapshot;
}

} // namespace

Q_DECLARE_METATYPE(Story)

class TstInvariantMonitor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void breachIsReported_data();
    void breachIsReported();
    void cleanStoriesAreSilent_data();
    void cleanStoriesAreSilent();
    void breachIsReportedOnce();
};

void TstInvariantMonitor::breachIsReported_data()
{
    QTest::addColumn<QString>("invariant");
    QTest::addColumn<Story>("story");
    const auto row = [](const char* name, const char* invariant, Story story) { QTest::newRow(name) << QString::fromLatin1(invariant) << std::move(story); };
    row("commit beyond the processed", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.commitSent(1, 0, 4); });
    row("commit over a gap in the processed", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.processed(0, 4, id(4)), m.commitSent(1, 0, 5); });
    row("commit of what another owns", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.revoked(1, 0), m.commitSent(1, 0, 3); });
    row("commit backwards", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.commitConfirmed(0, 3), m.commitSent(1, 0, 2); });
    row("broker has more than was processed", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.brokerSays(0, 7); });
    row("broker does not say what it has", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.brokerSilent(); });
    row("two owners", "I1", [](InvariantMonitor& m) { m.assigned(1, 0), m.assigned(2, 0); });
    row("gap within an assignment", "I2", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), consume(m, 4, 1); });
    row("again within an assignment", "I2", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), consume(m, 2, 1); });
    row("handed over after the revoke", "I2", [](InvariantMonitor& m) { m.assigned(1, 0), m.revoked(1, 0), m.taken(1, 0, 0, id(0)); });
    row("one id at two places", "I2", [](InvariantMonitor& m) { m.assigned(1, 0), m.taken(1, 0, 0, "same"), m.taken(1, 0, 1, "same"); });
    row("record lost", "I3", [](InvariantMonitor& m) { m.produced(id(0)), m.produced(id(1)), m.assigned(1, 0), consume(m, 0, 1), m.finish(); });
    row("taken is not processed", "I3", [](InvariantMonitor& m) { m.produced(id(0)), m.assigned(1, 0), m.taken(1, 0, 0, id(0)), m.finish(); });
    row("repeated without a fault", "I3", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 3), m.revoked(1, 0), m.assigned(1, 0), consume(m, 0, 3), m.finish(); });
    row("repeated more than was open", "I3", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.commitConfirmed(0, 2), m.faultBegins(), m.revoked(1, 0), m.faultEnds(), m.assigned(1, 0), consume(m, 1, 2), m.finish();
    });
    row("record of the new topic lost", "I3", [](InvariantMonitor& m) {
        m.produced(id(0)), m.assigned(1, 0), consume(m, 0, 1), m.topicRecreated(), m.produced(id(0)), m.finish();
    });
    row("commit of the old topic carried over", "I1", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.commitConfirmed(0, 3), m.topicRecreated(), consume(m, 0, 1), m.brokerSays(0, 3);
    });
    row("commit beyond the replaced records", "I1", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.recordsReplaced(0, 1), consume(m, 1, 1), m.commitSent(1, 0, 3);
    });
    row("peak above the ceiling", "I4", [](InvariantMonitor& m) { m.memory(101, 100); });
    row("no memory was checked", "I4", [](InvariantMonitor& m) { m.memoryUnknown(), m.finish(); });
    row("view above its budget", "I4", [](InvariantMonitor& m) {
        Snapshot s = shown();
        s.view.bytes = s.settings->viewBudget + 257 * kib;
        m.snapshot(1, s);
    });
    row("client called on the GUI thread", "I5", [](InvariantMonitor& m) { m.clientCalled("commitAsync"); });
    row("commit ends in two ways", "I6", [](InvariantMonitor& m) { m.snapshot(1, withCommit(OutcomeState::unknown)), m.snapshot(1, withCommit(OutcomeState::confirmed)); });
    row("commit in no count", "I6", [](InvariantMonitor& m) {
        Snapshot s = withCommit(OutcomeState::confirmed);
        s.commits.requested = 2;
        m.snapshot(1, s);
    });
    row("commit under way for too long", "I6", [](InvariantMonitor& m) { m.snapshot(1, underWay(1)), m.snapshot(1, underWay(12.1)); });
    row("commit never ends", "I6", [](InvariantMonitor& m) { m.snapshot(1, underWay(1)), m.finish(); });
    row("failed without a reason", "I6", [](InvariantMonitor& m) {
        Snapshot s = withCommit(OutcomeState::failed);
        s.commitHistory.front().reason.clear();
        m.snapshot(1, s);
    });
    row("shown as committed, not confirmed", "I6", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.commitConfirmed(0, 2);
        Snapshot s = shown();
        s.partitions.emplace_back().committed = 3;
        m.snapshot(1, s);
    });
    row("quit takes too long", "I7", [](InvariantMonitor& m) { m.quit(10.1, {}, {}); });
    row("thread left", "I7", [](InvariantMonitor& m) { m.quit(1, {3, 10, 0}, {4, 10, 0}); });
    row("descriptor left", "I7", [](InvariantMonitor& m) { m.quit(1, {3, 10, 0}, {3, 11, 0}); });
    row("child left", "I7", [](InvariantMonitor& m) { m.quit(1, {3, 10, 0}, {3, 10, 1}); });
    row("same cause twice a minute", "I8", [](InvariantMonitor& m) { m.snapshot(1, withError(1, 1, "offset 17 of 4 partitions")), m.snapshot(1, withError(2, 60, "offset 3 of 12 partitions")); });
    row("same line twice a minute", "I8", [](InvariantMonitor& m) { m.errorLine(1, 0, "no broker"), m.errorLine(1, 59, "no broker"); });
    row("error without code or advice", "I8", [](InvariantMonitor& m) {
        Snapshot s = shown();
        s.errors = {{ErrorCode::unreachable, "something failed", {}, true, false, -195}};
        m.snapshot(1, s);
    });
}

void TstInvariantMonitor::breachIsReported()
{
    QFETCH(QString, invariant);
    QFETCH(Story, story);
    InvariantMonitor monitor;
    story(monitor);
    const auto found = monitor.violations();
    QVERIFY2(!found.empty(), "not noticed");
    QCOMPARE(QString::fromStdString(found.front().invariant), invariant);
    QVERIFY(!found.front().text.empty());
}

void TstInvariantMonitor::cleanStoriesAreSilent_data()
{
    QTest::addColumn<Story>("story");
    const auto row = [](const char* name, Story story) { QTest::newRow(name) << std::move(story); };
    row("consume and commit", [](InvariantMonitor& m) {
        for (Offset offset = 0; offset < 3; ++offset)
            m.produced(id(offset));
        m.assigned(1, 0), consume(m, 0, 3), m.commitSent(1, 0, 3), m.commitConfirmed(0, 3), m.brokerSays(0, 3), m.finish();
    });
    row("goes on at an earlier commit", [](InvariantMonitor& m) { m.brokerSays(0, 100), m.assigned(1, 0), consume(m, 100, 3), m.commitSent(1, 0, 103), m.finish(); });
    row("repeats what a fault left open", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.commitConfirmed(0, 1), m.faultBegins(), consume(m, 3, 1), m.revoked(1, 0), m.faultEnds(), m.assigned(1, 0), consume(m, 1, 3), m.finish();
    });
    row("two members in turn", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.commitSent(1, 0, 3), m.commitConfirmed(0, 3), m.revoked(1, 0);
        m.assigned(2, 0), m.taken(2, 0, 3, id(3)), m.processed(0, 3, id(3)), m.commitSent(2, 0, 4), m.finish();
    });
    row("declared gap", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.userSeeks(0), m.declaredGap(0, 3, 50), consume(m, 50, 2), m.commitSent(1, 0, 52), m.finish();
    });
    row("user goes back", [](InvariantMonitor& m) {
        m.assigned(1, 0), consume(m, 0, 3), m.commitConfirmed(0, 3), m.userSeeks(0), m.faultBegins(), m.faultEnds(), m.taken(1, 0, 0, id(0)), m.commitSent(1, 0, 1);
    });
    row("client called on another thread", [](InvariantMonitor& m) { std::jthread([&] { m.clientCalled("commitAsync"); }); });
    row("another topic of the same name", [](InvariantMonitor& m) {
        m.produced(id(0)), m.produced(id(1)), m.assigned(1, 0), consume(m, 0, 2), m.commitConfirmed(0, 2), m.revoked(1, 0), m.topicRecreated();
        m.produced("new"), m.assigned(1, 0), m.taken(1, 0, 0, "new"), m.processed(0, 0, "new"), m.commitSent(1, 0, 1), m.commitConfirmed(0, 1), m.brokerSays(0, 1), m.finish();
    });
    row("other records at the same offsets", [](InvariantMonitor& m) {
        m.produced(id(0)), m.produced(id(1)), m.assigned(1, 0), consume(m, 0, 2), m.commitConfirmed(0, 2), m.recordsReplaced(0, 1), m.userSeeks(0);
        m.produced("new"), m.taken(1, 0, 1, "new"), m.processed(0, 1, "new"), m.commitSent(1, 0, 2), m.commitConfirmed(0, 2), m.brokerSays(0, 2), m.finish();
    });
    row("old answer comes late", [](InvariantMonitor& m) { m.assigned(1, 0), consume(m, 0, 4), m.commitConfirmed(0, 4), m.commitConfirmed(0, 2), m.brokerSays(0, 4); });
    row("commit ends once", [](InvariantMonitor& m) { m.snapshot(1, underWay(1)), m.snapshot(1, underWay(10)), m.snapshot(1, withCommit(OutcomeState::unknown, 11)), m.finish(); });
    row("a minute between, or another cause", [](InvariantMonitor& m) {
        m.snapshot(1, withError(1, 1, "no broker")), m.snapshot(1, withError(1, 2, "no broker")), m.snapshot(1, withError(2, 3, "no topic")), m.snapshot(1, withError(3, 61.5, "no broker"));
    });
    row("error that names the setting to change", [](InvariantMonitor& m) {
        Snapshot s = shown();
        s.errors = {{ErrorCode::unauthorized, "wrong password: enter it again", "sasl-password", false, false, -169}};
        m.snapshot(1, s);
    });
    row("another member", [](InvariantMonitor& m) { m.snapshot(1, withError(1, 1, "no broker")), m.snapshot(2, withError(1, 1, "no broker")); });
    row("quits and leaves nothing", [](InvariantMonitor& m) { m.quit(9.9, {3, 10, 1}, {3, 9, 0}), m.memory(100, 100), m.memoryUnknown(), m.finish(); });
}

void TstInvariantMonitor::cleanStoriesAreSilent()
{
    QFETCH(Story, story);
    InvariantMonitor monitor;
    story(monitor);
    QCOMPARE(monitor.report(), std::string());
}

void TstInvariantMonitor::breachIsReportedOnce()
{
    InvariantMonitor monitor;
    for (int tick = 0; tick < 100; ++tick)
        monitor.memory(101, 100);
    QCOMPARE(monitor.violations().size(), std::size_t(1));
    for (int tick = 0; tick < 1000; ++tick)
        monitor.memory(200 + tick, 100);
    QCOMPARE(monitor.violations().size(), InvariantMonitor::maxViolations);
}

QTEST_GUILESS_MAIN(TstInvariantMonitor)
#include "tst_invariant_monitor.moc"
