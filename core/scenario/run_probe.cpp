// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/run_probe.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/kafka/rdkafka_consumer.h"
#include "core/metrics/process_memory.h"

namespace headroom::core {

struct RunProbe::State {
    Options options;
    std::atomic<bool> active{false};
    Continuity continuity;      ///< worker, until the session has ended
    std::int64_t processed = 0; ///< worker
    std::atomic<bool> letGo{false};
    std::atomic<double> gap{unknownFigure}; ///< longest between two hand-outs since somebody asked, seconds
    std::atomic<Bytes> kept{0};
    std::atomic<Bytes> pinned{unknownBytes};
};

namespace {

/// Counts what the processor has done.
class CountingProcessor final : public Processor {
public:
    CountingProcessor(std::unique_ptr<Processor> inner, PartitionName name, RunProbe::State& state)
        : m_inner(std::move(inner)), m_name(std::move(name)), m_state(state)
    {
    }

    Result<std::size_t> process(std::span<const Message> messages, SteadyTime deadline) override
    {
        const std::int64_t killAfter = m_state.options.killAfter;
        // Not one more: what is processed at the kill is known exactly.
        if (killAfter > m_state.processed)
            messages = messages.first(std::min(messages.size(), static_cast<std::size_t>(killAfter - m_state.processed)));
        if (m_left == 0)
            noteHandOut();
        auto done = m_inner->process(messages, deadline);
        if (!done)
            return done;
        m_left = messages.size() - *done;
        for (const Message& message : messages.first(*done))
            note(m_name(message.slot).partition, message.offset);
        m_state.processed += static_cast<std::int64_t>(*done);
        if (killAfter > 0 && m_state.processed == killAfter && m_state.options.kill)
            m_state.options.kill(m_state.continuity);
        return done;
    }

private:
    /// The rest of a batch comes again and again until it is processed; what comes after that is the next one.
    void noteHandOut()
    {
        const auto now = std::chrono::steady_clock::now();
        if (m_handedOut) {
            const double gap = std::chrono::duration<double>(now - *m_handedOut).count();
            const double longest = m_state.gap;
            if (!(gap <= longest)) // also when none is known
                m_state.gap = gap;
        }
        m_handedOut = now;
    }
    void note(PartitionId partition, Offset offset)
    {
        Continuity& seen = m_state.continuity;
        const auto [at, fresh] = seen.partitions.try_emplace(partition, PartitionReach{offset, offset});
        PartitionReach& reach = at->second;
        seen.lost += std::max<Offset>(0, offset - reach.next);
        seen.repeated += offset < reach.next ? 1 : 0;
        reach.next = std::max(reach.next, offset + 1);
    }

    std::unique_ptr<Processor> m_inner;
    PartitionName m_name;
    RunProbe::State& m_state;
    std::size_t m_left = 0; ///< of the batch
    std::optional<std::chrono::steady_clock::time_point> m_handedOut;
};

/// The consumer itself, except that it keeps one message in a hundred when they are given back.
class KeepingConsumer final : public ConsumerPort, private MessageOwner {
public:
    KeepingConsumer(std::unique_ptr<ConsumerPort> inner, RunProbe::State& state) : m_inner(std::move(inner)), m_state(state) {}
    ~KeepingConsumer() override { giveBack(); }

