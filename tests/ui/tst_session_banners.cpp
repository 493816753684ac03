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

Q_DECLARE_METATYPE(std::vector<headroom::core::Error>)

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
    QTest::addColumn<std::vector<core::Error>>("errors");
    QTest::addColumn<QString>("told");
    QTest::newRow("nothing better") << std::vector{allDown} << QString::fromStdString(allDown.message);
    QTest::newRow("refused") << std::vector{refused, allDown} << QString::fromStdString(refused.message);
    QTest::newRow("no broker") << std::vector{webServer, allDown} << QString::fromStdString(webServer.message);
    QTest::newRow("after it was up") << std::vector{allDown, refused} << QString::fromStdString(refused.message);
    QTest::newRow("no topic") << std::vector{refused, allDown, noTopic} << QString::fromStdString(noTopic.message);
}

void TestSessionBanners::theBestReasonIsTold()
{
    QFETCH(std::vector<core::Error>, errors);
    QFETCH(QString, told);
    FakeWindow w;
    Q_EMIT w.bridge.snapshotChanged(connecting(errors).build());
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
