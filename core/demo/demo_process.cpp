// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/demo/demo_process.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

namespace headroom::core {
namespace {

using namespace std::chrono_literals;
using Steady = std::chrono::steady_clock;

} // namespace

Result<std::unique_ptr<DemoProcess>> DemoProcess::start(const std::vector<std::string>& arguments, Milliseconds timeout)
{
    std::vector<std::string> texts{"demo-broker", "--die-with-stdin"};
    texts.insert(texts.end(), arguments.begin(), arguments.end());
    auto child = ChildProgram::start(texts, "The demo broker");
    if (!child)
        return tl::unexpected(std::move(child.error()));
    std::unique_ptr<DemoProcess> process(new DemoProcess(std::move(*child)));
    if (auto started = process->readFirstLines(timeout); !started)
        return tl::unexpected(std::move(started.error()));
    return process;
}

Result<void> DemoProcess::readFirstLines(Milliseconds timeout)
{
    const auto deadline = Steady::now() + timeout;
    while (!takeLines()) {
        const auto left = std::chrono::ceil<Milliseconds>(deadline - Steady::now());
        pollfd ready{m_child->output(), POLLIN, 0};
        if (left <= 0ms || ::poll(&ready, 1, static_cast<int>(left.count())) == 0)
            return fail(ErrorCode::timeout, fmt::format("The demo broker was not ready within {} ms. Try again, or connect to another broker.", timeout.count()));
        std::array<char, 1024> buffer;
        const auto got = ::read(m_child->output(), buffer.data(), buffer.size());
        if (got > 0) {
            m_output.append(buffer.data(), static_cast<std::size_t>(got));
        } else if (got == 0) {
            const auto reason = m_child->endsWithin(1000ms) ? m_child->endReason() : std::string("closed its output");
            return fail(ErrorCode::io, fmt::format("The demo broker did not start: it {}.", reason));
        } else if (errno != EINTR) {
            return fail(ErrorCode::io, fmt::format("The demo broker's output could not be read: {}.", std::strerror(errno)));
        }
    }
    m_child->closeOutput();
    m_output.clear();
    return {};
}

bool DemoProcess::takeLines()
{
    constexpr std::string_view bootstrap = "bootstrap.servers=";
    constexpr std::string_view topic = "topic=";
    for (auto end = m_output.find('\n'); end != std::string::npos; end = m_output.find('\n')) {
        const auto line = m_output.substr(0, end);
        m_output.erase(0, end + 1);
        if (line.starts_with(bootstrap))
            m_bootstrapServers = line.substr(bootstrap.size());
        else if (line.starts_with(topic))
            m_topic = line.substr(topic.size());
    }
    return !m_bootstrapServers.empty() && !m_topic.empty();
}

void DemoProcess::tellPosition(PartitionId partition, Offset position) { m_child->tell(fmt::format("position {} {}", partition, position)); }

void DemoProcess::setReachable(bool reachable) { m_child->tell(reachable ? "broker up" : "broker down"); }

} // namespace headroom::core
