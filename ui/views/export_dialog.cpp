// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/export_dialog.h"

#include <atomic>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/models/record_filter_model.h"

namespace headroom::ui {

namespace {

constexpr int pollMs = 100;

QLabel* plainLabel(const char* name, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void describe(QWidget& widget, const char* objectName, const QString& name, const QString& toolTip)
{
    widget.setObjectName(QLatin1String(objectName));
    widget.setAccessibleName(name);
    widget.setAccessibleDescription(toolTip);
    widget.setToolTip(toolTip);
}

QString count(std::uint64_t number)
{
    return fromUtf8(core::formatCount(static_cast<std::int64_t>(number)));
}

} // namespace

std::vector<ExportChoice> exportChoices(const RecordTableModel& records, const RecordFilterModel& shown, std::function<std::vector<core::PartitionRow>()> partitions)
{
    const auto rows = [](int number) { return count(static_cast<std::uint64_t>(number)); };
    std::vector<ExportChoice> choices{{ExportDialog::tr("All kept rows (%1)").arg(rows(records.rowCount())), [&records, partitions] { return keptRows(records, partitions()); }}};
    if (shown.filtering()) {
        const QString matching = shown.complete() ? ExportDialog::tr("Rows that match the filter (%1)") : ExportDialog::tr("Rows that match the filter so far (%1)");
        choices.push_back({matching.arg(rows(shown.rowCount())), [&records, &shown, partitions] { return shownRows(records, shown, partitions()); }});
    }
    return choices;
}

/// What the writing thread and the window share.
struct ExportDialog::Job {
    std::shared_ptr<const ExportRows> rows;
    QString path;
    std::atomic<std::uint64_t> written{0};
    std::atomic<bool> done{false};
    core::Result<core::ExportProgress> result = core::ExportProgress{}; ///< read after `done`
};

ExportDialog::ExportDialog(std::vector<ExportChoice> choices, QWidget* parent)
    : QDialog(parent), m_choices(std::move(choices)), m_rows(new QComboBox(this)), m_most(new QSpinBox(this)), m_format(new QComboBox(this)), m_raw(new QCheckBox(tr("&Raw"), this)),
      m_about(plainLabel("exportAboutLabel", this)), m_progress(new QProgressBar(this)), m_status(plainLabel("exportStatusLabel", this)), m_poll(new QTimer(this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Export messages"));
    build();
    m_poll->setInterval(pollMs);
    connect(m_poll, &QTimer::timeout, this, &ExportDialog::follow);
    connect(m_format, &QComboBox::currentIndexChanged, this, &ExportDialog::showFormat);
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::chooseFile);
    connect(m_close, &QPushButton::clicked, this, &ExportDialog::reject);
    showFormat();
    setRunning(false);
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::build()
{
    describe(*m_rows, "exportRowsCombo", tr("Rows"), tr("Which of the kept rows go into the file"));
    describe(*m_most, "exportMostSpin", tr("At most"), tr("Only the last so many of these rows, in the order in which they are shown"));
    m_most->setRange(0, 100'000'000);
    m_most->setSpecialValueText(tr("all rows"));
    m_most->setGroupSeparatorShown(true);
    m_most->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    describe(*m_format, "exportFormatCombo", tr("Format"), tr("How the rows are written"));
    describe(*m_raw, "exportRawCheck", tr("Raw"), tr("No guard against formulas, and control characters as they are: for programs, not for spreadsheets"));
    for (const ExportChoice& choice : m_choices) {
        m_rows->addItem(choice.text);
    }
    m_rows->setCurrentIndex(static_cast<int>(m_choices.size()) - 1);
    for (const core::RecordFormat& format : core::recordFormats()) {
        m_format->addItem(coreText(format.title));
    }
    m_about->setText(tr("The file holds what the record view keeps of each message; the sizes in it are those of the whole message."));
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Progress"));
    auto* buttons = new QDialogButtonBox(this);
    m_save = buttons->addButton(tr("&Save as…"), QDialogButtonBox::ActionRole);
    m_save->setObjectName(QStringLiteral("exportSaveButton"));
    m_save->setDefault(true);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setObjectName(QStringLiteral("exportCloseButton"));

    auto* form = new QFormLayout;
    form->addRow(tr("R&ows"), m_rows);
    form->addRow(tr("At &most"), m_most);
    form->addRow(tr("&Format"), m_format);
    form->addRow(QString(), m_raw);
    auto* column = new QVBoxLayout(this);
    column->addLayout(form);
    column->addWidget(m_about);
    column->addWidget(m_progress);
    column->addWidget(m_status);
    column->addWidget(buttons);
    for (QLabel* name : findChildren<QLabel*>()) { // those of the form, too
        name->setTextFormat(Qt::PlainText);
    }
}

void ExportDialog::showFormat()
{
    m_raw->setEnabled(!running() && core::recordFormats()[static_cast<std::size_t>(m_format->currentIndex())].hasRaw);
}

void ExportDialog::setRunning(bool running)
{
    m_rows->setEnabled(!running);
    m_most->setEnabled(!running);
    m_format->setEnabled(!running);
    m_save->setEnabled(!running);
    m_progress->setVisible(running);
    m_close->setText(running ? tr("Cancel") : tr("Close"));
    showFormat();
}

void ExportDialog::chooseFile()
{
    const QString suffix = fromUtf8(core::recordFormats()[static_cast<std::size_t>(m_format->currentIndex())].suffix);
    auto* files = new QFileDialog(this, tr("Export messages"), QString(), QStringLiteral("*.%1").arg(suffix));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setDefaultSuffix(suffix);
    files->selectFile(QStringLiteral("messages.%1").arg(suffix));
    connect(files, &QFileDialog::fileSelected, this, &ExportDialog::exportTo);
    files->open();
}

void ExportDialog::exportTo(const QString& path)
{
    if (running()) {
        return;
    }
    m_job = std::make_shared<Job>();
    m_job->rows = lastRows(m_choices[static_cast<std::size_t>(m_rows->currentIndex())].take(), static_cast<std::size_t>(m_most->value()));
    m_job->path = path;
    m_progress->setRange(0, static_cast<int>(m_job->rows->places.size()));
    m_progress->setValue(0);
    m_status->setText(tr("Writing %1 rows…", nullptr, pluralOf(static_cast<std::int64_t>(m_job->rows->places.size()))).arg(count(m_job->rows->places.size())));
    const core::RecordFormat& format = core::recordFormats()[static_cast<std::size_t>(m_format->currentIndex())];
    const core::ExportOptions options{m_raw->isChecked()};
    m_worker = std::jthread([job = m_job, &format, options](const std::stop_token& stop) {
        job->result = core::exportRecords(job->path.toStdString(), format, options, sourceOf(job->rows), stop,
                                          [&job](const core::ExportProgress& progress) { job->written = progress.rows; });
        job->done = true;
    });
    setRunning(true);
    m_poll->start();
}

void ExportDialog::follow()
{
    m_progress->setValue(static_cast<int>(m_job->written.load()));
    if (m_job->done) {
        finish();
    }
}

void ExportDialog::finish()
{
    m_poll->stop();
    m_worker.join();
    const std::shared_ptr<Job> job = std::exchange(m_job, nullptr);
    const auto& result = job->result;
    if (!result) {
        m_status->setText(coreText(result.error().message));
    } else if (result->cancelled) {
        m_status->setText(tr("Cancelled; nothing was written."));
    } else {
        QString words = tr("%1 rows, %2, written to %3.", nullptr, pluralOf(static_cast<std::int64_t>(result->rows))).arg(count(result->rows), fromUtf8(core::formatBytes(result->bytes)), job->path);
        if (result->cutRows > 0) {
            words += tr(" The record view keeps only a part of %1 of them.").arg(count(result->cutRows));
        }
        m_status->setText(words);
    }
    setRunning(false);
}

void ExportDialog::reject()
{
    if (running()) {
        m_worker.request_stop(); // the next round finds it done
        return;
    }
    QDialog::reject();
}

} // namespace headroom::ui
