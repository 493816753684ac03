// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/scenario_runner.h"

#include <algorithm>
#include <random>
#include <utility>

#include <fmt/format.h>

#include "core/budget/budget_plan.h"
#include "core/budget/topic_sample.h"
#include "core/demo/demo_broker.h"
#include "core/metrics/history.h"
#include "core/settings/client_export.h"

namespace headroom::core {
namespace {

/// The second process after a kill only shows where it begins.
constexpr double readOnSeconds = 1;

std::string runTitle(const RunSpec& run) { return fmt::format("Run {}: {}", run.name, run.title); }

class Runner {
public:
    Runner(const ScenarioSpec& scenario, const ScenarioOptions& options) : m_scenario(scenario), m_options(options), m_titles(stepTitles(scenario)) { m_result.spec = &scenario; }

    Result<ScenarioResult> run()
    {
        for (const RunSpec& spec : m_scenario.runs) {
            const auto done = runOne(spec);
            if (!done)
                return tl::unexpected(done.error());
            if (m_result.cancelled)
                return std::move(m_result);
        }
        begin();
        std::vector<RunFigures> figures;
        for (const RunResult& run : m_result.runs)
            figures.push_back(run.figures);
        m_result.verdict = m_scenario.judge(figures);
        if (const ExportFormat* format = findExportFormat(m_scenario.exportAs)) {
            Settings shown = m_result.runs.back().settings;
            shown.bootstrapServers = "demo"; // neither a broker that is gone nor its group helps anybody
            shown.groupId.clear();
            m_result.exported = exportSettings(settingTable(), shown, *format);
        }
        return std::move(m_result);
    }

private:
    void begin() { report(m_titles[std::min(m_step++, m_titles.size() - 1)], true, nullptr); }
    void report(const std::string& title, bool begins, const RunSample* sample) const
    {
        if (m_options.progress)
            m_options.progress({m_step, m_titles.size(), title, begins, sample});
    }

    Result<std::unique_ptr<DemoProcess>> startBroker(const RunSpec& spec) const
    {
        const ScenarioLoad& load = spec.load != nullptr ? *spec.load : *m_scenario.load;
        auto demo = DemoProcess::start({load.arguments.begin(), load.arguments.end()});
        // Until a reader has a place nobody is waited for, and at full speed the first records would be gone before it joins.
        for (PartitionId partition = 0; demo && partition < DemoLoad().partitions; ++partition)
            (*demo)->tellPosition(partition, 0);
        return demo;
    }

    Result<void> runOne(const RunSpec& spec)
    {
        begin();
        auto settings = runSettings(m_scenario, spec);
        if (!settings)
            return tl::unexpected(settings.error());
        auto demo = startBroker(spec);
        if (!demo)
            return tl::unexpected(demo.error());
        settings->bootstrapServers = (*demo)->bootstrapServers();
        settings->groupId = fmt::format("scenario-{}-{}-{:08x}", m_scenario.id, spec.name, std::random_device()());
        setBudget(spec, *settings);
        double changed = unknownFigure;
        if (spec.derive) {
            begin();
            const auto derived = derive(*settings);
            if (!derived || m_result.cancelled)
                return derived ? Result<void>() : tl::unexpected(derived.error());
            changed = *derived;
        }
        RunOrder order{m_scenario.id, std::string(spec.name), *settings, spec.warmUp, spec.measured, false};
        if (m_options.measure) {
            order.measured = std::chrono::duration<double>(*m_options.measure).count();
            order.warmUp = std::min(order.warmUp, order.measured);
        }
        auto end = measure(spec, order, **demo);
        if (!end)
            return tl::unexpected(end.error());
        end->record.settingsChanged = changed;
        m_result.runs.push_back({&spec, *settings, figuresOf(end->record)});
        return {};
    }

