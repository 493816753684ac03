// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QStyle>
#include <QTest>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

using namespace headroom::ui;

Q_DECLARE_METATYPE(QColor ThemeColors::*)

namespace {

using Role = QColor ThemeColors::*;

struct Pair {
    const char* name;
    Role front;
    Role back;
    double least;
};

constexpr double textContrast = 4.5;
constexpr double shapeContrast = 3.0;

constexpr Pair pairs[] = {
    {"text on window", &ThemeColors::text, &ThemeColors::window, textContrast},
    {"text on plot", &ThemeColors::text, &ThemeColors::plot, textContrast},
    {"dim text on window", &ThemeColors::dimText, &ThemeColors::window, textContrast},
    {"dim text on plot", &ThemeColors::dimText, &ThemeColors::plot, textContrast},
    {"ok on tint", &ThemeColors::ok, &ThemeColors::okTint, textContrast},
    {"ok on window", &ThemeColors::ok, &ThemeColors::window, textContrast},
    {"adapt on tint", &ThemeColors::adapt, &ThemeColors::adaptTint, textContrast},
    {"adapt on window", &ThemeColors::adapt, &ThemeColors::window, textContrast},
    {"risk on tint", &ThemeColors::risk, &ThemeColors::riskTint, textContrast},
    {"risk on window", &ThemeColors::risk, &ThemeColors::window, textContrast},
    {"error on tint", &ThemeColors::error, &ThemeColors::errorTint, textContrast},
    {"error on window", &ThemeColors::error, &ThemeColors::window, textContrast},
    {"info on tint", &ThemeColors::info, &ThemeColors::infoTint, textContrast},
    {"info on window", &ThemeColors::info, &ThemeColors::window, textContrast},
    {"info on plot", &ThemeColors::info, &ThemeColors::plot, textContrast},
    {"baseline", &ThemeColors::baseline, &ThemeColors::plot, shapeContrast},
    {"prefetch", &ThemeColors::prefetch, &ThemeColors::plot, shapeContrast},
    {"batch", &ThemeColors::batch, &ThemeColors::plot, shapeContrast},
    {"view", &ThemeColors::view, &ThemeColors::plot, shapeContrast},
    {"slack", &ThemeColors::slack, &ThemeColors::plot, shapeContrast},
    {"rest", &ThemeColors::rest, &ThemeColors::plot, shapeContrast},
    {"highlight as a shape", &ThemeColors::highlight, &ThemeColors::plot, shapeContrast},
};

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void contrast_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<Role>("front");
        QTest::addColumn<Role>("back");
        QTest::addColumn<double>("least");
        for (const bool dark : {false, true}) {
            for (const Pair& pair : pairs) {
                QTest::addRow("%s, %s", pair.name, dark ? "dark" : "light") << dark << pair.front << pair.back << pair.least;
            }
        }
    }
    void contrast()
    {
        QFETCH(bool, dark);
        QFETCH(Role, front);
        QFETCH(Role, back);
        QFETCH(double, least);
        const ThemeColors& colors = themeColors(themePalette(dark));
        const double ratio = contrastRatio(colors.*front, colors.*back);
        QVERIFY2(ratio >= least, qPrintable(QString::number(ratio)));
    }
    void contrastIsThatOfTheStandard()
    {
        QCOMPARE(contrastRatio(Qt::black, Qt::white), 21.0);
        QCOMPARE(contrastRatio(Qt::red, Qt::red), 1.0);
        // Two published ratios of the design's table.
        QVERIFY(std::abs(contrastRatio(QColor(0x1F6FD0), Qt::white) - 4.95) < 0.01);
        QVERIFY(std::abs(contrastRatio(QColor(0xFF8F8F), QColor(0x4A2429)) - 6.08) < 0.01);
    }
    void paletteIsReadable_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<QPalette::ColorRole>("front");
        QTest::addColumn<QPalette::ColorRole>("back");
        for (const bool dark : {false, true}) {
            const char* theme = dark ? "dark" : "light";
            QTest::addRow("window text, %s", theme) << dark << QPalette::WindowText << QPalette::Window;
            QTest::addRow("text, %s", theme) << dark << QPalette::Text << QPalette::Base;
            QTest::addRow("text in odd rows, %s", theme) << dark << QPalette::Text << QPalette::AlternateBase;
            QTest::addRow("placeholder, %s", theme) << dark << QPalette::PlaceholderText << QPalette::Base;
            QTest::addRow("button, %s", theme) << dark << QPalette::ButtonText << QPalette::Button;
            QTest::addRow("selection, %s", theme) << dark << QPalette::HighlightedText << QPalette::Highlight;
            QTest::addRow("link, %s", theme) << dark << QPalette::Link << QPalette::Base;
            QTest::addRow("tooltip, %s", theme) << dark << QPalette::ToolTipText << QPalette::ToolTipBase;
        }
    }
    void paletteIsReadable()
    {
        QFETCH(bool, dark);
        QFETCH(QPalette::ColorRole, front);
        QFETCH(QPalette::ColorRole, back);
        const QPalette palette = themePalette(dark);
        QVERIFY(contrastRatio(palette.color(front), palette.color(back)) >= textContrast);
    }
    void modesChangeThePaletteAndBack()
    {
        auto& application = *qApp;
        const bool startedDark = isDark(QApplication::palette());
        applyTheme(application, ThemeMode::dark);
        QVERIFY(isDark(QApplication::palette()));
        QCOMPARE(QApplication::style()->name(), QStringLiteral("fusion"));
        QCOMPARE(themeColors(QApplication::palette()).plot, QColor(0x1D1F21));
        applyTheme(application, ThemeMode::light);
        QVERIFY(!isDark(QApplication::palette()));
        QCOMPARE(themeColors(QApplication::palette()).plot, QColor(0xFFFFFF));
        applyTheme(application, ThemeMode::system);
        QCOMPARE(isDark(QApplication::palette()), startedDark);
    }
    void iconsAreDrawnInTheirColour_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char* name : iconNames()) {
            QTest::newRow(name) << QByteArray(name);
        }
    }
    void iconsAreDrawnInTheirColour()
    {
        QFETCH(QByteArray, name);
        const QIcon icon = themedIcon(name.constData(), Qt::red);
        for (const double ratio : {1.0, 2.0}) {
            const QImage image = icon.pixmap(QSize(16, 16), ratio).toImage();
            QCOMPARE(image.width(), qRound(16 * ratio));
            int covered = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x) {
                    const QColor pixel = image.pixelColor(x, y);
                    if (pixel.alpha() > 128) {
                        ++covered;
                        QVERIFY(pixel.red() > 200 && pixel.green() < 20 && pixel.blue() < 20);
                    }
                }
            }
            const int area = image.width() * image.height();
            QVERIFY2(covered > area / 20 && covered < area * 3 / 4, qPrintable(QString::number(covered)));
        }
    }
    void disabledIconsFade()
    {
        const QIcon icon = themedIcon("stop", Qt::red);
        const auto alpha = [&icon](QIcon::Mode mode) { return icon.pixmap(QSize(16, 16), mode).toImage().pixelColor(8, 8).alpha(); };
        QVERIFY(alpha(QIcon::Disabled) < alpha(QIcon::Normal) / 2);
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
