// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/commit_controls.h"

#include <QAction>
#include <QActionGroup>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolBar>

#include "core/base/number_format.h"
#include "core/settings/setting_codec.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

QString intervalWord(const core::Settings& settings)
{
    return CommitControls::tr("Every %1").arg(QString::fromStdString(core::formatDuration(core::Milliseconds(settings.commitIntervalMs))));
}

} // namespace

CommitControls::CommitControls(SessionBridge& bridge, QAction* commitAction, QMenu* modes, QToolBar* bar)
    : QObject(bar), m_bridge(bridge), m_action(commitAction), m_button(new QPushButton(bar)), m_mode(new QComboBox(bar)),
      m_modes(new QActionGroup(this))
{
    m_button->setObjectName(QStringLiteral("commitBatchButton"));
    m_button->setFocusPolicy(Qt::TabFocus);
    connect(m_button, &QPushButton::clicked, m_action, &QAction::trigger);
    connect(m_action, &QAction::triggered, this, &CommitControls::commit);

    auto* label = new QLabel(tr("Commit mode"), bar);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(8, 0, 4, 0);
    label->setBuddy(m_mode);
    m_mode->setObjectName(QStringLiteral("commitModeCombo"));
    m_mode->setAccessibleName(tr("Commit mode"));
    m_mode->setToolTip(tr("When offsets are committed"));
    m_mode->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    const std::pair<QString, QString> words[] = {{QStringLiteral("manual"), tr("Manual")},
                                                 {QStringLiteral("batch"), tr("After each batch")},
                                                 {QStringLiteral("interval"), intervalWord({})},
                                                 {QStringLiteral("auto"), tr("Auto (risky)")}};
    for (const auto& [mode, text] : words) {
        m_mode->addItem(text, mode);
        QAction* action = modes->addAction(text);
        action->setObjectName(QStringLiteral("commitMode_") + mode);
        action->setCheckable(true);
        action->setData(mode);
        m_modes->addAction(action);
    }
    connect(m_mode, &QComboBox::activated, this, [this](int index) { requestMode(m_mode->itemData(index).toString(), 0); });
    connect(m_modes, &QActionGroup::triggered, this, [this](QAction* action) { requestMode(action->data().toString(), 0); });
    connect(&m_bridge, &SessionBridge::settingsChanged, this, &CommitControls::showSettings);
    connect(&m_bridge, &SessionBridge::commandFinished, this, [this] { m_asked = false; });

    bar->addWidget(m_button);
    bar->addWidget(label);
    bar->addWidget(m_mode);
    showSettings(m_bridge.settings());
    apply(core::Snapshot{}, false);
}

void CommitControls::commit()
{
    m_asked = true;
    showAction(tr("Committing…"), false, tr("Waiting for the broker's answer"));
    m_bridge.post(core::CommitCommand{});
}

void CommitControls::apply(const core::Snapshot& snapshot, bool running)
{
    using core::SessionState;
    m_messagesPerSecond = snapshot.messagesPerSecond;
    m_inHand = snapshot.batchMessages;
    m_asked = m_asked && running;
    const bool consuming = running && (snapshot.state == SessionState::running || snapshot.state == SessionState::paused);
    if (!m_bridge.demoDeath().isEmpty()) {
        showAction(tr("Commit batch"), false, tr("Nothing can be committed: the demo broker has ended"));
    } else if (m_asked || (consuming && snapshot.commitInFlight && snapshot.commitInFlight->trigger == core::CommitTrigger::user)) {
        showAction(tr("Committing…"), false, tr("Waiting for the broker's answer"));
    } else if (consuming && snapshot.brokerAwaySince) {
        showAction(tr("Commit batch"), false, tr("The broker is away since %1: nothing can be committed until it is back").arg(QString::fromStdString(core::formatClock(*snapshot.brokerAwaySince)).left(8)));
    } else if (!consuming) {
        showAction(tr("Commit batch"), false, tr("Nothing to commit: the consumer does not run"));
    } else if (snapshot.repeatRisk == 0) {
        showAction(tr("Commit batch"), false, tr("Nothing to commit: all that is processed is committed"));
    } else {
        showAction(tr("Commit batch"), true,
                   tr("Commits %1 processed messages (Ctrl+Enter)", nullptr, pluralOf(snapshot.repeatRisk)).arg(QString::fromStdString(core::formatCount(snapshot.repeatRisk))));
    }
}

