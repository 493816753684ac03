// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "core/session/processor.h"
#include "tests/support/instrumented.h"

using namespace headroom::core;
using headroom::test::slowdown;

namespace {

const TopicPartition orders{"orders", 3};

std::vector<Message> messages(std::size_t count)
{
    static const std::string value = "value";
    std::vector<Message> list(count);
    for (std::size_t i = 0; i < count; ++i) {
        list[i].offset = static_cast<Offset>(i);
        list[i].value = value;
        list[i].keyIsNull = true;
    }
    return list;
}

Result<std::unique_ptr<Processor>> make(const Settings& settings)
{
    return makeProcessor(settings, [](Slot) -> const TopicPartition& { return orders; });
}

SteadyTime in(Milliseconds time) { return std::chrono::steady_clock::now() + time; }

} // namespace

class TstProcessor : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noneDoesAllAtOnce();
    void delayCostsTimeAndStopsAtTheDeadline_data();
    void delayCostsTimeAndStopsAtTheDeadline();
    void delayLongerThanASliceIsPaidInParts();
    void fileHasOneObjectARecord();
    void lineOfAKilledProcess_data();
    void lineOfAKilledProcess();
    void fileThatCannotBeOpenedSaysSo();
    void fileIsChecked_data();
    void fileIsChecked();
    void unknownProcessorIsRefused();
};

void TstProcessor::noneDoesAllAtOnce()
{
    auto processor = make(Settings{});
    QVERIFY(processor);
    const auto list = messages(1000);
    QCOMPARE(*(*processor)->process(list, in(Milliseconds(0))), std::size_t(1000));
}

void TstProcessor::delayCostsTimeAndStopsAtTheDeadline_data()
{
    QTest::addColumn<QString>("id");
    QTest::newRow("asleep") << "delay";
    QTest::newRow("busy") << "cpu";
}

void TstProcessor::delayCostsTimeAndStopsAtTheDeadline()
{
    QFETCH(QString, id);
    Settings settings;
    settings.processor = id.toStdString();
    settings.processDelayUs = 500;
    auto processor = make(settings);
    QVERIFY(processor);
    const auto list = messages(1000); // half a second in all
    QElapsedTimer timer;
    timer.start();
    const auto done = (*processor)->process(list, in(Milliseconds(60)));
    QVERIFY(done);
    const auto few = *done;
    QVERIFY2(few >= 1 && few < 400, qPrintable(QString::number(few)));
    QVERIFY(timer.elapsed() >= static_cast<qint64>(few) / 2 - 2);
}

void TstProcessor::delayLongerThanASliceIsPaidInParts()
{
    Settings settings;
    settings.processor = "delay";
    settings.processDelayUs = 200'000;
    auto processor = make(settings);
    QVERIFY(processor);
    const auto list = messages(1);
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(*(*processor)->process(list, in(Milliseconds(20))), std::size_t(0));
    QVERIFY(timer.elapsed() < 150 * slowdown); // the worker must poll and hear a stop between the parts
    while (*(*processor)->process(list, in(Milliseconds(20))) == 0)
        QVERIFY(timer.elapsed() < 10'000);
    QVERIFY(timer.elapsed() >= 198);
}

void TstProcessor::fileHasOneObjectARecord()
{
    QTemporaryDir folder;
    Settings settings;
    settings.processor = "file:" + folder.filePath(QStringLiteral("out.ndjson")).toStdString();
    auto processor = make(settings);
    QVERIFY(processor);
    auto list = messages(3);
    const std::string key("k\xff\"", 3); // not UTF-8, and a quote
    list[1].keyIsNull = false;
    list[1].key = key;
    list[2].valueIsNull = true;
    list[2].value = {};
    QCOMPARE(*(*processor)->process(list, in(Milliseconds(1000))), std::size_t(3));
    QFile file(folder.filePath(QStringLiteral("out.ndjson"))); // readable at once: written before it counts
    QVERIFY(file.open(QIODevice::ReadOnly));
    std::vector<nlohmann::json> lines;
    while (!file.atEnd())
        lines.push_back(nlohmann::json::parse(file.readLine().toStdString()));
    QCOMPARE(lines.size(), std::size_t(3));
    QCOMPARE(lines[0]["topic"].get<std::string>(), std::string("orders"));
    QCOMPARE(lines[0]["partition"].get<int>(), 3);
    QCOMPARE(lines[0]["value_bytes"].get<int>(), 5);
    QVERIFY(lines[0]["key"].is_null());
    QVERIFY(lines[1]["key"].is_string());
    QVERIFY(lines[2]["value_bytes"].is_null());
    QCOMPARE(lines[2]["offset"].get<int>(), 2);
}

void TstProcessor::lineOfAKilledProcess_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::addColumn<QByteArray>("kept");
    const QByteArray whole = R"({"topic":"orders","partition":3,"offset":7})" "\n";
    const QByteArray torn = R"({"topic":"orders","par)";
    QTest::newRow("empty") << QByteArray() << QByteArray();
    QTest::newRow("whole") << whole << whole;
    QTest::newRow("torn") << whole + torn << whole;
    QTest::newRow("torn early") << whole + "{\"to" << whole;
    QTest::newRow("only torn") << torn << QByteArray();
    QTest::newRow("torn in a long key") << whole + torn + QByteArray(200'000, 'k') << whole;
    QTest::newRow("somebody else's") << QByteArray("a, b") << QByteArray("a, b\n");
}

