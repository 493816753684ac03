// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/connection_dialogs.h"

#include <QWidget>

#include "ui/views/banner_stack.h"
#include "ui/views/connection_probe.h"
#include "ui/views/profile_dialog.h"
#include "ui/views/secret_flow.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

ConnectionDialogs::ConnectionDialogs(SessionBridge& bridge, BannerStack& banners, Options options, QWidget* window)
    : QObject(window), m_bridge(bridge), m_options(std::move(options)), m_window(window), m_secrets(new SecretFlow(bridge, m_options.secrets, window, m_options.unattended)),
      m_probe(new ConnectionProbe(bridge.rows(), this))
{
    connect(m_secrets, &SecretFlow::notKept, this, [&banners](const QString& problem) {
        const QString key = QStringLiteral("keychain");
        banners.show({key, Banner::Severity::warning, tr("In use, but not kept in the keychain: %1").arg(problem), {{tr("Dismiss"), [&banners, key] { banners.remove(key); }}}});
    });
}

ConnectionDialogs::~ConnectionDialogs()
{
    delete m_profiles; // the window owns it as well, but it uses the probe, which goes with this
}

void ConnectionDialogs::openProfiles()
{
    if (m_profiles) {
        m_profiles->raise();
        return;
    }
    m_profiles = new ProfileDialog({m_bridge.rows(), m_bridge.settings(), m_options.defaults, m_options.directory}, *m_probe, m_window);
    connect(m_profiles, &ProfileDialog::useRequested, this, [this](const core::Settings& settings) { Q_EMIT applyRequested(settings, m_bridge.running()); });
    m_profiles->open();
}

void ConnectionDialogs::enterSecret(const QString& id)
{
    m_secrets->askAgain(id);
}

} // namespace headroom::ui
