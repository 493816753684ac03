// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QString>
#include <QTimer>

#include "core/scenario/scenario_player.h"

namespace headroom::ui {

class QuitFlow;
class SessionBridge;
class WindowRuns;

/// Plays scenarios in the window: ends the user's run with his consent, plays on the window's own session, and gives the
/// user's settings back. Thread: GUI. Bound: one scenario.
class ScenarioStage : public QObject {
    Q_OBJECT
public:
    enum class State { idle, playing, waiting, done, failed };

    ScenarioStage(SessionBridge& bridge, QuitFlow& quit, QObject* parent);
    ~ScenarioStage() override;

    /// Which one start() begins; ends the one that is under way.
    void choose(const core::ScenarioSpec& scenario);
    [[nodiscard]] const core::ScenarioSpec& chosen() const { return *m_chosen; }
    /// From the first step on, whatever the state.
    void start();
    /// What the presenter's key does: begin, or go on where it waits; when all is done, the next scenario.
    void next();
    /// Wait for next() after each step, or not.
    void setPaced(bool paced);
    [[nodiscard]] bool paced() const { return m_paced; }
    /// Measure each run of the next scenario for so long instead: quicker, with figures that are less steady.
    void setMeasure(std::optional<core::Milliseconds> measure) { m_measure = measure; }
    /// Ends it; the user's settings come back.
    void end();

    [[nodiscard]] State state() const;
    /// A scenario has the session: from the consent until the user's settings are back.
    [[nodiscard]] bool busy() const { return m_own.has_value(); }
    [[nodiscard]] std::size_t stepIndex() const;
    /// Of the scenario that is under way or done; its runs come one by one. Null before.
    [[nodiscard]] const core::ScenarioResult* result() const;
    /// Why it failed, for people.
    [[nodiscard]] QString failure() const;

Q_SIGNALS:
    /// Choice, step or state.
    void changed();

private:
    void begin();
    void step();
    void leave();
    void giveBack();

    SessionBridge& m_bridge;
    QuitFlow& m_quit;
    const core::ScenarioSpec* m_chosen;
    std::unique_ptr<WindowRuns> m_runs;
    std::unique_ptr<core::ScenarioPlayer> m_player; ///< stays for its result
    std::optional<core::Settings> m_own;            ///< the user's, while a scenario has the session
    bool m_wanted = false;                          ///< begin once nothing runs
    bool m_paced = true;
    std::optional<core::Milliseconds> m_measure;
    QTimer m_timer;
};

} // namespace headroom::ui