void CommitControls::showAction(const QString& label, bool enabled, const QString& tip)
{
    m_action->setEnabled(enabled);
    m_action->setToolTip(tip);
    if (m_button->isEnabled() != enabled) {
        m_button->setEnabled(enabled);
        m_button->setIcon(themedIcon("commit", enabled ? QColor(Qt::white) : themeColors(QGuiApplication::palette()).dimText));
    }
    m_button->setToolTip(tip);
    const QString text = label + tr("   Ctrl+Enter");
    if (m_button->text() != text) {
        m_button->setText(text);
        m_button->setAccessibleName(label);
        m_button->setAccessibleDescription(tip);
    }
}

void CommitControls::showSettings(const core::Settings& settings)
{
    const QSignalBlocker quiet(m_mode);
    const QString mode = QString::fromStdString(settings.commitMode);
    const int index = m_mode->findData(mode);
    m_mode->setItemText(m_mode->findData(QStringLiteral("interval")), intervalWord(settings));
    m_mode->setCurrentIndex(index);
    for (QAction* action : m_modes->actions()) {
        action->setChecked(action->data() == mode);
        action->setText(m_mode->itemText(m_mode->findData(action->data())));
    }
}

void CommitControls::requestMode(const QString& mode, int intervalSeconds)
{
    core::Settings wanted = m_bridge.settings();
    wanted.commitMode = mode.toStdString();
    if (intervalSeconds > 0) {
        wanted.commitIntervalMs = intervalSeconds * std::int64_t{1000};
    }
    if (wanted == m_bridge.settings()) {
        return;
    }
    if (wanted.commitMode == "auto" && m_bridge.settings().commitMode != "auto") {
        askAboutAuto(wanted);
    } else {
        put(wanted);
    }
}

void CommitControls::askAboutAuto(const core::Settings& wanted)
{
    auto* box = new QMessageBox(QMessageBox::Warning, tr("Switch to auto-commit"), tr("Auto-commit can lose messages."),
                                QMessageBox::NoButton, m_button->window());
    box->setObjectName(QStringLiteral("autoCommitDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(themedIcon("warning", themeColors(box->palette()).risk).pixmap(40, 40));
    const QString atStake = m_messagesPerSecond > 0
                                ? tr("\n\nNow: %1 messages are in hand and not processed; each of them would be lost by a crash after the next commit.", nullptr,
                                     pluralOf(static_cast<std::int64_t>(m_inHand)))
                                      .arg(QString::fromStdString(core::formatCount(static_cast<std::int64_t>(m_inHand))))
                                : QString();
    box->setInformativeText(tr("The client commits offsets every %1 as soon as messages are handed over, before they are processed. "
                               "The commit board shows them as “at risk: loss”. Switching restarts the consumer.")
                                .arg(QString::fromStdString(core::formatDuration(core::Milliseconds(wanted.commitIntervalMs))))
                            + atStake);
    QPushButton* keep = box->addButton(tr("Keep the present mode"), QMessageBox::RejectRole);
    QPushButton* use = box->addButton(tr("Use auto"), QMessageBox::AcceptRole);
    use->setObjectName(QStringLiteral("useAutoButton"));
    box->setDefaultButton(keep);
    box->setEscapeButton(keep);
    connect(box, &QMessageBox::finished, this, [this, box, use, wanted] {
        if (box->clickedButton() == use) {
            put(wanted);
        } else {
            showSettings(m_bridge.settings());
        }
    });
    box->open();
}

void CommitControls::put(const core::Settings& wanted)
{
    Q_EMIT applyRequested(wanted, m_bridge.running() && core::needsReconnect(m_bridge.rows(), m_bridge.settings(), wanted));
    showSettings(m_bridge.settings()); // until it is in force, what is in force is shown
}

void CommitControls::refreshLook()
{
    // Not the palette of the button: its style sheet changes that.
    const ThemeColors& colors = themeColors(QGuiApplication::palette());
    m_button->setIcon(themedIcon("commit", m_button->isEnabled() ? QColor(Qt::white) : colors.dimText));
    m_button->setStyleSheet(QStringLiteral("QPushButton { background: %1; color: white; border: 1px solid %2; border-radius: 3px;"
                                           " padding: 6px 16px; font-weight: bold; }"
                                           "QPushButton:hover { background: %3; } QPushButton:pressed { background: %2; }"
                                           "QPushButton:focus { border: 2px solid %4; padding: 5px 15px; }"
                                           "QPushButton:disabled { background: %5; color: %6; border-color: %7; }")
                                .arg(colors.highlight.name(), colors.highlight.darker(130).name(), colors.highlight.lighter(112).name(),
                                     colors.text.name(), colors.window.name(), colors.dimText.name(), colors.grid.name()));
}

} // namespace headroom::ui
