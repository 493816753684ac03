// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/window_holder.h"

#include <QCoreApplication>

#include "ui/language/language.h"

namespace headroom::ui {

WindowHolder::WindowHolder(SessionBridge& bridge, std::shared_ptr<const core::LogRing> log, WindowOptions options, QObject* parent)
    : QObject(parent), m_bridge(bridge), m_log(std::move(log)), m_options(std::move(options))
{
    make();
}

void WindowHolder::make()
{
    useLanguage(*QCoreApplication::instance(), m_options.language);
    m_window = std::make_unique<MainWindow>(m_bridge, m_log, m_options);
    connect(m_window.get(), &MainWindow::closed, this, &WindowHolder::closed);
    // Queued: the menu of the old window is still on the stack.
    connect(m_window.get(), &MainWindow::languageChosen, this, &WindowHolder::changeLanguage, Qt::QueuedConnection);
}

void WindowHolder::changeLanguage(const QString& code)
{
    m_options.language = code;
    m_options.size = m_window->size();
    m_options.theme = m_window->theme();
    m_options.themeGiven = true;
    m_window.reset(); // first: two windows would answer the same questions of the bridge
    make();
    m_window->show();
}

} // namespace headroom::ui
