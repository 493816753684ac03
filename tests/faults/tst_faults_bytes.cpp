// SPDX-License-Identifier: GPL-3.0-or-later
// Broker answers with flipped bytes. The program runs as a child, since the client library may give up on them; whatever
// happens, a run on a sound link afterwards finds everything, and nothing was committed that was not processed.
#include <csignal>
#include <set>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <nlohmann/json.hpp>

#include "tests/support/child_process.h"
#include "tests/support/fault_proxy.h"
#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"

using namespace headroom::test;
using namespace std::chrono_literals;

namespace {

constexpr int records = 400;
constexpr int partitions = 4;

/// Offsets in a file of processed records, by partition.
std::set<std::pair<int, qint64>> processed(const QString& path)
{
    std::set<std::pair<int, qint64>> found;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return found;
    while (!file.atEnd()) {
        const auto line = nlohmann::json::parse(file.readLine().toStdString(), nullptr, false);
        if (!line.is_discarded())
            found.emplace(line["partition"].get<int>(), line["offset"].get<qint64>());
    }
    return found;
}

} // namespace

class TstFaultsBytes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void f31_flippedBytes();

private:
    void runOver(const QString& bootstrap, const QString& file, const char* duration, int& code);
};

void TstFaultsBytes::runOver(const QString& bootstrap, const QString& file, const char* duration, int& code)
{
    ChildProcess child;
    QVERIFY(child.start(qEnvironmentVariable("HEADROOM_CLI"),
                        {QStringLiteral("run"), QStringLiteral("--bootstrap-servers"), bootstrap, QStringLiteral("--topic"), QStringLiteral("orders"), QStringLiteral("--group-id"),
                         QStringLiteral("tests"), QStringLiteral("--session-timeout-ms"), QStringLiteral("6000"), QStringLiteral("--until-end"), QStringLiteral("--duration"),
                         QString::fromLatin1(duration), QStringLiteral("--processor"), QStringLiteral("file:") + file}));
    const auto ended = child.waitForEnd(60s * slowdown);
    QVERIFY2(ended, "it hangs");
    code = *ended;
}

/// How many seeds: TEST_FLIP_RUNS. Seen to fail when the offsets of what was taken, not processed, are committed.
void TstFaultsBytes::f31_flippedBytes()
{
    bool given = false;
    const int wanted = qEnvironmentVariableIntValue("TEST_FLIP_RUNS", &given);
    const int runs = given ? wanted : 3;
    int crashes = 0;
    for (int seed = 1; seed <= runs; ++seed) {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("processed"));
        MockCluster mock;
        mock.createTopic("orders", partitions);
        QVERIFY(mock.produce("orders", partitions, records));
        FaultProxy proxy(mock.bootstrapServers());
        // From a byte in a thousand, which lets some answers through, to two in a hundred, which lets none.
        proxy.set({.corruptShare = seed % 3 == 0 ? 0.02 : seed % 3 == 1 ? 0.001 : 0.0002, .seed = static_cast<std::uint32_t>(seed)});
        int code = 0;
        runOver(QString::fromStdString(proxy.address()), file, "4s", code);
        crashes += code < 0 || code >= 128 ? 1 : 0;
        runOver(QString::fromStdString(mock.bootstrapServers()), file, "40s", code);
        QCOMPARE(code, 0);
        const auto found = processed(file);
        QVERIFY2(found.size() == records, qPrintable(QStringLiteral("seed %1: %2 of %3").arg(seed).arg(found.size()).arg(records)));
    }
    qInfo("%d of %d runs ended the child", crashes, runs);
}

QTEST_GUILESS_MAIN(TstFaultsBytes)
#include "tst_faults_bytes.moc"
