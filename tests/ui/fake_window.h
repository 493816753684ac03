// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/log/log_ring.h"
#include "tests/support/fake_consumer.h"
#include "ui/views/main_window.h"
#include "ui/views/secret_store.h"
#include "ui/views/session_bridge.h"

namespace headroom::test {

/// The real window on a consumer in memory. Commits by hand, small batches, so that tests are quick.
struct FakeWindow {
    std::shared_ptr<FakeBroker> broker = std::make_shared<FakeBroker>();
    QTemporaryDir home;
    core::Settings settings;
    ui::SessionBridge bridge;
    ui::MainWindow window;
    QSignalSpy closed{&window, &ui::MainWindow::closed};
    QSignalSpy finished{&bridge, &ui::SessionBridge::commandFinished};

    explicit FakeWindow(bool unattended = false, std::shared_ptr<ui::SecretStore> secrets = nullptr)
        : settings(quickSettings()), bridge(dependencies(broker)),
          window((bridge.apply(settings, false), bridge), std::make_shared<core::LogRing>(100), options(home, unattended, std::move(secrets)))
    {
        broker->fill(3, 20);
        window.show();
    }
    /// A running session would outlive the test's broker.
    ~FakeWindow() { bridge.force(); }

    static core::Settings quickSettings()
    {
        core::Settings settings;
        settings.bootstrapServers = "fake:9092";
        settings.topic = "orders";
        settings.groupId = "tests";
        settings.commitMode = "manual";
        settings.batchSize = 10;
        settings.batchLingerMs = 0;
        return settings;
    }
    static core::SessionDependencies dependencies(const std::shared_ptr<FakeBroker>& broker)
    {
        core::SessionDependencies wanted;
        wanted.makeConsumer = [broker](const core::Settings&, core::ConsumerListener& listener) -> core::Result<std::unique_ptr<core::ConsumerPort>> {
            return std::make_unique<FakeConsumer>(broker, listener); // takes the broker's lock itself
        };
        return wanted;
    }
    static ui::WindowOptions options(const QTemporaryDir& home, bool unattended, std::shared_ptr<ui::SecretStore> secrets = nullptr)
    {
        ui::WindowOptions options;
        options.profileDirectory = home.filePath(QStringLiteral("profiles")).toStdString();
        options.secrets = std::move(secrets);
        options.settingsFile = home.filePath(QStringLiteral("settings.json")).toStdString();
        options.stateFile = home.filePath(QStringLiteral("window.ini"));
        options.theme = ui::ThemeMode::light;
        options.themeGiven = true;
        options.unattended = unattended;
        return options;
    }

    template <class T>
    T* find(const char* name) const
    {
        return window.findChild<T*>(QString::fromLatin1(name));
    }
    void start() { bridge.start(settings); }
    [[nodiscard]] core::SessionState state() const { return bridge.latest()->state; }
    [[nodiscard]] core::Offset committed(std::size_t partition) const
    {
        const std::scoped_lock lock(broker->mutex);
        return broker->partitions[partition].committed;
    }
    void inject(std::function<void(core::ConsumerListener&)> run) const
    {
        const std::scoped_lock lock(broker->mutex);
        broker->injected.push_back(std::move(run));
    }
};

} // namespace headroom::test
