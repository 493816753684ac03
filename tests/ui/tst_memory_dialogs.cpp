// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "core/base/number_format.h"
#include "core/settings/setting_codec.h"
#include "tests/support/snapshot_builder.h"
#include "tests/ui/view_pictures.h"
#include "ui/charts/readout.h"
#include "ui/theme/theme.h"
#include "ui/views/derive_dialog.h"
#include "ui/views/formula_dialog.h"
#include "ui/views/formula_table.h"

using namespace headroom;
using namespace headroom::ui;

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::shared_ptr<const core::Forecast> known()
{
    return std::make_shared<const core::Forecast>(tests::typicalForecast());
}

/// A plan made for the window's sake: five lines, of which one changes nothing; below 128 MiB it does not hold.
core::BudgetPlan planned(core::Bytes budget, const core::ModelInput& input)
{
    core::BudgetPlan plan;
    plan.budget = budget;
    plan.least = 128 * core::mib;
    plan.leastTerm = "baseline";
    plan.settings = input.settings;
    plan.conflicts = {{"receive-message-max-bytes", "is below the largest stored batch: the partition would stall."}};
    plan.holds = budget >= plan.least;
    if (!plan.holds) {
        plan.refusal = "No settings hold this budget; the least is 128.0 MiB, because of the baseline of 92.0 MiB.";
        return plan;
    }
    plan.settings.queuedMaxMessagesKbytes = budget / core::mib * 64;
    plan.settings.batchBytes = 4 * core::mib;
    plan.settings.viewBudget = 12 * core::mib;
    plan.settings.batchSize = 50;
    for (const char* id : {"queued-max-messages-kbytes", "batch-bytes", "view-budget", "batch-size", "max-poll-records"}) {
        const core::SettingSpec& row = *core::findSetting(core::settingTable(), id);
        plan.lines.push_back({row.id, core::settingText(input.settings, row), core::settingText(plan.settings, row), "because " + std::string(row.id)});
    }
    return plan;
}

DeriveStart startOf(bool running)
{
    DeriveStart start;
    start.rows = core::settingTable();
    start.inForce.memoryBudget = 256 * core::mib;
    start.inForce.bootstrapServers = "demo";
    start.input.settings = start.inForce;
    start.input.settings.bootstrapServers = "127.0.0.1:9092"; // as the run resolved it
    start.input.facts = tests::typicalForecast().facts;
    start.input.baseline = 92 * core::mib;
    start.running = running;
    start.plan = planned;
    return start;
}

struct Derive {
    explicit Derive(bool running = false) : dialog(new DeriveDialog(startOf(running))) { dialog->show(); }
    ~Derive() { delete dialog; }

    QPointer<DeriveDialog> dialog;
    QSignalSpy applied{dialog, &DeriveDialog::applyRequested};

    template <class T>
    T* find(const char* name) const
    {
        return dialog->findChild<T*>(QString::fromLatin1(name));
    }
    QTreeWidgetItem* line(const char* id) const
    {
        auto* tree = find<QTreeWidget>("deriveLines");
        for (int i = 0; i < tree->topLevelItemCount(); ++i) {
            if (tree->topLevelItem(i)->data(0, Qt::UserRole) == QString::fromLatin1(id)) {
                return tree->topLevelItem(i);
            }
        }
        return nullptr;
    }
    void type(const QString& text) const
    {
        auto* edit = find<QLineEdit>("deriveBudget");
        edit->selectAll();
        QTest::keyClick(edit, Qt::Key_Delete);
        QTest::keyClicks(edit, text);
    }
    void press(const char* button) const { QTest::mouseClick(find<QPushButton>(button), Qt::LeftButton); }
};

} // namespace

class MemoryDialogsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { applyTheme(*qApp, ThemeMode::light); }

    void formulaShowsEveryTerm()
    {
        FormulaDialog dialog(core::settingTable(), nullptr);
        const auto forecast = known();
        dialog.display(forecast);
        const auto* tree = dialog.findChild<QTreeWidget*>(QStringLiteral("formulaTree"));
        QCOMPARE(tree->topLevelItemCount(), 2);
        const core::ModelSum* sums[] = {&forecast->ceiling, &forecast->estimate};
        for (int group = 0; group < 2; ++group) {
            const core::ModelSum& sum = *sums[group];
            const QTreeWidgetItem* shown = tree->topLevelItem(group);
            QCOMPARE(shown->childCount(), static_cast<int>(sum.terms.size()) + 1);
            for (std::size_t i = 0; i < sum.terms.size(); ++i) {
                const core::ModelTerm& term = sum.terms[i];
                const QTreeWidgetItem* row = shown->child(static_cast<int>(i));
                QCOMPARE(row->text(FormulaRow::label), toQString(term.label));
                QCOMPARE(row->text(FormulaRow::formula), toQString(term.formula));
                QCOMPARE(row->text(FormulaRow::numbers), QString::fromStdString(term.numbers));
                QCOMPARE(row->text(FormulaRow::bytes), QString::fromStdString(core::formatBytes(term.bytes)));
                QCOMPARE(row->text(FormulaRow::how), howText(term.how));
                for (const std::string_view id : term.settings) {
                    QVERIFY(row->text(FormulaRow::boundedBy).contains(toQString(core::findSetting(core::settingTable(), id)->label)));
                }
            }
            QCOMPARE(shown->child(shown->childCount() - 1)->text(FormulaRow::bytes), QString::fromStdString(core::formatBytes(sum.total)));
        }
        QCOMPARE(dialog.findChild<QLabel*>(QStringLiteral("formulaAssumption"))->text(), QString::fromStdString(forecast->assumption));
    }
    void formulaSaysWhatIsMissing()
    {
        FormulaDialog dialog(core::settingTable(), nullptr);
        dialog.display(std::make_shared<const core::Forecast>(tests::unknownForecast("no message was seen yet")));
        const auto* tree = dialog.findChild<QTreeWidget*>(QStringLiteral("formulaTree"));
        QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(FormulaRow::formula), QStringLiteral("no message was seen yet"));
        QCOMPARE(tree->topLevelItem(0)->child(0)->text(FormulaRow::bytes), QStringLiteral("–"));
    }
    void formulaIsCopiedAsText()
    {
        FormulaDialog dialog(core::settingTable(), nullptr);
        dialog.display(known());
        dialog.show();
        QTest::mouseClick(dialog.findChild<QPushButton*>(QStringLiteral("copyFormulaButton")), Qt::LeftButton);
        const QString text = QApplication::clipboard()->text();
        QCOMPARE(text, dialog.text());
        const auto forecast = known();
        for (const core::ModelTerm& term : forecast->ceiling.terms) {
            QVERIFY2(text.contains(toQString(term.label) + QLatin1Char('\t') + toQString(term.formula)), term.label.data());
        }
        QVERIFY(text.contains(QStringLiteral("205.0 MiB")) && text.contains(QStringLiteral("172.0 MiB")));
        QVERIFY(text.endsWith(QString::fromStdString(known()->assumption)));
    }
    void formulaIsRenewedAtMostTwiceASecond()
    {
        FormulaDialog dialog(core::settingTable(), nullptr);
        dialog.display(known());
        core::Forecast next = tests::typicalForecast();
        next.ceiling.total = 300 * core::mib;
        const auto newer = std::make_shared<const core::Forecast>(next);
        dialog.display(newer);
        QVERIFY(!dialog.text().contains(QStringLiteral("300.0 MiB")));
        const auto renewed = [&] {
            dialog.display(newer);
            return dialog.text().contains(QStringLiteral("300.0 MiB"));
        };
        QTRY_VERIFY(renewed());
    }

    void deriveAppliesOnlyWhatIsChosen()
    {
        Derive d;
        QCOMPARE(d.find<QTreeWidget>("deriveLines")->topLevelItemCount(), 5);
        d.line("batch-size")->setCheckState(0, Qt::Unchecked);
        d.line("view-budget")->setCheckState(0, Qt::Unchecked);
        d.press("deriveApplyButton");
        QCOMPARE(d.applied.count(), 1);
        const auto settings = d.applied.at(0).at(0).value<core::Settings>();
        QCOMPARE(settings.queuedMaxMessagesKbytes, std::int64_t{256 * 64});
        QCOMPARE(settings.batchBytes, 4 * core::mib);
        QCOMPARE(settings.batchSize, core::Settings().batchSize);
        QCOMPARE(settings.viewBudget, core::Settings().viewBudget);
        QCOMPARE(settings.memoryBudget, 256 * core::mib);
        QCOMPARE(settings.bootstrapServers, std::string("demo")); // not what the run made of it
        QCOMPARE(d.applied.at(0).at(1).toBool(), false);
    }
    void deriveRestartsOnlyWhenItMust_data()
    {
        QTest::addColumn<bool>("running");
        QTest::addColumn<bool>("withQueue");
        QTest::addColumn<bool>("reconnect");
        QTest::newRow("running, queue limit") << true << true << true;
        QTest::newRow("running, live rows") << true << false << false;
        QTest::newRow("stopped") << false << true << false;
    }
    void deriveRestartsOnlyWhenItMust()
    {
        QFETCH(bool, running);
        QFETCH(bool, withQueue);
        QFETCH(bool, reconnect);
        Derive d(running);
        d.line("queued-max-messages-kbytes")->setCheckState(0, withQueue ? Qt::Checked : Qt::Unchecked);
        QCOMPARE(d.find<QPushButton>("deriveApplyButton")->text(), reconnect ? QStringLiteral("Restart and apply") : QStringLiteral("Apply"));
        d.press("deriveApplyButton");
        QCOMPARE(d.applied.count(), 1);
        QCOMPARE(d.applied.at(0).at(1).toBool(), reconnect);
    }
    void deriveFollowsTheTypedBudget()
    {
        Derive d;
        QCOMPARE(d.find<QLineEdit>("deriveBudget")->text(), QStringLiteral("256 MiB"));
        QVERIFY(d.find<QLabel>("deriveBudgetNote")->text().contains(QStringLiteral("consumer share 164.0 MiB")));
        d.type(QStringLiteral("192MiB"));
        QCOMPARE(d.line("queued-max-messages-kbytes")->text(2), QStringLiteral("12288 KiB"));
        d.line("batch-bytes")->setCheckState(0, Qt::Unchecked);
        d.type(QStringLiteral("200 MiB"));
        QCOMPARE(d.line("batch-bytes")->checkState(0), Qt::Unchecked); // what was left out stays out
        QCOMPARE(d.line("queued-max-messages-kbytes")->checkState(0), Qt::Checked);
        QVERIFY(!(d.line("max-poll-records")->flags() & Qt::ItemIsUserCheckable)); // nothing to choose
    }
    void deriveRefusesWhatDoesNotHold()
    {
        Derive d;
        d.type(QStringLiteral("100 MiB"));
        auto* apply = d.find<QPushButton>("deriveApplyButton");
        auto* least = d.find<QPushButton>("useLeastButton");
        QVERIFY(!apply->isEnabled());
        QVERIFY(d.find<QLabel>("deriveRefusal")->isVisible());
        QVERIFY(d.find<QLabel>("deriveRefusal")->text().contains(QStringLiteral("the least is 128.0 MiB")));
        QVERIFY(least->isVisible());
        d.press("useLeastButton");
        QCOMPARE(d.find<QLineEdit>("deriveBudget")->text(), QStringLiteral("128 MiB"));
        QVERIFY(apply->isEnabled());
        QVERIFY(!least->isVisible() && !d.find<QLabel>("deriveRefusal")->isVisible());
    }
    void deriveRefusesWhatIsNoSize()
    {
        Derive d;
        d.type(QStringLiteral("plenty"));
        QVERIFY(!d.find<QPushButton>("deriveApplyButton")->isEnabled());
        QVERIFY(d.find<QLabel>("deriveBudgetNote")->text().contains(QStringLiteral("memory-budget")));
        QCOMPARE(d.find<QTreeWidget>("deriveLines")->topLevelItemCount(), 0);
    }
    void deriveSaysWhatTheChosenLinesGive()
    {
        Derive d;
        const auto* result = d.find<QLabel>("deriveResult");
        core::ModelInput input = startOf(false).input;
        const core::Settings derived = planned(256 * core::mib, input).settings;
        const QString whole = QString::fromStdString(core::formatBytes(core::forecastMemory(core::withSettings(input, derived)).ceiling.total));
        QVERIFY2(result->text().contains(whole), qPrintable(result->text()));
        d.line("queued-max-messages-kbytes")->setCheckState(0, Qt::Unchecked);
        QVERIFY2(!result->text().contains(whole), qPrintable(result->text()));
    }
    /// What the old limits held in hand says nothing of the new ones: seen to fail when it is taken over.
    void deriveAgreesWithItsPlan()
    {
        DeriveStart start = startOf(true);
        start.plan = DeriveStart().plan;
        start.input.facts.largestHeld = 64 * core::mib;
        DeriveDialog dialog(start);
        dialog.show();
        const core::BudgetPlan plan = start.plan(256 * core::mib, start.input);
        QVERIFY(plan.holds && plan.settings.batchBytes < 64 * core::mib);
        const QString whole = QString::fromStdString(core::formatBytes(plan.ceiling.total));
        QVERIFY2(dialog.findChild<QLabel*>(QStringLiteral("deriveResult"))->text().contains(whole), qPrintable(dialog.findChild<QLabel*>(QStringLiteral("deriveResult"))->text() + whole));
    }
    void deriveListsConflicts()
    {
        Derive d;
        QVERIFY(d.find<QLabel>("deriveConflicts")->text().contains(QStringLiteral("receive.message.max.bytes: is below the largest stored batch")));
    }
    void deriveRefusesSettingsThatContradict()
    {
        DeriveStart start = startOf(false);
        start.plan = [](core::Bytes budget, const core::ModelInput& input) {
            core::BudgetPlan plan = planned(budget, input);
            const core::SettingSpec& fetch = *core::findSetting(core::settingTable(), "fetch-max-bytes");
            const core::SettingSpec& message = *core::findSetting(core::settingTable(), "message-max-bytes");
            plan.settings.fetchMaxBytes = 128 * core::kib;
            plan.settings.messageMaxBytes = 64 * core::kib;
            for (const core::SettingSpec* row : {&fetch, &message}) {
                plan.lines.push_back({row->id, core::settingText(input.settings, *row), core::settingText(plan.settings, *row), "both"});
            }
            return plan;
        };
        DeriveDialog dialog(start);
        dialog.show();
        auto* apply = dialog.findChild<QPushButton*>(QStringLiteral("deriveApplyButton"));
        QVERIFY(apply->isEnabled());
        auto* tree = dialog.findChild<QTreeWidget*>(QStringLiteral("deriveLines"));
        tree->topLevelItem(tree->topLevelItemCount() - 1)->setCheckState(0, Qt::Unchecked); // message.max.bytes stays above
        QVERIFY(!apply->isEnabled());
        QVERIFY(dialog.findChild<QLabel*>(QStringLiteral("deriveResult"))->text().contains(QStringLiteral("message-max-bytes")));
    }
    void cancelChangesNothing()
    {
        Derive d;
        QTest::keyClick(d.dialog, Qt::Key_Escape);
        QCOMPARE(d.applied.count(), 0);
        QTRY_VERIFY(d.dialog.isNull());
    }
    void pictures()
    {
        FormulaDialog formula(core::settingTable(), nullptr);
        formula.display(known());
        QVERIFY(tests::savePictures(formula, QStringLiteral("formula"), QSize(1060, 640)));
        Derive d(true);
        QVERIFY(tests::savePictures(*d.dialog, QStringLiteral("derive"), QSize(880, 560)));
        d.type(QStringLiteral("100 MiB"));
        QVERIFY(tests::savePictures(*d.dialog, QStringLiteral("derive-refused"), QSize(880, 560)));
    }
    void realPicture()
    {
        core::ModelInput input = startOf(true).input;
        DeriveStart start = startOf(true);
        start.plan = DeriveStart().plan;
        DeriveDialog dialog(start);
        QVERIFY(tests::savePictures(dialog, QStringLiteral("derive-real"), QSize(880, 560)));
        FormulaDialog formula(core::settingTable(), nullptr);
        formula.display(std::make_shared<const core::Forecast>(core::forecastMemory(input)));
        QVERIFY(tests::savePictures(formula, QStringLiteral("formula-real"), QSize(1000, 640)));
    }
};

QTEST_MAIN(MemoryDialogsTest)
#include "tst_memory_dialogs.moc"
