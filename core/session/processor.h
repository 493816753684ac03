// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/kafka/consumer_port.h"
#include "core/settings/settings.h"

namespace headroom::core {

/// What is done with each record of the batch in hand. Thread: worker.
class Processor {
public:
    /// Where records come from, by slot.
    using PartitionName = std::function<const TopicPartition&(Slot)>;

    virtual ~Processor() = default;
    /// Processes from the front and returns how many were done: at least one, fewer than all when `deadline` passes.
    /// When it returns, what was done is durable as far as this processor promises.
    [[nodiscard]] virtual Result<std::size_t> process(std::span<const Message> messages, SteadyTime deadline) = 0;
};

/// One processor: the choice as the setting names it (an entry ending in ':' takes an argument) and its maker.
struct ProcessorSpec {
    std::string_view id;
    Result<std::unique_ptr<Processor>> (*make)(const Settings& settings, std::string_view argument, Processor::PartitionName name);
};

/// All processors: none, delay, cpu, file:PATH.
[[nodiscard]] std::span<const ProcessorSpec> processorTable() noexcept;

/// Makes the processor of `settings.processor`; fails when its file cannot be opened.
[[nodiscard]] Result<std::unique_ptr<Processor>> makeProcessor(const Settings& settings, Processor::PartitionName name);

} // namespace headroom::core
