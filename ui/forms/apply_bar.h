// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/result.h"
#include "core/base/units.h"

class QLabel;
class QPushButton;

namespace headroom::ui {

/// What waits to be applied.
struct PendingEdits {
    std::size_t count = 0;
    QString refusal;                               ///< why it cannot be applied; empty when it can
    bool restart = false;                          ///< needs a new client
    core::Bytes prefetched = core::unknownBytes;   ///< fetched again then
};

/// Apply, Revert, and what pressing Apply costs. Thread: GUI.
class ApplyBar : public QWidget {
    Q_OBJECT
public:
    explicit ApplyBar(QWidget* parent = nullptr);
    void display(const PendingEdits& edits);

Q_SIGNALS:
    void applyPressed();
    void revertPressed();

private:
    QPushButton* m_apply;
    QPushButton* m_revert;
    QLabel* m_note;
};

} // namespace headroom::ui
