// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/child_run.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/scenario/one_run.h"

namespace headroom::core {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

} // namespace

Result<void> ChildRun::begin(const RunOrder& order, OnSample onSample)
{
    m_child.reset();
    auto child = ChildProgram::start({"scenario", "--one-run"}, "The run");
    if (!child)
        return tl::unexpected(std::move(child.error()));
    m_child = std::move(*child);
    m_child->tell(toJson(order).dump());
    m_onSample = std::move(onSample);
    m_text.clear();
    m_failure.clear();
    m_end = {};
    m_complete = false;
    return {};
}

Result<std::optional<RunEnd>> ChildRun::step()
{
    if (!m_child)
        return fail(ErrorCode::badState, "No run was begun.");
    std::array<char, 65536> buffer;
    for (pollfd ready{m_child->output(), POLLIN, 0}; ::poll(&ready, 1, 0) > 0;) {
        const ssize_t got = ::read(m_child->output(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return judgeEnd();
        hear({buffer.data(), static_cast<std::size_t>(got)});
    }
    return std::optional<RunEnd>();
}

void ChildRun::hear(std::string_view text)
{
    m_text += text;
    for (auto end = m_text.find('\n'); end != std::string::npos; end = m_text.find('\n')) {
        obey(json::parse(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false));
        m_text.erase(0, end + 1);
    }
}

void ChildRun::obey(const json& line)
{
    if (!line.is_object())
        return;
    if (line.contains("sample"))
        m_onSample(sampleFromJson(line["sample"]));
    if (line.contains("processed"))
        m_end.processed = continuityFromJson(line["processed"]);
    if (!line.contains("end"))
        return;
    m_complete = true;
    const json& last = line["end"];
    m_end.processed = continuityFromJson(last.value("processed", json::object()));
    for (const json& term : last.value("ceiling", json::array()))
        m_end.ceiling.push_back({term.value("label", std::string()), term.value("bytes", 0.0)});
    if (last.contains("failure") && last["failure"].is_string())
        m_failure = last["failure"].get<std::string>();
}

/// How the process ended, as a failure or not.
Result<std::optional<RunEnd>> ChildRun::judgeEnd()
{
    const bool ended = m_child->endsWithin(5000ms);
    const bool killed = ended && WIFSIGNALED(m_child->endStatus()) && WTERMSIG(m_child->endStatus()) == SIGKILL;
    const std::string reason = m_child->endReason();
    m_child.reset();
    // Its own kill: it said before how far it was.
    if (killed && !m_complete && !m_end.processed.partitions.empty()) {
        m_end.killed = true;
        return std::optional(std::exchange(m_end, {}));
    }
    if (!m_failure.empty())
        return fail(ErrorCode::internal, fmt::format("The run failed: {}", m_failure));
    if (!m_complete)
        return fail(ErrorCode::internal, fmt::format("The process of the run {} before it was done. Start the scenario again.", reason));
    return std::optional(std::exchange(m_end, {}));
}

} // namespace headroom::core
