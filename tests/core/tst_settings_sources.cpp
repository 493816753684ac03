// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <array>

#include <sys/stat.h>

#include "core/base/bounded_file.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/setting_sources.h"

using namespace headroom::core;

namespace {

std::string write(const QTemporaryDir& home, const QByteArray& content)
{
    const QString path = home.filePath(QStringLiteral("settings.json"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write(content);
    return path.toStdString();
}

std::optional<std::string> noEnvironment(const std::string&) { return std::nullopt; }
std::optional<std::string> someEnvironment(const std::string& name)
{
    if (name == "HEADROOM_BATCH_SIZE")
        return "3";
    return name == "HEADROOM_FETCH_MAX_BYTES" ? std::optional<std::string>("3 MiB") : std::nullopt;
}
std::optional<std::string> badEnvironment(const std::string& name) { return name == "HEADROOM_BATCH_SIZE" ? std::optional<std::string>("many") : std::nullopt; }

} // namespace

class TestSettingsSources : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void laterSourcesWin();
    void namesTheSourceOfAnError();
    void missingFile();
    void savesWhatItLoads();
    void savesForTheOwnerOnlyAndLeavesNothingBehind();
    void reportsWhereItCannotSave();
    void loads_data();
    void loads();
    void refusesContent_data();
    void refusesContent();
    void refusesFiles_data();
    void refusesFiles();
    void tableForPrograms();
};

void TestSettingsSources::laterSourcesWin()
{
    const QTemporaryDir home;
    SettingSources sources;
    sources.defaults.viewPreviewBytes = 512;
    sources.file = write(home, R"({"batch-size": 2, "fetch-max-bytes": "2 MiB", "commit-mode": "manual", "view-preview-bytes": 256})");
    sources.environment = &someEnvironment;
    sources.commandLine = {{"batch-size", "4"}};
    const auto layered = layerSettings(settingTable(), sources);
    QVERIFY2(layered, layered ? "" : layered.error().message.c_str());
    QCOMPARE(layered->settings.batchSize, std::int64_t{4});         // command line
    QCOMPARE(layered->settings.fetchMaxBytes, 3 * mib);             // environment
    QCOMPARE(layered->settings.commitMode, std::string("manual")); // file
    QCOMPARE(layered->settings.viewPreviewBytes, std::int64_t{256});
    QCOMPARE(layered->settings.batchBytes, 8 * mib); // default
    QCOMPARE(layered->set, (std::set<std::string>{"batch-size", "commit-mode", "fetch-max-bytes", "view-preview-bytes"}));
}

void TestSettingsSources::namesTheSourceOfAnError()
{
    const QTemporaryDir home;
    SettingSources sources;
    sources.environment = &badEnvironment;
    auto layered = layerSettings(settingTable(), sources);
    QVERIFY(!layered && layered.error().message.find("HEADROOM_BATCH_SIZE") != std::string::npos);
    QVERIFY(layered.error().message.find("1 ... 100000") != std::string::npos);

    sources.environment = &noEnvironment;
    sources.commandLine = {{"batchsize", "1"}};
    layered = layerSettings(settingTable(), sources);
    QVERIFY(!layered && layered.error().context == "batchsize");
    QVERIFY(layered.error().message.find("batch-size") != std::string::npos); // lists what exists

    sources.commandLine.clear();
    sources.file = write(home, R"({"batch-size": 0})");
    layered = layerSettings(settingTable(), sources);
    QVERIFY(!layered && layered.error().message.find(sources.file) != std::string::npos);
    QVERIFY(layered.error().code == ErrorCode::invalidSetting);
}

void TestSettingsSources::missingFile()
{
    SettingSources sources;
    sources.file = "/nonexistent/settings.json";
    QVERIFY(layerSettings(settingTable(), sources));
    sources.fileMustExist = true;
    const auto layered = layerSettings(settingTable(), sources);
    QVERIFY(!layered && layered.error().code == ErrorCode::invalidSetting);
    QVERIFY(layered.error().message.find("/nonexistent/settings.json") != std::string::npos);
}

void TestSettingsSources::savesWhatItLoads()
{
    const QTemporaryDir home;
    const std::string path = home.filePath(QStringLiteral("new/dir/settings.json")).toStdString();
    Settings settings;
    settings.topic = "größe \"quoted\" \\ slash";
    settings.memoryBudget = 64 * mib;
    settings.checkCrcs = false;
    settings.start = "last:5";
    QVERIFY(saveSettingsFile(settingTable(), path, settings));
    Settings loaded;
    std::set<std::string> set;
    QVERIFY(loadSettingsFile(settingTable(), path, loaded, &set));
    QCOMPARE(loaded, settings);
    const auto secrets = std::count_if(settingTable().begin(), settingTable().end(), isSecret);
    QCOMPARE(set.size(), settingTable().size() - static_cast<std::size_t>(secrets));
}

void TestSettingsSources::savesForTheOwnerOnlyAndLeavesNothingBehind()
{
    const QTemporaryDir home;
    const std::string path = write(home, "{\"batch-size\": 1}");
    QVERIFY(saveSettingsFile(settingTable(), path, Settings()));
    struct stat info {};
    QCOMPARE(stat(path.c_str(), &info), 0);
    QCOMPARE(info.st_mode & 0777U, 0600U);
    QCOMPARE(QDir(home.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("settings.json")});
}

void TestSettingsSources::reportsWhereItCannotSave()
{
    for (const char* path : {"/proc/settings.json", "/dev/null/settings.json"}) {
        const auto saved = saveSettingsFile(settingTable(), path, Settings());
        QVERIFY(!saved && saved.error().code == ErrorCode::io);
        QVERIFY2(saved.error().message.find(path) != std::string::npos, saved.error().message.c_str());
    }
}

void TestSettingsSources::loads_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("text");
    QTest::newRow("number") << QByteArray(R"({"batch-bytes": 2048})") << QStringLiteral("batch-bytes") << QStringLiteral("2 KiB");
    QTest::newRow("size as text") << QByteArray(R"({"batch-bytes": "1MiB"})") << QStringLiteral("batch-bytes") << QStringLiteral("1 MiB");
    QTest::newRow("bool") << QByteArray(R"({"check-crcs": false})") << QStringLiteral("check-crcs") << QStringLiteral("false");
    QTest::newRow("empty object") << QByteArray("{}") << QStringLiteral("batch-size") << QStringLiteral("100");
    QTest::newRow("BOM, CRLF, blanks") << QByteArray("\xEF\xBB\xBF{\r\n \"batch-size\" : 5 }\r\n") << QStringLiteral("batch-size") << QStringLiteral("5");
}

