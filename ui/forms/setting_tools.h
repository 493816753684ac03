// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLineEdit;
class QToolButton;
class QUndoStack;

namespace headroom::ui {

/// The row over the settings: the filter, the presets, and the way back and forth. Thread: GUI.
class SettingTools : public QWidget {
    Q_OBJECT
public:
    SettingTools(QUndoStack& steps, QWidget* parent);
    [[nodiscard]] QLineEdit* filter() const { return m_filter; }

Q_SIGNALS:
    /// Index into core::presetTable().
    void presetChosen(int preset);

private:
    void buildPresets();
    QToolButton* addStep(const char* name, const QString& text, const QKeySequence& keys);

    QLineEdit* m_filter;
    QToolButton* m_presets;
};

} // namespace headroom::ui
