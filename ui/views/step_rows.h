// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/scenario/scenario.h"

class QGridLayout;
class QLabel;

namespace headroom::ui {

/// Numbered steps under each other: what is done, what each waits for, a tick at those that are over, a mark at the one
/// that runs. Thread: GUI.
class StepRows : public QWidget {
    Q_OBJECT
public:
    enum class Mark { none, running, waiting, failed };

    explicit StepRows(QWidget* parent = nullptr);

    void setSteps(const std::vector<core::ScenarioStep>& steps);
    /// Steps before `index` are ticked; `mark` is for the one at `index`. `index` = number of steps: all are over.
    void setProgress(std::size_t index, Mark mark);
    [[nodiscard]] std::size_t count() const { return m_rows.size(); }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        QLabel* icon = nullptr;
        QLabel* title = nullptr;
        QLabel* wait = nullptr;
    };
    void refresh();

    QGridLayout* m_grid;
    std::vector<Row> m_rows;
    std::size_t m_index = 0;
    Mark m_mark = Mark::none;
};

} // namespace headroom::ui
