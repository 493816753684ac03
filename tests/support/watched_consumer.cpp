// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/watched_consumer.h"

#include <chrono>
#include <thread>

#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>

#include "core/kafka/rdkafka_consumer.h"

namespace headroom::test {
namespace {

using namespace core;

/// Between the session and the real client: passes everything on, in both directions.
class WatchedConsumer final : public ConsumerPort, public ConsumerListener {
public:
    WatchedConsumer(InvariantMonitor& monitor, WatchedMember& member, ConsumerListener& session) : m_monitor(monitor), m_member(member), m_session(session) {}
    ~WatchedConsumer() override { m_monitor.gone(m_member.member); }

    Result<void> open(const Settings& settings)
    {
        Settings adjusted = settings;
        if (m_member.adjust)
            m_member.adjust(adjusted);
        m_monitor.clientCalled("open");
        auto made = makeRdkafkaConsumer(settingTable(), adjusted, *this);
        if (!made)
            return tl::unexpected(made.error());
        m_real = std::move(*made);
        ++m_member.made;
        return {};
    }

    // The session asks
    std::size_t take(Batch& batch, std::size_t maxMessages, Milliseconds timeout) override
    {
        while (m_member.stall)
            std::this_thread::sleep_for(Milliseconds(10));
        ++m_member.takes;
        const std::size_t added = real(__func__).take(batch, maxMessages, timeout);
        for (const Message& message : batch.messages().last(added))
            m_monitor.taken(m_member.member, at(message.slot), message.offset, m_member.keysAreIds ? message.key : std::string_view());
        return added;
    }
    Result<std::vector<SlotOffset>> committed(std::span<const Slot> slots, Milliseconds timeout) override
    {
        auto answer = real(__func__).committed(slots, timeout);
        for (const SlotOffset& entry : answer ? *answer : std::vector<SlotOffset>()) {
            if (entry.clientCode == 0)
                m_monitor.brokerSays(at(entry.slot), entry.offset);
        }
        return answer;
    }
    Result<void> commitAsync(std::span<const SlotOffset> offsets, std::uint64_t requestId) override
    {
        noteSent(offsets, false);
        auto sent = real(__func__).commitAsync(offsets, requestId);
        m_member.openCommits += sent ? 1 : 0;
        return sent;
    }
    Result<std::vector<SlotOffset>> commitAndWait(std::span<const SlotOffset> offsets, Milliseconds timeout) override
    {
        noteSent(offsets, true);
        auto answer = real(__func__).commitAndWait(offsets, timeout);
        if (answer)
            noteConfirmed(*answer);
        return answer;
    }
    void adopt(std::span<const TopicPartition> names) override { real(__func__).adopt(names); }
    const TopicPartition& partition(Slot slot) const override { return real(__func__).partition(slot); }
    std::size_t slotCount() const override { return real(__func__).slotCount(); }
    Watermarks watermarks(Slot slot) const override { return real(__func__).watermarks(slot); }
    std::vector<SlotOffset> positions(std::span<const Slot> slots) override { return real(__func__).positions(slots); }
    Result<Watermarks> queryWatermarks(Slot slot, Milliseconds timeout) override { return real(__func__).queryWatermarks(slot, timeout); }
    Result<std::vector<SlotOffset>> offsetsForTime(std::span<const Slot> slots, std::int64_t timestampMs, Milliseconds timeout) override { return real(__func__).offsetsForTime(slots, timestampMs, timeout); }
    Result<void> pauseAll() override { return real(__func__).pauseAll(); }
    Result<void> resumeAll() override { return real(__func__).resumeAll(); }
    Result<void> seek(const StartOffset& start) override { return real(__func__).seek(start); }
    std::size_t queueLength() const override { return real(__func__).queueLength(); }
    std::string effectiveValue(std::string_view property) const override { return real(__func__).effectiveValue(property); }
    void beginClose() override { real(__func__).beginClose(); }
    bool closed() const override { return real(__func__).closed(); }
    void destroy(bool force) override { real(__func__).destroy(force); }

