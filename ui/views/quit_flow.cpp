// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/quit_flow.h"

#include <QMainWindow>
#include <QMessageBox>
#include <QPushButton>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/banner_stack.h"
#include "ui/views/quit_dialog.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

constexpr int deadlineMs = 7500; ///< of a clean end; a forced one takes 2.5 s more, 10 s in all
constexpr QLatin1StringView closingKey{"closing"};

} // namespace

QuitFlow::QuitFlow(SessionBridge& bridge, BannerStack& banners, QMainWindow* window, bool unattended)
    : QObject(window), m_bridge(bridge), m_banners(banners), m_window(window), m_unattended(unattended)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(deadlineMs);
    connect(&m_deadline, &QTimer::timeout, this, &QuitFlow::forceNow);
    connect(&m_bridge, &SessionBridge::ended, this, &QuitFlow::finish);
}

bool QuitFlow::requestClose()
{
    if (m_done || !m_bridge.running()) {
        return true;
    }
    if (m_ending) {
        m_purpose = Purpose::quit;
        forceNow();
        return true;
    }
    if (m_asking && !m_unattended) {
        return false;
    }
    m_purpose = Purpose::quit;
    request();
    return m_done;
}

bool QuitFlow::requestScenario()
{
    if (m_done || m_asking || m_ending) {
        return false;
    }
    if (!m_bridge.running()) {
        return true;
    }
    m_purpose = Purpose::scenario;
    request();
    return false;
}

void QuitFlow::request()
{
    const core::Settings& settings = m_bridge.settings();
    if (m_unattended) {
        end(settings.commitMode == "manual" ? core::StopCommit::doNotCommit : core::StopCommit::commit);
    } else if (settings.commitOnQuit == "ask" && settings.commitMode != "auto" && m_bridge.latest()->repeatRisk > 0 && !m_bridge.stopping()) {
        ask();
    } else {
        end(core::StopCommit::bySetting);
    }
}

void QuitFlow::ask()
{
    m_asking = true;
    auto* dialog = new QuitDialog(*m_bridge.latest(), m_window, m_purpose == Purpose::scenario);
    connect(dialog, &QDialog::finished, this, [this, dialog] {
        m_asking = false;
        if (dialog->answer() == QuitDialog::Answer::commit) {
            end(core::StopCommit::commit);
        } else if (dialog->answer() == QuitDialog::Answer::leave) {
            end(core::StopCommit::doNotCommit);
        }
    });
    dialog->open();
}

void QuitFlow::end(core::StopCommit policy)
{
    m_ending = true;
    m_commit = policy == core::StopCommit::commit;
    const bool quits = m_purpose == Purpose::quit;
    m_banners.show({closingKey, Banner::Severity::info,
                    quits ? tr("Closing: finishing the batch and leaving the group. This takes at most 10 s.")
                          : tr("Before the scenario: finishing the batch and leaving the group. This takes at most 10 s."),
                    {{quits ? tr("Quit now") : tr("Stop now"), [this] { forceNow(); }}}});
    m_deadline.start();
    if (m_bridge.running()) {
        m_bridge.stop(policy);
    }
    if (!m_bridge.running()) {
        finish();
    }
}

void QuitFlow::finish()
{
    if (!m_ending || m_done) {
        return;
    }
    m_deadline.stop();
    if (m_commit && !m_unattended && m_bridge.latest()->repeatRisk > 0) {
        sayUnconfirmed();
        return;
    }
    tell();
}

void QuitFlow::tell()
{
    m_ending = false;
    if (m_purpose == Purpose::scenario) {
        m_banners.remove(closingKey);
        Q_EMIT runEnded();
        return;
    }
    m_done = true;
    Q_EMIT mayClose();
}

void QuitFlow::sayUnconfirmed()
{
    const bool quits = m_purpose == Purpose::quit;
    auto* box = new QMessageBox(QMessageBox::Warning, quits ? tr("Quit Headroom") : tr("Begin the scenario"), tr("The commit was not confirmed."), QMessageBox::NoButton, m_window);
    const std::int64_t again = m_bridge.latest()->repeatRisk;
    box->setObjectName(QStringLiteral("unconfirmedDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(themedIcon("warning", themeColors(box->palette()).risk).pixmap(40, 40));
    box->setInformativeText((quits ? tr("%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or quit.", nullptr, pluralOf(again))
                                   : tr("%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or begin.", nullptr, pluralOf(again)))
                                .arg(QString::fromStdString(core::formatCount(again))));
    QPushButton* quit = box->addButton(quits ? tr("Quit") : tr("Begin"), QMessageBox::AcceptRole);
    QPushButton* stay = box->addButton(tr("Stay"), QMessageBox::RejectRole);
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(box, &QMessageBox::finished, this, [this, box, quit] {
        m_banners.remove(closingKey);
        m_ending = false;
        if (box->clickedButton() == quit) {
            tell();
        }
    });
    box->open();
}

void QuitFlow::forceNow()
{
    m_deadline.stop();
    m_bridge.force();
    if (m_purpose == Purpose::scenario) {
        m_commit = false; // finish() follows, and does not ask about it again
        return;
    }
    m_done = true;
    Q_EMIT mayClose();
}

} // namespace headroom::ui
