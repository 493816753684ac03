// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QObject>
#include <QPointer>

#include "core/settings/settings.h"

class QWidget;

namespace headroom::ui {

class BannerStack;
class ConnectionProbe;
class ProfileDialog;
class SecretFlow;
class SecretStore;
class SessionBridge;

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
    /// A secret that did not work: asks, and starts again.
    void enterSecret(const QString& id);

Q_SIGNALS:
    /// Another connection is to be put in force; the settings are valid.
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);

private:
    SessionBridge& m_bridge;
    const Options m_options;
    QWidget* m_window;
    SecretFlow* m_secrets;
    ConnectionProbe* m_probe;
    QPointer<ProfileDialog> m_profiles;
};

} // namespace headroom::ui
