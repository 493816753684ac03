// SPDX-License-Identifier: GPL-3.0-or-later
// Faults of the catalogue that hit the link to the broker, by the proxy. Each test names its fault and says with which
// protection switched off it was seen to fail.
#include <memory>
#include <set>

#include <QFile>
#include <QTest>

#include <nlohmann/json.hpp>

#include "tests/faults/fault_run.h"
#include "tests/support/child_process.h"
#include "tests/support/fault_proxy.h"

using namespace headroom::core;
using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

/// A run whose member reaches the broker only by the proxy.
struct LinkRun : FaultRun {
    std::unique_ptr<FaultProxy> proxy = std::make_unique<FaultProxy>(mock.bootstrapServers());

    LinkRun() { first.settings.bootstrapServers = proxy->address(); }
    /// What the proxy holds open is not the member's.
    [[nodiscard]] bool quit()
    {
        return first.quit(StopCommit::bySetting, [this] { proxy.reset(); });
    }
};

/// Records in a file of processed ones whose key is the one that was produced there.
std::set<std::pair<int, qint64>> processed(const QString& path)
{
    std::set<std::pair<int, qint64>> found;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return found;
    while (!file.atEnd()) {
        const auto line = nlohmann::json::parse(file.readLine().toStdString(), nullptr, false);
        if (line.is_discarded())
            continue;
        const auto place = std::make_pair(line["partition"].get<int>(), line["offset"].get<qint64>());
        if (line["key"] == std::to_string(place.second * FaultRun::partitions + place.first))
            found.insert(place);
    }
    return found;
}

/// The program's exit code; nothing when it hangs.
std::optional<int> consume(const QString& bootstrap, const QString& file, const char* duration)
{
    ChildProcess child;
    child.setEnvironment(QStringLiteral("HEADROOM_HOME"), file + QStringLiteral("-home"));
    const QStringList arguments{QStringLiteral("run"), QStringLiteral("--bootstrap-servers"), bootstrap, QStringLiteral("--topic"), QStringLiteral("orders"),
                                QStringLiteral("--group-id"), QStringLiteral("tests"), QStringLiteral("--session-timeout-ms"), QStringLiteral("6000"), QStringLiteral("--until-end"),
                                QStringLiteral("--duration"), QString::fromLatin1(duration), QStringLiteral("--processor"), QStringLiteral("file:") + file};
    return child.start(qEnvironmentVariable("HEADROOM_CLI"), arguments) ? child.waitForEnd(60s * slowdown) : std::nullopt;
}

} // namespace

class TstFaultsLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f29_slowLink();
    void f30_resets();
    void f31_flippedBytes();
};

/// One assignment to the end: the heartbeats come through. Seen to fail with records of 1,000 bytes, whose answers take longer than the
/// member's socket timeout.
void TstFaultsLink::f29_slowLink()
{
    LinkRun run;
    run.proxy->set({.latency = 100ms, .sliceBytes = 1, .bytesPerSecond = 50'000});
    QVERIFY(run.fill(1000) && run.first.start());
    run.monitor.faultBegins();
    QVERIFY2(run.workedOff(60000), (story(*run.first.now()) + std::to_string(run.first.now()->messages)).c_str());
    QVERIFY(run.first.stays([](const Snapshot& s) { return s.rebalances == 1 && s.state == SessionState::running; }, 8000)); // longer than a session
    run.monitor.faultEnds();
    QVERIFY(run.quit());
    HEADROOM_ALL_HELD(run);
}

/// Seen to fail when an error that passes ends the session.
void TstFaultsLink::f30_resets()
{
    LinkRun run;
    QVERIFY(run.fill(400) && run.first.start());
    run.monitor.faultBegins();
    const int resets = fromEnvironment("HEADROOM_RESETS", 8);
    for (int reset = 0; reset < resets; ++reset) {
        const std::uint64_t before = run.first.now()->messages;
        QVERIFY(run.fill(400));
        QVERIFY2(run.first.until([&](const Snapshot& s) { return s.messages > before; }, 30000 * slowdown), story(*run.first.now()).c_str());
        run.proxy->cut();
    }
    run.monitor.faultEnds();
    QVERIFY2(run.workedOff(60000), story(*run.first.now()).c_str());
    QVERIFY(run.quit());
    HEADROOM_ALL_HELD(run);
}

/// The program runs as a child, since the client library may give up on such answers; whatever happens, the next run on a sound link
/// finds the rest, and nothing damaged was taken for a record. Seen to fail with check-crcs false.
void TstFaultsLink::f31_flippedBytes()
{
    constexpr int records = 400;
    int crashes = 0;
    const int runs = fromEnvironment("HEADROOM_FLIP_RUNS", 3);
    for (int seed = 1; seed <= runs; ++seed) {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("processed"));
        MockCluster mock;
        mock.createTopic("orders", FaultRun::partitions);
        QVERIFY(mock.produce("orders", FaultRun::partitions, records));
        FaultProxy proxy(mock.bootstrapServers());
        // From two bytes in ten thousand, which lets some answers through, to two in a hundred, which lets none.
        proxy.set({.corruptShare = seed % 3 == 0 ? 0.02 : seed % 3 == 1 ? 0.001 : 0.0002, .seed = static_cast<std::uint32_t>(seed)});
        const auto damaged = consume(QString::fromStdString(proxy.address()), file, "4s");
        QVERIFY2(damaged, "it hangs");
        crashes += *damaged >= 128 ? 1 : 0;
        QCOMPARE(consume(QString::fromStdString(mock.bootstrapServers()), file, "40s"), std::optional<int>(0));
        const auto found = processed(file).size();
        QVERIFY2(found == records, qPrintable(QStringLiteral("seed %1: %2 of %3").arg(seed).arg(found).arg(records)));
    }
    qInfo("%d of %d runs ended the child", crashes, runs);
}

QTEST_GUILESS_MAIN(TstFaultsLink)
#include "tst_faults_link.moc"
