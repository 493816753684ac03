// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "ui/views/main_window.h"

namespace headroom::ui {

/// Holds the main window, and makes it anew in another language when one is chosen: texts are made with their widgets. The
/// bridge and its run go on meanwhile; what the window had gathered beyond the snapshot (older events) starts again.
/// Thread: GUI.
class WindowHolder : public QObject {
    Q_OBJECT
public:
    /// Makes the window in the language of the options; show it.
    WindowHolder(SessionBridge& bridge, std::shared_ptr<const core::LogRing> log, WindowOptions options, QObject* parent = nullptr);

    /// The present one; it changes with the language.
    [[nodiscard]] MainWindow& window() { return *m_window; }

Q_SIGNALS:
    /// The window closed and nothing runs any more.
    void closed();

private:
    void make();
    void changeLanguage(const QString& code);

    SessionBridge& m_bridge;
    const std::shared_ptr<const core::LogRing> m_log;
    WindowOptions m_options;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace headroom::ui
