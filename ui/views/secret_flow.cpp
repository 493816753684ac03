// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/secret_flow.h"

#include <utility>

#include <QWidget>

#include "core/settings/security.h"
#include "ui/language/language.h"
#include "ui/views/secret_dialog.h"
#include "ui/views/secret_store.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

QString ownerOf(const core::Settings& settings, const core::SettingSpec& row)
{
    return QString::fromStdString(core::secretOwner(settings, row));
}

core::Secret& secretOf(core::Settings& settings, const core::SettingSpec& row)
{
    return settings.*std::get<core::SecretField>(row.field).member;
}

} // namespace

SecretFlow::SecretFlow(SessionBridge& bridge, std::shared_ptr<SecretStore> store, QWidget* window, bool unattended)
    : QObject(window), m_bridge(bridge), m_store(store ? std::move(store) : std::make_shared<NoSecretStore>()), m_window(window)
{
    if (!unattended) {
        m_bridge.setAsksForSecrets(true);
        connect(&bridge, &SessionBridge::secretsWanted, this, &SecretFlow::begin);
        connect(&bridge, &SessionBridge::ended, this, &SecretFlow::dropRefused);
    }
}

SecretFlow::~SecretFlow()
{
    m_bridge.setAsksForSecrets(false);
}

/// The next start must ask, not try the same once more: brokers lock accounts.
void SecretFlow::dropRefused()
{
    const auto last = m_bridge.latest();
    const core::SettingSpec* row = last->failure ? core::findSetting(m_bridge.rows(), last->failure->context) : nullptr;
    if (row == nullptr || !core::isSecret(*row) || m_bridge.running()) {
        return;
    }
    core::Settings settings = m_bridge.settings();
    m_store->forget(ownerOf(settings, *row));
    secretOf(settings, *row) = core::Secret();
    m_bridge.apply(settings, false);
}

void SecretFlow::begin(const core::Settings& settings)
{
    m_waiting = settings;
    next();
}

void SecretFlow::askAgain(const QString& id)
{
    const core::SettingSpec* row = core::findSetting(m_bridge.rows(), id.toStdString());
    if (row == nullptr || !core::isSecret(*row)) {
        return;
    }
    m_waiting = m_bridge.settings();
    secretOf(*m_waiting, *row) = core::Secret();
    ++m_turn;
    ask(*row);
}

const core::SettingSpec* SecretFlow::wanted() const
{
    const auto missing = core::missingSecrets(m_bridge.rows(), *m_waiting, false); // the key's file is read by the worker
    return missing.empty() ? nullptr : missing.front();
}

void SecretFlow::next()
{
    const core::SettingSpec* row = wanted();
    if (row == nullptr) {
        const core::Settings settings = *std::exchange(m_waiting, std::nullopt);
        m_bridge.start(settings);
        return;
    }
    const std::uint64_t turn = ++m_turn;
    if (!m_store->available()) {
        ask(*row);
        return;
    }
    m_store->find(ownerOf(*m_waiting, *row), [guard = QPointer<SecretFlow>(this), row, turn](const std::optional<core::Secret>& found) {
        if (guard.isNull() || guard->m_turn != turn || !guard->m_waiting) {
            return;
        }
        if (found && !found->empty()) {
            guard->take(*row, *found);
        } else {
            guard->ask(*row);
        }
    });
}

void SecretFlow::ask(const core::SettingSpec& row)
{
    if (m_dialog) {
        m_dialog->disconnect(this);
        m_dialog->close();
    }
    m_dialog = new SecretDialog(coreText(core::secretQuestion(*m_waiting, row)), m_store->available(), m_window);
    connect(m_dialog, &SecretDialog::entered, this, [this, &row](const core::Secret& secret, bool keep) {
        if (keep) {
            m_store->keep(ownerOf(*m_waiting, row), secret, [guard = QPointer<SecretFlow>(this)](const QString& problem) {
                if (!guard.isNull() && !problem.isEmpty()) {
                    Q_EMIT guard->notKept(problem);
                }
            });
        }
        take(row, secret);
    });
    connect(m_dialog, &QDialog::rejected, this, [this] { m_waiting.reset(); });
    m_dialog->open();
}

void SecretFlow::take(const core::SettingSpec& row, const core::Secret& secret)
{
    secretOf(*m_waiting, row) = secret;
    next();
}

} // namespace headroom::ui
