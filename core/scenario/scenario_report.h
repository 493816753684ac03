// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/scenario/scenario_player.h"

namespace headroom::core {

/// `{id, name, title, watch, runs[{name, title, settings, figures...}], before, after, held, conditions, verdict, export}`: before is
/// the first run's figures and after the last one's; bytes and seconds, null when unknown; verdict is the sentence. Settings are
/// those that differ from the defaults, under their ids.
[[nodiscard]] nlohmann::ordered_json scenarioJson(const ScenarioResult& result);

/// The card as rows of cells: first the names of the runs, then a row a figure, its label first;
/// empty where a run is not over yet.
[[nodiscard]] std::vector<std::vector<std::string>> scenarioCells(const ScenarioResult& result);

/// A text of the core in the language of whoever reads it.
using Translate = std::function<std::string(const std::string&)>;

/// The card for people: a table with a column a run, the conditions, the sentence.
[[nodiscard]] std::string scenarioText(const ScenarioResult& result, const Translate& say = std::identity());

/// One line a scenario: id, name, title, seconds, what to watch.
[[nodiscard]] std::string scenarioListText();
[[nodiscard]] nlohmann::ordered_json scenarioListJson();

} // namespace headroom::core
