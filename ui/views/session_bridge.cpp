// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/session_bridge.h"

#include <utility>

#include <QRandomGenerator>

#include "core/settings/security.h"
#include "core/settings/setting_codec.h"

namespace headroom::ui {

namespace {

constexpr int pullMs = 100;
constexpr qint64 quietAfterMs = 3000; ///< without a message
constexpr int demoTellTicks = 2;
constexpr int quietTicks = 10;        ///< between two snapshots shown then, unless there is news
/// Long enough for the phase to be painted before the demo broker's start holds the thread.
constexpr int phasePaintMs = 30;

/// More than figures of memory and time.
bool tellsNews(const core::Snapshot& shown, const core::Snapshot& now)
{
    const auto newest = [](const core::Snapshot& s) { return s.events.empty() ? 0 : s.events.back().number; };
    return shown.state != now.state || newest(shown) != newest(now) || shown.guard.pauses != now.guard.pauses;
}

} // namespace

SessionBridge::SessionBridge(core::SessionDependencies dependencies, QObject* parent)
    : QObject(parent), m_rows(dependencies.rows)
{
    dependencies.uiBytes = core::mainThreadHeap; // all that this thread allocates is the window's
    m_probe.install(dependencies);
    m_session = std::make_unique<core::Session>(std::move(dependencies));
    m_timer.setInterval(pullMs);
    connect(&m_timer, &QTimer::timeout, this, &SessionBridge::tick);
    m_timer.start();
}

SessionBridge::~SessionBridge() = default;

void SessionBridge::start(const core::Settings& given)
{
    core::Settings settings = given;
    core::dropForeignSecrets(m_rows, m_settings, settings);
    if (m_asksForSecrets && !core::missingSecrets(m_rows, settings, false).empty()) {
        Q_EMIT secretsWanted(settings);
        return;
    }
    if (!m_starting && running()) {
        m_next = settings;
        endRun(core::StopCommit::bySetting);
        return;
    }
    const bool underWay = m_starting; // the launch that waits takes the newer settings
    m_settings = settings;
    if (m_settings.groupId.empty()) { // made here, not in the session: the demo broker is told the group
        m_settings.groupId = QStringLiteral("headroom-%1").arg(QRandomGenerator::global()->generate(), 8, 16, QLatin1Char('0')).toStdString();
    }
    m_starting = true;
    m_stopping = false;
    m_demoDeath.clear();
    Q_EMIT settingsChanged(m_settings);
    if (underWay) {
        return;
    }
    const bool newDemo = onDemo() && !m_demo.alive();
    Q_EMIT phaseChanged(newDemo ? tr("Starting the demo broker…") : tr("Starting…"));
    QTimer::singleShot(phasePaintMs, this, &SessionBridge::launch);
}

void SessionBridge::launch()
{
    if (!m_starting) {
        return; // stopped meanwhile
    }
    m_starting = false;
    core::restartPeak(); // the run before had its own budget
    core::Result<core::Settings> settings = resolve();
    core::RunLimits limits;
    limits.continues = m_continues;
    const core::Result<void> started =
        settings ? m_session->start(std::move(*settings), limits) : core::Result<void>(tl::unexpected<core::Error>(settings.error()));
    m_live = started.has_value();
    Q_EMIT phaseChanged(QString());
    if (!started) {
        Q_EMIT startFailed(QString::fromStdString(started.error().message));
        Q_EMIT ended();
    }
}

core::Result<core::Settings> SessionBridge::resolve()
{
    core::Settings settings = m_settings;
    if (!onDemo()) {
        m_demo.end();
    } else if (const auto demo = m_demo.resolve(settings); !demo) {
        return tl::unexpected<core::Error>(demo.error());
    }
    return settings;
}

void SessionBridge::stop(core::StopCommit policy)
{
    m_next.reset();
    endRun(policy);
}

void SessionBridge::endRun(core::StopCommit policy)
{
    if (m_starting) {
        m_starting = false;
        Q_EMIT phaseChanged(QString());
        Q_EMIT ended();
    } else if (!m_stopping && !m_session->ended()) {
        m_stopping = true;
        m_session->stop(policy);
        Q_EMIT phaseChanged(tr("Stopping…"));
    }
}

void SessionBridge::force()
{
    endRun(core::StopCommit::doNotCommit);
    if (!m_session->ended()) {
        m_session->stop(); // a second call forces
    }
}

void SessionBridge::apply(const core::Settings& settings, bool reconnect)
{
    if (!running()) {
        core::Settings next = settings;
        core::dropForeignSecrets(m_rows, m_settings, next);
        m_settings = std::move(next);
        Q_EMIT settingsChanged(m_settings);
        return;
    }
    if (reconnect) {
        start(settings);
        return;
    }
    // Only the rows that apply live go over; the others stay as the run resolved them.
    core::Settings live = latest()->settings ? *latest()->settings : settings;
    core::Settings wanted = settings;
    if (onDemo()) {
        DemoLink::takeDefaults(wanted);
    }
    for (const core::SettingSpec& row : m_rows) {
        if (row.apply == core::Apply::live) {
            (void)core::parseSetting(live, row, core::settingText(wanted, row)); // its own text is always accepted
        }
    }
    const auto id = m_session->post(core::ApplyCommand{live});
    if (id) {
        m_pending.insert(*id);
        m_applying = {*id, settings};
    } else {
        Q_EMIT commandFinished({0, false, id.error().message});
    }
}

void SessionBridge::restartDemo()
{
    m_demo.end();
    if (running()) {
        m_next = m_settings;
        force(); // what it read is gone with the broker
    } else {
        start(m_settings);
    }
}

void SessionBridge::post(core::Command command)
{
    const auto id = m_session->post(std::move(command));
    if (id) {
        m_pending.insert(*id);
    } else {
        Q_EMIT commandFinished({0, false, id.error().message});
    }
}

void SessionBridge::setShown(bool shown)
{
    m_shown = shown;
    m_heartbeat.setCounted(shown);
    if (shown) {
        pull();
    }
}

bool SessionBridge::onDemo() const
{
    return DemoLink::wantedBy(m_settings);
}

int SessionBridge::demoPid() const
{
    return m_demo.pid();
}

UiFigures SessionBridge::uiFigures() const
{
    return {m_frames, m_heartbeat.gaps().percentileMs(99), m_heartbeat.gaps().maxMs()};
}

void SessionBridge::tick()
{
    ++m_ticks;
    checkDemo(); // first: what the client then says of its broker follows from it
    if (m_shown) {
        pull();
    }
    if (m_ticks % demoTellTicks == 0 && !m_session->ended()) {
        m_demo.tell(*m_session->latest());
    }
    checkEnded();
}

void SessionBridge::checkDemo()
{
    const auto reason = m_demo.takeDeath();
    if (!reason || m_starting) {
        return; // a launch that waits starts another one
    }
    m_demoDeath = *reason;
    force();
    Q_EMIT demoDied(m_demoDeath);
}

void SessionBridge::pull()
{
    const auto snapshot = m_session->latest();
    if (snapshot == m_drawn || (m_drawn == nullptr && snapshot->sequence == 0)) {
        return;
    }
    if (m_drawn == nullptr) {
        m_heartbeat.start();
    }
    if (m_drawn == nullptr || m_drawn->messages != snapshot->messages) {
        m_sinceMessage.start();
    }
    const bool quiet = m_sinceMessage.hasExpired(quietAfterMs);
    m_heartbeat.setQuiet(quiet);
    if (quiet && m_pending.empty() && m_ticks % quietTicks != 0 && !tellsNews(*m_drawn, *snapshot)) {
        return;
    }
    m_drawn = snapshot;
    ++m_frames;
    finishOutcomes(*snapshot);
    Q_EMIT snapshotChanged(snapshot);
}

void SessionBridge::finishOutcomes(const core::Snapshot& snapshot)
{
    for (const core::CommandOutcome& outcome : snapshot.outcomes) {
        if (m_pending.erase(outcome.requestId) == 0) {
            continue;
        }
        if (m_applying && m_applying->first == outcome.requestId) {
            if (outcome.ok) {
                m_settings = m_applying->second;
                Q_EMIT settingsChanged(m_settings);
            }
            m_applying.reset();
        }
        Q_EMIT commandFinished(outcome);
    }
}

void SessionBridge::checkEnded()
{
    if (!m_live || !m_session->ended()) {
        return;
    }
    m_live = false;
    m_stopping = false;
    pull();
    for (const std::uint64_t id : std::exchange(m_pending, {})) {
        Q_EMIT commandFinished({id, false, tr("The run ended first; start again and repeat the command.").toStdString()});
    }
    m_applying.reset();
    Q_EMIT phaseChanged(QString());
    Q_EMIT ended();
    if (m_next) {
        const core::Settings next = *std::exchange(m_next, std::nullopt);
        start(next);
    }
}

} // namespace headroom::ui
