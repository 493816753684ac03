// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace headroom::ui {

/// The field in which a note is typed, on the chart where it will stand. Return takes it, Esc or leaving drops it.
/// Thread: GUI. Bound: 40 characters.
class NoteEdit : public QLineEdit {
    Q_OBJECT
public:
    /// Hidden until asked.
    explicit NoteEdit(QWidget* chart);
    /// Shows the field for this instant, at `x` in `plot` (pixels of the chart).
    void ask(double seconds, double x, const QRectF& plot);

Q_SIGNALS:
    /// Never empty.
    void entered(const QString& text, double seconds);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void leave();

    double m_seconds = 0;
};

} // namespace headroom::ui
