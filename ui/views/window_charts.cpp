// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the main window that joins its charts with actions, events and files.
#include <QAction>

#include "ui/views/chart_exports.h"
#include "ui/views/events_view.h"
#include "ui/views/main_window.h"
#include "ui/views/memory_view.h"
#include "ui/views/panel_docks.h"
#include "ui/views/session_bridge.h"
#include "ui/views/window_actions.h"

namespace headroom::ui {

namespace {
constexpr std::size_t eventsPanel = 4; ///< as they were added
} // namespace

/// What the charts offer, and that their markers are rows of the event list.
void MainWindow::connectCharts()
{
    const WindowActions& does = *m_actions;
    auto* exports = new ChartExports(*m_memory, m_bridge.rows(), *m_banners, this);
    m_memory->setPictureActions({does.savePicture, does.copyPicture, does.exportSeries});
    connect(does.savePicture, &QAction::triggered, exports, &ChartExports::savePicture);
    connect(does.copyPicture, &QAction::triggered, exports, &ChartExports::copyPicture);
    connect(does.exportSeries, &QAction::triggered, exports, &ChartExports::exportSeries);
    connect(does.mark, &QAction::triggered, m_memory, &MemoryView::askForNote);
    connect(m_memory, &MemoryView::noteEntered, this, [this](const QString& text, double seconds) { m_bridge.post(core::NoteCommand{text.toStdString(), seconds}); });
    connect(m_memory, &MemoryView::markerChosen, this, [this](quint64 number, bool open) {
        if (open) {
            m_panels->raise(eventsPanel);
        }
        m_events->apply(m_snapshot); // it may not have been drawn for a while
        m_events->selectEvent(number, open);
    });
    connect(m_events, &EventsView::eventSelected, m_memory, &MemoryView::selectMarker);
}

} // namespace headroom::ui
