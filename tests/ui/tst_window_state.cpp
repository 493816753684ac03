// SPDX-License-Identifier: GPL-3.0-or-later
// What the window keeps from one start to the next, and how it looks in states that come and go.
#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QFile>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>

#include "tests/support/mock_cluster.h"
#include "tests/ui/fake_window.h"
#include "tests/ui/view_pictures.h"
#include "ui/views/banner_stack.h"

using namespace headroom;
using headroom::test::FakeWindow;
using headroom::test::MockCluster;

namespace {

/// As the client tells while one broker is known: connected, or not.
void tellOfBroker(const FakeWindow& w, bool up)
{
    const std::string state = up ? "UP" : "CONNECT";
    const std::string group = up ? "up" : "wait-coord";
    const std::string json = R"({"brokers":{"b:1/1":{"nodeid":1,"source":"learned","state":")" + state + R"("}},"cgrp":{"state":")" + group + R"("}})";
    w.inject([json](core::ConsumerListener& client) { client.onStatistics(json); });
}

} // namespace

class TestWindowState : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keepsItsLayout();
    void keepsTheCommitMode();
    void figuresOfABrokerThatIsAwayAreOld();
    void asksTheBrokerForAnUnknownCommit();
    void presentsAndComesBack();
};

void TestWindowState::keepsItsLayout()
{
    FakeWindow w;
    w.find<QDockWidget>("settingsDock")->hide();
    w.find<QAction>("themeDarkAction")->trigger();
    QVERIFY(w.find<QAction>("themeDarkAction")->isChecked());
    const std::tuple<const char*, int, int> tables[] = { // a column that is dragged to another place, and one that is drawn wide
        {"messagesTable", 2, 3}, {"partitionsTable", 1, 3}, {"commitHistory", 0, 2}, {"eventsTable", 1, 0}};
    for (const auto& [name, moved, widened] : tables) {
        QHeaderView& header = *w.find<QTableView>(name)->horizontalHeader();
        header.moveSection(header.visualIndex(moved), 0);
        header.resizeSection(widened, 177);
    }
    w.window.close();
    QCOMPARE(w.closed.count(), 1); // nothing ran
    auto options = FakeWindow::options(w.home, false);
    options.themeGiven = false;
    ui::MainWindow again(w.bridge, std::make_shared<core::LogRing>(10), options);
    again.show();
    QVERIFY(again.findChild<QDockWidget*>(QStringLiteral("settingsDock"))->isHidden());
    QVERIFY(again.findChild<QAction*>(QStringLiteral("themeDarkAction"))->isChecked());
    for (const auto& [name, moved, widened] : tables) {
        const QHeaderView& header = *again.findChild<QTableView*>(QLatin1String(name))->horizontalHeader();
        QVERIFY2(header.visualIndex(moved) == 0, name);
        QVERIFY2(header.sectionSize(widened) == 177, name);
    }
    again.findChild<QAction*>(QStringLiteral("resetLayoutAction"))->trigger();
    QVERIFY(!again.findChild<QDockWidget*>(QStringLiteral("settingsDock"))->isHidden());
    again.findChild<QAction*>(QStringLiteral("themeLightAction"))->trigger();
}

