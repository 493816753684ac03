// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "core/scenario/run_place.h"

namespace headroom::core {

/// What the process of a run is told, as one line of JSON on its standard input.
[[nodiscard]] nlohmann::json toJson(const RunOrder& order);
/// Fails, naming what is wrong, when it is not an order for a run of the table.
[[nodiscard]] Result<RunOrder> orderFromJson(const nlohmann::json& json);

[[nodiscard]] nlohmann::json toJson(const Continuity& seen);
[[nodiscard]] Continuity continuityFromJson(const nlohmann::json& json);

/// The process of one run: reads its order from standard input, runs it, and writes a line of JSON a sample, `{"sample": ...}`,
/// and a last one, `{"end": {"processed", "ceiling", "failure"}}`, to standard output. Ends early, with 1, when standard input
/// ends. A run that is to be killed writes `{"processed": ...}` and kills itself, so that nothing happens in between.
/// Thread: main, before any other; keep descriptor 1 for it alone.
[[nodiscard]] int runOneRun();

} // namespace headroom::core
