// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headroom::core {

/// What becomes of a client property that has no setting of its own.
enum class PropertyVerdict : std::uint8_t {
    allow,   ///< harmless
    confirm, ///< taken from oneself, shown first when it comes from somebody else
    deny,
};

/// One line of the list: a name (a '*' at its begin or end stands for anything), the verdict, and why.
struct PropertyRow {
    std::string_view name;
    PropertyVerdict verdict;
    std::string_view reason = {};                          ///< a clause: "it runs a program"
    std::string (*check)(std::string_view value) = nullptr; ///< the problem with a value in words, empty when there is none
    bool isFile = false;                                   ///< the value names a file that the client reads
};

/// All rows, those that deny first: the first that fits decides. What fits none is denied. Static, immutable.
[[nodiscard]] std::span<const PropertyRow> propertyTable() noexcept;

struct ClientProperty {
    std::string name; ///< as the client spells it: lower case, without blanks
    std::string value;
    bool isFile = false;
};

struct PropertyRuling {
    PropertyVerdict verdict = PropertyVerdict::deny;
    std::string reason; ///< one sentence that names the property; empty for allow
    bool isFile = false;
};

/// Judges before the client library sees it: some properties load a library or start a program while they are set. Blanks,
/// case, aliases and the prefix "topic." do not get around the list.
[[nodiscard]] PropertyRuling judgeProperty(std::string_view name, std::string_view value);

/// The entries of "name=value; name=value" in their order; a name twice: the later one holds.
[[nodiscard]] std::vector<ClientProperty> clientProperties(std::string_view list);

/// Why this list cannot be used; empty when it can. The first entry that is denied or malformed, by name.
[[nodiscard]] std::string clientPropertyProblem(std::string_view list);

} // namespace headroom::core
