// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the main window that says where things are: toolbar, title, theme, and what is kept of it.
#include <array>
#include <iterator>

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QResizeEvent>
#include <QSettings>
#include <QToolBar>

#include "core/kafka/consumer_port.h"
#include "ui/forms/setting_form.h"
#include "ui/views/banner_stack.h"
#include "ui/views/commit_controls.h"
#include "ui/views/main_window.h"
#include "ui/views/messages_view.h"
#include "ui/views/panel_docks.h"
#include "ui/views/scenario_stage.h"
#include "ui/views/session_bridge.h"
#include "ui/views/table_state.h"
#include "ui/views/window_actions.h"

namespace headroom::ui {

namespace {

constexpr int iconsOnlyBelow = 1180; ///< window width, px
constexpr std::array<std::size_t, 5> panelOrder{1, 2, 3, 4, 0}; ///< of the first pages, as the panels were added

} // namespace

void MainWindow::buildToolBar()
{
    QToolBar* bar = addToolBar(tr("Session"));
    bar->setObjectName(QStringLiteral("mainToolBar"));
    bar->setAccessibleName(tr("Session"));
    bar->setMovable(false);
    bar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    bar->addActions({m_actions->start, m_actions->stop, m_actions->pause});
    bar->addSeparator();
    m_commit = new CommitControls(m_bridge, m_actions->commit, m_actions->commitModes, bar);
    bar->addSeparator();
    bar->addActions({m_actions->trim, m_actions->mark});
    auto* spacer = new QWidget(bar);
    spacer->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(spacer);
    auto* connection = new QLabel(bar);
    connection->setObjectName(QStringLiteral("connectionLabel"));
    connection->setAccessibleName(tr("Connection"));
    connection->setTextFormat(Qt::PlainText);
    connection->setContentsMargins(8, 0, 8, 0);
    bar->addWidget(connection);
    bar->addAction(m_actions->restartDemo);
}

QStringList MainWindow::pages()
{
    QStringList pages{QStringLiteral("live"), QStringLiteral("messages"), QStringLiteral("commits"), QStringLiteral("events"), QStringLiteral("settings")};
    for (const core::ScenarioSpec& row : core::scenarioTable()) {
        pages << QStringLiteral("scenario:%1").arg(row.id);
    }
    return pages;
}

void MainWindow::showPage(const QString& page)
{
    const auto index = pages().indexOf(page);
    if (index >= std::ssize(panelOrder)) {
        showScenario(static_cast<int>(index - std::ssize(panelOrder)) + 1, true);
    } else if (index >= 0) {
        m_panels->goTo(panelOf(page));
    }
}

std::size_t MainWindow::panelOf(const QString& page)
{
    const auto index = pages().indexOf(page);
    return index >= 0 && index < std::ssize(panelOrder) ? panelOrder[static_cast<std::size_t>(index)] : 1;
}

void MainWindow::pose()
{
    m_messages->selectNewest();
    if (QWidget* focused = focusWidget()) {
        focused->clearFocus();
    }
}

void MainWindow::restoreWindow()
{
    resize(m_options.size.isValid() ? m_options.size : QSize(1440, 900));
    m_panels->layOut(size());
    for (QAction* action : m_actions->languages->actions()) {
        action->setChecked(action->data() == m_language);
    }
    if (m_options.stateFile.isEmpty()) {
        return;
    }
    const QSettings state(m_options.stateFile, QSettings::IniFormat);
    if (!m_options.size.isValid()) {
        restoreGeometry(state.value(QStringLiteral("window/geometry")).toByteArray());
    }
    m_panels->restore(state.value(QStringLiteral("window/docks")).toByteArray());
    restoreTables(state, *this);
    m_messages->setColumns(state.value(QStringLiteral("messages/columns")).toStringList());
    const int theme = state.value(QStringLiteral("window/theme"), static_cast<int>(ThemeMode::system)).toInt();
    if (!m_options.themeGiven && theme >= 0 && theme <= static_cast<int>(ThemeMode::dark)) {
        m_theme = static_cast<ThemeMode>(theme);
    }
}

void MainWindow::saveWindow() const
{
    if (m_options.stateFile.isEmpty()) {
        return;
    }
    QSettings state(m_options.stateFile, QSettings::IniFormat);
    state.setValue(QStringLiteral("window/geometry"), saveGeometry());
    state.setValue(QStringLiteral("window/docks"), m_panels->save());
    state.setValue(QStringLiteral("messages/columns"), m_messages->columns());
    saveTables(state, *this);
    state.setValue(QStringLiteral("window/theme"), static_cast<int>(m_theme));
    state.setValue(QStringLiteral("window/language"), m_language);
}

void MainWindow::chooseTheme(ThemeMode mode)
{
    m_theme = mode;
    for (QAction* action : m_actions->themes->actions()) {
        action->setChecked(action->data() == static_cast<int>(mode));
    }
    applyTheme(*qApp, mode);
    m_actions->refreshIcons();
    m_commit->refreshLook();
}

/// What is typed and not applied, or the scenario that is played, would be gone with this window: then the next start speaks the language.
void MainWindow::chooseLanguage(const QString& code)
{
    m_language = code;
    saveWindow();
    if (m_settings->hasPendingChanges() || m_scenario->busy()) {
        m_banners->show({QStringLiteral("language"), Banner::Severity::info,
                         m_scenario->busy() ? tr("The language changes with the next start, because a scenario is being played.")
                                            : tr("The language changes with the next start, because there are changed settings that are not applied."),
                         {{tr("Dismiss"), [this] { m_banners->remove(QStringLiteral("language")); }}}});
        return;
    }
    Q_EMIT languageChosen(code);
}

void MainWindow::refreshTitle()
{
    const core::Settings& settings = m_bridge.settings();
    const bool scenario = m_scenario != nullptr && m_scenario->busy();
    const QString connection = scenario ? tr("Scenario %1").arg(m_scenario->chosen().id) : m_bridge.onDemo() ? tr("Demo broker") : QString::fromStdString(settings.bootstrapServers);
    const QString group = settings.groupId.empty() ? tr("new") : QString::fromStdString(settings.groupId);
    setWindowTitle(tr("Headroom – %1 · group %2 · %3").arg(QString::fromStdString(settings.topic), group, connection));
    if (auto* label = findChild<QLabel*>(QStringLiteral("connectionLabel"))) {
        label->setText(m_bridge.onDemo() ? tr("Demo broker (embedded)") : connection);
    }
    m_actions->restartDemo->setVisible(m_bridge.onDemo());
}

void MainWindow::resizeEvent(QResizeEvent* event)
{
    QMainWindow::resizeEvent(event);
    if (auto* bar = findChild<QToolBar*>(QStringLiteral("mainToolBar"))) {
        bar->setToolButtonStyle(width() < iconsOnlyBelow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    }
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_commit != nullptr) {
        m_actions->refreshIcons();
        m_commit->refreshLook();
    } else if (event->type() == QEvent::WindowStateChange) {
        m_bridge.setShown(isVisible() && !isMinimized());
    }
}

void MainWindow::showEvent(QShowEvent* event)
{
    QMainWindow::showEvent(event);
    m_bridge.setShown(!isMinimized());
}

void MainWindow::hideEvent(QHideEvent* event)
{
    QMainWindow::hideEvent(event);
    m_bridge.setShown(false);
}

void MainWindow::showAbout()
{
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Headroom"), tr("Headroom %1").arg(QApplication::applicationVersion()),
                                QMessageBox::Close, this);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(windowIcon().pixmap(64, 64));
    box->setInformativeText(tr("A Kafka consumer whose memory is bounded, and shown.\n\nlibrdkafka %1 · Qt %2\n"
                               "Free software under the GNU General Public License, version 3 or later.")
                                .arg(QString::fromStdString(core::clientVersion()), QString::fromLatin1(qVersion())));
    box->open();
}

} // namespace headroom::ui
