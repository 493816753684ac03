// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPushButton>
#include <QTest>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/fake_window.h"
#include "ui/views/banner_stack.h"

using namespace headroom;
using headroom::test::FakeWindow;
using headroom::tests::SnapshotBuilder;

namespace {

const core::Error allDown{core::ErrorCode::unreachable, "1/1 brokers are down.", {}, true, false, -187};
const core::Error refused{core::ErrorCode::unreachable, "Connection refused.", {}, true, false, -195};
const core::Error webServer{core::ErrorCode::notABroker, "Something answers, but not as a broker.", {}, true, false, -199};
const core::Error noTopic{core::ErrorCode::unknownTopic, "There is no topic nope.", "nope", false, false, 3};

SnapshotBuilder connecting(const std::vector<core::Error>& errors)
{
    SnapshotBuilder builder;
    builder.state(core::SessionState::connecting);
    builder.edit().errors = errors;
    return builder;
}

QString textOf(const FakeWindow& w, const char* key)
{
    const auto* label = w.find<QLabel>(qPrintable(QStringLiteral("banner_%1_text").arg(QLatin1String(key))));
    return label == nullptr ? QString() : label->text();
}

} // namespace

class TestSessionBanners : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theBestReasonIsTold_data();
    void theBestReasonIsTold();
    void dismissedReasonLeavesNoVagueOne();
    void longWaitIsExplained();
};

void TestSessionBanners::theBestReasonIsTold_data()
{
    using Told = std::shared_ptr<const core::Snapshot>;
    QTest::addColumn<Told>("snapshot");
    QTest::addColumn<QString>("told");
    const auto text = [](const core::Error& error) { return QString::fromStdString(error.message); };
    const auto after = [](core::SessionState state, int partitions, bool away, const std::vector<core::Error>& errors) -> Told {
        SnapshotBuilder builder = connecting(errors);
        builder.state(state).partitions(partitions);
        if (away) {
            builder.edit().brokerAwaySince = core::WallTime{};
        }
        return builder.build(); // at 0 msg/s
    };
    using State = core::SessionState;
    QTest::newRow("nothing better") << Told(connecting({allDown}).build()) << text(allDown);
    QTest::newRow("refused") << Told(connecting({refused, allDown}).build()) << text(refused);
    QTest::newRow("no broker") << Told(connecting({webServer, allDown}).build()) << text(webServer);
    QTest::newRow("after it was up") << Told(connecting({allDown, refused}).build()) << text(refused);
    QTest::newRow("no topic") << Told(connecting({refused, allDown, noTopic}).build()) << text(noTopic);
    QTest::newRow("running, broker away") << after(State::running, 3, true, {refused, allDown}) << text(refused);
    QTest::newRow("running, 0 msg/s, broker back") << after(State::running, 3, false, {refused, allDown}) << QString();
    QTest::newRow("running, nothing owned") << after(State::running, 0, false, {refused, allDown}) << text(refused);
    QTest::newRow("paused, broker back") << after(State::paused, 3, false, {refused, allDown}) << QString();
    QTest::newRow("stopped") << after(State::stopped, 3, false, {refused, allDown}) << QString();
    QTest::newRow("stopped, another reason") << after(State::stopped, 3, false, {refused, noTopic}) << text(noTopic);
}

void TestSessionBanners::theBestReasonIsTold()
{
    QFETCH(std::shared_ptr<const core::Snapshot>, snapshot);
    QFETCH(QString, told);
    FakeWindow w;
    Q_EMIT w.bridge.snapshotChanged(snapshot);
    QCOMPARE(textOf(w, "error"), told);
}

void TestSessionBanners::dismissedReasonLeavesNoVagueOne()
{
    FakeWindow w;
    const auto snapshot = connecting({refused, allDown}).build();
    Q_EMIT w.bridge.snapshotChanged(snapshot);
    w.find<QPushButton>("banner_error_action2")->click();
    Q_EMIT w.bridge.snapshotChanged(snapshot);
    QCOMPARE(textOf(w, "error"), QString());
}

/// A controller's listener gives no error at all, only no partition, for ever.
void TestSessionBanners::longWaitIsExplained()
{
    FakeWindow w;
    const auto at = [&w](double seconds, const std::vector<core::Error>& errors = {}) {
        SnapshotBuilder builder = connecting(errors);
        builder.edit().seconds = seconds;
        Q_EMIT w.bridge.snapshotChanged(builder.build());
        return textOf(w, "waiting");
    };
    QCOMPARE(at(100), QString());
    QCOMPARE(at(110), QString());
    QVERIFY2(at(116).contains(QStringLiteral("controller")), qPrintable(at(116)));
    QCOMPARE(at(117, {refused}), QString()); // that says it
    QCOMPARE(at(118), QString());            // and the wait begins anew
}

QTEST_MAIN(TestSessionBanners)
#include "tst_session_banners.moc"
