// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "core/settings/setting_codec.h"
#include "ui/forms/setting_edits.h"
#include "ui/forms/setting_form.h"

using namespace headroom;
using namespace headroom::ui;

namespace {

constexpr core::SettingSpec dummyRow{"dummy-knob",
                                     core::SettingGroup::processing,
                                     "dummy knob",
                                     "A row no code of the form knows.",
                                     core::Apply::live,
                                     core::IntField{&core::Settings::processJitter, 5, 50, core::Unit::percent},
                                     {},
                                     "dummy.knob.java",
                                     "dummy_knob_python"};

/// The program's table and one row more.
std::vector<core::SettingSpec> longerTable()
{
    std::vector<core::SettingSpec> rows(core::settingTable().begin(), core::settingTable().end());
    rows.push_back(dummyRow);
    return rows;
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct Form {
    std::vector<core::SettingSpec> rows = longerTable();
    SettingForm form{rows};
    QSignalSpy applied{&form, &SettingForm::applyRequested};

    Form()
    {
        core::Settings settings;
        settings.processJitter = 20; // inside the dummy's range
        form.setDefaults(settings);
        form.setInForce(settings);
        form.resize(440, 800);
        form.show();
    }
    template <class T = QLineEdit>
    T* editor(std::string_view id) const
    {
        return form.findChild<T*>(QStringLiteral("edit_") + toQString(id));
    }
    QPushButton* button(const char* name) const { return form.findChild<QPushButton*>(QString::fromLatin1(name)); }
    QString note() const { return form.findChild<QLabel*>(QStringLiteral("applyNote"))->text(); }
    QTreeWidgetItem* item(std::string_view id) const
    {
        auto* tree = form.findChild<QTreeWidget*>(QStringLiteral("settingsTree"));
        const auto row = std::ranges::find(rows, id, &core::SettingSpec::id) - rows.begin();
        for (QTreeWidgetItemIterator at(tree); *at != nullptr; ++at) {
            if ((*at)->data(0, Qt::UserRole).isValid() && (*at)->data(0, Qt::UserRole).toInt() == row) {
                return *at;
            }
        }
        return nullptr;
    }
    void type(std::string_view id, const QString& text) const
    {
        auto* line = editor(id);
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
};

} // namespace

class TestSettingForm : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyRowHasAnEditor_data();
    void everyRowHasAnEditor();
    void refusesOutOfRange_data();
    void refusesOutOfRange();
    void takesSizesAsText_data();
    void takesSizesAsText();
    void appliesWithReconnectOnlyWhenNeeded_data();
    void appliesWithReconnectOnlyWhenNeeded();
    void dummyRowNeedsNoCode();
    void rulesBetweenRowsAreSaid();
    void pendingEditsSurviveNewValues();
    void revertAndReset();
    void presetFillsInAndIsTakenBack();
    void appliedChangeIsTakenBack();
    void secretsAreNotRemembered();
    void filterFindsAnyClientsName_data();
    void filterFindsAnyClientsName();
    void effectiveDifferenceIsSeen();
    void whatIsNotTheDefaultStandsOut();
    void wheelNeverChangesAValueInPassing();
};

void TestSettingForm::everyRowHasAnEditor_data()
{
    QTest::addColumn<int>("row");
    const auto rows = longerTable();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        QTest::newRow(std::string(rows[row].id).c_str()) << static_cast<int>(row);
    }
}

void TestSettingForm::everyRowHasAnEditor()
{
    QFETCH(int, row);
    const Form f;
    const core::SettingSpec& spec = f.rows[static_cast<std::size_t>(row)];
    const auto* editor = f.editor<QWidget>(spec.id);
    QVERIFY(editor != nullptr);
    QCOMPARE(editor->accessibleName(), toQString(spec.label));
    for (const std::string_view name : {spec.kafkaPythonName, spec.javaName, spec.clientProperty}) { // wherever one comes from
        QVERIFY2(editor->toolTip().contains(toQString(name)), qPrintable(editor->toolTip()));
        QVERIFY(f.item(spec.id)->toolTip(0).contains(toQString(name)));
    }
    QVERIFY2(editor->toolTip().contains(QStringLiteral("(default)")), qPrintable(editor->toolTip()));
    QVERIFY(f.item(spec.id)->text(0).contains(toQString(spec.label)));
    QCOMPARE(f.item(spec.id)->text(3), spec.apply == core::Apply::live ? QStringLiteral("live") : QStringLiteral("restart"));
}

