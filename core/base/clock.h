// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace headroom::core {

using SteadyTime = std::chrono::steady_clock::time_point;
using WallTime = std::chrono::system_clock::time_point;

/// Where time comes from, so that tests can turn the hands. Thread-safe.
class Clock {
public:
    virtual ~Clock() = default;
    /// Monotonic: for durations and deadlines.
    [[nodiscard]] virtual SteadyTime now() const = 0;
    /// Wall clock: only for showing and recording.
    [[nodiscard]] virtual WallTime wallNow() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] SteadyTime now() const override { return std::chrono::steady_clock::now(); }
    [[nodiscard]] WallTime wallNow() const override { return std::chrono::system_clock::now(); }
};

} // namespace headroom::core
