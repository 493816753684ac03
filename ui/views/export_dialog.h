// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <QDialog>

#include "ui/models/export_rows.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTimer;

namespace headroom::ui {

/// Rows that can be exported, in words; taken when the export begins.
struct ExportChoice {
    QString text;
    std::function<std::shared_ptr<const ExportRows>()> take;
};

/// Everything, and what matches where a filter is set. The models must outlive the choices; `partitions` gives the names.
[[nodiscard]] std::vector<ExportChoice> exportChoices(const RecordTableModel& records, const RecordFilterModel& shown,
                                                      std::function<std::vector<core::PartitionRow>()> partitions);

/// Asks which rows go into a file of which format and writes it on a thread of its own, with progress and cancel. The
/// consumer goes on meanwhile. Closing it while it writes cancels: the file is whole or not there.
/// Thread: GUI. Bound: one export at a time.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    explicit ExportDialog(std::vector<ExportChoice> choices, QWidget* parent = nullptr);
    ~ExportDialog() override;

    [[nodiscard]] bool running() const noexcept { return m_job != nullptr; }
    /// As after the choice of a file.
    void exportTo(const QString& path);

    void reject() override;

private:
    struct Job;

    void build();
    void chooseFile();
    void showFormat();
    void follow();
    void finish();
    void setRunning(bool running);

    std::vector<ExportChoice> m_choices;
    QComboBox* m_rows;
    QSpinBox* m_most;
    QComboBox* m_format;
    QCheckBox* m_raw;
    QLabel* m_about;
    QProgressBar* m_progress;
    QLabel* m_status;
    QPushButton* m_save = nullptr;
    QPushButton* m_close = nullptr;
    QTimer* m_poll;
    std::shared_ptr<Job> m_job; ///< null: nothing is being written
    std::jthread m_worker;
};

} // namespace headroom::ui