void TestSettingsSources::loads()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, id);
    const QTemporaryDir home;
    Settings settings;
    const auto loaded = loadSettingsFile(settingTable(), write(home, content), settings);
    QVERIFY2(loaded, loaded ? "" : loaded.error().message.c_str());
    QTEST(QString::fromStdString(settingText(settings, *findSetting(settingTable(), id.toStdString()))), "text");
}

void TestSettingsSources::refusesContent_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const QByteArray& content, const char* says) { QTest::newRow(name) << content << QString::fromUtf8(says); };
    row("empty", "", "not a JSON object");
    row("half", "{\"batch-size\": 5", "not a JSON object");
    row("array", "[1]", "not a JSON object");
    row("NUL", QByteArray("{\0}", 3), "not a JSON object");
    row("not UTF-8", "{\"topic\": \"\xff\"}", "not a JSON object");
    row("deep", QByteArray(100000, '['), "not a JSON object");
    row("unknown key", R"({"batch-size": 5, "batchsize": 5})", "no setting \"batchsize\"");
    // Must fail where the last one wins without a word.
    row("twice", R"({"batch-size": 5, "topic": "t", "batch-size": 5})", "\"batch-size\" stands in it more than once");
    row("twice, once escaped", R"({"batch-size": 5, "batch\u002dsize": 6})", "\"batch-size\" stands in it more than once");
    row("twice and long", "{\"" + QByteArray(50000, 'k') + "\": 5, \"" + QByteArray(50000, 'k') + "\": 5}", "more than once");
    row("unknown long key", "{\"" + QByteArray(100000, 'k') + "\": 5}", "no setting");
    row("upper case", R"({"BATCH-SIZE": 5})", "no setting \"BATCH-SIZE\"");
    row("text for bool", R"({"check-crcs": "false"})", "check-crcs = string: wrong type");
    row("number for bool", R"({"check-crcs": 1})", "wrong type");
    row("number for text", R"({"topic": 5})", "topic = number: wrong type");
    row("fraction", R"({"batch-size": 5.5})", "wrong type");
    row("null", R"({"batch-size": null})", "wrong type");
    row("object", R"({"batch-size": {}})", "wrong type");
    row("out of range", R"({"batch-size": 100001})", "Allowed: 1 ... 100000");
    row("negative", R"({"batch-size": -1})", "Allowed: 1 ... 100000");
    row("above int64", R"({"batch-size": 18446744073709551615})", "Allowed: 1 ... 100000");
    row("not a number", R"({"batch-size": NaN})", "not a JSON object");
    row("bad choice", R"({"commit-mode": "sometimes"})", "manual, batch, interval, auto");
}

