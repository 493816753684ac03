// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>

#include <chrono>
#include <functional>
#include <string>

#include "core/demo/demo_process.h"
#include "core/session/session.h"
#include "core/session/snapshot.h"

// A consumer that stands still with a full queue, for measuring what it holds.

namespace headroom::test {

inline constexpr core::Bytes queueLimit = 16 * core::mib;
inline constexpr core::Bytes nearlyFull = queueLimit / 100 * 95; ///< the client stops asking a little before

/// A consumer whose first message outlasts the test, so that the queue fills and stays full.
inline core::Settings stalled(const core::DemoProcess& broker)
{
    core::Settings settings;
    settings.bootstrapServers = broker.bootstrapServers();
    settings.topic = broker.topic();
    settings.groupId = "memory-session";
    settings.sessionTimeoutMs = 6000;
    settings.processor = "delay";
    settings.processDelayUs = 60'000'000;
    settings.queuedMaxMessagesKbytes = queueLimit / core::kib;
    settings.queuedMinMessages = 1'000'000;
    settings.viewBudget = core::mib;
    settings.batchSize = 10;
    settings.maxPollRecords = 10;
    return settings;
}

inline bool waitFor(const core::Session& session, const std::function<bool(const core::Snapshot&)>& condition,
                    std::chrono::milliseconds deadline = std::chrono::seconds(20))
{
    const bool met = QTest::qWaitFor([&] { return condition(*session.latest()); }, static_cast<int>(deadline.count()));
    const auto last = session.latest();
    if (!met)
        qInfo("%s: %lld messages of %lld bytes queued, lag %lld", std::string(core::wordFor(last->state)).c_str(), static_cast<long long>(last->fetch.prefetchMessages),
              static_cast<long long>(last->fetch.prefetchBytes), static_cast<long long>(last->lag));
    return met;
}

} // namespace headroom::test
