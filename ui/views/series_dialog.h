// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QDialog>

#include "core/export/series_export.h"
#include "core/session/snapshot.h"
#include "ui/charts/time_window.h"
#include "ui/views/file_job.h"

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;

namespace headroom::ui {

/// Asks which columns of the charts' history, and what stretch of it, go into a CSV file. Thread: GUI. Bound: the history
/// as it was when the dialog opened, shared with the charts.
class SeriesDialog : public QDialog {
    Q_OBJECT
public:
    /// `shown` is what the charts have in sight.
    SeriesDialog(std::shared_ptr<const core::Snapshot> snapshot, const TimeSpan& shown, QWidget* parent = nullptr);

    /// As after the choice of a file.
    void exportTo(const QString& path);
    /// What would be written.
    [[nodiscard]] core::SeriesChoice choice() const;

private:
    void build();
    void buildColumns();
    void chooseFile();
    void checkAll(bool on);
    void refreshSave();

    std::shared_ptr<const core::Snapshot> m_snapshot;
    TimeSpan m_shown;
    QComboBox* m_stretch;
    QListWidget* m_columns;
    QLabel* m_status;
    QPushButton* m_save = nullptr;
    FileJob m_job;
};

} // namespace headroom::ui
