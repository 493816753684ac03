// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/models/record_filter_model.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QTimer;
class QToolButton;

namespace headroom::ui {

class ElidedLabel;

/// The line above the messages: what to filter, follow tail, and what the view holds and dropped. Thread: GUI.
class MessageFilterBar : public QWidget {
    Q_OBJECT
public:
    explicit MessageFilterBar(QWidget* parent = nullptr);

    [[nodiscard]] QCheckBox& tailCheck() const noexcept { return *m_tail; }
    /// Offers the partitions of a snapshot; the chosen one stays while it exists.
    void setPartitions(const std::vector<core::PartitionRow>& partitions);
    /// Never a silent cap: rows, bytes of the budget, evicted, not kept.
    void setCounts(const core::ViewCounts& counts, core::Bytes budget);
    /// "37 of 501 kept rows"; empty text when nothing is filtered. An error of the pattern stays in sight instead.
    void setMatches(const QString& text);
    void clearFilter();
    void focusFilter();

    [[nodiscard]] static QString countsText(const core::ViewCounts& counts, core::Bytes budget);

Q_SIGNALS:
    /// 200 ms after the last key press, at once for the boxes. Not sent for a bad pattern: the old filter stays.
    void filterChanged(const headroom::ui::RecordFilter& filter);
    void exportRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    void submit();
    void colorMatches();

    QLineEdit* m_pattern;
    QComboBox* m_partition;
    QComboBox* m_state;
    QCheckBox* m_tail;
    ElidedLabel* m_matches;
    ElidedLabel* m_counts;
    QToolButton* m_export;
    QTimer* m_debounce;
    std::vector<std::pair<core::Slot, QString>> m_offered;
    bool m_bad = false;
};

} // namespace headroom::ui
