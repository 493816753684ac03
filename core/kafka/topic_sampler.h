// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/kafka/batch.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// A sample ends at the first of these.
struct SampleLimits {
    std::int64_t messages = 20'000;
    Bytes bytes = 64 * mib;   ///< key and value
    Milliseconds time{3000};  ///< of reading; connecting may take socket-timeout-ms beside it
};

/// How much one request asks for.
enum class SampleFetch : std::uint8_t {
    batchByBatch, ///< as little as the client can: one stored batch a response, so that batches and their ratio are seen as they are
    asSettings,   ///< by the fetch and queue limits of the settings, as a run with them would
};

enum class SampleEnd : std::uint8_t { messages, bytes, time, allRead, cancelled };

/// What a sample tells while it runs. Thread: the caller's of sampleTopics(), from within it.
class SampleListener {
public:
    virtual ~SampleListener() = default;
    /// The brokers have answered and nothing was fetched yet: partitions of the topics led by each broker.
    virtual void onConnected(const std::vector<std::int32_t>& brokerPartitions) = 0;
    /// Views live until this returns.
    virtual void onMessages(std::span<const Message> messages, const MessageOwner& owner) = 0;
    virtual void onStatistics(std::string_view json) = 0;
    /// Only asSettings, once: nothing was taken yet, and the prefetch queue has stopped growing at so many messages.
    virtual void onFilled(std::size_t messages) { static_cast<void>(messages); }
    /// Asked about ten times a second (up to 2 s apart while a broker does not answer); true ends the sample.
    [[nodiscard]] virtual bool cancelled() = 0;
};

struct SampleOutcome {
    std::int64_t messages = 0;
    Bytes bytes = 0;                 ///< key and value
    std::int64_t partitions = 0;
    std::int64_t emptyPartitions = 0;///< that held nothing when the sample began
    SampleEnd end = SampleEnd::time;
};

/// Reads a little of the topics of `settings`: the end of each partition, then its beginning (not with start = latest).
/// The client is in no group, commits nothing and creates nothing. Blocks at most `limits.time` (twice that asSettings) + socket-timeout-ms.
/// Holds at most 1 MiB of values and one decoded batch a broker with batchByBatch. Fails when no broker answers, a topic is unknown or a
/// right is missing; an empty topic is an outcome without messages.
[[nodiscard]] Result<SampleOutcome> sampleTopics(SettingRows rows, const Settings& settings, const SampleLimits& limits, SampleFetch fetch, SampleListener& listener);

} // namespace headroom::core
