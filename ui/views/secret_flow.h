// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <QObject>
#include <QPointer>

#include "core/settings/setting_table.h"

class QWidget;

namespace headroom::ui {

class SecretDialog;
class SecretStore;
class SessionBridge;

/// Brings the secrets that a start needs: those held, else the keychain's, else asked for, one after the other; then starts.
/// When somebody cancels, nothing is started. Unattended nobody is asked. Thread: GUI. Bound: one start that waits, the newest.
class SecretFlow : public QObject {
    Q_OBJECT
public:
    SecretFlow(SessionBridge& bridge, std::shared_ptr<SecretStore> store, QWidget* window, bool unattended);
    ~SecretFlow() override;

    /// What was entered did not work (and was forgotten when the run ended, also in the keychain): asks and starts again.
    void askAgain(const QString& id);

Q_SIGNALS:
    /// A secret could not be put into the keychain.
    void notKept(const QString& problem);

private:
    void dropRefused();
    void begin(const core::Settings& settings);
    void next();
    void ask(const core::SettingSpec& row);
    void take(const core::SettingSpec& row, const core::Secret& secret);
    [[nodiscard]] const core::SettingSpec* wanted() const;

    SessionBridge& m_bridge;
    std::shared_ptr<SecretStore> m_store;
    QWidget* m_window;
    QPointer<SecretDialog> m_dialog;
    std::optional<core::Settings> m_waiting; ///< to start with when nothing is missing any more
    std::uint64_t m_turn = 0; ///< an answer of the keychain to an older question is not taken
};

} // namespace headroom::ui
