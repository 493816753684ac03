// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/chart_exports.h"

#include <array>

#include <QBuffer>
#include <QClipboard>
#include <QFileDialog>
#include <QGuiApplication>
#include <QPixmap>

#include "core/base/atomic_file.h"
#include "ui/views/banner_stack.h"
#include "ui/views/chart_picture.h"
#include "ui/views/memory_view.h"
#include "ui/views/series_dialog.h"

namespace headroom::ui {

namespace {

constexpr QLatin1StringView bannerKey{"picture"};

struct KindSpec {
    ChartExports::Kind kind;
    const char* filter;
    const char* suffix;
};

constexpr std::array kinds{
    KindSpec{ChartExports::Kind::png, QT_TRANSLATE_NOOP("headroom::ui::ChartExports", "Charts, PNG picture (*.png)"), "png"},
    KindSpec{ChartExports::Kind::svg, QT_TRANSLATE_NOOP("headroom::ui::ChartExports", "Charts, SVG drawing (*.svg)"), "svg"},
    KindSpec{ChartExports::Kind::windowPng, QT_TRANSLATE_NOOP("headroom::ui::ChartExports", "Whole window, PNG picture (*.png)"), "png"},
};

QByteArray pngOf(const QImage& image)
{
    QBuffer buffer;
    return image.save(&buffer, "PNG") ? buffer.data() : QByteArray();
}

} // namespace

ChartExports::ChartExports(MemoryView& charts, core::SettingRows rows, BannerStack& banners, QWidget* window)
    : QObject(window), m_charts(charts), m_rows(rows), m_banners(banners), m_window(window)
{
    connect(&m_job, &FileJob::finished, this, [this](bool ok, const QString& words) {
        say(ok, ok ? words : tr("The picture could not be written to %1: %2. Choose another place.").arg(m_path, words));
    });
}

void ChartExports::savePicture()
{
    auto* files = new QFileDialog(m_window, tr("Save picture"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    QStringList filters;
    for (const KindSpec& spec : kinds) {
        filters << tr(spec.filter);
    }
    files->setNameFilters(filters);
    const auto chosenKind = [files, filters]() -> const KindSpec& {
        return kinds[static_cast<std::size_t>(std::max<qsizetype>(0, filters.indexOf(files->selectedNameFilter())))];
    };
    files->setDefaultSuffix(QStringLiteral("png"));
    files->selectFile(QStringLiteral("headroom.png"));
    connect(files, &QFileDialog::filterSelected, files, [files, chosenKind] { files->setDefaultSuffix(QString::fromLatin1(chosenKind().suffix)); });
    connect(files, &QFileDialog::fileSelected, this, [this, chosenKind](const QString& path) { savePictureTo(path, chosenKind().kind); });
    files->open();
}

void ChartExports::savePictureTo(const QString& path, Kind kind)
{
    const PictureText words = pictureText(*m_charts.snapshot(), m_rows, m_charts.span());
    FileJob::Work work;
    const auto write = [path, done = tr("The picture was written to %1.").arg(path), undrawn = tr("it could not be drawn").toStdString()](const QByteArray& content) -> core::Result<QString> {
        if (content.isEmpty()) {
            return core::fail(core::ErrorCode::io, undrawn, path.toStdString());
        }
        const auto written = core::writeFileAtomically(path.toStdString(), {content.constData(), static_cast<std::size_t>(content.size())});
        return written ? core::Result<QString>(done) : tl::unexpected(written.error());
    };
    if (kind == Kind::svg) {
        work = [write, svg = chartSvg(m_charts.chartArea(), words)](const std::stop_token&) { return write(svg); };
    } else {
        const QImage image = kind == Kind::png ? chartImage(m_charts.chartArea(), words) : m_window->grab().toImage();
        work = [write, image](const std::stop_token&) { return write(pngOf(image)); }; // packing takes longer than drawing
    }
    if (m_job.start(std::move(work))) {
        m_path = path;
    }
}

void ChartExports::copyPicture()
{
    QGuiApplication::clipboard()->setImage(chartImage(m_charts.chartArea(), pictureText(*m_charts.snapshot(), m_rows, m_charts.span())));
    say(true, tr("The picture of the charts was copied."));
}

void ChartExports::exportSeries()
{
    (new SeriesDialog(m_charts.snapshot(), m_charts.span(), m_window))->open();
}

void ChartExports::say(bool ok, const QString& words)
{
    m_banners.show({bannerKey, ok ? Banner::Severity::info : Banner::Severity::warning, words, {{tr("Dismiss"), [this] { m_banners.remove(bannerKey); }}}});
}

} // namespace headroom::ui
