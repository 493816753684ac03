// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include "core/scenario/scenario_player.h"

class QLabel;
class QTableWidget;
class QVBoxLayout;

namespace headroom::ui {

/// The figures of a scenario's runs side by side, whether each of its conditions held, and one sentence. A missed condition is
/// shown as missed, with its likely reason. Thread: GUI.
class BeforeAfterCard : public QFrame {
    Q_OBJECT
public:
    explicit BeforeAfterCard(QWidget* parent = nullptr);

    /// The runs that are over so far; the others are still empty.
    void display(const core::ScenarioResult& result);
    /// All runs are over.
    [[nodiscard]] bool complete() const { return m_complete; }

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showTable(const core::ScenarioResult& result);
    void fitTable();
    void showVerdict(const core::Verdict& verdict);

    QLabel* m_title;
    QLabel* m_source;
    QTableWidget* m_table;
    QWidget* m_conditions;
    QLabel* m_sentence;
    core::ScenarioResult m_result;
    bool m_complete = false;
};

} // namespace headroom::ui
