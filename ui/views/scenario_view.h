// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace headroom::ui {

class BeforeAfterCard;
class ScenarioStage;
class StepRows;

/// The guided scenarios: which one, its steps, what to watch, and the card with the figures. Thread: GUI.
class ScenarioView : public QWidget {
    Q_OBJECT
public:
    /// The actions are those of the menu: their buttons stand here too.
    struct Actions {
        QAction* next = nullptr;
        QAction* restart = nullptr;
        QAction* saveCard = nullptr;
    };
    ScenarioView(ScenarioStage& stage, const Actions& actions, QWidget* parent = nullptr);

    /// Begins scenario `id` and plays it through by itself: for pictures and demonstrations.
    void play(int id);

Q_SIGNALS:
    /// The card could not be written to this file.
    void saveFailed(const QString& file);

private:
    QWidget* makeHead();
    QWidget* makeBody();
    QWidget* makeFoot();
    void connectAll();
    void choose(int row);
    void refresh();
    void refreshSteps();
    void refreshCard();
    void refreshActions();
    void saveCard();
    void copyCard();

    ScenarioStage& m_stage;
    const Actions m_actions;
    QComboBox* m_combo = nullptr;
    QToolButton* m_restart = nullptr;
    StepRows* m_steps = nullptr;
    QLabel* m_failure = nullptr;
    QLabel* m_watch = nullptr;
    BeforeAfterCard* m_card = nullptr;
    QScrollArea* m_scroll = nullptr;
    QCheckBox* m_byItself = nullptr;
    QPushButton* m_next = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_copy = nullptr;
    QPushButton* m_nextScenario = nullptr;
    int m_shown = 0; ///< id of the scenario whose steps are shown
};

} // namespace headroom::ui
