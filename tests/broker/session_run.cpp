// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/broker/session_run.h"

#include <QTest>

namespace headroom::test {
namespace {

void tellFailure(const core::Snapshot& last)
{
    qInfo("session %s, %s", std::string(core::wordFor(last.state)).c_str(),
          last.failure ? last.failure->message.c_str() : "no failure");
    for (const auto& row : last.partitions) {
        qInfo("%s-%d %s: position %lld, processed %lld, committed %lld, high watermark %lld", row.topic.c_str(),
              row.partition, row.owned ? "owned" : "not owned", static_cast<long long>(row.position),
              static_cast<long long>(row.processed), static_cast<long long>(row.committed),
              static_cast<long long>(row.highWatermark));
    }
}

} // namespace

bool SessionRun::start(const std::string& bootstrap, const std::string& topic, const std::string& group,
                       core::RunLimits limits)
{
    auto settings = m_settings;
    settings.bootstrapServers = bootstrap;
    settings.topic = topic;
    settings.groupId = group;
    settings.sessionTimeoutMs = 6000;
    settings.viewBudget = core::mib;
    if (settings.processor == "none") {
        settings.processor = "file:" + recordsFile().toStdString();
    }
    const auto started = m_session.start(settings, limits);
    if (!started) {
        qWarning("%s", started.error().message.c_str());
    }
    return started.has_value();
}

bool SessionRun::waitUntil(const std::function<bool(const core::Snapshot&)>& condition, Deadline deadline) const
{
    const auto fulfilledOrOver = [&] { return condition(*latest()) || m_session.ended(); };
    const bool inTime = QTest::qWaitFor(fulfilledOrOver, static_cast<int>(deadline.count()));
    const bool fulfilled = inTime && condition(*latest());
    if (!fulfilled) {
        tellFailure(*latest());
    }
    return fulfilled;
}

bool SessionRun::finish(Deadline deadline) const
{
    const bool clean = m_session.waitUntilEnded(deadline) && latest()->state == core::SessionState::stopped;
    if (!clean) {
        tellFailure(*latest());
    }
    return clean;
}

bool SessionRun::stop(core::StopCommit policy)
{
    m_session.stop(policy);
    return finish();
}

} // namespace headroom::test