void TestSettingForm::refusesOutOfRange_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("text");
    const auto rows = longerTable();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const auto* number = std::get_if<core::IntField>(&rows[row].field);
        if (number != nullptr && number->max < std::numeric_limits<std::int64_t>::max()) {
            QTest::newRow((std::string(rows[row].id) + " above").c_str()) << static_cast<int>(row) << QString::number(number->max + 1);
        }
        if (number != nullptr && number->min > 0) {
            QTest::newRow((std::string(rows[row].id) + " below").c_str()) << static_cast<int>(row) << QString::number(number->min - 1);
        }
        if (number != nullptr) {
            QTest::newRow((std::string(rows[row].id) + " words").c_str()) << static_cast<int>(row) << QStringLiteral("plenty");
        }
    }
}

void TestSettingForm::refusesOutOfRange()
{
    QFETCH(int, row);
    QFETCH(QString, text);
    Form f;
    const core::SettingSpec& spec = f.rows[static_cast<std::size_t>(row)];
    f.type(spec.id, text);
    QVERIFY2(f.note().contains(QString::fromStdString(core::allowedText(spec))), qPrintable(f.note()));
    QVERIFY(!f.button("applyButton")->isEnabled());
    QVERIFY(!f.form.edited().has_value());
    f.form.applyPending();
    QCOMPARE(f.applied.count(), 0);
}

void TestSettingForm::takesSizesAsText_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("bytes");
    QTest::newRow("KiB with a blank") << QStringLiteral("768 KiB") << qint64{768 * 1024};
    QTest::newRow("MiB") << QStringLiteral("2MiB") << qint64{2 * 1024 * 1024};
    QTest::newRow("plain bytes") << QStringLiteral("600000") << qint64{600000};
}

void TestSettingForm::takesSizesAsText()
{
    QFETCH(QString, text);
    QFETCH(qint64, bytes);
    const Form f;
    QCOMPARE(f.editor("fetch-max-bytes")->text(), QStringLiteral("1 MiB"));
    f.type("fetch-max-bytes", text);
    const auto edited = f.form.edited();
    QVERIFY(edited.has_value());
    QCOMPARE(edited->fetchMaxBytes, bytes);
    QCOMPARE(f.editor("fetch-max-bytes")->text(), text); // what one types is not rewritten under the hand
}

void TestSettingForm::appliesWithReconnectOnlyWhenNeeded_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("running");
    QTest::addColumn<bool>("reconnect");
    QTest::newRow("live row, running") << QStringLiteral("batch-size") << QStringLiteral("200") << true << false;
    QTest::newRow("restart row, running") << QStringLiteral("fetch-max-bytes") << QStringLiteral("2 MiB") << true << true;
    QTest::newRow("restart row, stopped") << QStringLiteral("fetch-max-bytes") << QStringLiteral("2 MiB") << false << false;
}

void TestSettingForm::appliesWithReconnectOnlyWhenNeeded()
{
    QFETCH(QString, id);
    QFETCH(QString, text);
    QFETCH(bool, running);
    QFETCH(bool, reconnect);
    Form f;
    f.form.setRunning(running, 3 * core::mib);
    f.type(id.toStdString(), text);
    QVERIFY(f.item(id.toStdString())->text(0).startsWith(QStringLiteral("• ")));
    QVERIFY(f.item(id.toStdString())->font(0).bold());
    QCOMPARE(f.button("applyButton")->text(), reconnect ? QStringLiteral("Restart and apply") : QStringLiteral("Apply"));
    QCOMPARE(f.note().contains(QStringLiteral("3.0 MiB fetched again")), reconnect);
    QTest::mouseClick(f.button("applyButton"), Qt::LeftButton);
    QCOMPARE(f.applied.count(), 1);
    QCOMPARE(f.applied.at(0).at(1).toBool(), reconnect);
    const auto settings = f.applied.at(0).at(0).value<core::Settings>();
    f.form.setInForce(settings);
    QVERIFY(!f.form.hasPendingChanges());
    QVERIFY(!f.button("applyButton")->isEnabled());
}

void TestSettingForm::dummyRowNeedsNoCode()
{
    Form f;
    QCOMPARE(f.editor("dummy-knob")->text(), QStringLiteral("20 %"));
    f.type("dummy-knob", QStringLiteral("30"));
    QCOMPARE(f.form.edited()->processJitter, std::int64_t{30});
    f.form.focusRow("dummy-knob");
    const auto* names = f.form.findChild<QLabel*>(QStringLiteral("settingDetailNames"));
    QVERIFY(names->text().contains(QStringLiteral("dummy_knob_python")));
    QVERIFY(names->text().contains(QStringLiteral("dummy.knob.java")));
}

