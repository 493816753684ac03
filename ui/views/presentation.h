// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QMainWindow>
#include <QObject>

namespace headroom::ui {

class PanelDocks;

/// The window as people look at it from afar: text a quarter larger, the settings away. Thread: GUI.
class Presentation : public QObject {
    Q_OBJECT
public:
    static constexpr double factor = 1.25;

    Presentation(QMainWindow& window, PanelDocks& panels);
    /// The program's font is as before.
    ~Presentation() override;

    void setOn(bool on);
    [[nodiscard]] bool on() const noexcept { return m_on; }

private:
    void scale(double by) const;

    QMainWindow& m_window;
    PanelDocks& m_panels;
    QFont m_usual;
    bool m_on = false;
    bool m_settingsShown = true; ///< before it was on
};

} // namespace headroom::ui
