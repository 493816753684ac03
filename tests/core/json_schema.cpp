// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/json_schema.h"

#include <algorithm>

namespace headroom::tests {
namespace {

using nlohmann::json;

bool hasType(const json& value, const std::string& type)
{
    if (type == "integer")
        return value.is_number_integer();
    if (type == "number")
        return value.is_number();
    return value.type_name() == type;
}

std::string typeBreach(const json& schema, const json& value, const std::string& path)
{
    const json& type = schema.at("type");
    const json types = type.is_array() ? type : json::array({type});
    const bool fits = std::any_of(types.begin(), types.end(), [&value](const json& t) { return hasType(value, t.get<std::string>()); });
    return fits ? "" : path + ": is " + value.type_name() + ", wanted " + types.dump();
}

std::string memberBreach(const json& schema, const std::string& key, const json& value, const std::string& path)
{
    const json properties = schema.value("properties", json::object());
    if (properties.contains(key))
        return schemaBreach(properties.at(key), value, path + "/" + key);
    const json others = schema.value("additionalProperties", json(true));
    if (others.is_object())
        return schemaBreach(others, value, path + "/" + key);
    return others.get<bool>() ? "" : path + "/" + key + ": not in the schema";
}

} // namespace

std::string schemaBreach(const json& schema, const json& value, const std::string& path)
{
    if (std::string breach = typeBreach(schema, value, path); !breach.empty())
        return breach;
    if (value.is_object()) {
        for (const json& key : schema.value("required", json::array()))
            if (!value.contains(key.get<std::string>()))
                return path + "/" + key.get<std::string>() + ": missing";
        for (const auto& [key, member] : value.items())
            if (std::string breach = memberBreach(schema, key, member, path); !breach.empty())
                return breach;
    }
    if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            if (std::string breach = schemaBreach(schema.at("items"), value[i], path + "/" + std::to_string(i)); !breach.empty())
                return breach;
    return {};
}

} // namespace headroom::tests
