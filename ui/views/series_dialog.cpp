// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/series_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/charts/time_axis.h"
#include "ui/language/language.h"

namespace headroom::ui {

namespace {

enum Stretch : int { shownOnly, everything };

QString fromUtf8(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

SeriesDialog::SeriesDialog(std::shared_ptr<const core::Snapshot> snapshot, const TimeSpan& shown, QWidget* parent)
    : QDialog(parent), m_snapshot(std::move(snapshot)), m_shown(shown), m_stretch(new QComboBox(this)), m_columns(new QListWidget(this)), m_status(new QLabel(this))
{
    setObjectName(QStringLiteral("seriesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export series"));
    build();
    connect(m_columns, &QListWidget::itemChanged, this, &SeriesDialog::refreshSave);
    connect(m_save, &QPushButton::clicked, this, &SeriesDialog::chooseFile);
    connect(&m_job, &FileJob::finished, this, [this](bool, const QString& words) {
        m_status->setText(words);
        refreshSave();
    });
    refreshSave();
}

void SeriesDialog::build()
{
    const core::WallTime began = m_snapshot->history.began;
    const double end = std::min(m_shown.to, m_snapshot->seconds);
    m_stretch->setObjectName(QStringLiteral("seriesStretchCombo"));
    m_stretch->setAccessibleName(tr("Time"));
    m_stretch->setToolTip(tr("Which stretch of time goes into the file"));
    m_stretch->addItem(tr("What is shown: %1 to %2").arg(clockText(began, m_shown.from), clockText(began, end)), shownOnly);
    m_stretch->addItem(tr("Everything since %1").arg(clockText(began, 0)), everything);
    buildColumns();
    auto* about = new QLabel(tr("One row a sample: every 0.1 s of the last minute, means of 0.5 s of the last 15 minutes, minimum and maximum of 5 s before. "
                                "Units stand in the header; bytes are bytes."), this);
    for (QLabel* label : {about, m_status}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_status->setObjectName(QStringLiteral("seriesStatusLabel"));
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("seriesSaveButton"));
    m_save->setDefault(true);
    auto* all = buttons->addButton(tr("&All columns"), QDialogButtonBox::ActionRole);
    auto* none = buttons->addButton(tr("&No columns"), QDialogButtonBox::ActionRole);
    all->setObjectName(QStringLiteral("seriesAllButton"));
    none->setObjectName(QStringLiteral("seriesNoneButton"));
    connect(all, &QPushButton::clicked, this, [this] { checkAll(true); });
    connect(none, &QPushButton::clicked, this, [this] { checkAll(false); });
    connect(buttons->addButton(QDialogButtonBox::Close), &QPushButton::clicked, this, &QDialog::reject);
    auto* form = new QFormLayout;
    form->addRow(tr("&Time"), m_stretch);
    form->addRow(tr("&Columns"), m_columns);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(about);
    column->addWidget(m_status);
    column->addWidget(buttons);
    for (QLabel* name : findChildren<QLabel*>()) { // those of the form, too
        name->setTextFormat(Qt::PlainText);
    }
}

void SeriesDialog::buildColumns()
{
    m_columns->setObjectName(QStringLiteral("seriesColumnsList"));
    m_columns->setAccessibleName(tr("Columns"));
    m_columns->setToolTip(tr("Which values of each sample go into the file; Space ticks one"));
    for (core::MetricIndex metric = 0; metric < core::metricCount; ++metric) {
        auto* item = new QListWidgetItem(fromUtf8(core::seriesColumn(metric)), m_columns);
        item->setToolTip(coreText(core::metricCatalog()[metric].label));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
}

void SeriesDialog::checkAll(bool on)
{
    for (int row = 0; row < m_columns->count(); ++row) {
        m_columns->item(row)->setCheckState(on ? Qt::Checked : Qt::Unchecked);
    }
}

core::SeriesChoice SeriesDialog::choice() const
{
    const bool all = m_stretch->currentData().toInt() == everything;
    core::SeriesChoice chosen{m_snapshot->history, {}, all ? 0 : m_shown.from, all ? m_snapshot->seconds : m_shown.to};
    for (int row = 0; row < m_columns->count(); ++row) {
        if (m_columns->item(row)->checkState() == Qt::Checked) {
            chosen.metrics.push_back(static_cast<core::MetricIndex>(row));
        }
    }
    return chosen;
}

void SeriesDialog::refreshSave()
{
    m_save->setEnabled(!m_job.running() && !choice().metrics.empty());
}

void SeriesDialog::chooseFile()
{
    auto* files = new QFileDialog(this, tr("Export series"), QString(), QStringLiteral("*.csv"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(QStringLiteral("csv"));
    files->selectFile(QStringLiteral("series.csv"));
    connect(files, &QFileDialog::fileSelected, this, &SeriesDialog::exportTo);
    files->open();
}

void SeriesDialog::exportTo(const QString& path)
{
    m_status->setText(tr("Writing…"));
    const QString words = tr("%1 rows, %2, written to %3.");
    (void)m_job.start([chosen = choice(), path, words](const std::stop_token& stop) -> core::Result<QString> {
        const auto done = core::exportSeries(path.toStdString(), chosen, stop);
        if (!done) {
            return tl::unexpected(done.error());
        }
        return words.arg(fromUtf8(core::formatCount(static_cast<std::int64_t>(done->rows))), fromUtf8(core::formatBytes(done->bytes)), path);
    });
    refreshSave();
}

} // namespace headroom::ui
