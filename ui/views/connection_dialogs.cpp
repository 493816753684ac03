// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/connection_dialogs.h"

#include <QWidget>

#include "ui/views/banner_stack.h"
#include "ui/views/connection_probe.h"
#include "ui/views/profile_dialog.h"
#include "ui/views/secret_flow.h"
#include "ui/views/session_bridge.h"
#include "ui/views/topics_dialog.h"

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
    connect(m_profiles, &ProfileDialog::chooseTopicWanted, this, &ConnectionDialogs::chooseTopic);
    m_profiles->setTopics(m_topicNames);
    m_profiles->open();
}

TopicsDialog& ConnectionDialogs::topics()
{
    if (m_topics == nullptr) {
        m_topics = new TopicsDialog(m_bridge.rows(), [this] { return topicsConnection(); }, m_window);
        connect(m_topics, &TopicsDialog::topicChosen, this, &ConnectionDialogs::takeTopic);
        connect(m_topics, &TopicsDialog::listed, this, [this](const QStringList& names) {
            m_topicNames = names;
            if (m_profiles) {
                m_profiles->setTopics(names);
            }
        });
    } else if (m_topics->isHidden()) {
        m_topics->refresh();
    }
    return *m_topics;
}

/// As the run resolved it, while there is one on the same brokers.
core::Settings ConnectionDialogs::topicsConnection() const
{
    const core::Settings wanted = m_topicsFor.value_or(m_bridge.settings());
    const auto latest = m_bridge.latest();
    const bool same = wanted.bootstrapServers == m_bridge.settings().bootstrapServers;
    if (!m_bridge.running() || latest->settings == nullptr || !same) {
        return wanted;
    }
    core::Settings resolved = m_topicsFor ? wanted : *latest->settings;
    resolved.bootstrapServers = latest->settings->bootstrapServers;
    return resolved;
}

void ConnectionDialogs::openTopics()
{
    m_topicsFor.reset();
    TopicsDialog& dialog = topics();
    dialog.setPurpose(tr("Read this &topic"), tr("Put the selected topic into the settings; a running consumer is restarted with it"));
    if (dialog.isHidden()) {
        dialog.setWindowModality(Qt::NonModal);
    }
    dialog.show();
    dialog.activateWindow();
}

/// In front of the connections, which block the window and all that is beside them.
void ConnectionDialogs::chooseTopic(const core::Settings& settings)
{
    m_topicsFor = settings;
    if (m_topics != nullptr) {
        m_topics->hide(); // what it shows is of another connection
    }
    TopicsDialog& dialog = topics();
    dialog.setPurpose(tr("Choose this &topic"), tr("Put the selected topic into the connection"));
    dialog.open();
}

void ConnectionDialogs::takeTopic(const QString& topic)
{
    if (m_topicsFor && m_profiles) {
        m_profiles->setTopic(topic);
        m_topics->reject();
        return;
    }
    core::Settings wanted = m_bridge.settings();
    wanted.topic = topic.toStdString();
    Q_EMIT applyRequested(wanted, m_bridge.running());
}

void ConnectionDialogs::enterSecret(const QString& id)
{
    m_secrets->askAgain(id);
}

} // namespace headroom::ui
