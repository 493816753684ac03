// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the main window that joins its messages and its commits with the run.
#include <QAction>
#include <QMenu>

#include "ui/views/banner_stack.h"
#include "ui/views/broker_question.h"
#include "ui/views/commit_controls.h"
#include "ui/views/commit_view.h"
#include "ui/views/main_window.h"
#include "ui/views/messages_view.h"
#include "ui/views/panel_docks.h"
#include "ui/views/session_banners.h"
#include "ui/views/session_bridge.h"
#include "ui/views/window_actions.h"

namespace headroom::ui {

void MainWindow::connectMessages()
{
    connect(m_messages, &MessagesView::filterWanted, this, [this](const core::ViewFilter& filter) { m_bridge.post(core::FilterCommand(filter)); });
    connect(m_messages, &MessagesView::clearWanted, this, [this] { m_bridge.post(core::ClearCommand{}); });
    connect(m_messages, &MessagesView::startPositionWanted, this, [this] { editSetting(QStringLiteral("start")); });
    connect(m_messages, &MessagesView::startAtEarliestWanted, this, [this] {
        core::Settings wanted = m_bridge.settings();
        wanted.start = "earliest";
        applySettings(wanted, true);
    });
}

void MainWindow::connectCommits()
{
    m_brokerQuestion = new BrokerQuestion(m_bridge, m_actions->askBroker);
    connect(m_brokerQuestion, &BrokerQuestion::failed, this, &MainWindow::tell);
    connect(m_sessionBanners, &SessionBanners::askBroker, m_actions->askBroker, &QAction::trigger);
    connect(m_messages, &MessagesView::commitWanted, this, [this](const core::SlotOffset& upTo) { m_bridge.post(core::CommitCommand{{upTo}}); });
    connect(m_commitView, &CommitView::commitWanted, this, [this](const std::vector<core::SlotOffset>& upTo) { m_bridge.post(core::CommitCommand{upTo}); });
    connect(m_commitView, &CommitView::commitModeRequested, m_commit, &CommitControls::requestMode);
    connect(m_commit, &CommitControls::applyRequested, this, &MainWindow::applySettings);
    offerBoardActions();
}

/// The board's own actions stand in the menu too. A board out of sight is not drawn, so it is brought up to date when the
/// menu opens; and nobody is to commit a selection that cannot be seen.
void MainWindow::offerBoardActions()
{
    constexpr std::size_t boardPanel = 3; // as it was added
    auto* selected = m_commitView->findChild<QAction*>(QStringLiteral("commitSelectedAction"));
    auto* preview = m_commitView->findChild<QAction*>(QStringLiteral("previewCommitAction"));
    selected->setText(tr("Commit &selected"));
    preview->setText(tr("&Preview commit…"));
    m_actions->commitMenu->insertActions(m_actions->askBroker, {selected, preview});
    connect(m_actions->commitMenu, &QMenu::aboutToShow, this, [this] { m_commitView->apply(m_snapshot); });
    connect(selected, &QAction::triggered, this, [this] {
        if (m_commitView->visibleRegion().isEmpty()) {
            m_panels->goTo(boardPanel);
        }
    });
}

} // namespace headroom::ui
