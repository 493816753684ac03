// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/session/snapshot.h"

class QLabel;
class QPushButton;

namespace headroom::ui {

/// Stands in the place of the messages while there is none to show, and says why. Thread: GUI.
class MessagesEmptyCard : public QWidget {
    Q_OBJECT
public:
    explicit MessagesEmptyCard(QWidget* parent = nullptr);

    /// Nothing was kept so far.
    void showReason(const core::Snapshot& snapshot);
    /// Rows are kept, and none passes the filter.
    void showFiltered(int keptRows, bool searching);

Q_SIGNALS:
    void clearFilterWanted();
    /// Older messages should be read: the run should begin anew at the earliest.
    void startAtEarliestWanted();
    /// The user wants to say where to start.
    void startPositionWanted();

private:
    QLabel* m_text;
    QPushButton* m_clear;
    QPushButton* m_earliest;
    QPushButton* m_position;
};

} // namespace headroom::ui
