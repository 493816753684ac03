// SPDX-License-Identifier: GPL-3.0-or-later
// What a session says of its ceiling while its topic changes.
#include <algorithm>

#include <QTest>

#include "tests/support/session_fixture.h"

using namespace headroom;
using namespace headroom::core;
using headroom::test::SessionFixture;

namespace {

/// Totals of a client that has fetched so many messages of so many bytes from one broker, uncompressed.
std::string statistics(int fetches, int messages, int bytes)
{
    return QStringLiteral(R"({"rx_bytes":%1,"rxmsgs":%2,"rxmsg_bytes":%1,"brokers":{"fake:9092/1":{"nodeid":1,"source":"learned","state":"UP","req":{"Fetch":%3}}},)"
                          R"("topics":{"orders":{"partitions":{"0":{"partition":0,"broker":1,"fetch_state":"active"}}}},"cgrp":{"state":"up"}})")
        .arg(bytes)
        .arg(messages)
        .arg(fetches)
        .toStdString();
}

std::vector<SessionEvent> ofTheCeiling(const Snapshot& shown)
{
    std::vector<SessionEvent> found;
    std::copy_if(shown.events.begin(), shown.events.end(), std::back_inserter(found), [](const SessionEvent& e) { return e.text.rfind("ceiling ", 0) == 0; });
    return found;
}

} // namespace

class TstSessionCeiling : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void movesWithItsTopicAndLeavesAMarker();
};

/// Small records, then large ones. Seen to fail without the marker.
void TstSessionCeiling::movesWithItsTopicAndLeavesAMarker()
{
    SessionFixture f;
    f.rss = 20 * mib;
    f.broker->fill(1, 600, 10);
    QVERIFY(f.session.start(f.settings));
    QTRY_COMPARE(f.session.latest()->messages, std::uint64_t(600));
    QVERIFY(ofTheCeiling(*f.session.latest()).empty()); // not yet known
    f.inject([](ConsumerListener& client) { client.onStatistics(statistics(10, 600, 20'000)); });
    QTRY_COMPARE(ofTheCeiling(*f.session.latest()).size(), std::size_t(1));
    QVERIFY(!ofTheCeiling(*f.session.latest()).front().marker); // the first is no change
    const Bytes before = f.session.latest()->forecast->ceiling.total;

    f.broker->fill(1, 600, 20'000);
    f.inject([](ConsumerListener& client) { client.onStatistics(statistics(100, 1200, 12'020'000)); });
    QTRY_COMPARE(f.session.latest()->messages, std::uint64_t(1200));
    QTRY_COMPARE(ofTheCeiling(*f.session.latest()).size(), std::size_t(2));
    const SessionEvent moved = ofTheCeiling(*f.session.latest()).back();
    QVERIFY(moved.marker);
    QVERIFY2(moved.text.find(" → ") != std::string::npos && moved.text.find(": ") != std::string::npos, moved.text.c_str()); // from, to, why
    QVERIFY(f.session.latest()->forecast->ceiling.total > before);
    f.session.stop();
    QVERIFY(f.session.waitUntilEnded(Milliseconds(5000)));
}

QTEST_GUILESS_MAIN(TstSessionCeiling)
#include "tst_session_ceiling.moc"
