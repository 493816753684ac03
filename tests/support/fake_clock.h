// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

#include "core/base/clock.h"

namespace headroom::test {

/// A clock whose hands only the test turns. Thread-safe.
class FakeClock final : public core::Clock {
public:
    [[nodiscard]] core::SteadyTime now() const override { return core::SteadyTime(std::chrono::nanoseconds(m_nanoseconds.load())); }
    [[nodiscard]] core::WallTime wallNow() const override { return core::WallTime(std::chrono::duration_cast<core::WallTime::duration>(std::chrono::nanoseconds(m_nanoseconds.load()))); }
    void advance(std::chrono::nanoseconds by) { m_nanoseconds += by.count(); }

private:
    std::atomic<std::int64_t> m_nanoseconds{1'000'000'000'000};
};

} // namespace headroom::test
