// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "headroom_paths.h"
#include "app/cli_options.h"
#include "core/session/report.h"
#include "core/settings/client_export.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/setting_sources.h"

using namespace headroom::app;
using namespace headroom::core;

// "Adding a row needs no other edit": every surface is handed the table and one more row, and must show it. The form's
// part of this test stands with the form.

namespace {

/// The table and a row that no code knows. It borrows a member, since members cannot be added at run time.
std::vector<SettingSpec> rowsAndOneMore()
{
    const SettingRows table = settingTable();
    std::vector<SettingSpec> rows(table.begin(), table.end());
    rows.push_back(SettingSpec{"dummy-row", SettingGroup::processing, "dummy row", "Is only for this test.", Apply::live,
                               IntField{&Settings::failOneIn, 5, 70, Unit::bytes}, "dummy.property", "dummy.java", "dummy_python"});
    return rows;
}

QByteArray fileContent(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<std::string> dummyEnvironment(const std::string& name)
{
    return name == "HEADROOM_DUMMY_ROW" ? std::optional<std::string>("33") : std::nullopt;
}

std::optional<int> parse(CLI::App& app, const std::vector<const char*>& arguments)
{
    return parseCommandLine(app, static_cast<int>(arguments.size()), arguments.data());
}

} // namespace

class TestSettingsSurfaces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void commandLineHelp();
    void commandLine();
    void commandLineRefuses_data();
    void commandLineRefuses();
    void lastOfTwoWins();
    void environment();
    void settingsFile();
    void documentation();
    void tableAsJson();
    void report();
    void exports();
    void generatedPageIsUpToDate();

private:
    const std::vector<SettingSpec> m_rows = rowsAndOneMore();
};

void TestSettingsSurfaces::commandLineHelp()
{
    CLI::App app("", "test");
    SettingOptions options;
    addSettingOptions(app, m_rows, options);
    const std::string help = app.help();
    for (const SettingSpec& row : m_rows)
        QVERIFY2(help.find("--" + std::string(row.id) + " ") != std::string::npos, std::string(row.id).c_str());
    QVERIFY(help.find("Is only for this test. Allowed: 5 B ... 70 B.") != std::string::npos);
}

void TestSettingsSurfaces::commandLine()
{
    CLI::App app("", "test");
    SettingOptions options;
    addSettingOptions(app, m_rows, options);
    QVERIFY(!parse(app, {"test", "--dummy-row", "44"}));
    const auto read = readSettings(m_rows, options);
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->settings.failOneIn, std::int64_t{44});
    QVERIFY(read->set.contains("dummy-row"));
}

void TestSettingsSurfaces::commandLineRefuses_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("alreadyWhileParsing");
    QTest::newRow("out of range") << QStringList{QStringLiteral("--dummy-row"), QStringLiteral("71")} << false;
    QTest::newRow("not a size") << QStringList{QStringLiteral("--dummy-row=many")} << false;
    QTest::newRow("no value") << QStringList{QStringLiteral("--dummy-row")} << true;
    QTest::newRow("unknown") << QStringList{QStringLiteral("--dummy-rows"), QStringLiteral("7")} << true;
    QTest::newRow("stray word") << QStringList{QStringLiteral("dummy-row")} << true;
}

void TestSettingsSurfaces::commandLineRefuses()
{
    QFETCH(QStringList, arguments);
    QFETCH(bool, alreadyWhileParsing);
    CLI::App app("", "test");
    SettingOptions options;
    addSettingOptions(app, m_rows, options);
    std::vector<std::string> texts{"test"};
    for (const QString& argument : arguments)
        texts.push_back(argument.toStdString());
    std::vector<const char*> pointers;
    for (const std::string& text : texts)
        pointers.push_back(text.c_str());
    const auto code = parse(app, pointers);
    QCOMPARE(code, alreadyWhileParsing ? std::optional<int>(2) : std::nullopt);
    if (alreadyWhileParsing)
        return;
    const auto read = readSettings(m_rows, options);
    QVERIFY(!read);
    QCOMPARE(reportError(read.error()), 2);
    for (const char* part : {"dummy-row", "Allowed: 5 B ... 70 B"})
        QVERIFY2(read.error().message.find(part) != std::string::npos, read.error().message.c_str());
}

