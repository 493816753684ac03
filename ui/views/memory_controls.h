// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QCheckBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace headroom::ui {

/// The row over the memory chart: title, range buttons, Follow, Markers and what can be taken out. In a narrow window the
/// title gives way, since nothing else would be whole. Thread: GUI.
class MemoryControls : public QWidget {
    Q_OBJECT
public:
    /// Starts with this range chosen (seconds, 0: all), following and with labels.
    explicit MemoryControls(int rangeSeconds, QWidget* parent = nullptr);
    /// Shows whether the charts follow, without a signal.
    void showFollow(bool follows);
    /// A button at the right end that does the first of these and offers all in its menu.
    void setPictureActions(const QList<QAction*>& actions);
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void rangeChosen(int seconds);
    void followToggled(bool follow);
    void markersToggled(bool labels);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void styleRanges();
    [[nodiscard]] int titleWidth() const;
    [[nodiscard]] int widthWithoutTitle() const;
    void addRanges(QHBoxLayout* row, int rangeSeconds);
    [[nodiscard]] QCheckBox* addCheck(QHBoxLayout* row, const char* name, const QString& label, const QString& tip);

    QLabel* m_title = nullptr;
    QCheckBox* m_follow = nullptr;
    QList<QToolButton*> m_ranges;
};

} // namespace headroom::ui
