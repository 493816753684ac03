// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "core/session/session.h"
#include "tests/support/fake_consumer.h"

namespace headroom::test {

/// A session on a FakeBroker, with settings that make tests quick: small batches, no lingering.
struct SessionFixture {
    std::shared_ptr<FakeBroker> broker = std::make_shared<FakeBroker>();
    FakeConsumer* consumer = nullptr; ///< of the running session; use it on the worker only
    core::Settings settings;
    std::atomic<core::Bytes> rss{0}; ///< what the session reads as its RSS; 0: the true one
    std::shared_ptr<const core::Clock> clock;
    std::string cgroupRoot;          ///< a tree with a memory limit; "/nowhere": none, whatever this machine has
    std::mutex madeMutex;
    std::vector<core::Settings> made; ///< settings of each consumer made, guarded by madeMutex
    core::Session session;

    explicit SessionFixture(std::string tree = "/nowhere", std::shared_ptr<const core::Clock> time = std::make_shared<core::SystemClock>())
        : clock(std::move(time)), cgroupRoot(std::move(tree)), session(dependencies())
    {
        settings.bootstrapServers = "fake:9092";
        settings.topic = "orders";
        settings.groupId = "tests";
        settings.batchSize = 10;
        settings.maxPollRecords = 4;
        settings.batchLingerMs = 0;
    }

    core::SessionDependencies dependencies()
    {
        core::SessionDependencies wanted;
        wanted.makeConsumer = [this](const core::Settings& given, core::ConsumerListener& listener) -> core::Result<std::unique_ptr<core::ConsumerPort>> {
            auto fake = std::make_unique<FakeConsumer>(broker, listener);
            consumer = fake.get();
            const std::scoped_lock lock(madeMutex);
            made.push_back(given);
            return fake;
        };
        wanted.readRss = [this] { return rss > 0 ? rss.load() : core::readRss().value_or(core::unknownBytes); };
        wanted.cgroupRoot = cgroupRoot;
        wanted.clock = clock;
        return wanted;
    }

    /// The outcome of a command in the newest snapshot.
    std::optional<core::CommandOutcome> outcome(std::uint64_t id) const
    {
        const auto last = session.latest(); // held: the worker drops it at its next tick
        for (const core::CommandOutcome& entry : last->outcomes) {
            if (entry.requestId == id)
                return entry;
        }
        return std::nullopt;
    }

    /// A copy of what the broker holds, taken under its lock.
    template <class T>
    T of(T FakeBroker::*member)
    {
        const std::scoped_lock lock(broker->mutex);
        return (*broker).*member;
    }
    core::Offset committed(std::size_t partition)
    {
        const std::scoped_lock lock(broker->mutex);
        return broker->partitions[partition].committed;
    }
    void inject(std::function<void(core::ConsumerListener&)> run)
    {
        const std::scoped_lock lock(broker->mutex);
        broker->injected.push_back(std::move(run));
    }
    /// Processed messages over all partitions.
    std::int64_t processed() const
    {
        std::int64_t sum = 0;
        const auto last = session.latest(); // held: the worker drops it at its next tick
        for (const core::PartitionRow& row : last->partitions) {
            if (row.processed != core::unknownOffset && row.firstOffset != core::unknownOffset)
                sum += row.processed - row.firstOffset;
        }
        return sum;
    }
};

} // namespace headroom::test
