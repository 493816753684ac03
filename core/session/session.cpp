// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/session.h"

#include <random>

#include <fmt/format.h>

#include "core/kafka/rdkafka_consumer.h"
#include "core/session/session_shared.h"
#include "core/session/session_worker.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

std::string randomGroup()
{
    std::random_device device;
    return fmt::format("headroom-{:08x}", device());
}

} // namespace

Session::Session(SessionDependencies dependencies) : m_dependencies(std::move(dependencies)), m_shared(std::make_shared<SessionShared>())
{
    if (!m_dependencies.makeConsumer) {
        m_dependencies.makeConsumer = [rows = m_dependencies.rows](const Settings& settings, ConsumerListener& listener) {
            return makeRdkafkaConsumer(rows, settings, listener);
        };
    }
}

Session::~Session()
{
    m_shared->stop = SessionShared::Stop::force;
    if (!m_thread.joinable())
        return;
    if (waitUntilEnded(forcedDeadline))
        m_thread.join();
    else
        m_thread.detach(); // the worker has all that it uses; only the client library can hold it for so long
}

Result<void> Session::start(Settings settings, RunLimits limits)
{
    if (!ended())
        return fail(ErrorCode::badState, "A run is under way; stop it first.");
    if (auto valid = validateSettings(settings); !valid)
        return valid;
    addSecrets(m_dependencies.rows, settings, *m_dependencies.redactor);
    if (settings.groupId.empty())
        settings.groupId = randomGroup();
    if (m_thread.joinable())
        m_thread.join();
    static_cast<void>(m_shared->commands.takeAll());
    m_shared->stop = SessionShared::Stop::no;
    m_shared->stopCommit = StopCommit::bySetting;
    {
        const std::scoped_lock lock(m_shared->mutex);
        m_shared->ended = false;
        m_shared->effective.clear();
    }
    m_thread = std::jthread([shared = m_shared, dependencies = m_dependencies, settings = std::move(settings), limits] {
        SessionWorker(*shared, dependencies, settings, limits).run();
        const std::scoped_lock lock(shared->mutex);
        shared->ended = true;
        shared->endedChanged.notify_all();
    });
    return {};
}

Result<std::uint64_t> Session::post(Command command)
{
    if (ended())
        return fail(ErrorCode::badState, "Nothing runs; start first.");
    const std::uint64_t id = m_shared->nextRequest.fetch_add(1);
    if (!m_shared->commands.tryPush({id, std::move(command)}))
        return fail(ErrorCode::busy, "The consumer is busy with 64 commands; try again in a moment.");
    return id;
}

void Session::stop(StopCommit policy)
{
    if (m_shared->stop != SessionShared::Stop::no) {
        m_shared->stop = SessionShared::Stop::force;
        return;
    }
    m_shared->stopCommit = policy;
    m_shared->stop = SessionShared::Stop::clean;
}

bool Session::ended() const
{
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->ended;
}

bool Session::waitUntilEnded(Milliseconds timeout) const
{
    std::unique_lock lock(m_shared->mutex);
    return m_shared->endedChanged.wait_for(lock, timeout, [this] { return m_shared->ended; });
}

std::shared_ptr<const Snapshot> Session::latest() const
{
    const std::scoped_lock lock(m_shared->mutex);
    return m_shared->box;
}

std::string Session::effectiveValue(std::string_view clientProperty) const
{
    const std::scoped_lock lock(m_shared->mutex);
    const auto found = m_shared->effective.find(clientProperty);
    return found == m_shared->effective.end() ? std::string() : found->second;
}

} // namespace headroom::core
