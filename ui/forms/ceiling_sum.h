// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "core/base/units.h"

class QLabel;

namespace headroom::ui {

class CeilingShares;

/// Pinned under the settings table: what no row bounds, and the sum, so that the column of shares adds up. Thread: GUI.
class CeilingSum : public QWidget {
    Q_OBJECT
public:
    explicit CeilingSum(QWidget* parent = nullptr);
    /// `budget` 0: none. `inset`: pixels from the right edge to the end of the table's column.
    void display(const CeilingShares& shares, core::Bytes budget, int inset);

protected:
    void changeEvent(QEvent* event) override;

private:
    void showColor();

    QLabel* m_otherName;
    QLabel* m_other;
    QLabel* m_sumName;
    QLabel* m_sum;
    bool m_over = false;
};

} // namespace headroom::ui
