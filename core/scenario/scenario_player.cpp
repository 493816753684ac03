// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario_player.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "core/demo/demo_broker.h"
#include "core/demo/demo_process.h"
#include "core/scenario/budget_look.h"
#include "core/scenario/child_run.h"
#include "core/settings/client_export.h"

namespace headroom::core {
namespace {

using Steady = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr auto silence = 30s;
constexpr auto stepTime = 20ms;
constexpr double readOnSeconds = 1;  ///< the second process after a kill only shows where it begins
constexpr double outageBegins = 3;   ///< measured seconds before it

/// Until a reader has a place nobody is waited for, and at full speed the first records would be gone before it joins.
void waitForReader(DemoProcess& demo)
{
    for (PartitionId partition = 0; partition < DemoLoad().partitions; ++partition)
        demo.tellPosition(partition, 0);
}

} // namespace

/// The run that is under way.
struct ScenarioPlayer::Run {
    std::unique_ptr<DemoProcess> demo;
    RunOrder order;
    RunRecord record;
    std::optional<RunSample> newest;
    Steady::time_point lastHeard = Steady::now();
    double measuredSince = unknownFigure;
    bool away = false; ///< the broker was taken away
};

ScenarioPlayer::ScenarioPlayer(const ScenarioSpec& scenario, RunPlace& place, std::optional<Milliseconds> measure)
    : m_place(place), m_measure(measure), m_steps(stepsOf(scenario))
{
    m_result.spec = &scenario;
}

ScenarioPlayer::~ScenarioPlayer() = default;

void ScenarioPlayer::setPaced(bool paced)
{
    m_paced = paced;
    m_place.setPaced(paced);
}

void ScenarioPlayer::next()
{
    if (m_stage == Stage::pause)
        m_stage = Stage::prepare;
    else
        m_place.next();
}

ScenarioPlayer::State ScenarioPlayer::state() const
{
    if (m_failure)
        return State::failed;
    if (m_stage == Stage::over)
        return State::done;
    return m_stage == Stage::pause || (m_stage == Stage::run && m_place.waiting()) ? State::waiting : State::playing;
}

const RunSample* ScenarioPlayer::newest() const { return m_run && m_run->newest ? &*m_run->newest : nullptr; }

void ScenarioPlayer::step()
{
    if (m_failure || m_stage == Stage::over)
        return;
    if (auto done = advance(); !done) {
        m_failure = done.error();
        m_look.reset();
        m_run.reset();
    }
}

Result<void> ScenarioPlayer::advance()
{
    switch (m_stage) {
    case Stage::prepare: return prepare();
    case Stage::look: return look();
    case Stage::run: return watchRun();
    case Stage::pause:
    case Stage::over: break;
    }
    return {};
}

Result<void> ScenarioPlayer::prepare()
{
    const RunSpec& now = spec();
    auto settings = runSettings(*m_result.spec, now);
    if (!settings)
        return tl::unexpected(settings.error());
    const ScenarioLoad& load = now.load != nullptr ? *now.load : *m_result.spec->load;
    m_run.reset(); // one demo broker at a time
    auto demo = DemoProcess::start({load.arguments.begin(), load.arguments.end()});
    if (!demo)
        return tl::unexpected(demo.error());
    m_run = std::make_unique<Run>();
    m_run->demo = std::move(*demo);
    waitForReader(*m_run->demo);
    settings->bootstrapServers = m_run->demo->bootstrapServers();
    settings->groupId = fmt::format("scenario-{}-{}-{:08x}", m_result.spec->id, now.name, std::random_device()());
    RunOrder& order = m_run->order;
    order = {m_result.spec->id, std::string(now.name), std::move(*settings), now.warmUp, now.measured, share(), false};
    if (m_measure && now.killAfter == 0) { // a kill comes after so many messages, not after a time
        order.measured = std::chrono::duration<double>(*m_measure).count();
        order.warmUp = std::min(order.warmUp, order.measured);
    }
    if (!now.derive)
        return beginRun(false);
    m_look = std::make_unique<BudgetLook>(order.settings, std::exchange(order.share, 0));
    m_stage = Stage::look;
    return {};
}

Bytes ScenarioPlayer::share() const
{
    if (spec().shareOfFirst <= 0 || m_result.runs.empty())
        return spec().share;
    const double first = m_result.runs.front().figures[Figure::rssAboveBaseline];
    return std::isfinite(first) ? static_cast<Bytes>(spec().shareOfFirst * first) : spec().share;
}

Result<void> ScenarioPlayer::look()
{
    const auto answer = m_look->answer();
    if (!answer)
        return {};
    m_look.reset();
    if (!*answer)
        return tl::unexpected(answer->error());
    m_run->order.settings = (*answer)->settings;
    m_run->record.settingsChanged = (*answer)->changed;
    ++m_step;
    return beginRun(false);
}

Result<void> ScenarioPlayer::beginRun(bool readsOn)
{
    m_run->order.readsOn = readsOn;
    if (readsOn) {
        m_run->order.settings.processor = "none";
        m_run->order.warmUp = readOnSeconds;
        m_run->order.measured = readOnSeconds;
    }
    m_run->newest.reset();
    m_run->lastHeard = Steady::now();
    m_stage = Stage::run;
    return m_place.begin(m_run->order, [this](const RunSample& sample) { take(sample); });
}

Result<void> ScenarioPlayer::watchRun()
{
    if (!m_run->demo->alive())
        return fail(ErrorCode::io, fmt::format("The demo broker {}; start again.", m_run->demo->endReason()));
    auto end = m_place.step();
    if (!end)
        return tl::unexpected(std::move(end.error()));
    if (*end)
        return endRun(std::move(**end));
    if (Steady::now() - m_run->lastHeard > silence)
        return fail(ErrorCode::timeout, "The run said nothing for 30 s. Start the scenario again; the machine may be very busy.");
    return {};
}

void ScenarioPlayer::take(const RunSample& sample)
{
    m_run->lastHeard = Steady::now();
    for (const auto& [partition, position] : sample.positions)
        m_run->demo->tellPosition(partition, position);
    if (sample.phase > std::max(1.0, m_run->newest ? m_run->newest->phase : 0.0))
        ++m_step;
    m_run->newest = sample;
    if (m_run->order.readsOn)
        return; // of the second process only counts where it began
    takeBrokerAway(sample);
    if (!sample.held)
        m_run->record.samples.push_back(sample);
}

void ScenarioPlayer::takeBrokerAway(const RunSample& now)
{
    if (spec().outage <= 0 || now.phase < 1)
        return;
    if (std::isnan(m_run->measuredSince))
        m_run->measuredSince = now.seconds;
    const double at = now.seconds - m_run->measuredSince - outageBegins;
    if (at >= 0 && !std::exchange(m_run->away, true)) {
        m_run->demo->setReachable(false);
        m_place.note(fmt::format("the broker is away for {} s", spec().outage));
    }
    if (at >= spec().outage && std::isnan(m_run->record.brokerBack)) {
        m_run->demo->setReachable(true);
        m_run->record.brokerBack = now.seconds;
        m_place.note("the broker is back");
    }
}

Result<void> ScenarioPlayer::endRun(RunEnd end)
{
    RunRecord& record = m_run->record;
    if (m_run->order.readsOn) {
        record.readOn = std::move(end.processed);
        keepFigures();
        return {};
    }
    record.processed = std::move(end.processed);
    record.ceiling = std::move(end.ceiling);
    record.killed = end.killed;
    if (spec().killAfter <= 0) {
        keepFigures();
        return {};
    }
    if (!end.killed)
        return fail(ErrorCode::internal, fmt::format("Run {} of scenario {} ended before it had processed {} messages. Start it again.", spec().name, m_result.spec->id, spec().killAfter));
    m_place.note("the reader in its own process was killed in the middle of a batch; another one reads on");
    ++m_step;
    return beginRun(true);
}

void ScenarioPlayer::keepFigures()
{
    const RunSpec& done = spec();
    m_result.runs.push_back({&done, std::move(m_run->order.settings), figuresOf(m_run->record)});
    m_run.reset();
    ++m_step;
    if (m_result.runs.size() == m_result.spec->runs.size())
        compare();
    else // where nobody sees a run there was no moment to look at it
        m_stage = m_paced && done.killAfter > 0 ? Stage::pause : Stage::prepare;
}

void ScenarioPlayer::compare()
{
    m_stage = Stage::over;
    std::vector<RunFigures> figures;
    for (const RunResult& run : m_result.runs)
        figures.push_back(run.figures);
    m_result.verdict = m_result.spec->judge(figures);
    if (const ExportFormat* format = findExportFormat(m_result.spec->exportAs)) {
        Settings shown = m_result.runs.back().settings;
        shown.bootstrapServers = "demo"; // neither a broker that is gone nor its group helps anybody
        shown.groupId.clear();
        m_result.exported = exportSettings(settingTable(), shown, *format);
    }
}

Result<ScenarioResult> runScenario(const ScenarioSpec& scenario, const ScenarioOptions& options)
{
    ChildRun place;
    ScenarioPlayer player(scenario, place, options.measure);
    while (player.state() == ScenarioPlayer::State::playing) {
        if (options.progress)
            options.progress(player);
        if (options.cancelled && options.cancelled()) {
            ScenarioResult result = player.result();
            result.cancelled = true;
            return result;
        }
        player.step();
        std::this_thread::sleep_for(stepTime);
    }
    if (options.progress)
        options.progress(player);
    if (player.failure())
        return tl::unexpected(*player.failure());
    return player.result();
}

} // namespace headroom::core