void TestWindowState::keepsTheCommitMode()
{
    FakeWindow w;
    const auto kept = [&w] {
        QFile file(w.home.filePath(QStringLiteral("settings.json")));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    auto* combo = w.find<QComboBox>("commitModeCombo");
    combo->setCurrentIndex(combo->findData(QStringLiteral("batch")));
    Q_EMIT combo->activated(combo->currentIndex());
    QCOMPARE(w.bridge.settings().commitMode, std::string("batch"));
    QVERIFY2(kept().contains("\"commit-mode\": \"batch\""), kept().constData());
    w.find<QRadioButton>("commitModeInterval")->click(); // on the board
    QVERIFY2(kept().contains("\"commit-mode\": \"interval\""), kept().constData());
}

/// What it told is as of then, and a commit would only wait for nobody.
void TestWindowState::figuresOfABrokerThatIsAwayAreOld()
{
    FakeWindow w;
    w.start();
    QTRY_COMPARE(w.bridge.latest()->repeatRisk, std::int64_t{60});
    auto* commit = w.find<QAction>("commitAction");
    QTRY_VERIFY(commit->isEnabled());
    tellOfBroker(w, false);
    QTRY_VERIFY(w.bridge.latest()->brokerAwaySince.has_value());
    const auto since = *w.bridge.latest()->brokerAwaySince;
    QTRY_VERIFY(!commit->isEnabled());
    QVERIFY2(commit->toolTip().contains(QStringLiteral("away since")), qPrintable(commit->toolTip()));
    QTRY_VERIFY(w.find<QLabel>("stateLabel")->text().contains(QStringLiteral("No broker since")));
    const auto caption = [&w] {
        const auto labels = w.find<QLabel>("lagValue")->parentWidget()->findChildren<QLabel*>();
        return std::ranges::any_of(labels, [](const QLabel* label) { return label->text().startsWith(QStringLiteral("as of ")); });
    };
    QTRY_VERIFY(caption());
    w.find<QAction>("showCommitAction")->trigger();
    QTRY_VERIFY(w.find<QLabel>("commitDoesLabel")->text().contains(QStringLiteral("no broker since")));
    QVERIFY(!w.find<QPushButton>("commitBatchButton2")->isEnabled());
    tellOfBroker(w, false);
    QCOMPARE(*w.bridge.latest()->brokerAwaySince, since); // since the first time
    tellOfBroker(w, true);
    QTRY_VERIFY(!w.bridge.latest()->brokerAwaySince.has_value());
    QTRY_VERIFY(commit->isEnabled());
    QTRY_VERIFY(!caption());
    QVERIFY(!w.find<QLabel>("stateLabel")->text().contains(QStringLiteral("No broker")));
}

/// The commit gets no answer; another broker, which is there, is asked and has nothing of this group.
void TestWindowState::asksTheBrokerForAnUnknownCommit()
{
    MockCluster mock;
    mock.createTopic("orders", 3);
    FakeWindow w;
    w.settings.bootstrapServers = mock.bootstrapServers();
    {
        const std::scoped_lock lock(w.broker->mutex);
        w.broker->answer = test::FakeBroker::Answer::never;
    }
    auto* ask = w.find<QAction>("askBrokerAction");
    w.start();
    QTRY_COMPARE(w.bridge.latest()->repeatRisk, std::int64_t{60});
    QVERIFY(!ask->isEnabled());
    w.find<QAction>("commitAction")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(w.bridge.latest()->commits.unknown, std::uint64_t{1}, 20'000); // its deadline is 10 s
    QTRY_VERIFY(ask->isEnabled());
    QTRY_VERIFY(w.find<ui::BannerStack>("bannerStack")->contains(QStringLiteral("commit")));
    auto* button = w.find<QPushButton>("banner_commit_action0");
    QVERIFY2(button->text().contains(QStringLiteral("F8")), qPrintable(button->text()));
    button->click();
    QTRY_COMPARE_WITH_TIMEOUT(w.bridge.latest()->commits.unknown, std::uint64_t{0}, 20'000);
    QCOMPARE(w.bridge.latest()->commits.failed, std::uint64_t{1});
    QCOMPARE(w.bridge.latest()->commitHistory.back().state, core::OutcomeState::failed);
    QTRY_VERIFY(!ask->isEnabled());
}

void TestWindowState::presentsAndComesBack()
{
    FakeWindow w;
    auto* present = w.find<QAction>("presentationAction");
    auto* settings = w.find<QDockWidget>("settingsDock");
    const auto height = [&w](const char* label) { return w.find<QLabel>(label)->font().pointSizeF(); };
    const auto row = [&w] { return w.find<QTableView>("partitionsTable")->verticalHeader()->defaultSectionSize(); };
    const double state = height("stateLabel"), headroom = height("headroomValue"), rows = row();
    present->trigger();
    QVERIFY(settings->isHidden());
    QVERIFY2(height("stateLabel") >= 1.2 * state, qPrintable(QString::number(height("stateLabel"))));
    QVERIFY(height("headroomValue") >= 1.2 * headroom); // has a size of its own
    QVERIFY(row() >= 1.2 * rows);
    QVERIFY(tests::savePictures(w.window, QStringLiteral("presentation"), {1440, 900}));
    present->trigger();
    QVERIFY(!settings->isHidden());
    QCOMPARE(height("stateLabel"), state);
    QCOMPARE(height("headroomValue"), headroom);
    QCOMPARE(row(), static_cast<int>(rows));
    settings->hide();
    present->trigger();
    present->trigger();
    QVERIFY(settings->isHidden()); // it was so before
}

QTEST_MAIN(TestWindowState)
#include "tst_window_state.moc"
