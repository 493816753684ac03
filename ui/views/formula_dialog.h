// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QDialog>
#include <QElapsedTimer>

#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

class QLabel;
class QTreeWidget;
class QTreeWidgetItem;

namespace headroom::ui {

/// The ceiling and the estimate term by term with the numbers of now. Not modal: it stays beside the charts. Shows a new
/// forecast at most twice a second. Thread: GUI.
class FormulaDialog : public QDialog {
    Q_OBJECT
public:
    FormulaDialog(core::SettingRows rows, QWidget* parent);
    /// Null: nothing runs yet.
    void display(std::shared_ptr<const core::Forecast> forecast);
    /// What Copy copies.
    [[nodiscard]] QString text() const;

private:
    QTreeWidgetItem* addGroup(const QString& title);
    void fill(QTreeWidgetItem* group, const core::ModelSum& sum);
    void showSums(const core::Forecast& forecast);

    core::SettingRows m_rows;
    std::shared_ptr<const core::Forecast> m_forecast;
    QTreeWidget* m_tree;
    QTreeWidgetItem* m_ceiling;
    QTreeWidgetItem* m_estimate;
    QLabel* m_assumption;
    QElapsedTimer m_sinceShown;
};

} // namespace headroom::ui
