// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keychain_store.h"

#ifdef HEADROOM_KEYCHAIN
#include <QFileInfo>
#include <QStandardPaths>

#include <qt6keychain/keychain.h>
#endif

namespace headroom::app {

#ifdef HEADROOM_KEYCHAIN
namespace {

const QString service = QStringLiteral("headroom");

/// One job of the keychain; it deletes itself when it is done.
template <class Job>
Job* makeJob(const QString& owner)
{
    auto* job = new Job(service);
    job->setKey(owner);
    job->setInsecureFallback(false);
    job->setAutoDelete(true);
    return job;
}

class KeychainStore final : public ui::SecretStore {
public:
    /// Without a session bus there is nobody to ask, and asking would start one.
    [[nodiscard]] bool available() const override
    {
        const QString runtime = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
        return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || (!runtime.isEmpty() && QFileInfo::exists(runtime + QStringLiteral("/bus")));
    }

    void find(const QString& owner, Found done) override
    {
        auto* job = makeJob<QKeychain::ReadPasswordJob>(owner);
        QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] {
            if (job->error() != QKeychain::NoError) {
                done(std::nullopt);
                return;
            }
            done(core::Secret(job->textData().toStdString()));
        });
        job->start();
    }

    void keep(const QString& owner, const core::Secret& secret, Stored done) override
    {
        auto* job = makeJob<QKeychain::WritePasswordJob>(owner);
        job->setTextData(QString::fromUtf8(secret.view().data(), static_cast<qsizetype>(secret.view().size())));
        QObject::connect(job, &QKeychain::Job::finished, job, [job, done = std::move(done)] { done(job->error() == QKeychain::NoError ? QString() : job->errorString()); });
        job->start();
    }

    void forget(const QString& owner) override
    {
        if (available()) {
            makeJob<QKeychain::DeletePasswordJob>(owner)->start();
        }
    }
};

} // namespace

std::shared_ptr<ui::SecretStore> makeSecretStore() { return std::make_shared<KeychainStore>(); }
#else
std::shared_ptr<ui::SecretStore> makeSecretStore() { return std::make_shared<ui::NoSecretStore>(); }
#endif

} // namespace headroom::app
