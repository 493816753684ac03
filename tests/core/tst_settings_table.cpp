// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>
#include <utility>

#include "core/settings/setting_checks.h"
#include "core/settings/setting_codec.h"

using namespace headroom::core;

namespace {

/// Converts to anything, so that an aggregate can be asked how many members it takes.
struct Anything {
    template <class T>
    operator T() const;
};
template <class T, std::size_t... i>
constexpr bool takes(std::index_sequence<i...>)
{
    return requires { T{(static_cast<void>(i), Anything{})...}; };
}
template <class T, std::size_t n = 0>
constexpr std::size_t memberCount()
{
    if constexpr (takes<T>(std::make_index_sequence<n + 1>()))
        return memberCount<T, n + 1>();
    else
        return n;
}

/// A value that is allowed and not the default.
std::string otherValue(const SettingSpec& row)
{
    struct Other {
        std::string operator()(const BoolField& f) const { return Settings().*f.member ? "false" : "true"; }
        std::string operator()(const IntField& f) const { return std::to_string(Settings().*f.member == f.max ? f.min : f.max); }
        std::string operator()(const TextField& f) const { return f.repeated ? "client.dns.lookup=use_all_dns_ips" : "other"; }
        std::string operator()(const SecretField&) const { return "other"; }
        std::string operator()(const ChoiceField& f) const
        {
            for (const std::string_view choice : f.choices)
                if (choice != Settings().*f.member && choice.back() != ':')
                    return std::string(choice);
            return {};
        }
    };
    return std::visit(Other{}, row.field);
}

constexpr std::string_view twoChoices[]{"a", "b"};
constexpr std::string_view oneChoice[]{"a"};
constexpr SettingSpec good{"good", SettingGroup::commit, "good", "Is good.", Apply::live, BoolField{&Settings::checkCrcs}};

constexpr SettingSpec with(SettingSpec row, std::string_view id, SettingGroup group = SettingGroup::commit)
{
    row.id = id;
    row.group = group;
    return row;
}
constexpr SettingSpec withField(Field field)
{
    SettingSpec row = good;
    row.field = field;
    return row;
}

} // namespace

class TestSettingsTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void hasARowForEveryMember();
    void everyRowReachesItsOwnMember();
    void defaultsAreAllowed();
    void idsLookLikeKafkasNames();
    void findsRows();
    void documentedDefaults_data();
    void documentedDefaults();
    void documentedRanges_data();
    void documentedRanges();
    void liveAndReconnect_data();
    void liveAndReconnect();
    void checksSeeBrokenTables();
};

void TestSettingsTable::hasARowForEveryMember() { QCOMPARE(settingTable().size(), memberCount<Settings>()); }

void TestSettingsTable::everyRowReachesItsOwnMember()
{
    Settings all;
    for (const SettingSpec& row : settingTable()) {
        const Settings before = all;
        const auto parsed = parseSetting(all, row, otherValue(row));
        QVERIFY2(parsed, parsed ? "" : parsed.error().message.c_str());
        QVERIFY2(all != before, std::string(row.id).c_str()); // a second row of one member would change nothing
    }
}

void TestSettingsTable::defaultsAreAllowed()
{
    const auto valid = validateSettings(Settings());
    QVERIFY2(valid, valid ? "" : valid.error().message.c_str());
}

void TestSettingsTable::idsLookLikeKafkasNames()
{
    const QRegularExpression pattern(QStringLiteral("^[a-z]+(-[a-z]+)*$"));
    for (const SettingSpec& row : settingTable()) {
        const QString id = QString::fromUtf8(row.id.data(), static_cast<qsizetype>(row.id.size()));
        QVERIFY2(pattern.match(id).hasMatch(), qPrintable(id));
        QVERIFY(!groupTitle(row.group).empty());
        // A property of the client carries Kafka's dotted name, so that people can look it up.
        if (!row.clientProperty.empty())
            QCOMPARE(QString::fromStdString(std::string(row.label)), QString(id).replace(QLatin1Char('-'), QLatin1Char('.')));
    }
}

void TestSettingsTable::findsRows()
{
    QCOMPARE(findSetting(settingTable(), "batch-size")->label, std::string_view("batch size"));
    QVERIFY(findSetting(settingTable(), "batch") == nullptr);
    QVERIFY(findSetting({}, "batch-size") == nullptr);
}

void TestSettingsTable::documentedDefaults_data()
{
    QTest::addColumn<QString>("text");
    const std::pair<const char*, const char*> rows[]{
        {"bootstrap-servers", "demo"}, {"topic", "demo.orders"}, {"group-id", ""}, {"session-timeout-ms", "45000 ms"},
        {"max-poll-interval-ms", "300000 ms"}, {"metadata-max-age-ms", "300000 ms"}, {"socket-timeout-ms", "6000 ms"}, {"start", "stored"}, {"auto-offset-reset", "earliest"},
        {"on-offset-lost", "ask"}, {"fetch-max-bytes", "1 MiB"}, {"max-partition-fetch-bytes", "512 KiB"}, {"message-max-bytes", "512 KiB"},
        {"fetch-min-bytes", "1 B"}, {"fetch-wait-max-ms", "100 ms"}, {"queued-max-messages-kbytes", "32768 KiB"}, {"queued-min-messages", "10000"},
        {"fetch-queue-backoff-ms", "5 ms"}, {"receive-message-max-bytes", "100000000 B"}, {"isolation-level", "read_committed"}, {"check-crcs", "true"},
        {"statistics-interval-ms", "250 ms"}, {"max-poll-records", "10"}, {"batch-size", "100"}, {"batch-bytes", "8 MiB"},
        {"batch-linger-ms", "1000 ms"}, {"commit-mode", "batch"}, {"commit-interval-ms", "5000 ms"}, {"commit-on-revoke", "true"},
        {"commit-on-quit", "ask"}, {"view-budget", "24 MiB"}, {"view-preview-bytes", "1 KiB"}, {"memory-budget", "none"}, {"processor", "none"},
        {"process-delay-us", "0 µs"}, {"process-jitter", "0 %"}, {"fail-one-in", "never"}};
    for (const auto& [id, text] : rows)
        QTest::newRow(id) << QString::fromUtf8(text);
}

