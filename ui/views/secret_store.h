// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QString>

#include "core/base/secret.h"

namespace headroom::ui {

/// Where secrets outlive the program: the desktop's keychain, or nowhere. Never a file of ours. `owner` is
/// core::secretOwner: a secret is only found by whom it was stored for. Answers come later, in the event loop, or never when the
/// store is gone. Thread: GUI.
class SecretStore {
public:
    using Found = std::function<void(std::optional<core::Secret>)>;
    /// The problem in words, empty when it is stored.
    using Stored = std::function<void(const QString& problem)>;

    SecretStore() = default;
    virtual ~SecretStore() = default;
    SecretStore(const SecretStore&) = delete;
    SecretStore& operator=(const SecretStore&) = delete;

    [[nodiscard]] virtual bool available() const = 0;
    virtual void find(const QString& owner, Found done) = 0;
    virtual void keep(const QString& owner, const core::Secret& secret, Stored done) = 0;
    virtual void forget(const QString& owner) = 0;
};

/// For this run only.
class NoSecretStore final : public SecretStore {
public:
    [[nodiscard]] bool available() const override { return false; }
    void find(const QString&, Found done) override { done(std::nullopt); }
    void keep(const QString&, const core::Secret&, Stored done) override { done(QString()); }
    void forget(const QString&) override {}
};

} // namespace headroom::ui
