// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/view_pictures.h"
#include "ui/forms/setting_form.h"

using namespace headroom;
using namespace headroom::ui;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

struct Form {
    core::SettingRows rows = core::settingTable();
    SettingForm form{rows};

    Form()
    {
        form.setInForce(core::Settings());
        form.resize(440, 800);
        form.show();
    }
    QPushButton* button(const char* name) const { return form.findChild<QPushButton*>(QString::fromLatin1(name)); }
    QLabel* label(const char* name) const { return form.findChild<QLabel*>(QString::fromLatin1(name)); }
    QTreeWidget* tree() const { return form.findChild<QTreeWidget*>(QStringLiteral("settingsTree")); }
    QTreeWidgetItem* item(std::string_view id) const
    {
        const auto row = std::ranges::find(rows, id, &core::SettingSpec::id) - rows.begin();
        for (QTreeWidgetItemIterator at(tree()); *at != nullptr; ++at) {
            if ((*at)->data(0, Qt::UserRole).isValid() && (*at)->data(0, Qt::UserRole).toInt() == row) {
                return *at;
            }
        }
        return nullptr;
    }
    void type(std::string_view id, const QString& text) const
    {
        auto* line = form.findChild<QLineEdit*>(QStringLiteral("edit_") + toQString(id));
        line->selectAll();
        QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
};

/// A topic that has shown all, 8 partitions on one broker.
core::ModelInput modelInput()
{
    core::ModelInput input;
    input.settings.memoryBudget = 256 * core::mib;
    input.baseline = 92 * core::mib;
    input.window = 4 * core::mib;
    input.facts.messages = 10'000;
    input.facts.brokerPartitions = {8};
    input.facts.ratio = input.facts.meanRatio = 3;
    input.facts.largestBatch = 64 * core::kib;
    input.facts.largestResponse = 200 * core::kib;
    input.facts.meanResponse = 100 * core::kib;
    input.facts.decodedPerFetch = 300 * core::kib;
    input.facts.largestRecord = 50 * core::kib;
    input.facts.meanValue = input.facts.highMeanValue = 4096;
    input.facts.meanOverhead = input.facts.highMeanOverhead = 60;
    input.facts.lowMeanMessage = 4000;
    return input;
}

void forecastOf(Form& f, const core::ModelInput& input)
{
    f.form.setForecast(std::make_shared<const core::Forecast>(core::forecastMemory(input)), input);
}

double number(const QString& text)
{
    return text == QStringLiteral("–") ? 0 : text == QStringLiteral("< 0.1") ? 0.05 : text.toDouble();
}

double sumOf(const Form& f)
{
    return number(f.label("ceilingSum")->text());
}

} // namespace

class TestSettingShares : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void sharesSumToTheCeiling();
    void unknownCeilingSaysWhy();
    void typedValuesAreForecast();
    void detailHasTheFormula();
    void headSaysTheConsumersShare_data();
    void headSaysTheConsumersShare();
    void narrowFormKeepsWhatDiffers();
    void neverNeedsMoreRoomThanTheDockHas();
    void pictures();
};

void TestSettingShares::sharesSumToTheCeiling()
{
    Form f;
    const core::ModelInput input = modelInput();
    const core::ModelSum ceiling = core::forecastMemory(input).ceiling;
    QVERIFY(ceiling.total > 0);
    forecastOf(f, input);
    double sum = number(f.label("ceilingOther")->text());
    int bounding = 0;
    for (const core::SettingSpec& row : f.rows) {
        const QString share = f.item(row.id)->text(4);
        const core::Bytes bytes = core::shareOfCeiling(ceiling, row.id);
        QCOMPARE(share == QStringLiteral("–"), bytes == core::unknownBytes);
        bounding += bytes != core::unknownBytes;
        sum += number(share);
    }
    QVERIFY(bounding >= 4);
    QVERIFY2(std::abs(sum - sumOf(f)) < 0.05 * (bounding + 2), qPrintable(QString::number(sum)));
    QVERIFY(std::abs(sumOf(f) - static_cast<double>(ceiling.total) / core::mib) < 0.051);
}

void TestSettingShares::unknownCeilingSaysWhy()
{
    Form f;
    QVERIFY(f.label("ceilingSumName")->text().contains(QStringLiteral("nothing runs")));
    core::ModelInput input = modelInput();
    input.facts = {};
    forecastOf(f, input);
    const QString missing = QString::fromStdString(core::forecastMemory(input).ceiling.missing);
    QVERIFY(!missing.isEmpty());
    QCOMPARE(f.label("ceilingSumName")->text(), QStringLiteral("ceiling not yet known: ") + missing);
    QCOMPARE(f.label("ceilingSum")->text(), QStringLiteral("–"));
    QCOMPARE(f.item("view-budget")->text(4), QStringLiteral("–"));
}

void TestSettingShares::typedValuesAreForecast()
{
    Form f;
    core::ModelInput input = modelInput();
    f.form.setInForce(input.settings);
    forecastOf(f, input);
    const double before = sumOf(f);
    f.form.focusRow("view-budget");
    f.type("view-budget", QStringLiteral("200 MiB"));
    input.settings.viewBudget = 200 * core::mib;
    const core::Bytes ceiling = core::forecastMemory(input).ceiling.total;
    QVERIFY(sumOf(f) > before + 170);
    QVERIFY(std::abs(sumOf(f) - static_cast<double>(ceiling) / core::mib) < 0.051);
    const QString name = f.label("ceilingSumName")->text();
    QVERIFY2(name.contains(QStringLiteral("now %1").arg(before, 0, 'f', 1)) && name.contains(QStringLiteral("above the budget")), qPrintable(name));
    QVERIFY(f.label("settingDetailShare")->text().contains(QChar(0x2192)));
    f.form.revert();
    QVERIFY(std::abs(sumOf(f) - before) < 0.01);
}