void TestSettingsTable::documentedDefaults()
{
    const SettingSpec* row = findSetting(settingTable(), QTest::currentDataTag());
    QVERIFY(row != nullptr);
    QTEST(QString::fromStdString(settingText(Settings(), *row)), "text");
}

void TestSettingsTable::documentedRanges_data()
{
    QTest::addColumn<QString>("text");
    const std::pair<const char*, const char*> rows[]{
        {"session-timeout-ms", "6000 ms ... 300000 ms"}, {"max-poll-interval-ms", "10000 ms ... 3600000 ms"}, {"metadata-max-age-ms", "1000 ms ... 3600000 ms"}, {"socket-timeout-ms", "2000 ms ... 10000 ms"},
        {"start", "stored, earliest, latest, last:N, offset:N, timestamp:T"}, {"fetch-max-bytes", "1 KiB ... 1 GiB"}, {"fetch-wait-max-ms", "0 ms ... 4000 ms"},
        {"queued-max-messages-kbytes", "64 KiB ... 2097151 KiB"}, {"queued-min-messages", "1 ... 10000000"}, {"fetch-queue-backoff-ms", "0 ms ... 10000 ms"},
        {"statistics-interval-ms", "200 ms ... 60000 ms"}, {"max-poll-records", "1 ... 10000"}, {"batch-size", "1 ... 100000"}, {"batch-bytes", "1 KiB ... 1 GiB"},
        {"batch-linger-ms", "0 ms ... 60000 ms"}, {"commit-interval-ms", "100 ms ... 600000 ms"}, {"view-budget", "1 MiB ... 1 GiB"},
        {"view-preview-bytes", "64 B ... 4 KiB"}, {"processor", "none, delay, cpu, file:PATH"}, {"group-protocol", "classic, consumer"}};
    for (const auto& [id, text] : rows)
        QTest::newRow(id) << QString::fromUtf8(text);
}

void TestSettingsTable::documentedRanges()
{
    const SettingSpec* row = findSetting(settingTable(), QTest::currentDataTag());
    QVERIFY(row != nullptr);
    QTEST(QString::fromStdString(allowedText(*row)), "text");
}

void TestSettingsTable::liveAndReconnect_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("thenMode");
    QTest::addColumn<bool>("reconnects");
    const auto row = [](const char* name, const char* id, const char* value, const char* mode, bool reconnects) {
        QTest::newRow(name) << QString::fromUtf8(id) << QString::fromUtf8(value) << QString::fromUtf8(mode) << reconnects;
    };
    row("live", "batch-size", "7", "batch", false);
    row("client property", "fetch-min-bytes", "7", "batch", true);
    row("nothing", "batch-size", "100", "batch", false);
    row("mode among ours", "batch-size", "100", "manual", false);
    row("to auto", "batch-size", "100", "auto", true);
    row("interval of ours", "commit-interval-ms", "700", "interval", false);
}

void TestSettingsTable::liveAndReconnect()
{
    QFETCH(QString, id);
    QFETCH(QString, value);
    QFETCH(QString, thenMode);
    Settings to;
    QVERIFY(parseSetting(to, *findSetting(settingTable(), id.toStdString()), value.toStdString()));
    to.commitMode = thenMode.toStdString();
    QTEST(needsReconnect(settingTable(), Settings(), to), "reconnects");
    QTEST(needsReconnect(settingTable(), to, Settings()), "reconnects");
}

void TestSettingsTable::checksSeeBrokenTables()
{
    // At run time: instrumented for undefined behaviour, GCC 12 takes no address for a constant.
    static constexpr std::array fine{with(good, "a"), with(good, "b"), with(good, "c", SettingGroup::processing)};
    QVERIFY(settingIdsAreUnique(fine) && settingRangesAreSane(fine) && settingGroupsAreTogether(fine));
    static constexpr std::array twice{with(good, "a"), with(good, "b"), with(good, "a")};
    QVERIFY(!settingIdsAreUnique(twice));
    static constexpr std::array scattered{with(good, "a"), with(good, "b", SettingGroup::processing), with(good, "c")};
    QVERIFY(!settingGroupsAreTogether(scattered));
    static constexpr std::array emptyRange{withField(IntField{&Settings::batchSize, 5, 5})};
    QVERIFY(!settingRangesAreSane(emptyRange));
    static constexpr std::array unreachableZero{withField(IntField{&Settings::batchSize, 1, 5, Unit::none, "off"})};
    QVERIFY(!settingRangesAreSane(unreachableZero));
    static constexpr std::array noChoice{withField(ChoiceField{&Settings::start, oneChoice})};
    QVERIFY(!settingRangesAreSane(noChoice));
    static constexpr std::array choice{withField(ChoiceField{&Settings::start, twoChoices})};
    QVERIFY(settingRangesAreSane(choice));
    QVERIFY(settingIdsAreUnique(settingTable()));
}

QTEST_APPLESS_MAIN(TestSettingsTable)
#include "tst_settings_table.moc"
