// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/panel_docks.h"

#include <algorithm>
#include <utility>

#include <QApplication>
#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QTabBar>

namespace headroom::ui {

namespace {

constexpr int layoutVersion = 1;

// Of the window, px: the longest name of a setting is whole, in a wide window beside all columns, else without the one
// for the values in effect; more than that is not taken from the charts.
constexpr int wideWindow = 1400;
constexpr int wideSide = 564;
constexpr int sidePercent = 37;
constexpr int leastSide = 360;
constexpr int mostSide = 474;
constexpr int bottomPercent = 36; // the board shows eight partitions, or the whole of the last commit
constexpr int leastBottom = 190;
constexpr int roomForBoth = 1800; ///< px of the workspace: settings, charts and a guest

int sideWidth(int window)
{
    return window >= wideWindow ? wideSide : std::clamp(window * sidePercent / 100, leastSide, mostSide);
}

/// Where the focus goes in a panel: the panel's own wish, else its first control.
QWidget* firstControl(QWidget* panel)
{
    if (panel->focusProxy() != nullptr || panel->focusPolicy() != Qt::NoFocus) {
        return panel;
    }
    const auto controls = panel->findChildren<QWidget*>();
    const auto first = std::ranges::find_if(controls, [](const QWidget* child) {
        return (child->focusPolicy() & Qt::TabFocus) != 0 && child->isEnabled() && !child->isHidden();
    });
    return first == controls.end() ? nullptr : *first;
}

} // namespace

PanelDocks::PanelDocks(QMainWindow* workspace) : QObject(workspace), m_workspace(workspace)
{
    workspace->setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks | QMainWindow::GroupedDragging);
    workspace->setCorner(Qt::BottomLeftCorner, Qt::LeftDockWidgetArea);
    workspace->setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
    workspace->setTabPosition(Qt::BottomDockWidgetArea, QTabWidget::North);
}

void PanelDocks::addCentre(QWidget* panel)
{
    m_workspace->setCentralWidget(panel);
    m_panels.push_back({panel, nullptr, Qt::NoDockWidgetArea});
}

void PanelDocks::addDock(const char* name, const QString& title, QWidget* panel, Qt::DockWidgetArea area)
{
    auto* dock = new QDockWidget(title, m_workspace);
    dock->setObjectName(QString::fromLatin1(name));
    dock->setAccessibleName(title);
    dock->setWidget(panel);
    m_workspace->addDockWidget(area, dock);
    m_panels.push_back({panel, dock, area});
    if (area == Qt::BottomDockWidgetArea) { // its tab names it; a floating one needs its title again
        dock->setTitleBarWidget(new QWidget(dock));
        connect(dock, &QDockWidget::topLevelChanged, dock, [dock](bool floating) {
            delete dock->titleBarWidget();
            dock->setTitleBarWidget(floating ? nullptr : new QWidget(dock));
        });
    }
    const auto tell = [this](bool visible) {
        if (visible) {
            Q_EMIT uncovered();
        }
    };
    connect(dock, &QDockWidget::visibilityChanged, this, tell, Qt::QueuedConnection); // once the panel itself is visible
}

void PanelDocks::raise(std::size_t panel)
{
    if (QDockWidget* dock = m_panels.at(panel).dock) {
        dock->show();
        dock->raise();
    }
}

bool PanelDocks::shown(std::size_t panel) const
{
    const QDockWidget* dock = m_panels.at(panel).dock;
    return dock == nullptr || !dock->isHidden();
}

void PanelDocks::setShown(std::size_t panel, bool shown)
{
    if (QDockWidget* dock = m_panels.at(panel).dock) {
        dock->setVisible(shown);
    }
}

void PanelDocks::addGuest(const char* name, const QString& title, QWidget* panel)
{
    addDock(name, title, panel, Qt::RightDockWidgetArea);
    QDockWidget* dock = m_panels.back().dock;
    dock->hide();
    connect(dock, &QDockWidget::visibilityChanged, this, [this, dock] { makeRoom(!dock->isHidden()); });
}