void TestSettingForm::rulesBetweenRowsAreSaid()
{
    Form f;
    f.type("fetch-max-bytes", QStringLiteral("256 KiB")); // below message.max.bytes
    QVERIFY2(f.note().contains(QStringLiteral("message-max-bytes")), qPrintable(f.note()));
    QVERIFY(!f.button("applyButton")->isEnabled());
    f.type("message-max-bytes", QStringLiteral("256 KiB"));
    QVERIFY(f.button("applyButton")->isEnabled());
}

void TestSettingForm::pendingEditsSurviveNewValues()
{
    Form f;
    f.type("batch-size", QStringLiteral("333"));
    core::Settings elsewhere;
    elsewhere.processJitter = 20;
    elsewhere.batchLingerMs = 50; // somebody else changed this
    f.form.setInForce(elsewhere);
    QCOMPARE(f.editor("batch-size")->text(), QStringLiteral("333"));
    QCOMPARE(f.editor("batch-linger-ms")->text(), QStringLiteral("50 ms"));
    QCOMPARE(f.form.edited()->batchLingerMs, std::int64_t{50});
    elsewhere.batchSize = 333; // and now it is in force
    f.form.setInForce(elsewhere);
    QVERIFY(!f.form.hasPendingChanges());
}

void TestSettingForm::revertAndReset()
{
    Form f;
    f.type("batch-size", QStringLiteral("7"));
    f.editor<QComboBox>("commit-mode")->setCurrentText(QStringLiteral("manual"));
    QCOMPARE(f.note(), QStringLiteral("2 changes"));
    QTest::mouseClick(f.button("revertButton"), Qt::LeftButton);
    QVERIFY(!f.form.hasPendingChanges());
    QCOMPARE(f.editor("batch-size")->text(), QStringLiteral("100"));

    core::Settings settings;
    settings.batchSize = 7;
    settings.processJitter = 20;
    f.form.setInForce(settings);
    f.form.focusRow("batch-size");
    QTest::keyClick(f.form.findChild<QTreeWidget*>(QStringLiteral("settingsTree")), Qt::Key_Backspace);
    QCOMPARE(f.editor("batch-size")->text(), QStringLiteral("100"));
    QVERIFY(f.form.hasPendingChanges());
}

void TestSettingForm::presetFillsInAndIsTakenBack()
{
    Form f;
    f.type("queued-min-messages", QStringLiteral("77"));
    f.form.findChild<QAction*>(QStringLiteral("preset_low-memory"))->trigger();
    QCOMPARE(f.editor("queued-min-messages")->text(), QStringLiteral("1000"));
    QCOMPARE(f.editor("view-budget")->text(), QStringLiteral("4 MiB"));
    QVERIFY(f.applied.isEmpty()); // nothing changes before Apply
    QTest::mouseClick(f.form.findChild<QToolButton*>(QStringLiteral("undoSettingButton")), Qt::LeftButton);
    QCOMPARE(f.editor("queued-min-messages")->text(), QStringLiteral("77")); // one step for all of it
    QCOMPARE(f.editor("view-budget")->text(), QStringLiteral("24 MiB"));
    f.form.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&f.form));
    f.form.findChild<QTreeWidget*>(QStringLiteral("settingsTree"))->setFocus();
    QTest::keyClick(f.form.findChild<QTreeWidget*>(QStringLiteral("settingsTree")), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!f.form.hasPendingChanges()); // the digits that were typed are one step, too
    QTest::mouseClick(f.form.findChild<QToolButton*>(QStringLiteral("redoSettingButton")), Qt::LeftButton);
    QCOMPARE(f.editor("queued-min-messages")->text(), QStringLiteral("77"));
}

void TestSettingForm::appliedChangeIsTakenBack()
{
    Form f;
    f.type("batch-size", QStringLiteral("7"));
    core::Settings settings;
    settings.batchSize = 7;
    settings.processJitter = 20;
    f.form.setInForce(settings); // was applied
    QVERIFY(!f.form.hasPendingChanges());
    QTest::mouseClick(f.form.findChild<QToolButton*>(QStringLiteral("undoSettingButton")), Qt::LeftButton);
    QCOMPARE(f.editor("batch-size")->text(), QStringLiteral("100"));
    QVERIFY(f.form.hasPendingChanges()); // waits for Apply
}