void TestSettingsSurfaces::lastOfTwoWins()
{
    CLI::App app("", "test");
    SettingOptions options;
    addSettingOptions(app, m_rows, options);
    QVERIFY(!parse(app, {"test", "--dummy-row", "44", "--dummy-row=45", "--group-id", ""}));
    QCOMPARE(options.texts["dummy-row"], std::string("45"));
    QCOMPARE(options.texts.count("group-id"), std::size_t{1}); // an empty value is a value
}

void TestSettingsSurfaces::environment()
{
    SettingSources sources;
    sources.environment = &dummyEnvironment;
    const auto layered = layerSettings(m_rows, sources);
    QVERIFY(layered && layered->settings.failOneIn == 33);
    QVERIFY(layerSettings(settingTable(), sources)->settings.failOneIn == 0); // unknown to the table, so not looked at
}

void TestSettingsSurfaces::settingsFile()
{
    const QTemporaryDir home;
    const std::string path = home.filePath(QStringLiteral("settings.json")).toStdString();
    Settings settings;
    settings.failOneIn = 55;
    QVERIFY(saveSettingsFile(m_rows, path, settings));
    QVERIFY(fileContent(QString::fromStdString(path)).contains("\"dummy-row\": 55"));
    Settings loaded;
    QVERIFY(loadSettingsFile(m_rows, path, loaded));
    QCOMPARE(loaded.failOneIn, std::int64_t{55});
    const auto unknown = loadSettingsFile(settingTable(), path, loaded);
    QVERIFY(!unknown && unknown.error().context == "dummy-row");
}

void TestSettingsSurfaces::documentation()
{
    const std::string page = settingsMarkdown(m_rows);
    for (const char* part : {"| `dummy-row` |", "5 B ... 70 B", "Is only for this test.", "`dummy.property`", "`dummy.java`", "`dummy_python`"})
        QVERIFY2(page.find(part) != std::string::npos, part);
    for (const SettingSpec& row : m_rows)
        QVERIFY2(page.find("| `" + std::string(row.id) + "` |") != std::string::npos, std::string(row.id).c_str());
}

void TestSettingsSurfaces::tableAsJson()
{
    const auto table = settingsTableJson(m_rows);
    QCOMPARE(table.size(), m_rows.size());
    const auto& last = table.back();
    QVERIFY(last["id"] == "dummy-row" && last["environment"] == "HEADROOM_DUMMY_ROW" && last["allowed"] == "5 B ... 70 B" && last["apply"] == "live");
}

void TestSettingsSurfaces::report() { QVERIFY(makeReport(m_rows, Snapshot(), {})["settings"].contains("dummy-row")); }

void TestSettingsSurfaces::exports()
{
    Settings settings;
    settings.failOneIn = 66;
    for (const ExportFormat& format : exportFormats()) {
        const std::string text = exportSettings(m_rows, settings, format);
        const bool python = format.name == &SettingSpec::kafkaPythonName;
        const std::string name = python ? "dummy_python" : format.name == &SettingSpec::javaName ? "dummy.java" : "dummy.property";
        const std::size_t at = text.find(name);
        QVERIFY2(at != std::string::npos, text.c_str());
        QVERIFY2(text.substr(at, text.find('\n', at) - at).find("66") != std::string::npos, text.c_str());
    }
}

void TestSettingsSurfaces::generatedPageIsUpToDate()
{
    const QByteArray onDisk = fileContent(QStringLiteral(HEADROOM_SOURCE_DIR "/resources/docs/settings.md"));
    QVERIFY2(onDisk.toStdString() == settingsMarkdown(settingTable()), "build the target docs and commit resources/docs/settings.md");
}

QTEST_APPLESS_MAIN(TestSettingsSurfaces)
#include "tst_settings_surfaces.moc"