    // The client tells
    std::vector<StartOffset> onAssigned(std::span<const Slot> slots) override
    {
        ++m_member.assignments;
        if (m_member.atAssignment)
            m_member.atAssignment();
        if (m_member.readProcessed)
            m_member.readProcessed();
        for (const Slot slot : slots)
            m_monitor.assigned(m_member.member, at(slot));
        return m_session.onAssigned(slots);
    }
    void onRevoked(std::span<const Slot> slots, bool lost) override
    {
        ++(lost ? m_member.losses : m_member.revocations);
        m_member.openAtRevoke += m_member.openCommits > 0 ? 1 : 0;
        if (m_member.atRevocation)
            m_member.atRevocation();
        m_session.onRevoked(slots, lost);
        if (m_member.readProcessed)
            m_member.readProcessed();
        for (const Slot slot : slots)
            m_monitor.revoked(m_member.member, at(slot));
    }
    void onCommitReply(std::uint64_t requestId, std::span<const SlotOffset> offsets, const std::optional<Error>& error) override
    {
        m_member.openCommits -= requestId != 0 ? 1 : 0;
        bool partial = false; // an error of the whole request leaves the codes of the partitions at 0
        for (const SlotOffset& entry : offsets)
            partial = partial || entry.clientCode != 0;
        if (!error || partial)
            noteConfirmed(offsets);
        m_session.onCommitReply(requestId, offsets, error);
    }
    void onOffsetLost(Slot slot, Offset wanted, const Error& error) override { m_session.onOffsetLost(slot, wanted, error); }
    Offset expectedPosition(Slot slot) const override { return m_session.expectedPosition(slot); }
    void onError(const Error& error) override { m_session.onError(error); }
    void onStatistics(std::string_view json) override { m_session.onStatistics(json); }
    void onLog(int level, std::string_view facility, std::string_view text) override
    {
        if (m_member.clientLine)
            m_member.clientLine(text);
        m_session.onLog(level, facility, text);
    }

private:
    /// The client, for a call of the session.
    ConsumerPort& real(const char* call) const
    {
        m_monitor.clientCalled(call);
        return *m_real;
    }
    PartitionId at(Slot slot) const { return m_real->partition(slot).partition; }
    void noteSent(std::span<const SlotOffset> offsets, bool inRevoke)
    {
        if (m_member.readProcessed)
            m_member.readProcessed(); // what is processed when the commit leaves is what it may say
        for (const SlotOffset& entry : offsets)
            m_monitor.commitSent(m_member.member, at(entry.slot), entry.offset);
        const std::scoped_lock lock(m_member.mutex);
        m_member.sent.push_back({{offsets.begin(), offsets.end()}, m_member.assignments, inRevoke});
    }
    void noteConfirmed(std::span<const SlotOffset> offsets)
    {
        for (const SlotOffset& entry : offsets) {
            if (entry.clientCode == 0 && entry.offset >= 0)
                m_monitor.commitConfirmed(at(entry.slot), entry.offset);
        }
    }

    InvariantMonitor& m_monitor;
    WatchedMember& m_member;
    ConsumerListener& m_session;
    std::unique_ptr<ConsumerPort> m_real;
};

/// One message at a time, each after a pause.
class SlowProcessor final : public Processor {
public:
    SlowProcessor(std::unique_ptr<Processor> real, Milliseconds pause) : m_real(std::move(real)), m_pause(pause) {}

    Result<std::size_t> process(std::span<const Message> messages, SteadyTime deadline) override
    {
        std::this_thread::sleep_for(m_pause);
        return m_real->process(messages.first(1), deadline);
    }

private:
    std::unique_ptr<Processor> m_real;
    Milliseconds m_pause;
};

/// The lines that end in the log at level error, those of the client library included.
class ErrorLines final : public spdlog::sinks::base_sink<std::mutex> {
public:
    ErrorLines(InvariantMonitor& monitor, int member) : m_monitor(monitor), m_member(member) {}

private:
    void sink_it_(const spdlog::details::log_msg& line) override
    {
        const std::chrono::duration<double> since = std::chrono::steady_clock::now() - m_began;
        if (line.level >= spdlog::level::err)
            m_monitor.errorLine(m_member, since.count(), "log: " + std::string(line.payload.data(), line.payload.size()));
    }
    void flush_() override {}

    InvariantMonitor& m_monitor;
    int m_member;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

} // namespace

SessionDependencies watchedDependencies(InvariantMonitor& monitor, WatchedMember& member)
{
    SessionDependencies wanted;
    wanted.makeConsumer = [&monitor, &member](const Settings& settings, ConsumerListener& listener) -> Result<std::unique_ptr<ConsumerPort>> {
        auto watched = std::make_unique<WatchedConsumer>(monitor, member, listener);
        if (auto opened = watched->open(settings); !opened)
            return tl::unexpected(opened.error());
        return watched;
    };
    if (member.processDelay.count() > 0) {
        wanted.wrapProcessor = [&member](std::unique_ptr<Processor> real, const Processor::PartitionName&) -> std::unique_ptr<Processor> {
            return std::make_unique<SlowProcessor>(std::move(real), member.processDelay);
        };
    }
    wanted.log = std::make_shared<spdlog::logger>("session", std::make_shared<ErrorLines>(monitor, member.member));
    wanted.readRss = member.readRss;
    wanted.cgroupRoot = "/nowhere"; // a limit of the machine the tests run on is not their subject
    return wanted;
}

} // namespace headroom::test