void TestSettingForm::secretsAreNotRemembered()
{
    Form f;
    f.type("sasl-password", QStringLiteral("hunter2"));
    QVERIFY(f.form.hasPendingChanges());
    QVERIFY(!f.form.findChild<QToolButton*>(QStringLiteral("undoSettingButton"))->isEnabled());
}

void TestSettingForm::filterFindsAnyClientsName_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("found");
    QTest::newRow("kafka-python") << QStringLiteral("max_poll_records") << QStringLiteral("max-poll-records");
    QTest::newRow("Java") << QStringLiteral("max.poll.records") << QStringLiteral("max-poll-records");
    QTest::newRow("words in any order") << QStringLiteral("partition bytes one") << QStringLiteral("max-partition-fetch-bytes");
    QTest::newRow("dummy") << QStringLiteral("dummy_knob_python") << QStringLiteral("dummy-knob");
}

void TestSettingForm::filterFindsAnyClientsName()
{
    QFETCH(QString, words);
    QFETCH(QString, found);
    const Form f;
    auto* filter = f.form.findChild<QLineEdit*>(QStringLiteral("settingsFilter"));
    QTest::keyClicks(filter, words);
    QVERIFY(!f.item(found.toStdString())->isHidden());
    QVERIFY(f.item("client-rack")->isHidden());
    filter->clear();
    QVERIFY(!f.item("client-rack")->isHidden());
}

void TestSettingForm::effectiveDifferenceIsSeen()
{
    Form f;
    f.form.setEffectiveSource([](std::string_view property) {
        return property == "fetch.max.bytes" ? std::string("2097152") : property == "message.max.bytes" ? std::string("524288") : std::string();
    });
    QCOMPARE(f.item("fetch-max-bytes")->text(2), QStringLiteral("2 MiB"));
    QCOMPARE(f.item("message-max-bytes")->text(2), QStringLiteral("512 KiB"));
    QVERIFY(f.item("fetch-max-bytes")->foreground(2) != f.item("message-max-bytes")->foreground(2));
    QCOMPARE(f.item("batch-size")->text(2), QStringLiteral("–")); // nothing runs
    auto inUse = std::make_shared<core::Settings>();
    inUse->batchSize = 50;
    f.form.setInUse(inUse);
    QCOMPARE(f.item("batch-size")->text(2), QStringLiteral("50"));
    const auto why = [&f](std::string_view id) { return f.item(id)->toolTip(2); };
    QVERIFY2(why("batch-size").contains(QStringLiteral("guard")), qPrintable(why("batch-size"))); // smaller than was asked for
    QVERIFY2(why("fetch-max-bytes").contains(QStringLiteral("message.max.bytes")), qPrintable(why("fetch-max-bytes")));
    QVERIFY(!why("message-max-bytes").contains(QStringLiteral("client")));
    f.form.focusRow("batch-size");
    const QString said = f.form.findChild<QLabel*>(QStringLiteral("settingDetailInUse"))->text();
    QVERIFY2(said.contains(QStringLiteral("50")) && said.contains(QStringLiteral("guard")), qPrintable(said));
}

void TestSettingForm::whatIsNotTheDefaultStandsOut()
{
    Form f;
    const auto textColor = [&f](std::string_view id) { return f.editor(id)->palette().color(QPalette::Text); };
    const QColor byDefault = textColor("batch-size");
    QCOMPARE(textColor("batch-bytes"), byDefault);
    core::Settings settings;
    settings.processJitter = 20;
    settings.batchSize = 7;
    f.form.setInForce(settings);
    QCOMPARE(textColor("batch-bytes"), byDefault);
    QVERIFY(textColor("batch-size") != byDefault);
    QVERIFY2(f.editor("batch-size")->toolTip().contains(QStringLiteral("default: 100")), qPrintable(f.editor("batch-size")->toolTip()));
    f.type("batch-size", QStringLiteral("100"));
    QVERIFY(f.editor("batch-size")->toolTip().contains(QStringLiteral("(default)")));
}

void TestSettingForm::wheelNeverChangesAValueInPassing()
{
    const Form f;
    auto* combo = f.editor<QComboBox>("commit-mode");
    const QString before = combo->currentText();
    QWheelEvent wheel(QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(combo, &wheel);
    QCOMPARE(combo->currentText(), before);
    QVERIFY(!f.form.hasPendingChanges());
}

QTEST_MAIN(TestSettingForm)
#include "tst_setting_form.moc"
