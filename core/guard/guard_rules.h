// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "core/guard/memory_guard.h"

// Private to core/guard: the decisions of the registry, and the rules they share. All pure.

namespace headroom::core {

[[nodiscard]] GuardStep decideOff(const GuardReading& reading, const GuardState& state);
[[nodiscard]] GuardStep decideObserve(const GuardReading& reading, const GuardState& state);
[[nodiscard]] GuardStep decidePause(const GuardReading& reading, const GuardState& state);
[[nodiscard]] GuardStep decideAdapt(const GuardReading& reading, const GuardState& state);

/// The state with its clocks moved on to this reading.
[[nodiscard]] GuardState watched(const GuardReading& reading, const GuardState& state);
/// RSS and limit are both known.
[[nodiscard]] bool measurable(const GuardReading& reading) noexcept;
/// Undoes what is paused or shrunk, one action a decision; then rests in `rest`.
[[nodiscard]] GuardStep letGo(GuardState next, GuardPhase rest, const std::string& why);
/// With no limit, or no RSS to hold against it: lets go and says so once.
[[nodiscard]] GuardStep nothingToGuard(const GuardReading& reading, GuardState next);
/// Why to pause now; nothing when there is no reason.
[[nodiscard]] std::optional<std::string> whyPause(const GuardReading& reading, const GuardState& state);
[[nodiscard]] GuardStep pauseNow(GuardState next, const std::string& why);
/// While paused: resumes, finds that it cannot help, or stays (action none, no reason).
[[nodiscard]] GuardStep keepOrResume(const GuardReading& reading, GuardState next);
/// When it starves and has nothing to give back: that this limit and a useful rate do not go together, once, noted in `next`.
[[nodiscard]] std::string whyStarved(const GuardReading& reading, GuardState& next, std::string_view remedy);
/// Pauses of the last `window` seconds, as far as they are remembered.
[[nodiscard]] int pausesWithin(const GuardState& state, double seconds, double window) noexcept;
/// The phase that a state which is not paused is in.
[[nodiscard]] GuardPhase restingPhase(const GuardReading& reading, const GuardState& state) noexcept;

} // namespace headroom::core
