// SPDX-License-Identifier: GPL-3.0-or-later
// The window on a real X server of its own and on the demo broker: what a person sees and clicks.
#include <csignal>

#include <sys/prctl.h>

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolBar>
#include <QToolButton>
#include <QWindow>

#include "core/log/log_ring.h"
#include "ui/views/main_window.h"
#include "ui/views/session_bridge.h"

using namespace headroom;

namespace {

constexpr int patient = 20000; ///< ms: a start of broker, group and first messages on a busy machine

/// An X server on a free display of its own; it dies with us.
class PrivateDisplay {
public:
    bool start()
    {
        m_server.setChildProcessModifier([] { prctl(PR_SET_PDEATHSIG, SIGKILL); });
        m_server.start(QStringLiteral("Xvfb"), {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                                                QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
        if (!m_server.waitForStarted() || !m_server.waitForReadyRead(10000)) {
            return false;
        }
        const QByteArray number = m_server.readAllStandardOutput().trimmed();
        qputenv("DISPLAY", ":" + number);
        qputenv("QT_QPA_PLATFORM", "xcb");
        return !number.isEmpty();
    }
    ~PrivateDisplay()
    {
        m_server.terminate();
        if (!m_server.waitForFinished(3000)) {
            m_server.kill();
            m_server.waitForFinished(1000);
        }
    }

private:
    QProcess m_server;
};

} // namespace

class TestWindowXvfb : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void startCommitStop();
    void demoBrokerDiesAndComesBack();

private:
    static core::Settings byHand()
    {
        core::Settings settings;
        settings.commitMode = "manual";
        settings.memoryBudget = 256 * core::mib;
        return settings;
    }
    /// A click where the widget is on the window, through the platform's window.
    static void click(QWidget* widget)
    {
        QWidget* top = widget->window();
        QTest::mouseClick(top->windowHandle(), Qt::LeftButton, {}, widget->mapTo(top, widget->rect().center()));
    }
};

void TestWindowXvfb::startCommitStop()
{
    QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb"));
    ui::SessionBridge bridge({});
    bridge.apply(byHand(), false);
    ui::WindowOptions options;
    options.defaults = byHand();
    options.unattended = true;
    ui::MainWindow window(bridge, std::make_shared<core::LogRing>(100), options);
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));

    auto* bar = window.findChild<QToolBar*>(QStringLiteral("mainToolBar"));
    const auto toolButton = [&](const char* action) { return bar->widgetForAction(window.findChild<QAction*>(QString::fromLatin1(action))); };
    click(toolButton("startAction"));
    QTRY_VERIFY_WITH_TIMEOUT(bridge.latest()->messages > 100, patient);
    QVERIFY(window.findChild<QAction*>(QStringLiteral("restartDemoAction"))->isVisible());
    QVERIFY(bridge.demoPid() > 0);
    auto* table = window.findChild<QTableView*>(QStringLiteral("messagesTable"));
    QVERIFY(table != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() > 0, patient);

    auto* commit = window.findChild<QPushButton*>(QStringLiteral("commitBatchButton"));
    QTRY_VERIFY_WITH_TIMEOUT(commit->isEnabled(), patient);
    click(commit);
    QVERIFY(commit->text().startsWith(QStringLiteral("Committing…")));
    QTRY_VERIFY_WITH_TIMEOUT(bridge.latest()->commits.confirmed >= 1, patient);
    QCOMPARE(bridge.latest()->commits.failed, std::uint64_t{0});
    const auto* last = window.findChild<QLabel*>(QStringLiteral("lastCommitLabel"));
    QTRY_VERIFY_WITH_TIMEOUT(last->text().startsWith(QStringLiteral("✓ last commit")), patient);
    const bool any = std::ranges::any_of(bridge.latest()->partitions, [](const core::PartitionRow& row) { return row.committed > 0; });
    QVERIFY(any);
    QTRY_VERIFY_WITH_TIMEOUT(bridge.uiFigures().frames > 5, patient);

    click(toolButton("stopAction"));
    QTRY_COMPARE_WITH_TIMEOUT(bridge.latest()->state, core::SessionState::stopped, patient);
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QAction*>(QStringLiteral("startAction"))->isEnabled(), patient);
    window.close();
    QVERIFY(!window.isVisible());
}

/// Seen to fail with the end of the demo broker not told; when the run goes on without its demo broker.
void TestWindowXvfb::demoBrokerDiesAndComesBack()
{
    ui::SessionBridge bridge({});
    ui::WindowOptions options;
    options.unattended = true;
    ui::MainWindow window(bridge, std::make_shared<core::LogRing>(100), options);
    window.resize(1440, 900);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    bridge.start(byHand());
    QTRY_VERIFY_WITH_TIMEOUT(bridge.latest()->messages > 100, patient);
    const int first = bridge.demoPid();
    QCOMPARE(kill(first, SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(window.findChild<QPushButton*>(QStringLiteral("banner_demo_action0")) != nullptr, patient);
    QTRY_VERIFY_WITH_TIMEOUT(!bridge.running(), patient); // its run has ended with it: nothing can be committed
    QTRY_COMPARE(window.findChild<QLabel*>(QStringLiteral("stateLabel"))->text(), QStringLiteral("⊗ The demo broker has ended"));
    QVERIFY(!bridge.demoDeath().isEmpty());
    // Only now: banners are made anew when the run ends.
    auto* restart = window.findChild<QPushButton*>(QStringLiteral("banner_demo_action0"));
    QCOMPARE(restart->text(), QStringLiteral("Restart demo broker"));
    QTRY_VERIFY(restart->isVisible() && restart->width() > 40);
    const auto* commit = window.findChild<QAction*>(QStringLiteral("commitAction"));
    QVERIFY(!commit->isEnabled());
    QVERIFY2(commit->toolTip().contains(QStringLiteral("demo broker has ended")), qPrintable(commit->toolTip()));
    click(restart);
    QTRY_VERIFY_WITH_TIMEOUT(bridge.demoPid() > 0 && bridge.demoPid() != first, patient);
    QTRY_VERIFY_WITH_TIMEOUT(bridge.latest()->state == core::SessionState::running && bridge.latest()->messages > 100, patient);
    QVERIFY(window.findChild<QPushButton*>(QStringLiteral("banner_demo_action0")) == nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(commit->isEnabled(), patient);
    QVERIFY(bridge.demoDeath().isEmpty());
    window.close();
    QTRY_VERIFY_WITH_TIMEOUT(!window.isVisible(), patient);
}

int main(int argc, char** argv)
{
    PrivateDisplay display;
    if (!display.start()) {
        qCritical("Xvfb did not start; install xvfb.");
        return 1;
    }
    int result = 1;
    {
        QApplication application(argc, argv);
        TestWindowXvfb test;
        result = QTest::qExec(&test, argc, argv);
    }
    return result;
}
#include "tst_window_xvfb.moc"