/// Seen to fail when the file is only appended to.
void TstProcessor::lineOfAKilledProcess()
{
    QFETCH(QByteArray, left);
    QFETCH(QByteArray, kept);
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("out.ndjson")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(left) == left.size());
    file.close();
    Settings settings;
    settings.processor = "file:" + file.fileName().toStdString();
    auto processor = make(settings);
    QVERIFY(processor);
    QCOMPARE(*(*processor)->process(messages(1), in(Milliseconds(1000))), std::size_t(1));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray found = file.readAll();
    QVERIFY(found.startsWith(kept));
    QVERIFY2(nlohmann::json::accept(found.mid(kept.size()).toStdString()), found.mid(kept.size()).constData());
}

void TstProcessor::fileThatCannotBeOpenedSaysSo()
{
    Settings settings;
    settings.processor = "file:/nowhere/at/all";
    const auto processor = make(settings);
    QVERIFY(!processor);
    QVERIFY(processor.error().message.find("/nowhere/at/all") != std::string::npos);
}

void TstProcessor::fileIsChecked_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("good");
    QTest::newRow("new file") << QStringLiteral("new.ndjson") << true;
    QTest::newRow("by ..") << QStringLiteral("folder/../new.ndjson") << true;
    QTest::newRow("link to a file") << QStringLiteral("link") << true;
    QTest::newRow("null device") << QStringLiteral("/dev/null") << true;
    QTest::newRow("missing folder") << QStringLiteral("none/new.ndjson") << false;
    QTest::newRow("folder") << QStringLiteral("folder") << false;
    QTest::newRow("pipe nobody reads") << QStringLiteral("pipe") << false;
    QTest::newRow("pipe somebody reads") << QStringLiteral("read") << true;
    QTest::newRow("no name") << QString() << false;
    QTest::newRow("long name") << QString(5000, QLatin1Char('x')) << false;
}

/// Whatever a settings file of somebody else names. Seen to hang at the pipe with the open waiting, and to fail with the
/// kind of file not looked at.
void TstProcessor::fileIsChecked()
{
    QFETCH(QString, path);
    QFETCH(bool, good);
    const QTemporaryDir folder;
    const auto at = [&](const char* name) { return folder.filePath(QLatin1String(name)).toStdString(); };
    QVERIFY(QDir(folder.path()).mkdir(QStringLiteral("folder")));
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("target")), folder.filePath(QStringLiteral("link"))));
    QVERIFY(mkfifo(at("pipe").c_str(), 0600) == 0 && mkfifo(at("read").c_str(), 0600) == 0);
    const int reader = ::open(at("read").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    Settings settings;
    settings.processor = "file:" + (path.isEmpty() || path.startsWith(QLatin1Char('/')) ? path : folder.filePath(path)).toStdString();
    const auto made = make(settings);
    ::close(reader);
    QCOMPARE(made.has_value(), good);
    QVERIFY2(good || made.error().message.find("hoose") != std::string::npos, good ? "" : made.error().message.c_str());
}

void TstProcessor::unknownProcessorIsRefused()
{
    Settings settings;
    settings.processor = "magic";
    QVERIFY(!make(settings));
}

QTEST_APPLESS_MAIN(TstProcessor)
#include "tst_processor.moc"
