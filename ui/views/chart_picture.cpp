// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/chart_picture.h"

#include <array>

#include <QApplication>
#include <QBuffer>
#include <QFontMetricsF>
#include <QLocale>
#include <QPainter>
#include <QSvgGenerator>
#include <QWidget>

#include "core/base/number_format.h"
#include "core/kafka/consumer_port.h"
#include "core/settings/setting_codec.h"
#include "ui/charts/time_axis.h"
#include "ui/language/language.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr double margin = 12;
constexpr double gap = 4;
constexpr int unitsPerInch = 96; // a pixel of the window is a unit of the file

/// What decides how much memory is used, in the order of the settings panel.
constexpr std::array<std::string_view, 12> shownSettings{
    "memory-budget", "guard", "queued-max-messages-kbytes", "queued-min-messages", "fetch-max-bytes", "max-partition-fetch-bytes",
    "max-poll-records", "batch-size", "batch-bytes", "commit-mode", "view-budget", "processor"};

QString text(const std::string& given)
{
    return QString::fromStdString(given);
}

QFont boldFont(const QFont& font)
{
    QFont bold(font);
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * 1.2);
    return bold;
}

/// Where everything goes; the words get as many lines as they need.
struct Layout {
    QRectF title, settings, charts, footer;
    QSize size;

    Layout(const QWidget& area, const PictureText& words)
    {
        const double width = area.width();
        const auto place = [width](const QFont& font, double top, const QString& said) {
            return QFontMetricsF(font).boundingRect(QRectF(margin, top, width, 1e4), Qt::TextWordWrap, said);
        };
        title = place(boldFont(area.font()), margin, words.title);
        settings = place(area.font(), title.bottom() + gap, words.settings);
        charts = QRectF(QPointF(margin, settings.bottom() + 2 * gap), QSizeF(area.size()));
        footer = place(area.font(), charts.bottom() + 2 * gap, words.footer);
        for (QRectF* box : {&title, &settings, &footer}) {
            box->setWidth(width);
        }
        size = QSizeF(width + 2 * margin, footer.bottom() + margin).toSize();
    }
};

void paint(QPainter& painter, QWidget& area, const PictureText& words, const Layout& layout)
{
    const ThemeColors& colors = themeColors(area.palette());
    painter.fillRect(QRectF(QPointF(0, 0), QSizeF(layout.size)), colors.window);
    area.render(&painter, layout.charts.topLeft().toPoint(), {}, QWidget::DrawChildren);
    painter.setPen(colors.text);
    painter.setFont(boldFont(area.font()));
    painter.drawText(layout.title, Qt::TextWordWrap, words.title);
    painter.setFont(area.font());
    painter.drawText(layout.settings, Qt::TextWordWrap, words.settings);
    painter.setPen(colors.dimText);
    painter.drawText(layout.footer, Qt::TextWordWrap, words.footer);
}

} // namespace

PictureText pictureText(const core::Snapshot& snapshot, core::SettingRows rows, const TimeSpan& shown)
{
    PictureText words;
    words.title = QApplication::translate("ChartPicture", "Headroom: memory by owner");
    if (snapshot.settings) {
        const core::Settings& settings = *snapshot.settings;
        words.title += QStringLiteral(" – %1 · %2").arg(text(settings.topic), QApplication::translate("ChartPicture", "group %1").arg(text(settings.groupId)));
        QStringList said;
        for (const std::string_view id : shownSettings) {
            const auto row = std::ranges::find(rows, id, &core::SettingSpec::id);
            if (row != rows.end() && !core::isUnset(settings, *row)) {
                said << QStringLiteral("%1 %2").arg(coreText(row->label), text(core::settingText(settings, *row)));
            }
        }
        words.settings = said.join(QStringLiteral(" · "));
    }
    const auto date = std::chrono::duration_cast<std::chrono::milliseconds>(snapshot.history.began.time_since_epoch()).count() + std::llround(shown.to * 1000);
    words.footer = QStringLiteral("%1 %2 – %3 · Headroom %4 · librdkafka %5")
                       .arg(QDateTime::fromMSecsSinceEpoch(date).date().toString(Qt::ISODate), clockText(snapshot.history.began, shown.from),
                            clockText(snapshot.history.began, shown.to), QApplication::applicationVersion(), text(core::clientVersion()));
    return words;
}

QImage chartImage(QWidget& area, const PictureText& words)
{
    const Layout layout(area, words);
    const double ratio = area.devicePixelRatioF();
    QImage image((QSizeF(layout.size) * ratio).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    paint(painter, area, words, layout);
    return image;
}

QByteArray chartSvg(QWidget& area, const PictureText& words)
{
    const Layout layout(area, words);
    QBuffer buffer;
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(unitsPerInch);
    generator.setSize(layout.size);
    generator.setViewBox(QRect(QPoint(0, 0), layout.size));
    generator.setTitle(words.title);
    generator.setDescription(words.settings + QLatin1Char('\n') + words.footer);
    QPainter painter;
    if (!painter.begin(&generator)) {
        return {};
    }
    paint(painter, area, words, layout);
    painter.end();
    return buffer.data();
}

} // namespace headroom::ui
