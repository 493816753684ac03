// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "core/scenario/run_driver.h"

namespace headroom::core {

/// What the process of a run is told, as one line of JSON on its standard input.
struct RunOrder {
    int scenario = 0;
    std::string run;     ///< name in the table
    Settings settings;   ///< complete, `bootstrapServers` resolved
    double warmUp = 3;
    double measured = 10;
    bool readsOn = false; ///< the second process after a kill: no steps, no kill
};
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
