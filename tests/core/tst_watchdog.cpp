// SPDX-License-Identifier: GPL-3.0-or-later
// When a consumer counts as standing still, and what is said to be the cause.
#include <QTest>

#include "core/session/watchdog.h"

using namespace headroom::core;
using namespace std::chrono_literals;

namespace {

constexpr SteadyTime start{1h};
constexpr auto past = Watchdog::patience + 1s;

WatchdogReading waiting()
{
    WatchdogReading reading;
    reading.consuming = true;
    reading.unread = 1200;
    reading.taken = reading.processed = 500;
    return reading;
}

/// What is said when nothing changes for `how long`.
std::optional<Stall> after(std::chrono::seconds howLong, const WatchdogReading& reading)
{
    Watchdog dog;
    (void)dog.look(start, reading);
    return dog.look(start + howLong, reading);
}

} // namespace

class TestWatchdog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tellsAStallAndItsEnd();
    void patience();
    void nothingToDoIsNoStall_data();
    void nothingToDoIsNoStall();
    void causes();
};

/// Seen to fail when nothing counts as progress, and when no time is long enough.
void TestWatchdog::tellsAStallAndItsEnd()
{
    Watchdog dog;
    WatchdogReading reading = waiting();
    QVERIFY(!dog.look(start, reading));
    const auto stall = dog.look(start + past, reading);
    QVERIFY(stall.has_value());
    QVERIFY(stall->seconds >= 30);
    QVERIFY(stall->recreateHelps);
    QVERIFY(dog.look(start + past + 1s, reading).has_value()); // it lasts
    ++reading.taken;
    QVERIFY(!dog.look(start + past + 2s, reading));
    QVERIFY(!dog.look(start + past + 3s, reading)); // and the time begins anew
    QVERIFY(dog.look(start + past + 2s + past, reading).has_value());
}

void TestWatchdog::patience()
{
    QVERIFY(!after(Watchdog::patience - 1s, waiting()));
    QVERIFY(after(Watchdog::patience, waiting()).has_value());
}

void TestWatchdog::nothingToDoIsNoStall_data()
{
    QTest::addColumn<bool>("consuming");
    QTest::addColumn<qint64>("unread");
    QTest::newRow("paused, or without partitions") << false << qint64{1200};
    QTest::newRow("all is read") << true << qint64{0};
}

void TestWatchdog::nothingToDoIsNoStall()
{
    QFETCH(bool, consuming);
    QFETCH(qint64, unread);
    WatchdogReading idle = waiting();
    idle.consuming = consuming;
    idle.unread = unread;
    QVERIFY(!after(1h, idle));
    // Time without anything to do does not count once there is something.
    Watchdog dog;
    (void)dog.look(start, idle);
    QVERIFY(!dog.look(start + 1h, waiting()));
    QVERIFY(!dog.look(start + 1h + 1s, waiting()));
}

void TestWatchdog::causes()
{
    WatchdogReading slow = waiting();
    slow.inHand = 20;
    const auto processor = after(past, slow);
    QVERIFY(processor && processor->cause.find("processor") != std::string::npos && processor->cause.find("20") != std::string::npos);
    QVERIFY(!processor->recreateHelps); // a new client would wait for the same processor
    WatchdogReading cut = waiting();
    cut.brokerTrouble = true;
    const auto brokers = after(past, cut);
    QVERIFY(brokers && brokers->cause.find("cannot be reached") != std::string::npos && brokers->recreateHelps);
    QVERIFY(after(past, waiting())->cause.find("fetches none") != std::string::npos);
}

QTEST_APPLESS_MAIN(TestWatchdog)
#include "tst_watchdog.moc"
