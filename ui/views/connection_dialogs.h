// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <QObject>
#include <QPointer>
#include <QStringList>

#include "core/settings/settings.h"

class QWidget;

namespace headroom::ui {

class BannerStack;
class ConnectionProbe;
class ProfileDialog;
class SecretFlow;
class SecretStore;
class SessionBridge;
class TopicsDialog;

/// All that the window knows of connections: profiles, and secrets when a start needs them. Thread: GUI.
class ConnectionDialogs : public QObject {
    Q_OBJECT
public:
    struct Options {
        core::Settings defaults;
        std::string directory; ///< of the profiles
        std::shared_ptr<SecretStore> secrets; ///< null: kept for this run only
        bool unattended = false;
    };
    ConnectionDialogs(SessionBridge& bridge, BannerStack& banners, Options options, QWidget* window);
    ~ConnectionDialogs() override;

    void openProfiles();
    /// Topics and group of the connection in force.
    void openTopics();
    /// A secret that did not work: asks, and starts again.
    void enterSecret(const QString& id);

Q_SIGNALS:
    /// Another connection is to be put in force; the settings are valid.
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);

private:
    void chooseTopic(const core::Settings& settings);
    [[nodiscard]] TopicsDialog& topics();
    [[nodiscard]] core::Settings topicsConnection() const;
    void takeTopic(const QString& topic);

    SessionBridge& m_bridge;
    const Options m_options;
    QWidget* m_window;
    SecretFlow* m_secrets;
    ConnectionProbe* m_probe;
    QPointer<ProfileDialog> m_profiles;
    TopicsDialog* m_topics = nullptr;
    std::optional<core::Settings> m_topicsFor; ///< of a profile that is being filled in; none: what is in force
    QStringList m_topicNames;                  ///< as last told
};

} // namespace headroom::ui
