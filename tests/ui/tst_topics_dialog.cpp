// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QCompleter>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTabWidget>
#include <QTest>

#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"
#include "tests/ui/fake_window.h"
#include "tests/ui/view_pictures.h"
#include "ui/views/topics_dialog.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::test::MockCluster;
using headroom::test::slowdown;

namespace {

core::Settings settingsFor(const std::string& servers)
{
    core::Settings settings;
    settings.bootstrapServers = servers;
    settings.topic = "orders";
    settings.groupId = "readers";
    settings.socketTimeoutMs = 2000;
    return settings;
}

struct Stage {
    TopicsDialog* dialog;
    explicit Stage(const core::Settings& settings) : dialog(new TopicsDialog(core::settingTable(), [settings] { return settings; }))
    {
        dialog->show();
    }
    ~Stage() { delete dialog; }
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    template <class T>
    [[nodiscard]] T* find(const char* name) const
    {
        return dialog->findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] QAbstractItemModel& rows(const char* table) const { return *find<QTableView>(table)->model(); }
    [[nodiscard]] QString label(const char* name) const { return find<QLabel>(name)->text(); }
};

} // namespace

class TopicsDialogTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeMode::light); }

    /// The window answers while the list is fetched, and a topic is found by a part of its name.
    /// Seen to fail with the case looked at in the search; with the rows exchanged without a reset.
    void thousandsOfTopics()
    {
        MockCluster mock;
        QVERIFY(mock.createTopics("topic-", 9'000));
        mock.createTopic("orders", 3);
        QVERIFY(mock.produce("orders", 3, 60));
        QElapsedTimer clock;
        clock.start();
        Stage stage(settingsFor(mock.bootstrapServers()));
        const QAbstractItemModelTester tester(&stage.rows("topicPartitionsTable"), QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QAbstractItemModelTester topicsTester(&stage.rows("topicsTable"), QAbstractItemModelTester::FailureReportingMode::QtTest);
        qint64 longest = clock.elapsed(); // opening
        qint64 before = clock.elapsed();
        while (stage.rows("topicsTable").rowCount() == 0 && clock.elapsed() < 20'000 * slowdown) {
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 10);
            longest = std::max(longest, clock.elapsed() - before);
            before = clock.elapsed();
        }
        QCOMPARE(stage.rows("topicsTable").rowCount(), 9'001);
        qInfo("9,001 topics shown after %lld ms, longest turn of the window %lld ms", clock.elapsed(), longest);
        QVERIFY2(longest < 100 * slowdown, qPrintable(QString::number(longest)));

        auto* search = stage.find<QLineEdit>("topicSearch");
        search->setFocus();
        QTest::keyClicks(search, QStringLiteral("ORD"));
        QCOMPARE(stage.rows("topicsTable").rowCount(), 1);
        QCOMPARE(stage.label("topicsState"), QStringLiteral("1 of 9\u202F001 topics"));
        QTest::keyClick(search, Qt::Key_Down);
        QTRY_COMPARE_WITH_TIMEOUT(stage.rows("topicPartitionsTable").rowCount(), 3, 15'000);
        QVERIFY(stage.label("topicLabel").startsWith(QStringLiteral("orders: 3 partitions, 60 offsets kept")));
        QSignalSpy chosen(stage.dialog, &TopicsDialog::topicChosen);
        QTest::mouseClick(stage.find<QPushButton>("useTopic"), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.front().front().toString(), QStringLiteral("orders"));
        QVERIFY(tests::savePictures(*stage.dialog, QStringLiteral("topics"), {920, 520}));
        QTRY_VERIFY_WITH_TIMEOUT(stage.label("groupLabel").contains(QStringLiteral("describes no groups")), 20'000);
    }
    void saysWhyAndCancels()
    {
        Stage stage(settingsFor("127.0.0.1:9"));
        auto* cancel = stage.find<QPushButton>("topicsCancel");
        QVERIFY(cancel->isEnabled());
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!cancel->isEnabled());
        QCOMPARE(stage.label("topicsState"), QStringLiteral("Cancelled."));
        QTest::mouseClick(stage.find<QPushButton>("topicsRefresh"), Qt::LeftButton); // waits for the one that gives up
        QVERIFY(cancel->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(!cancel->isEnabled(), 40'000);
        QVERIFY2(!stage.label("topicsState").isEmpty() && stage.label("topicsState") != QStringLiteral("Cancelled."), qPrintable(stage.label("topicsState")));
    }
    void theDemoBrokerNeedsTheConsumer()
    {
        core::Settings settings;
        settings.bootstrapServers = "demo";
        const Stage stage(settings);
        QVERIFY(stage.label("topicsState").contains(QStringLiteral("start it first")));
    }
    void aConnectionTakesItsTopicFromTheList()
    {
        MockCluster mock;
        mock.createTopic("bills", 1);
        mock.createTopic("orders", 3);
        test::FakeWindow f;
        f.settings.bootstrapServers = mock.bootstrapServers();
        f.bridge.apply(f.settings, false);
        f.find<QAction>("profilesAction")->trigger();
        auto* profiles = f.find<QDialog>("profilesDialog");
        profiles->findChild<QPushButton*>(QStringLiteral("chooseTopicButton"))->click();
        auto* dialog = f.window.findChild<TopicsDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* table = dialog->findChild<QTableView*>(QStringLiteral("topicsTable"));
        QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, 15'000);
        table->selectRow(0);
        auto* use = dialog->findChild<QPushButton*>(QStringLiteral("useTopic"));
        QTRY_VERIFY(use->isEnabled());
        QTest::mouseClick(use, Qt::LeftButton);
        QVERIFY(!dialog->isVisible());
        auto* topic = profiles->findChild<QLineEdit*>(QStringLiteral("profile_topic"));
        QCOMPARE(topic->text(), QStringLiteral("bills"));
        QCOMPARE(f.bridge.settings().topic, std::string("orders")); // not before Use
        QVERIFY(topic->completer() != nullptr);
        topic->completer()->setCompletionPrefix(QStringLiteral("DER"));
        QCOMPARE(topic->completer()->completionCount(), 1);
        QCOMPARE(topic->completer()->currentCompletion(), QStringLiteral("orders"));
    }
    void aChosenTopicIsApplied()
    {
        test::FakeWindow f;
        f.find<QAction>("topicsAction")->trigger();
        auto* dialog = f.window.findChild<TopicsDialog*>();
        QVERIFY(dialog != nullptr && dialog->isVisible());
        Q_EMIT dialog->topicChosen(QStringLiteral("bills"));
        QCOMPARE(f.bridge.settings().topic, std::string("bills"));
        f.find<QAction>("topicsAction")->trigger(); // the same one comes to the front
        QCOMPARE(f.window.findChildren<TopicsDialog*>().size(), 1);
        QElapsedTimer clock;
        clock.start();
        QTest::keyClick(dialog, Qt::Key_Escape); // with questions under way to a broker that is not there
        QVERIFY(!dialog->isVisible());
        QVERIFY2(clock.elapsed() < 200 * slowdown, qPrintable(QString::number(clock.elapsed())));
    }
};

QTEST_MAIN(TopicsDialogTest)
#include "tst_topics_dialog.moc"
