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

private:
    QLabel* m_text;
    QPushButton* m_clear;
};

} // namespace headroom::ui