void TestSettingsSources::refusesContent()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, says);
    const QTemporaryDir home;
    const std::string path = write(home, content);
    Settings settings;
    const auto loaded = loadSettingsFile(settingTable(), path, settings);
    QVERIFY(!loaded);
    QCOMPARE(settings, Settings()); // not even the good keys of a bad file
    const QString message = QString::fromStdString(loaded.error().message);
    QVERIFY2(message.contains(says) && message.contains(QString::fromStdString(path)), qPrintable(message));
    QVERIFY(message.size() < 2500);
    QVERIFY(loaded.error().code == ErrorCode::invalidSetting);
}

void TestSettingsSources::refusesFiles_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << QStringLiteral("/nonexistent") << QStringLiteral("No such file");
    QTest::newRow("directory") << QStringLiteral("/tmp") << QStringLiteral("not a regular file");
    QTest::newRow("device") << QStringLiteral("/dev/zero") << QStringLiteral("not a regular file");
    QTest::newRow("pipe") << QStringLiteral("FIFO") << QStringLiteral("not a regular file");
    QTest::newRow("too large") << QStringLiteral("LARGE") << QStringLiteral("larger than 1 MiB");
}

/// Seen to fail (directory, device, pipe) with any kind of file read; (too large) with a file cut at the limit.
void TestSettingsSources::refusesFiles()
{
    QFETCH(QString, path);
    QFETCH(QString, says);
    const QTemporaryDir home;
    std::string name = path.toStdString();
    if (path == QStringLiteral("LARGE"))
        name = write(home, "{}" + QByteArray(static_cast<qsizetype>(largestInputFile), ' '));
    if (path == QStringLiteral("FIFO")) {
        name = home.filePath(QStringLiteral("fifo")).toStdString();
        QCOMPARE(mkfifo(name.c_str(), 0600), 0);
    }
    Settings settings;
    const auto loaded = loadSettingsFile(settingTable(), name, settings);
    QVERIFY(!loaded && loaded.error().code == ErrorCode::invalidSetting);
    QVERIFY2(QString::fromStdString(loaded.error().message).contains(says), loaded.error().message.c_str());
}

void TestSettingsSources::tableForPrograms()
{
    const auto table = settingsTableJson(settingTable());
    QCOMPARE(table.size(), settingTable().size());
    const auto row = std::find_if(table.begin(), table.end(), [](const auto& entry) { return entry["id"] == "max-partition-fetch-bytes"; });
    QVERIFY(row != table.end());
    QCOMPARE((*row)["default"].get<std::int64_t>(), 512 * kib);
    QVERIFY((*row)["environment"] == "HEADROOM_MAX_PARTITION_FETCH_BYTES");
    QVERIFY((*row)["names"]["librdkafka"] == "fetch.message.max.bytes");
    QVERIFY((*row)["names"]["java"] == "max.partition.fetch.bytes");
    QVERIFY((*row)["names"]["kafka-python"] == "max_partition_fetch_bytes");
    QVERIFY((*row)["apply"] == "reconnect");
}

QTEST_APPLESS_MAIN(TestSettingsSources)
#include "tst_settings_sources.moc"
