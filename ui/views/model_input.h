// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/budget/memory_model.h"
#include "core/session/snapshot.h"

namespace headroom::ui {

/// What the forecast of a snapshot was computed from, for asking what other settings would give. `fallback` stands for
/// the settings while nothing runs.
[[nodiscard]] inline core::ModelInput modelInputOf(const core::Snapshot& snapshot, const core::Settings& fallback)
{
    core::ModelInput input;
    input.settings = snapshot.settings ? *snapshot.settings : fallback;
    if (snapshot.forecast) {
        input.facts = snapshot.forecast->facts;
    }
    input.baseline = snapshot.ledger.baseline;
    input.window = snapshot.ledger.charts;
    return input;
}

} // namespace headroom::ui
