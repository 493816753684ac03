// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/session/limit_watch.h"
#include "tests/support/cgroup_tree.h"

using namespace headroom::core;
using headroom::test::CgroupTree;
using Alarm = LimitWatch::Alarm;

class TstLimitWatch : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsOnceASecondAndMovesOnWithRss();
    void readsEachTickWhenNear();
    void warnsOnceAndStopsAtTheFirstLook();
    void betweenTicksItMovesWithRss();
    void withoutALimitNothingIsSaid();
    void pretended_data();
    void pretended();
    void outlookIsToTheSmallerLimit();
};

void TstLimitWatch::readsOnceASecondAndMovesOnWithRss()
{
    CgroupTree tree(100 * mib, 40 * mib);
    LimitWatch watch(tree.root());
    QCOMPARE(watch.look(0, 30 * mib, 0, 0), Alarm::none);
    QCOMPARE(watch.status().limit, 100 * mib);
    QCOMPARE(watch.status().used, 40 * mib);
    QCOMPARE(watch.status().source, std::string("/sys/fs/cgroup/app/memory.max"));
    QVERIFY(!watch.status().pretended);
    tree.setUsed(50 * mib);
    QCOMPARE(watch.look(0.5, 35 * mib, 0, 0), Alarm::none);
    QCOMPARE(watch.status().used, 45 * mib); // RSS grew by 5 since the file was read
    QCOMPARE(watch.look(1.0, 35 * mib, 0, 0), Alarm::none);
    QCOMPARE(watch.status().used, 50 * mib);
}

void TstLimitWatch::readsEachTickWhenNear()
{
    CgroupTree tree(100 * mib, 86 * mib);
    LimitWatch watch(tree.root());
    QCOMPARE(watch.look(0, 30 * mib, 0, 0), Alarm::none);
    tree.setUsed(92 * mib); // another process of the container
    QCOMPARE(watch.look(0.1, 30 * mib, 0, 0), Alarm::warn);
    QCOMPARE(watch.status().used, 92 * mib);
}

void TstLimitWatch::warnsOnceAndStopsAtTheFirstLook()
{
    CgroupTree tree(100 * mib, 91 * mib);
    LimitWatch watch(tree.root());
    QCOMPARE(watch.look(0, 30 * mib, 0, 0), Alarm::warn);
    QCOMPARE(watch.look(0.1, 30 * mib, 0, 0), Alarm::none);
    tree.setUsed(86 * mib);
    QCOMPARE(watch.look(0.2, 30 * mib, 0, 0), Alarm::none);
    tree.setUsed(91 * mib);
    QCOMPARE(watch.look(0.3, 30 * mib, 0, 0), Alarm::none); // noise around the mark is one warning
    tree.setUsed(80 * mib);
    QCOMPARE(watch.look(0.4, 30 * mib, 0, 0), Alarm::none);
    tree.setUsed(91 * mib);
    QCOMPARE(watch.look(2, 30 * mib, 0, 0), Alarm::warn);
    QVERIFY(watch.near());
    tree.setUsed(98 * mib);
    QCOMPARE(watch.look(2.1, 30 * mib, 0, 0), Alarm::stop);
    tree.setUsed(96 * mib);
    QCOMPARE(watch.look(2.2, 30 * mib, 0, 0), Alarm::none);
}

/// What filled within a tick passed the limit unseen.
void TstLimitWatch::betweenTicksItMovesWithRss()
{
    CgroupTree tree(100 * mib, 40 * mib);
    LimitWatch watch(tree.root());
    QCOMPARE(watch.look(0, 30 * mib, 0, 0), Alarm::none);
    QVERIFY(!watch.near());
    QCOMPARE(watch.stopMark(), 97 * mib);
    QCOMPARE(watch.look(0.1, 66 * mib, 0, 0), Alarm::none);
    QVERIFY(watch.near()); // 76
    QVERIFY(!watch.mustStop(0.105, 80 * mib, 0)); // 90
    QVERIFY(!watch.mustStop(0.110, 88 * mib, 0)); // 98, as it seems, but the container gave other memory back
    QCOMPARE(watch.used(), 40 * mib);
    tree.setUsed(97 * mib);
    QVERIFY(watch.mustStop(0.115, 145 * mib, 0));
    tree.setUsed(20 * mib);
    QVERIFY(!watch.mustStop(0.120, 145 * mib, 0));
}

void TstLimitWatch::withoutALimitNothingIsSaid()
{
    LimitWatch watch("/nowhere");
    for (int i = 0; i < 100; ++i)
        QCOMPARE(watch.look(i * 0.1, 900 * mib, 0, 0), Alarm::none);
    QVERIFY(!watch.near() && !watch.mustStop(10, 900 * mib, 0));
    QCOMPARE(watch.stopMark(), unknownBytes);
    QCOMPARE(watch.status().limit, unknownBytes);
    QCOMPARE(watch.status().used, unknownBytes);
    QVERIFY(watch.status().source.empty());
    QCOMPARE(watch.status().trend, MemoryTrend::steady);
}

void TstLimitWatch::pretended_data()
{
    QTest::addColumn<qint64>("container");
    QTest::addColumn<qint64>("pretend");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<bool>("pretended");
    QTest::newRow("smaller than the container's") << qint64(100) << qint64(50) << qint64(50) << true;
    QTest::newRow("larger than the container's") << qint64(100) << qint64(200) << qint64(100) << false;
    QTest::newRow("none set") << qint64(100) << qint64(0) << qint64(100) << false;
}

void TstLimitWatch::pretended()
{
    QFETCH(qint64, container);
    QFETCH(qint64, pretend);
    CgroupTree tree(container * mib, 10 * mib);
    LimitWatch watch(tree.root());
    static_cast<void>(watch.look(0, 49 * mib, pretend * mib, 0));
    QTEST(static_cast<qint64>(watch.status().limit / mib), "limit");
    QTEST(watch.status().pretended, "pretended");
    QCOMPARE(watch.status().used, watch.status().pretended ? unknownBytes : 10 * mib);
    QCOMPARE(watch.used(), watch.status().pretended ? 49 * mib : 10 * mib); // our own RSS is what counts against a pretended one
    QCOMPARE(watch.mustStop(0.1, 49 * mib, pretend * mib), watch.status().pretended);
}

void TstLimitWatch::outlookIsToTheSmallerLimit()
{
    CgroupTree tree(500 * mib, 10 * mib);
    LimitWatch watch(tree.root());
    for (int i = 0; i <= 100; ++i)
        static_cast<void>(watch.look(i * 0.1, 100 * mib + i * mib / 10, 0, 150 * mib)); // 1 MiB a second
    QCOMPARE(watch.status().trend, MemoryTrend::rising);
    QVERIFY2(qAbs(watch.status().secondsToLimit - 40) < 0.5, qPrintable(QString::number(watch.status().secondsToLimit)));
}

QTEST_APPLESS_MAIN(TstLimitWatch)
#include "tst_limit_watch.moc"
