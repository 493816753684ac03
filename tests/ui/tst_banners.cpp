// SPDX-License-Identifier: GPL-3.0-or-later
// Banners: how many, which first, and what those of a session offer.
#include <QPushButton>
#include <QTest>

#include "tests/ui/fake_window.h"
#include "ui/views/banner_stack.h"
#include "ui/views/session_banners.h"

using namespace headroom;
using headroom::test::FakeWindow;

class TestBanners : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void areBounded();
    void offerANewClientToAStall();
};

void TestBanners::areBounded()
{
    ui::BannerStack stack;
    QString pressed;
    const auto add = [&](int number, ui::Banner::Severity severity) {
        const QString key = QStringLiteral("k%1").arg(number);
        stack.show({key, severity, QStringLiteral("text %1").arg(number), {{QStringLiteral("Do"), [&pressed, key] { pressed = key; }}}});
    };
    for (int i = 0; i < 40; ++i) {
        add(i, ui::Banner::Severity::info);
    }
    add(100, ui::Banner::Severity::error);
    add(101, ui::Banner::Severity::warning);
    const auto buttons = stack.findChildren<QPushButton*>();
    QCOMPARE(buttons.size(), ui::BannerStack::maxShown);
    QVERIFY(stack.contains(QStringLiteral("k100")));
    QVERIFY(!stack.contains(QStringLiteral("k0"))); // the oldest went
    QCOMPARE(buttons.at(0)->objectName(), QStringLiteral("banner_k100_action0"));
    QCOMPARE(buttons.at(1)->objectName(), QStringLiteral("banner_k101_action0"));
    QCOMPARE(buttons.at(2)->objectName(), QStringLiteral("banner_k39_action0"));
    buttons.at(1)->click();
    QCOMPARE(pressed, QStringLiteral("k101"));
    stack.remove(QStringLiteral("k100"));
    QCOMPARE(stack.findChild<QPushButton*>()->objectName(), QStringLiteral("banner_k101_action0"));
}

/// Seen to fail without the offer of a new client.
void TestBanners::offerANewClientToAStall()
{
    FakeWindow w;
    w.start();
    QTRY_COMPARE(w.bridge.latest()->repeatRisk, std::int64_t{60});
    ui::BannerStack stack;
    ui::SessionBanners banners(w.bridge, stack);
    core::Snapshot standing = *w.bridge.latest();
    standing.stall = core::Stall{31, "1 200 messages wait, and the client fetches none of them.", true};
    banners.apply(standing);
    auto* button = stack.findChild<QPushButton*>(QStringLiteral("banner_stall_action0"));
    QVERIFY(button != nullptr);
    QCOMPARE(button->text(), QStringLiteral("New client"));
    button->click();
    QTRY_VERIFY([&w] {
        const std::scoped_lock lock(w.broker->mutex);
        return w.broker->consumers == 2;
    }());
    standing.stall->recreateHelps = false; // a slow processor: a new client would wait for it as well
    banners.apply(standing);
    QCOMPARE(stack.findChild<QPushButton*>(QStringLiteral("banner_stall_action0"))->text(), QStringLiteral("Events"));
    standing.stall.reset();
    banners.apply(standing);
    QVERIFY(!stack.contains(QStringLiteral("stall")));
}

QTEST_MAIN(TestBanners)
#include "tst_banners.moc"
