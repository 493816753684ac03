// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <QObject>

#include "core/scenario/child_run.h"
#include "core/scenario/run_driver.h"

namespace headroom::ui {

class SessionBridge;

/// The session of the window, as a run is driven on it. Thread: GUI.
class BridgeSession final : public QObject, public core::DrivenSession {
    Q_OBJECT
public:
    explicit BridgeSession(SessionBridge& bridge);

    core::Result<void> start(const core::Settings& settings) override;
    [[nodiscard]] bool ended() const override;
    [[nodiscard]] std::shared_ptr<const core::Snapshot> latest() const override;
    void post(core::Command command) override;
    void end() override;
    /// Why it did not start; empty: it did.
    [[nodiscard]] const std::string& startFailure() const noexcept { return m_startFailure; }

private:
    SessionBridge& m_bridge;
    bool m_over = true; ///< and the bridge has said so
    std::string m_startFailure;
};

/// The runs of a scenario on the session of the window, where its charts show them one after the other. A run that is to be
/// killed takes place in a process of its own; a twin of it in the window shows meanwhile what is at risk.
/// Thread: GUI. Bound: one run.
class WindowRuns final : public core::RunPlace {
public:
    explicit WindowRuns(SessionBridge& bridge);
    ~WindowRuns() override;

    [[nodiscard]] core::Result<void> begin(const core::RunOrder& order, OnSample onSample) override;
    [[nodiscard]] core::Result<std::optional<core::RunEnd>> step() override;
    void setPaced(bool paced) override;
    [[nodiscard]] bool waiting() const override;
    void next() override;
    void note(const std::string& text) override;

private:
    void beginTwin(const core::RunOrder& order);
    [[nodiscard]] core::Result<std::optional<core::RunEnd>> stepChild();

    SessionBridge& m_bridge;
    BridgeSession m_session;
    core::ChildRun m_child;
    std::unique_ptr<core::RunDriver> m_driver; ///< null: the run is in a process of its own
    bool m_any = false; ///< run was begun
    bool m_readsOn = false;
    bool m_paced = false;
};

} // namespace headroom::ui
