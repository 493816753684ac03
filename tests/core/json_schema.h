// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace headroom::tests {

/// The part of JSON Schema that the report's schema uses: type, properties, required, additionalProperties, items.
/// Returns the first breach as "path: what", empty when the value conforms.
[[nodiscard]] std::string schemaBreach(const nlohmann::json& schema, const nlohmann::json& value, const std::string& path = "");

} // namespace headroom::tests
