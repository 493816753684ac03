// SPDX-License-Identifier: GPL-3.0-or-later
// Closing the window: what is not committed is named first, and the end is bounded.
#include <algorithm>
#include <map>

#include <QAbstractButton>
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/fake_window.h"
#include "ui/views/quit_dialog.h"

using namespace headroom;
using headroom::test::FakeWindow;

class TestWindowQuit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void quitAsksAboutUncommitted_data();
    void quitAsksAboutUncommitted();
    void unattendedQuitNeverAsks();
    void secondCloseForces();

private:
    static void runUntilProcessed(FakeWindow& w);
    static void saysWhatIsOpen(const ui::QuitDialog& dialog);
};

/// Starts and waits until all 60 messages are processed and the button can be pressed.
void TestWindowQuit::runUntilProcessed(FakeWindow& w)
{
    w.start();
    QTRY_COMPARE(w.bridge.latest()->repeatRisk, std::int64_t{60});
    QTRY_VERIFY(w.find<QAction>("commitAction")->isEnabled());
}

void TestWindowQuit::quitAsksAboutUncommitted_data()
{
    QTest::addColumn<QString>("button");
    QTest::addColumn<qint64>("committed");
    QTest::newRow("commit and quit") << QStringLiteral("commitAndQuitButton") << qint64{20};
    QTest::newRow("without commit") << QStringLiteral("quitWithoutCommitButton") << qint64{core::unknownOffset};
}

/// 20 messages of each of three partitions. Seen to fail with a title that leaves the number out, and with a table of the partitions
/// that have nothing open.
void TestWindowQuit::saysWhatIsOpen(const ui::QuitDialog& dialog)
{
    const QList<QLabel*> labels = dialog.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) { return label->text() == QStringLiteral("60 processed messages are not committed."); }));
    const auto* table = dialog.findChild<QTableWidget*>(QStringLiteral("quitTable"));
    QVERIFY(table != nullptr);
    QCOMPARE(table->rowCount(), 3);
    for (int row = 0; row < 3; ++row) {
        QCOMPARE(table->item(row, 0)->text(), QString::number(row));
        QCOMPARE(table->item(row, 1)->text(), QStringLiteral("20"));
        QCOMPARE(table->item(row, 3)->text(), QStringLiteral("20"));
    }
}

void TestWindowQuit::quitAsksAboutUncommitted()
{
    QFETCH(QString, button);
    QFETCH(qint64, committed);
    FakeWindow w;
    runUntilProcessed(w);
    w.window.close();
    auto* dialog = w.find<ui::QuitDialog>("quitDialog");
    QVERIFY(dialog != nullptr);
    saysWhatIsOpen(*dialog);
    QTest::keyClick(dialog, Qt::Key_Escape); // cancel
    QTRY_VERIFY(w.find<ui::QuitDialog>("quitDialog") == nullptr);
    QCOMPARE(w.state(), core::SessionState::running);
    QCOMPARE(w.closed.count(), 0);

    w.window.close();
    dialog = w.find<ui::QuitDialog>("quitDialog");
    QTest::mouseClick(dialog->findChild<QPushButton*>(button), Qt::LeftButton);
    QTRY_COMPARE(w.closed.count(), 1);
    QVERIFY(!w.bridge.running());
    QCOMPARE(w.committed(0), committed);
    QVERIFY(!w.window.isVisible());
}

void TestWindowQuit::unattendedQuitNeverAsks()
{
    FakeWindow w(true);
    runUntilProcessed(w);
    w.window.close();
    QVERIFY(w.find<ui::QuitDialog>("quitDialog") == nullptr);
    QTRY_COMPARE(w.closed.count(), 1);
    QCOMPARE(w.committed(0), core::Offset{core::unknownOffset}); // manual: nobody committed
}

/// The broker answers nothing: the first close waits for it, the second one does not. Seen to fail when a second close is only asked
/// for again.
void TestWindowQuit::secondCloseForces()
{
    FakeWindow w(true);
    runUntilProcessed(w);
    {
        const std::scoped_lock lock(w.broker->mutex);
        w.broker->answer = headroom::test::FakeBroker::Answer::never;
    }
    w.window.close();
    QVERIFY(w.closed.isEmpty() && w.bridge.running() && w.window.isVisible());
    w.window.close();
    QCOMPARE(w.closed.count(), 1); // without waiting
    QVERIFY(!w.window.isVisible());
}

QTEST_MAIN(TestWindowQuit)
#include "tst_window_quit.moc"
