// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/watchdog.h"

#include <fmt/format.h>

#include "core/base/counted_text.h"

namespace headroom::core {
namespace {

std::string causeOf(const WatchdogReading& reading)
{
    const std::string waiting = formatCounted(reading.unread, "1 message waits", "{} messages wait");
    if (reading.inHand > 0)
        return fmt::format("The processor has finished no message, and {} in hand: look at what it waits for.",
                           formatCounted(static_cast<std::int64_t>(reading.inHand), "1 is", "{} are"));
    if (reading.unassigned && !reading.brokerTrouble)
        return "The group has given this consumer no partition: other members may hold all of them; else a new client often helps, and loses nothing.";
    if (reading.unassigned)
        return "The group has given this consumer no partition, and brokers cannot be reached: once they run, a new client finds them soonest.";
    if (reading.brokerTrouble)
        return fmt::format("{}, and brokers cannot be reached: once they run, a new client finds them soonest.", waiting);
    return fmt::format("{}, and the client fetches none of them: a new client often helps, and loses nothing.", waiting);
}

} // namespace

std::optional<Stall> Watchdog::look(SteadyTime now, const WatchdogReading& reading)
{
    const bool moved = reading.taken != m_last.taken || reading.processed != m_last.processed;
    const bool something = reading.consuming && (reading.unread > 0 || reading.inHand > 0 || reading.unassigned);
    m_last = reading;
    if (moved || !something || !m_since) {
        m_since = something ? std::optional(now) : std::nullopt;
        return std::nullopt;
    }
    const auto still = now - *m_since;
    if (still < patience)
        return std::nullopt;
    return Stall{std::chrono::duration<double>(still).count(), causeOf(reading), reading.inHand == 0};
}

} // namespace headroom::core
