// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include <QElapsedTimer>
#include <QGroupBox>

#include "core/settings/settings.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QSpinBox;

namespace headroom::ui {

/// When offsets are committed: manual, after each batch, every N s, auto. Shows the mode in force; a choice of the user
/// is only asked for, and falls back when it does not come into force. Thread: GUI.
class CommitModeBox : public QGroupBox {
    Q_OBJECT
public:
    explicit CommitModeBox(QWidget* parent = nullptr);
    void apply(const core::Settings& settings);
    /// One line instead of one per mode, for a low board; the warning then stands only where it applies.
    void setCompact(bool compact);

Q_SIGNALS:
    void modeRequested(const QString& mode, int intervalSeconds);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void request();
    void showChoice();
    void color();

    QButtonGroup* m_modes;
    QSpinBox* m_seconds;
    QComboBox* m_choice; ///< of the compact form
    QLabel* m_warning;
    bool m_compact = false;
    QElapsedTimer m_asked; ///< since the user's last choice
};

} // namespace headroom::ui
