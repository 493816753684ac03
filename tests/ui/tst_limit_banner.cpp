// SPDX-License-Identifier: GPL-3.0-or-later
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/fake_window.h"
#include "ui/views/banner_stack.h"
#include "ui/views/limit_banner.h"

using namespace headroom;
using namespace headroom::ui;
using headroom::tests::SnapshotBuilder;

namespace {

core::TickReading readingOf(core::Bytes rss)
{
    core::TickReading reading = tests::typicalReading(60);
    reading.ledger.baseline += rss - reading.ledger.rss;
    reading.ledger.rss = rss;
    return reading;
}

core::LimitStatus container(core::Bytes limit, core::Bytes used)
{
    core::LimitStatus status;
    status.limit = limit;
    status.used = used;
    status.source = "/sys/fs/cgroup/memory.max";
    return status;
}

std::shared_ptr<const core::Snapshot> snapshotOf(core::Bytes rss, const core::LimitStatus& limit, core::GuardPhase phase = core::GuardPhase::observing)
{
    core::GuardStatus guard;
    guard.phase = phase;
    guard.limit = 256 * core::mib;
    return SnapshotBuilder().guard(guard).limit(limit).tick(readingOf(rss)).build();
}

} // namespace

Q_DECLARE_METATYPE(headroom::ui::LimitAlarm)

class LimitBannerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void alarms_data()
    {
        QTest::addColumn<core::Bytes>("rss");
        QTest::addColumn<core::Bytes>("limit");
        QTest::addColumn<core::Bytes>("used");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<LimitAlarm>("present");
        QTest::addColumn<LimitAlarm>("alarm");
        const core::Bytes m = core::mib;
        const core::Bytes none = core::unknownBytes;
        QTest::newRow("far from all") << 160 * m << none << none << -1.0 << LimitAlarm::none << LimitAlarm::none;
        QTest::newRow("near the budget") << 240 * m << none << none << -1.0 << LimitAlarm::none << LimitAlarm::nearLimit;
        QTest::newRow("below, but not away") << 230 * m << none << none << -1.0 << LimitAlarm::nearLimit << LimitAlarm::nearLimit;
        QTest::newRow("below, not yet near") << 230 * m << none << none << -1.0 << LimitAlarm::none << LimitAlarm::none;
        QTest::newRow("away again") << 220 * m << none << none << -1.0 << LimitAlarm::nearLimit << LimitAlarm::none;
        QTest::newRow("the container counts more") << 160 * m << 200 * m << 190 * m << -1.0 << LimitAlarm::none << LimitAlarm::nearLimit;
        QTest::newRow("soon") << 160 * m << none << none << 40.0 << LimitAlarm::none << LimitAlarm::nearLimit;
        QTest::newRow("not so soon") << 160 * m << none << none << 90.0 << LimitAlarm::none << LimitAlarm::none;
    }
    void alarms()
    {
        QFETCH(core::Bytes, rss);
        QFETCH(core::Bytes, limit);
        QFETCH(core::Bytes, used);
        QFETCH(double, seconds);
        QFETCH(LimitAlarm, present);
        QFETCH(LimitAlarm, alarm);
        core::LimitStatus status = container(limit, used);
        status.trend = seconds >= 0 ? core::MemoryTrend::rising : core::MemoryTrend::steady;
        status.secondsToLimit = seconds;
        QCOMPARE(limitAlarm(*snapshotOf(rss, status), present), alarm);
    }
    void guardsTroubleComesFirst()
    {
        QCOMPARE(limitAlarm(*snapshotOf(250 * core::mib, {}, core::GuardPhase::cannotHelp), LimitAlarm::none), LimitAlarm::cannotHelp);
        core::GuardStatus often;
        often.phase = core::GuardPhase::observing;
        often.oftenPaused = true;
        QCOMPARE(limitAlarm(*SnapshotBuilder().guard(often).tick(readingOf(160 * core::mib)).build(), LimitAlarm::none), LimitAlarm::oftenPaused);
    }
    void anEndedRunHasNoAlarm()
    {
        QCOMPARE(limitAlarm(*SnapshotBuilder().tick(readingOf(250 * core::mib)).state(core::SessionState::stopped).build(), LimitAlarm::nearLimit), LimitAlarm::none);
    }
    void namesWhatIsNear()
    {
        const auto text = [](const std::shared_ptr<const core::Snapshot>& snapshot) { return limitAlarmText(LimitAlarm::nearLimit, *snapshot); };
        QVERIFY(text(snapshotOf(240 * core::mib, {})).contains(QStringLiteral("budget of 256.0 MiB")));
        QVERIFY(text(snapshotOf(190 * core::mib, container(200 * core::mib, 190 * core::mib))).contains(QStringLiteral("container's limit of 200.0 MiB")));
        core::LimitStatus pretended = container(200 * core::mib, core::unknownBytes);
        pretended.pretended = true;
        QVERIFY(text(snapshotOf(190 * core::mib, pretended)).contains(QStringLiteral("pretended limit of 200.0 MiB")));
    }
    void bannerComesStaysAndGoes()
    {
        test::FakeWindow w;
        BannerStack stack;
        LimitBanner banner(w.bridge, stack, nullptr);
        QSignalSpy edit(&banner, &LimitBanner::editSetting);
        QSignalSpy derive(&banner, &LimitBanner::deriveLimits);
        banner.apply(*snapshotOf(240 * core::mib, {}));
        const auto button = [&stack](int action) { return stack.findChild<QPushButton*>(QStringLiteral("banner_limit_action%1").arg(action)); };
        QVERIFY(button(0) != nullptr);
        QPushButton* before = button(0);
        banner.apply(*snapshotOf(243 * core::mib, {})); // another figure, the same banner: the button under the mouse stays
        QCOMPARE(button(0), before);
        QTest::mouseClick(button(0), Qt::LeftButton);
        QCOMPARE(w.finished.count(), 1); // Trim was posted, and refused since nothing runs
        QTest::mouseClick(button(1), Qt::LeftButton);
        QCOMPARE(derive.count(), 1);
        QTest::mouseClick(button(2), Qt::LeftButton);
        QCOMPARE(edit.at(0).at(0).toString(), QStringLiteral("queued-max-messages-kbytes"));
        QTest::mouseClick(button(3), Qt::LeftButton);
        QVERIFY(!stack.contains(QStringLiteral("limit")));
        banner.apply(*snapshotOf(242 * core::mib, {})); // dismissed
        QVERIFY(!stack.contains(QStringLiteral("limit")));
        banner.apply(*snapshotOf(100 * core::mib, {}));
        banner.apply(*snapshotOf(242 * core::mib, {})); // again
        QVERIFY(stack.contains(QStringLiteral("limit")));
        banner.apply(*snapshotOf(100 * core::mib, {}));
        QVERIFY(!stack.contains(QStringLiteral("limit")));
    }
};

QTEST_MAIN(LimitBannerTest)
#include "tst_limit_banner.moc"
