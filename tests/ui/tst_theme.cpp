// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QStyle>
#include <QTest>

#include "tests/ui/color_vision.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

using namespace headroom::ui;
namespace tests = headroom::tests;

Q_DECLARE_METATYPE(QColor ThemeColors::*)
Q_DECLARE_METATYPE(headroom::tests::Vision)

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
    void layersDifferForEveryEye_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::addColumn<tests::Vision>("vision");
        for (const bool dark : {false, true}) {
            const char* theme = dark ? "dark" : "light";
            QTest::addRow("full, %s", theme) << dark << tests::fullVision;
            QTest::addRow("protanopia, %s", theme) << dark << tests::protanopia;
            QTest::addRow("deuteranopia, %s", theme) << dark << tests::deuteranopia;
            QTest::addRow("tritanopia, %s", theme) << dark << tests::tritanopia;
        }
    }
    /// Layers that touch in the chart, and any two of them in the read-out beside it.
    void layersDifferForEveryEye()
    {
        QFETCH(bool, dark);
        QFETCH(tests::Vision, vision);
        const ThemeColors& c = themeColors(themePalette(dark));
        const std::array layers{c.baseline, c.prefetch, c.batch, c.view, c.slack, c.rest};
        for (std::size_t i = 0; i < layers.size(); ++i) {
            for (std::size_t j = i + 1; j < layers.size(); ++j) {
                const double distance = tests::colorDistance(layers[i], layers[j], vision);
                QVERIFY2(distance >= (j == i + 1 ? 25 : 15), qPrintable(QStringLiteral("layers %1 and %2: %3").arg(i).arg(j).arg(distance)));
            }
        }
    }
    void distanceIsThatOfTheStandard()
    {
        QVERIFY(std::abs(tests::colorDistance(Qt::black, Qt::white, tests::fullVision) - 100) < 0.1);
        QVERIFY(tests::colorDistance(QColor(0xC80000), QColor(0x5A5A00), tests::fullVision) > 60); // red and olive
        QVERIFY(tests::colorDistance(QColor(0xC80000), QColor(0x5A5A00), tests::protanopia) < 25);
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
