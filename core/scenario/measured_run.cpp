// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/measured_run.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/demo/child_program.h"

namespace headroom::core {
namespace {

using Steady = std::chrono::steady_clock;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr int waitMs = 50;
constexpr auto silence = 30s;
constexpr double outageBegins = 3; ///< measured seconds before it

/// The lines of a run's process, as they come.
class Listener {
public:
    Listener(DemoProcess& demo, double outage, const RunWatch& watch) : m_demo(demo), m_outage(outage), m_watch(watch) {}

    void hear(std::string_view text)
    {
        m_text += text;
        for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n')) {
            obey(json::parse(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false));
            m_text.erase(0, end + 1);
        }
    }

    RunEnd end;
    std::string failure;
    bool complete = false; ///< its last line has come

private:
    void obey(const json& line)
    {
        if (!line.is_object())
            return;
        if (line.contains("sample"))
            add(sampleFromJson(line["sample"]));
        if (line.contains("processed"))
            end.record.processed = continuityFromJson(line["processed"]);
        if (!line.contains("end"))
            return;
        complete = true;
        const json& last = line["end"];
        end.record.processed = continuityFromJson(last.value("processed", json::object()));
        for (const json& term : last.value("ceiling", json::array()))
            end.record.ceiling.push_back({term.value("label", std::string()), term.value("bytes", 0.0)});
        if (last.contains("failure") && last["failure"].is_string())
            failure = last["failure"].get<std::string>();
    }
    void add(RunSample sample)
    {
        for (const auto& [partition, position] : sample.positions)
            m_demo.tellPosition(partition, position);
        takeBrokerAway(sample);
        if (m_watch.onSample)
            m_watch.onSample(sample);
        end.record.samples.push_back(std::move(sample));
    }
    void takeBrokerAway(const RunSample& now)
    {
        if (m_outage <= 0 || now.phase != 1)
            return;
        if (m_measuredSince < 0)
            m_measuredSince = now.seconds;
        const double at = now.seconds - m_measuredSince - outageBegins;
        if (at >= 0 && !m_away) {
            m_away = true;
            m_demo.setReachable(false);
        }
        if (at >= m_outage && std::isnan(end.record.brokerBack)) {
            m_demo.setReachable(true);
            end.record.brokerBack = now.seconds;
        }
    }

    DemoProcess& m_demo;
    double m_outage;
    const RunWatch& m_watch;
    std::string m_text;
    double m_measuredSince = -1;
    bool m_away = false;
};

/// How the process ended, as a failure or not.
Result<RunEnd> judgeEnd(Listener& listener, ChildProgram& child)
{
    if (child.endsWithin(5000ms) && WIFSIGNALED(child.endStatus()) && WTERMSIG(child.endStatus()) == SIGKILL && !listener.complete
        && !listener.end.record.processed.partitions.empty()) {
        listener.end.record.killed = true;
        return std::move(listener.end);
    }
    if (!listener.failure.empty())
        return fail(ErrorCode::internal, fmt::format("The run failed: {}", listener.failure));
    if (!listener.complete)
        return fail(ErrorCode::internal, fmt::format("The process of the run {} before it was done. Start the scenario again.", child.endReason()));
    return std::move(listener.end);
}

} // namespace

Result<RunEnd> measureRun(const RunOrder& order, DemoProcess& demo, double outage, const RunWatch& watch)
{
    auto child = ChildProgram::start({"scenario", "--one-run"}, "The run");
    if (!child)
        return tl::unexpected(std::move(child.error()));
    (*child)->tell(toJson(order).dump());
    Listener listener(demo, outage, watch);
    auto lastHeard = Steady::now();
    std::array<char, 65536> buffer;
    for (;;) {
        if (watch.cancelled && watch.cancelled()) {
            listener.end.cancelled = true;
            return std::move(listener.end);
        }
        if (!demo.alive())
            return fail(ErrorCode::io, fmt::format("The demo broker {}; start again.", demo.endReason()));
        pollfd ready{(*child)->output(), POLLIN, 0};
        const int count = ::poll(&ready, 1, waitMs);
        if (count <= 0 && Steady::now() - lastHeard > silence)
            return fail(ErrorCode::timeout, "The process of the run said nothing for 30 s. Start the scenario again; the machine may be very busy.");
        if (count <= 0)
            continue;
        const ssize_t got = ::read((*child)->output(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return judgeEnd(listener, **child);
        lastHeard = Steady::now();
        listener.hear({buffer.data(), static_cast<std::size_t>(got)});
    }
}

} // namespace headroom::core
