// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/session/snapshot.h"
#include "ui/models/record_filter_model.h"

class QAction;
class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QLineEdit;
class QTimer;
class QToolButton;
class QVBoxLayout;

namespace headroom::ui {

class ElidedLabel;

/// The lines above the messages: what to filter, follow tail, and what the view holds and dropped; below them, while a
/// filter is set, what it found and whether it decides what is kept. Thread: GUI.
class MessageFilterBar : public QWidget {
    Q_OBJECT
public:
    explicit MessageFilterBar(QWidget* parent = nullptr);

    [[nodiscard]] QCheckBox& tailCheck() const noexcept { return *m_tail; }
    /// Puts a control of the table's beside the export.
    void addControl(QWidget* control);
    /// Offers the partitions of a snapshot; the chosen one stays while it exists.
    void setPartitions(const std::vector<core::PartitionRow>& partitions);
    /// Never a silent cap: rows, bytes of the budget, evicted, not kept.
    void setCounts(const core::ViewCounts& counts, core::Bytes budget);
    /// "37 of 501 kept rows"; empty text when nothing is filtered. An error of the pattern stays in sight instead.
    void setMatches(const QString& text);
    /// What the filter has found among all messages.
    void setFound(const core::FilterCounts& counts);
    void clearFilter();
    void focusFilter();
    /// One more condition behind those that are there.
    void addCondition(const QString& text);

    /// The text of the last good filter.
    [[nodiscard]] const QString& filterText() const noexcept { return m_text; }
    /// What the run is to test all messages with: it counts what matches, or keeps only that. Not the state: a message
    /// that is being taken has the first one.
    [[nodiscard]] core::ViewFilter wanted() const;

    /// Takes the button away, for good.
    void forbidExport();

Q_SIGNALS:
    /// 200 ms after the last key press, at once for the boxes. Not sent for a bad pattern: the old filter stays.
    void filterChanged(const headroom::ui::RecordFilter& filter);
    /// wanted() is another one.
    void wantedChanged();
    void exportRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    [[nodiscard]] QHBoxLayout* buildFirstLine();
    [[nodiscard]] QWidget* buildSecondLine();
    void submit();
    void showSecondLine();
    void refreshColors();
    void openHelp();
    /// What the view dropped has a line of its own where the first has no room. Its need only grows: the rows must not jump.
    void placeCounts();

    QLineEdit* m_pattern;
    QAction* m_help;
    QComboBox* m_partition;
    QComboBox* m_state;
    QCheckBox* m_tail;
    QCheckBox* m_keep;
    ElidedLabel* m_matches;
    ElidedLabel* m_found;
    ElidedLabel* m_counts;
    QToolButton* m_export;
    QTimer* m_debounce;
    QVBoxLayout* m_lines = nullptr;
    QHBoxLayout* m_first = nullptr;
    QWidget* m_second = nullptr;
    std::vector<std::pair<core::Slot, QString>> m_offered;
    QString m_text;
    core::ViewFilter m_told; ///< wanted() as the world knows it
    int m_countsNeed = 0; ///< pixels, the most so far
    bool m_bad = false;
    bool m_mayExport = true;
};

} // namespace headroom::ui