void TestSettingShares::detailHasTheFormula()
{
    Form f;
    const core::ModelInput input = modelInput();
    forecastOf(f, input);
    const core::ModelSum ceiling = core::forecastMemory(input).ceiling;
    int seen = 0;
    int equations = 0;
    for (const core::ModelTerm& term : ceiling.terms) {
        for (const std::string_view id : term.settings) {
            f.form.focusRow(id);
            const QString text = f.label("settingDetailShare")->text();
            QVERIFY2((term.bytes > 0) == text.contains(toQString(term.label)), qPrintable(text)); // what is nothing takes no room
            QVERIFY2(term.bytes == 0 || text.contains(QString::fromStdString(term.numbers)), qPrintable(text));
            const bool first = text.startsWith(toQString(term.label)); // one equation with its letters; the dialog has all
            QVERIFY2(term.bytes == 0 || text.contains(toQString(term.formula)) == first || term.formula == term.numbers, qPrintable(text));
            equations += first ? 1 : 0;
            ++seen;
        }
    }
    QVERIFY(seen >= 6 && equations >= 4);
    f.form.focusRow("commit-interval-ms");
    QCOMPARE(f.label("settingDetailShare")->text(), QStringLiteral("bounds nothing by itself"));
}

void TestSettingShares::headSaysTheConsumersShare_data()
{
    QTest::addColumn<core::Bytes>("budget");
    QTest::addColumn<core::Bytes>("baseline");
    QTest::addColumn<QString>("text");
    QTest::newRow("usual") << 256 * core::mib << 92 * core::mib << QStringLiteral("window baseline 92.0 MiB \u2192 consumer share 164.0 MiB");
    QTest::newRow("no budget") << core::Bytes{0} << 92 * core::mib << QStringLiteral("window baseline 92.0 MiB");
    QTest::newRow("too small") << 64 * core::mib << 92 * core::mib << QStringLiteral("window baseline 92.0 MiB: nothing is left for the consumer");
    QTest::newRow("not measured") << 256 * core::mib << core::unknownBytes << QStringLiteral("window baseline: not yet known");
}

void TestSettingShares::headSaysTheConsumersShare()
{
    QFETCH(core::Bytes, budget);
    QFETCH(core::Bytes, baseline);
    QFETCH(QString, text);
    Form f;
    core::ModelInput input = modelInput();
    input.baseline = baseline;
    input.settings.memoryBudget = budget;
    f.form.setInForce(input.settings);
    forecastOf(f, input);
    QCOMPARE(f.label("consumerShare")->text(), text);
    QSignalSpy derive(&f.form, &SettingForm::deriveRequested);
    QSignalSpy formula(&f.form, &SettingForm::formulaRequested);
    QTest::mouseClick(f.button("deriveButton"), Qt::LeftButton);
    QTest::mouseClick(f.button("formulaLink"), Qt::LeftButton);
    QCOMPARE(derive.count() + formula.count(), 2);
}

void TestSettingShares::narrowFormKeepsWhatDiffers()
{
    Form f;
    f.form.resize(340, 700);
    QCoreApplication::processEvents();
    const auto* tree = f.tree();
    QVERIFY(tree->isColumnHidden(2));
    f.form.setEffectiveSource([](std::string_view property) { return property == "fetch.max.bytes" ? std::string("2097152") : std::string(); });
    f.form.focusRow("fetch-max-bytes");
    const auto* inUse = f.label("settingDetailInUse");
    QVERIFY(inUse->isVisibleTo(&f.form));
    QVERIFY(inUse->text().contains(QStringLiteral("2 MiB")));
    QVERIFY(f.item("fetch-max-bytes")->foreground(0) != f.item("fetch-min-bytes")->foreground(0));
    f.form.focusRow("fetch-min-bytes");
    QVERIFY(!inUse->isVisibleTo(&f.form));
    f.form.resize(600, 700);
    QCoreApplication::processEvents();
    QVERIFY(!tree->isColumnHidden(2));
}

void TestSettingShares::neverNeedsMoreRoomThanTheDockHas()
{
    Form f;
    const auto narrow = [&f] {
        QCoreApplication::processEvents();
        return f.form.minimumSizeHint().width() <= 360 && f.form.sizeHint().width() <= 400;
    };
    QVERIFY(narrow());
    core::ModelInput input = modelInput();
    input.facts = {};
    forecastOf(f, input);
    QVERIFY(narrow());
    forecastOf(f, modelInput());
    QVERIFY(narrow());
    f.form.setRunning(true, 31 * core::mib);
    f.form.focusRow("fetch-max-bytes");
    f.type("fetch-max-bytes", QStringLiteral("900 MiB"));
    QVERIFY(narrow());
}

void TestSettingShares::pictures()
{
    Form f;
    const core::ModelInput input = modelInput();
    f.form.setInForce(input.settings);
    forecastOf(f, input);
    f.form.focusRow("view-budget");
    f.type("view-budget", QStringLiteral("160 MiB"));
    QVERIFY(tests::savePictures(f.form, QStringLiteral("settings-over-budget"), QSize(432, 660)));
    QVERIFY(tests::savePictures(f.form, QStringLiteral("settings-over-budget-narrow"), QSize(350, 520)));
}

QTEST_MAIN(TestSettingShares)
#include "tst_setting_shares.moc"
