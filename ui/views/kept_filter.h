// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "core/session/snapshot.h"

namespace headroom::ui {

/// Keeps the filter of a run in step with the one that is wanted: a new run knows of none, a full queue refuses one.
/// Thread: GUI.
class KeptFilter {
public:
    /// The filter to send now; none when the run has it, or was told a moment ago, or there is no run.
    [[nodiscard]] std::optional<core::ViewFilter> due(const core::Snapshot& snapshot, const core::ViewFilter& wanted)
    {
        const bool runs = snapshot.state == core::SessionState::connecting || snapshot.state == core::SessionState::running
            || snapshot.state == core::SessionState::paused;
        const bool none = wanted.text.empty() && wanted.slot < 0;
        if (!runs || (none ? snapshot.viewFilter.number == 0 : snapshot.viewFilter.filter == wanted)) {
            m_told.reset(); // when it differs again, it is another run
            return std::nullopt;
        }
        if (m_told == wanted && snapshot.sequence >= m_toldAt && snapshot.sequence - m_toldAt < patience) {
            return std::nullopt;
        }
        m_told = wanted;
        m_toldAt = snapshot.sequence;
        return wanted;
    }

private:
    static constexpr std::uint64_t patience = 20; ///< snapshots, about 2 s

    std::optional<core::ViewFilter> m_told;
    std::uint64_t m_toldAt = 0;
};

} // namespace headroom::ui