void PanelDocks::makeRoom(bool open)
{
    if (!open) {
        if (QDockWidget* dock = std::exchange(m_gaveWay, nullptr)) {
            dock->show();
        }
        return;
    }
    const auto left = std::ranges::find(m_panels, Qt::LeftDockWidgetArea, &Panel::area);
    if (left != m_panels.end() && !left->dock->isHidden() && m_workspace->width() < roomForBoth) {
        m_gaveWay = left->dock;
        left->dock->hide();
    }
}

void PanelDocks::goTo(std::size_t panel)
{
    raise(panel);
    if (QWidget* control = firstControl(m_panels.at(panel).view)) {
        control->setFocus(Qt::ShortcutFocusReason);
    }
}

void PanelDocks::step(int by)
{
    const int count = static_cast<int>(m_panels.size());
    const QWidget* focus = QApplication::focusWidget();
    const auto here = std::ranges::find_if(m_panels, [&](const Panel& panel) { return panel.view->isAncestorOf(focus); });
    int at = here != m_panels.end() ? static_cast<int>(here - m_panels.begin()) : by > 0 ? -1 : count;
    for (int tries = 0; tries < count; ++tries) {
        at = (at + by + count) % count;
        const Panel& panel = m_panels[static_cast<std::size_t>(at)];
        if (panel.dock == nullptr || !panel.dock->isHidden()) {
            goTo(static_cast<std::size_t>(at));
            return;
        }
    }
}

/// The tabs of docks are the workspace's own; it makes them when it needs them, and keeps them.
void PanelDocks::watchTabs()
{
    for (QTabBar* tabs : m_workspace->findChildren<QTabBar*>(Qt::FindDirectChildrenOnly)) {
        connect(tabs, &QTabBar::tabBarDoubleClicked, this, &PanelDocks::toggleBottom, Qt::UniqueConnection);
    }
}

void PanelDocks::toggleBottom()
{
    const auto up = std::ranges::find_if(m_panels, [](const Panel& panel) { return panel.area == Qt::BottomDockWidgetArea && !panel.view->visibleRegion().isEmpty(); });
    if (up == m_panels.end()) {
        return;
    }
    if (!m_before.isEmpty()) {
        m_workspace->restoreState(std::exchange(m_before, {}), layoutVersion);
        up->dock->raise();
        return;
    }
    m_before = save();
    for (const Panel& panel : m_panels) {
        if (panel.area == Qt::LeftDockWidgetArea && !panel.dock->isFloating()) {
            panel.dock->hide();
        }
    }
    m_workspace->resizeDocks({up->dock}, {m_workspace->height()}, Qt::Vertical);
}

void PanelDocks::layOut(QSize window)
{
    m_gaveWay = nullptr;
    m_before.clear();
    QDockWidget* side = nullptr;
    QDockWidget* bottom = nullptr;
    QDockWidget* lastBottom = nullptr;
    for (const Panel& panel : m_panels) {
        if (panel.dock == nullptr) {
            continue;
        }
        panel.dock->setFloating(false);
        m_workspace->addDockWidget(panel.area, panel.dock);
        if (panel.area == Qt::RightDockWidgetArea) {
            panel.dock->hide();
            continue;
        }
        panel.dock->show();
        if (panel.area == Qt::BottomDockWidgetArea) {
            if (lastBottom != nullptr) {
                m_workspace->tabifyDockWidget(lastBottom, panel.dock);
            }
            bottom = bottom == nullptr ? panel.dock : bottom;
            lastBottom = panel.dock;
        } else {
            side = panel.dock;
        }
    }
    m_workspace->layout()->activate(); // docks that were just put back have no size yet that could be changed
    if (side != nullptr) {
        m_workspace->resizeDocks({side}, {sideWidth(window.width())}, Qt::Horizontal);
    }
    if (bottom != nullptr) {
        bottom->raise();
        m_workspace->resizeDocks({bottom}, {std::max(leastBottom, window.height() * bottomPercent / 100)}, Qt::Vertical);
    }
    watchTabs();
}

QByteArray PanelDocks::save() const
{
    return m_before.isEmpty() ? m_workspace->saveState(layoutVersion) : m_before;
}

void PanelDocks::restore(const QByteArray& state)
{
    m_workspace->restoreState(state, layoutVersion);
    watchTabs();
}

} // namespace headroom::ui
