// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/memory/memory_case.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include <fmt/format.h>

#include "core/settings/setting_codec.h"

namespace headroom::test {
namespace {

constexpr std::int64_t kib = 1024;
constexpr std::int64_t mib = 1024 * kib;

/// The standard's distributions differ between libraries; a seed must mean the same case everywhere.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}

    double share() { return static_cast<double>(m_random() >> 11U) * 0x1p-53; }
    std::int64_t between(std::int64_t least, std::int64_t most)
    {
        return least + static_cast<std::int64_t>(m_random() % static_cast<std::uint64_t>(most - least + 1));
    }
    /// Every order of magnitude is as likely as another.
    std::int64_t logBetween(std::int64_t least, std::int64_t most)
    {
        const auto from = static_cast<double>(least);
        return std::clamp(static_cast<std::int64_t>(from * std::pow(static_cast<double>(most) / from, share())), least, most);
    }
    template <std::size_t n>
    const char* oneOf(const std::array<const char*, n>& choices)
    {
        return choices[static_cast<std::size_t>(between(0, static_cast<std::int64_t>(n) - 1))];
    }

private:
    std::mt19937_64 m_random;
};

constexpr std::array commitModes{"manual", "batch", "interval", "auto"};

struct Work {
    const char* name;
    std::int64_t leastDelayUs; ///< a message
    std::int64_t mostDelayUs;
};
// Stalled: the first message outlasts the run, so the prefetch queue fills and stays full.
constexpr std::array works{Work{"none", 0, 0}, Work{"slow", 5, 2'000}, Work{"stalled", 30'000'000, 30'000'000}};

core::Settings drawSettings(Dice& dice, const Work& work)
{
    core::Settings s;
    s.queuedMaxMessagesKbytes = dice.logBetween(64, 65'536);
    s.queuedMinMessages = dice.logBetween(100, 100'000);
    s.messageMaxBytes = dice.logBetween(4 * kib, mib);
    s.fetchMaxBytes = dice.logBetween(std::max(s.messageMaxBytes, 64 * kib), 16 * mib);
    s.maxPartitionFetchBytes = dice.logBetween(16 * kib, 2 * mib);
    s.fetchQueueBackoffMs = dice.between(1, 20);
    s.maxPollRecords = dice.logBetween(1, 5'000);
    s.batchSize = dice.logBetween(1, 20'000);
    s.batchBytes = dice.logBetween(64 * kib, 16 * mib);
    s.viewBudget = dice.logBetween(mib, 64 * mib);
    s.commitMode = dice.oneOf(commitModes);
    if (work.mostDelayUs > 0) {
        s.processor = "delay";
        s.processDelayUs = dice.logBetween(work.leastDelayUs, work.mostDelayUs);
    }
    return s;
}

} // namespace

MemoryCase makeCase(std::uint64_t seed)
{
    constexpr const char* duration = "3s"; // several reports of the client after the first response
    Dice dice(seed);
    const auto& work = works[static_cast<std::size_t>(dice.between(0, works.size() - 1))];
    const core::Settings drawn = drawSettings(dice, work);
    MemoryCase made{seed, &backlogTable()[seed % backlogTable().size()], {"--duration", duration}, {}};
    const core::Settings usual;
    for (const core::SettingSpec& row : core::settingTable()) {
        if (const auto text = core::settingText(drawn, row); text != core::settingText(usual, row))
            made.arguments.insert(made.arguments.end(), {"--" + std::string(row.id), text});
    }
    made.inShort = fmt::format("Q {}K N {} F {}K M {}K m {}K | {} x {}K poll {} | view {}M {} {}", drawn.queuedMaxMessagesKbytes, drawn.queuedMinMessages,
                               drawn.fetchMaxBytes / kib, drawn.maxPartitionFetchBytes / kib, drawn.messageMaxBytes / kib, drawn.batchSize,
                               drawn.batchBytes / kib, drawn.maxPollRecords, drawn.viewBudget / mib, drawn.commitMode, work.name);
    return made;
}

} // namespace headroom::test
