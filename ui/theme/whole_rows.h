// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAbstractItemView;

namespace headroom::ui {

/// Holds a table and gives it the height of a whole number of its rows, so that none is cut in half at an edge; what is
/// left, less than a row, stays empty under it. Thread: GUI.
class WholeRows : public QWidget {
    Q_OBJECT
public:
    /// Takes the table; all of its rows are equally high.
    explicit WholeRows(QAbstractItemView* view, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fit();
    [[nodiscard]] int rowHeight() const;

    QAbstractItemView* m_view;
    bool m_fitting = false;
};

} // namespace headroom::ui