    std::size_t take(Batch& batch, std::size_t maxMessages, Milliseconds timeout) override
    {
        if (m_state.letGo.exchange(false))
            measureLettingGo();
        const std::size_t taken = m_inner->take(m_fresh, maxMessages, timeout);
        if (!m_fresh.empty()) // from now on it is given back through us
            m_owner = m_fresh.owner();
        for (const Message& message : m_fresh.messages())
            batch.add(*this, message);
        m_fresh.disown();
        return taken;
    }
    void adopt(std::span<const TopicPartition> names) override { m_inner->adopt(names); }
    const TopicPartition& partition(Slot slot) const override { return m_inner->partition(slot); }
    std::size_t slotCount() const override { return m_inner->slotCount(); }
    Watermarks watermarks(Slot slot) const override { return m_inner->watermarks(slot); }
    std::vector<SlotOffset> positions(std::span<const Slot> slots) override { return m_inner->positions(slots); }
    Result<std::vector<SlotOffset>> committed(std::span<const Slot> slots, Milliseconds timeout) override { return m_inner->committed(slots, timeout); }
    Result<Watermarks> queryWatermarks(Slot slot, Milliseconds timeout) override { return m_inner->queryWatermarks(slot, timeout); }
    Result<std::vector<SlotOffset>> offsetsForTime(std::span<const Slot> slots, std::int64_t timestampMs, Milliseconds timeout) override
    {
        return m_inner->offsetsForTime(slots, timestampMs, timeout);
    }
    Result<void> commitAsync(std::span<const SlotOffset> offsets, std::uint64_t requestId) override { return m_inner->commitAsync(offsets, requestId); }
    Result<std::vector<SlotOffset>> commitAndWait(std::span<const SlotOffset> offsets, Milliseconds timeout) override { return m_inner->commitAndWait(offsets, timeout); }
    Result<void> pauseAll() override { return m_inner->pauseAll(); }
    Result<void> resumeAll() override { return m_inner->resumeAll(); }
    Result<void> seek(const StartOffset& start) override { return m_inner->seek(start); }
    std::size_t queueLength() const override { return m_inner->queueLength(); }
    std::string effectiveValue(std::string_view property) const override { return m_inner->effectiveValue(property); }
    void beginClose() override { m_inner->beginClose(); }
    bool closed() const override { return m_inner->closed(); }
    void destroy(bool force) override
    {
        giveBack(); // nothing may outlive the client
        m_inner->destroy(force);
    }

private:
    void release(std::span<const Message> messages) const noexcept override
    {
        for (const Message& message : messages) {
            const bool kept = ++m_released % oneIn == 0;
            if (kept)
                m_state.kept += static_cast<Bytes>(message.key.size() + message.value.size());
            if (kept && m_state.options.keep == Keep::byReference) {
                m_references.push_back(message);
                continue;
            }
            if (kept)
                m_copies.emplace_back(std::string(message.key).append(message.value));
            m_owner->release(std::span(&message, 1));
        }
    }
    void headers(const Message& message, std::size_t limit, std::vector<HeaderView>& out, std::size_t& total) const override
    {
        m_owner->headers(message, limit, out, total);
    }

    void giveBack() noexcept
    {
        if (!m_references.empty())
            m_owner->release(m_references);
        m_references.clear();
        m_copies = {};
    }
    void measureLettingGo()
    {
        const Bytes before = readHeap().inUse;
        giveBack();
        m_state.pinned = before - readHeap().inUse;
    }

    static constexpr std::uint64_t oneIn = 100;

    std::unique_ptr<ConsumerPort> m_inner;
    RunProbe::State& m_state;
    Batch m_fresh;
    const MessageOwner* m_owner = nullptr; ///< of the messages, the inner consumer
    mutable std::uint64_t m_released = 0;
    mutable std::vector<Message> m_references;
    mutable std::vector<std::string> m_copies;
};

} // namespace

RunProbe::RunProbe() : m_state(std::make_shared<State>()) {}

void RunProbe::arm(Options options)
{
    m_state->options = std::move(options);
    m_state->active = true;
    m_state->continuity = {};
    m_state->processed = 0;
    m_state->letGo = false;
    m_state->gap = unknownFigure;
    m_state->kept = 0;
    m_state->pinned = unknownBytes;
}

void RunProbe::disarm() noexcept { m_state->active = false; }

void RunProbe::install(SessionDependencies& dependencies)
{
    dependencies.wrapProcessor = [state = m_state](std::unique_ptr<Processor> inner, Processor::PartitionName name) -> std::unique_ptr<Processor> {
        if (!state->active)
            return inner;
        return std::make_unique<CountingProcessor>(std::move(inner), std::move(name), *state);
    };
    auto make = dependencies.makeConsumer;
    if (!make)
        make = [rows = dependencies.rows](const Settings& settings, ConsumerListener& listener) { return makeRdkafkaConsumer(rows, settings, listener); };
    dependencies.makeConsumer = [state = m_state, make](const Settings& settings, ConsumerListener& listener) -> Result<std::unique_ptr<ConsumerPort>> {
        auto inner = make(settings, listener);
        if (!inner || !state->active || state->options.keep == Keep::nothing)
            return inner;
        return std::make_unique<KeepingConsumer>(std::move(*inner), *state);
    };
}

void RunProbe::letGo() const noexcept { m_state->letGo = true; }

void RunProbe::addTo(RunSample& sample) const noexcept
{
    sample.handOutGap = m_state->gap.exchange(unknownFigure);
    sample.kept = static_cast<double>(m_state->kept);
    const Bytes pinned = m_state->pinned;
    sample.pinned = pinned == unknownBytes ? unknownFigure : static_cast<double>(pinned);
}

const Continuity& RunProbe::processed() const noexcept { return m_state->continuity; }

} // namespace headroom::core
