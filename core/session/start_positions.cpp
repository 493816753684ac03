// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/start_positions.h"

#include <algorithm>
#include <charconv>

#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

constexpr Milliseconds questionTimeout{3000};

std::int64_t number(std::string_view text)
{
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value); // validated by the codec
    return value;
}

bool contains(std::span<const Slot> slots, Slot slot) { return std::find(slots.begin(), slots.end(), slot) != slots.end(); }

Offset offsetOf(std::span<const SlotOffset> list, Slot slot)
{
    const auto found = std::find_if(list.begin(), list.end(), [&](const SlotOffset& o) { return o.slot == slot; });
    return found == list.end() ? unknownOffset : found->offset;
}

} // namespace

StartOffset parseStart(std::string_view start, Slot slot)
{
    const std::size_t colon = start.find(':');
    const std::string_view word = start.substr(0, colon);
    const std::int64_t argument = colon == std::string_view::npos ? 0 : number(start.substr(colon + 1));
    if (word == "earliest")
        return {slot, StartOffset::Kind::beginning, 0};
    if (word == "latest")
        return {slot, StartOffset::Kind::end, 0};
    if (word == "last")
        return {slot, StartOffset::Kind::tail, argument};
    if (word == "offset")
        return {slot, StartOffset::Kind::exact, argument};
    return {slot, StartOffset::Kind::stored, 0};
}

StartOffset resetPosition(std::string_view autoOffsetReset, Slot slot)
{
    return {slot, autoOffsetReset == "latest" ? StartOffset::Kind::end : StartOffset::Kind::beginning, 0};
}

StartPlan planStart(ConsumerPort& port, const Settings& settings, std::span<const Slot> slots, std::span<const Slot> firstTime)
{
    StartPlan plan;
    const auto committed = port.committed(slots, questionTimeout);
    if (committed)
        plan.committed = *committed;
    else
        plan.problem = committed.error();

    std::vector<SlotOffset> times;
    if (settings.start.starts_with("timestamp:") && !firstTime.empty()) {
        auto answer = port.offsetsForTime(firstTime, parseTimestamp(std::string_view(settings.start).substr(10)).value_or(0), questionTimeout);
        if (answer)
            times = std::move(*answer);
        else
            plan.problem = answer.error();
    }
    for (const Slot slot : slots) {
        const Offset stored = offsetOf(plan.committed, slot);
        StartOffset start = contains(firstTime, slot) ? parseStart(settings.start, slot) : StartOffset{slot, StartOffset::Kind::stored, 0};
        if (settings.start.starts_with("timestamp:") && contains(firstTime, slot)) {
            const Offset at = offsetOf(times, slot);
            start = at >= 0 ? StartOffset{slot, StartOffset::Kind::exact, at} : StartOffset{slot, StartOffset::Kind::end, 0};
        }
        if (start.kind == StartOffset::Kind::stored && stored >= 0)
            start = {slot, StartOffset::Kind::exact, stored};
        else if (start.kind == StartOffset::Kind::stored && committed)
            start = contains(firstTime, slot) || settings.start == "stored" ? resetPosition(settings.autoOffsetReset, slot) : parseStart(settings.start, slot);
        plan.starts.push_back(start);
    }
    return plan;
}

} // namespace headroom::core
