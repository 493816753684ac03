// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <optional>
#include <thread>

#include "core/base/result.h"
#include "core/settings/settings.h"

namespace headroom::core {

/// Settings derived from one budget and a look at their topic.
struct DerivedSettings {
    Settings settings;
    int changed = 0; ///< rows
};

/// The look takes some seconds, so it has a thread of its own. Thread: one; its end waits for the look to be cancelled
/// (a tenth of a second, or the client's answer).
class BudgetLook {
public:
    /// `settings` with `bootstrapServers` resolved; the budget is `share` above the baseline.
    BudgetLook(const Settings& settings, Bytes share);
    ~BudgetLook();
    BudgetLook(const BudgetLook&) = delete;
    BudgetLook& operator=(const BudgetLook&) = delete;

    /// Nothing while it looks. Fails when the budget cannot hold, or the topic could not be read.
    [[nodiscard]] std::optional<Result<DerivedSettings>> answer() const;

private:
    std::atomic<bool> m_cancelled{false};
    std::atomic<bool> m_ready{false};
    Result<DerivedSettings> m_answer;
    std::jthread m_thread;
};

} // namespace headroom::core
