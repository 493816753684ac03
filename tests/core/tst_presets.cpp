// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <set>

#include <librdkafka/rdkafka.h>

#include "core/settings/presets.h"
#include "core/settings/setting_codec.h"

using namespace headroom::core;

namespace {

/// The settings with all values of a preset.
Settings filledIn(const Preset& preset)
{
    Settings settings;
    for (const PresetValue& value : preset.values)
        if (const auto parsed = parseSetting(settings, *findSetting(settingTable(), value.id), value.text); !parsed)
            qFatal("%s", parsed.error().message.c_str());
    return settings;
}

std::set<std::string_view> rowsOf(const Preset& preset)
{
    std::set<std::string_view> ids;
    for (const PresetValue& value : preset.values)
        ids.insert(value.id);
    return ids;
}

const Preset& preset(std::string_view id)
{
    for (const Preset& one : presetTable())
        if (one.id == id)
            return one;
    qFatal("no such preset");
}

/// A property of a client that was told nothing.
QByteArray untouched(std::string_view property)
{
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    char text[64] = {};
    std::size_t size = sizeof text;
    const auto result = rd_kafka_conf_get(conf, std::string(property).c_str(), text, &size);
    rd_kafka_conf_destroy(conf);
    return result == RD_KAFKA_CONF_OK ? QByteArray(text) : QByteArray("unknown");
}

} // namespace

class TestPresets : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void areValidAndNameTheSameRows();
    void articleIsWhatTheProgramStartsWith();
    void libraryDefaultsAreTheClientsOwn();
    void givenValuesStay();
    void unknownOneNamesThoseThereAre();
};

void TestPresets::areValidAndNameTheSameRows()
{
    for (const Preset& one : presetTable()) {
        QCOMPARE(rowsOf(one), rowsOf(presetTable().front()));
        const auto valid = validateSettings(filledIn(one));
        QVERIFY2(valid, valid ? "" : valid.error().message.c_str());
    }
    QVERIFY(filledIn(preset("low-memory")).queuedMaxMessagesKbytes < filledIn(preset("article")).queuedMaxMessagesKbytes);
    QVERIFY(filledIn(preset("article")).queuedMaxMessagesKbytes < filledIn(preset("high-throughput")).queuedMaxMessagesKbytes);
}

void TestPresets::articleIsWhatTheProgramStartsWith() { QVERIFY(filledIn(preset("article")) == Settings{}); }

void TestPresets::libraryDefaultsAreTheClientsOwn()
{
    const Settings settings = filledIn(preset("library-defaults"));
    int compared = 0;
    for (const std::string_view id : rowsOf(preset("library-defaults"))) {
        const SettingSpec& row = *findSetting(settingTable(), id);
        if (row.clientProperty.empty())
            continue;
        const auto& field = std::get<IntField>(row.field);
        QCOMPARE(QByteArray::number(qlonglong{settings.*field.member}), untouched(row.clientProperty));
        ++compared;
    }
    QVERIFY(compared >= 7);
}

void TestPresets::givenValuesStay()
{
    SettingTexts texts{{"batch-size", "7"}};
    QVERIFY(addPreset("low-memory", texts));
    QCOMPARE(texts["batch-size"], std::string("7"));
    QCOMPARE(texts["view-budget"], std::string("4MiB"));
}

void TestPresets::unknownOneNamesThoseThereAre()
{
    SettingTexts texts;
    const auto added = addPreset("tiny", texts);
    QVERIFY(!added && texts.empty());
    QVERIFY(added.error().message.find("low-memory") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestPresets)
#include "tst_presets.moc"
