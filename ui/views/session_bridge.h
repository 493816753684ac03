// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "core/scenario/run_probe.h"
#include "core/session/session.h"
#include "ui/views/demo_link.h"
#include "ui/views/heartbeat.h"

namespace headroom::ui {

/// How the window itself fared: frames drawn, and how late the window's thread came since the first snapshot.
struct UiFigures {
    std::uint64_t frames = 0;
    double gapP99Ms = -1;
    double gapMaxMs = -1;
};

/// The only object of the window that talks to the session (and to the demo broker it may need). Pulls the newest
/// snapshot every 100 ms while the window is shown; one that has no news is shown once a second when no message has come for
/// three, which is most of what an idle window would take. Commands go the other way and never wait.
/// Thread: GUI. Bound: one snapshot, at most 64 commands under way.
class SessionBridge : public QObject {
    Q_OBJECT
public:
    explicit SessionBridge(core::SessionDependencies dependencies, QObject* parent = nullptr);
    ~SessionBridge() override;

    /// Starts, or ends the present run and starts again with these settings. "demo" starts the demo broker.
    void start(const core::Settings& settings);
    /// Asks for a clean end; ended() follows. Never blocks.
    void stop(core::StopCommit policy = core::StopCommit::bySetting);
    /// Ends without waiting for the broker.
    void force();
    /// Somebody answers secretsWanted; otherwise a start without its secrets fails, and says so.
    void setAsksForSecrets(bool asks) { m_asksForSecrets = asks; }
    /// Puts settings in force: at once, or by a new client when `reconnect`. While stopped they wait for the next start.
    void apply(const core::Settings& settings, bool reconnect);
    /// Whether the charts of the next runs go on from the run before.
    void setContinues(bool continues) { m_continues = continues; }
    /// Sits in the session; a scenario arms it while nothing runs.
    [[nodiscard]] core::RunProbe& probe() noexcept { return m_probe; }
    /// A fresh demo broker, and a fresh run on it.
    void restartDemo();
    /// Posts a command; commandFinished brings its outcome, also when it could not be posted.
    void post(core::Command command);

    /// While the window is hidden nothing is pulled or drawn; the run goes on.
    void setShown(bool shown);

    [[nodiscard]] bool running() const { return m_starting || !m_session->ended(); }
    /// Between a start and the first word of the session.
    [[nodiscard]] bool starting() const { return m_starting; }
    [[nodiscard]] bool stopping() const { return m_stopping; }
    [[nodiscard]] bool onDemo() const;
    /// Process id of the demo broker, -1 when there is none.
    [[nodiscard]] int demoPid() const;
    /// How the demo broker ended by itself ("ended by signal 9"), until the next start; empty: it did not.
    [[nodiscard]] const QString& demoDeath() const noexcept { return m_demoDeath; }
    /// As the user gave them ("demo" unresolved), live changes included, the group filled in.
    [[nodiscard]] const core::Settings& settings() const noexcept { return m_settings; }
    [[nodiscard]] core::SettingRows rows() const noexcept { return m_rows; }
    /// Never null.
    [[nodiscard]] std::shared_ptr<const core::Snapshot> latest() const { return m_session->latest(); }
    [[nodiscard]] std::string effectiveValue(std::string_view clientProperty) const { return m_session->effectiveValue(clientProperty); }
    [[nodiscard]] UiFigures uiFigures() const;

Q_SIGNALS:
    void snapshotChanged(const std::shared_ptr<const headroom::core::Snapshot>& snapshot);
    void commandFinished(const headroom::core::CommandOutcome& outcome);
    /// The demo broker ended by itself, and with it the run that read from it: there is nobody left to commit to.
    void demoDied(const QString& reason);
    /// What is under way before the first snapshot; empty when it is over.
    void phaseChanged(const QString& phase);
    void startFailed(const QString& reason);
    /// A start with these settings needs secrets that they do not hold; start again with them.
    void secretsWanted(const headroom::core::Settings& settings);
    /// The settings in force changed.
    void settingsChanged(const headroom::core::Settings& settings);
    /// The run is over; latest() holds its last snapshot.
    void ended();

private:
    void launch();
    void endRun(core::StopCommit policy);
    core::Result<core::Settings> resolve();
    void tick();
    void checkDemo();
    void pull();
    void finishOutcomes(const core::Snapshot& snapshot);
    void checkEnded();

    const core::SettingRows m_rows;
    core::RunProbe m_probe;
    DemoLink m_demo; ///< outlives the session that reads from it
    QString m_demoDeath;
    std::unique_ptr<core::Session> m_session;
    core::Settings m_settings;
    std::optional<core::Settings> m_next; ///< to start with once the present run is over
    std::shared_ptr<const core::Snapshot> m_drawn;
    std::set<std::uint64_t> m_pending; ///< commands without an outcome yet
    std::optional<std::pair<std::uint64_t, core::Settings>> m_applying;
    bool m_starting = false;
    bool m_stopping = false;
    bool m_live = false; ///< a run was started and its end was not told yet
    bool m_continues = false;
    bool m_shown = true;
    bool m_asksForSecrets = false;
    int m_ticks = 0;

    QTimer m_timer;
    Heartbeat m_heartbeat;
    QElapsedTimer m_sinceMessage;
    std::uint64_t m_frames = 0;
};

} // namespace headroom::ui
