// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/session/snapshot.h"

namespace headroom::ui {

/// Quit, or begin a scenario, with uncommitted messages: how many, on which partitions, and three answers. Thread: GUI; deletes
/// itself.
class QuitDialog : public QDialog {
    Q_OBJECT
public:
    enum class Answer { cancel, commit, leave };
    static constexpr int maxRows = 5;

    explicit QuitDialog(const core::Snapshot& snapshot, QWidget* parent = nullptr, bool beforeScenario = false);
    [[nodiscard]] Answer answer() const noexcept { return m_answer; }

private:
    QWidget* makeTable(const core::Snapshot& snapshot);
    void give(Answer answer);

    Answer m_answer = Answer::cancel;
};

} // namespace headroom::ui