    void setBudget(const RunSpec& spec, Settings& settings) const
    {
        if (spec.budget == nullptr)
            return;
        std::vector<RunFigures> earlier;
        for (const RunResult& run : m_result.runs)
            earlier.push_back(run.figures);
        settings.memoryBudget = std::max<Bytes>(0, static_cast<Bytes>(spec.budget(earlier)));
    }

    /// The run itself and, where it was killed, the process that reads on.
    Result<RunEnd> measure(const RunSpec& spec, RunOrder order, DemoProcess& demo)
    {
        double phase = 0;
        RunWatch watch;
        watch.cancelled = m_options.cancelled;
        watch.onSample = [&](const RunSample& sample) {
            if (sample.phase > std::max(1.0, phase))
                begin();
            phase = sample.phase;
            report(m_titles[m_step - 1], false, &sample);
        };
        auto end = measureRun(order, demo, spec.outage, watch);
        if (!end)
            return end;
        m_result.cancelled = end->cancelled;
        if (spec.killAfter <= 0 || end->cancelled)
            return end;
        if (!end->record.killed)
            return fail(ErrorCode::internal, fmt::format("Run {} of scenario {} ended before it had processed {} messages. Start it again.", spec.name, m_scenario.id, spec.killAfter));
        begin();
        order.readsOn = true;
        order.settings.processor = "none";
        order.warmUp = readOnSeconds;
        order.measured = readOnSeconds;
        auto second = measureRun(order, demo, 0, {{}, m_options.cancelled});
        if (!second)
            return second;
        m_result.cancelled = second->cancelled;
        end->record.readOn = std::move(second->record.processed);
        return end;
    }

    /// Derives the memory settings from the budget; how many changed.
    Result<double> derive(Settings& settings)
    {
        const auto plan = [&settings](const TopicFacts& facts, Bytes baseline) {
            ModelInput input;
            input.settings = settings;
            input.facts = facts;
            input.baseline = baseline;
            input.window = History::fullBytes();
            return planBudget(settings.memoryBudget, input);
        };
        SampleRequest request;
        request.settings = settings;
        request.cancelled = [this] {
            m_result.cancelled = m_result.cancelled || (m_options.cancelled && m_options.cancelled());
            return m_result.cancelled;
        };
        request.trial = [&plan](const TopicFacts& facts, Bytes baseline) {
            const BudgetPlan first = plan(facts, baseline);
            return first.holds ? std::optional(first.settings) : std::nullopt;
        };
        const auto sample = takeTopicSample(request);
        if (!sample)
            return tl::unexpected(sample.error());
        if (m_result.cancelled)
            return 0.0;
        const BudgetPlan derived = plan(sample->facts, sample->baseline);
        if (!derived.holds)
            return fail(ErrorCode::internal, sample->shortfall.empty() ? derived.refusal : sample->shortfall);
        settings = derived.settings;
        return static_cast<double>(std::count_if(derived.lines.begin(), derived.lines.end(), [](const PlanLine& line) { return line.from != line.to; }));
    }

    const ScenarioSpec& m_scenario;
    const ScenarioOptions& m_options;
    const std::vector<std::string> m_titles;
    ScenarioResult m_result;
    std::size_t m_step = 0;
};

} // namespace

std::vector<std::string> stepTitles(const ScenarioSpec& scenario)
{
    std::vector<std::string> titles;
    for (const RunSpec& run : scenario.runs) {
        titles.push_back(runTitle(run));
        if (run.derive)
            titles.emplace_back("Look at the topic and derive the memory settings from the budget");
        for (const RunStep& step : run.steps)
            titles.emplace_back(step.title);
        if (run.killAfter > 0)
            titles.push_back(fmt::format("Kill it after {} messages, in the middle of a batch; a second process reads on", run.killAfter));
    }
    titles.emplace_back("Compare");
    return titles;
}

Result<ScenarioResult> runScenario(const ScenarioSpec& scenario, const ScenarioOptions& options) { return Runner(scenario, options).run(); }

} // namespace headroom::core
