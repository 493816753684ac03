// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/export/record_format.h"

namespace headroom::test {

/// A record as it comes out of an exported file, by readers that share nothing with the writers. They throw
/// std::runtime_error at whatever does not follow the format.
struct ExportedRecord {
    using Bytes = std::optional<std::string>; ///< none: null
    std::string topic;
    std::int64_t partition = 0;
    std::int64_t offset = 0;
    std::int64_t timestampMs = -1;
    Bytes key;
    Bytes value;
    std::vector<std::pair<std::string, Bytes>> headers;
    std::int64_t keySize = 0;
    std::int64_t valueSize = 0;
    std::int64_t headerCount = 0;
    bool operator==(const ExportedRecord&) const = default;
};

[[nodiscard]] inline std::string fromBase64(std::string_view text)
{
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    std::uint32_t bits = 0;
    int held = 0;
    for (const char one : text.substr(0, text.find('='))) {
        const std::size_t digit = digits.find(one);
        if (digit == std::string_view::npos || text.size() % 4 != 0)
            throw std::runtime_error("no base64: " + std::string(text.substr(0, 80)));
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        held += 6;
        if (held >= 8) {
            held -= 8;
            out.push_back(static_cast<char>(bits >> static_cast<unsigned>(held) & 0xFFU));
        }
    }
    return out;
}

/// `name` or `name_base64` of an object.
[[nodiscard]] inline ExportedRecord::Bytes bytesOf(const nlohmann::json& object, const std::string& name)
{
    if (const auto coded = object.find(name + "_base64"); coded != object.end())
        return fromBase64(coded->get<std::string>());
    const nlohmann::json& plain = object.at(name);
    return plain.is_null() ? ExportedRecord::Bytes() : plain.get<std::string>();
}

[[nodiscard]] inline auto headersOf(const nlohmann::json& array)
{
    std::vector<std::pair<std::string, ExportedRecord::Bytes>> headers;
    for (const nlohmann::json& header : array)
        headers.emplace_back(bytesOf(header, "name").value(), bytesOf(header, "value"));
    return headers;
}

[[nodiscard]] inline std::vector<ExportedRecord> readNdjson(std::string_view text)
{
    std::vector<ExportedRecord> records;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            throw std::runtime_error("the last line does not end");
        const auto line = nlohmann::json::parse(text.substr(0, end));
        text.remove_prefix(end + 1);
        records.push_back({bytesOf(line, "topic").value(), line.at("partition"), line.at("offset"), line.at("timestamp_ms").is_null() ? -1 : line.at("timestamp_ms").get<std::int64_t>(),
                           bytesOf(line, "key"), bytesOf(line, "value"), headersOf(line.at("headers")), line.at("key_size"), line.at("value_size"), line.at("header_count")});
    }
    return records;
}

/// RFC 4180, strictly: every record has the same number of fields and ends with CRLF, quotes stand around a whole field.
[[nodiscard]] inline std::vector<std::vector<std::string>> readCsvFields(std::string_view text)
{
    std::vector<std::vector<std::string>> lines;
    std::vector<std::string> fields;
    while (!text.empty()) {
        std::string field;
        const bool quoted = text.front() == '"';
        if (quoted) {
            for (text.remove_prefix(1); !text.starts_with('"') || text.starts_with("\"\""); text.remove_prefix(1)) {
                if (text.empty())
                    throw std::runtime_error("a quoted field does not end");
                text.remove_prefix(text.front() == '"' ? 1 : 0);
                field.push_back(text.front());
            }
            text.remove_prefix(1);
        } else {
            const std::string_view plain = text.substr(0, text.find_first_of(",\r\n\""));
            field = plain;
            text.remove_prefix(plain.size());
        }
        fields.push_back(std::move(field));
        if (text.starts_with("\r\n"))
            lines.push_back(std::exchange(fields, {}));
        else if (!text.starts_with(','))
            throw std::runtime_error("neither a comma nor a line's end behind a field");
        if (!lines.empty() && lines.back().size() != lines.front().size())
            throw std::runtime_error("a line has another number of fields");
        text.remove_prefix(text.front() == ',' ? 1 : 2);
    }
    if (!fields.empty())
        throw std::runtime_error("the last line does not end");
    return lines;
}

[[nodiscard]] inline std::vector<ExportedRecord> readCsv(std::string_view text, bool raw)
{
    const auto unguarded = [raw](const std::string& field) { return !raw && field.starts_with('\'') ? field.substr(1) : field; };
    const auto bytes = [&](const std::string& encoding, const std::string& field) {
        if (encoding != "null" && encoding != "text" && encoding != "base64")
            throw std::runtime_error("no encoding: " + encoding);
        return encoding == "null" ? ExportedRecord::Bytes() : encoding == "text" ? unguarded(field) : fromBase64(unguarded(field));
    };
    std::vector<ExportedRecord> records;
    auto lines = readCsvFields(text);
    for (std::size_t i = 1; i < lines.size(); ++i) { // the first names the columns
        const auto& at = lines[i];
        records.push_back({unguarded(at.at(0)), std::stoll(at.at(1)), std::stoll(at.at(2)), at.at(3).empty() ? -1 : std::stoll(at.at(3)), bytes(at.at(5), at.at(6)),
                           bytes(at.at(7), at.at(8)), headersOf(nlohmann::json::parse(unguarded(at.at(9)))), std::stoll(at.at(10)), std::stoll(at.at(11)), std::stoll(at.at(12))});
    }
    return records;
}

/// What a reader of the file should find.
[[nodiscard]] inline ExportedRecord expected(const core::ExportRecord& record)
{
    const core::RecordRow& row = *record.row;
    ExportedRecord out{std::string(record.topic), record.partition, row.offset, row.timestampMs, {}, {}, {}, row.keySize, row.valueSize, row.headerCount};
    if (!row.keyIsNull)
        out.key.emplace(row.key);
    if (!row.valueIsNull)
        out.value.emplace(row.value);
    for (const core::HeaderView& header : record.headers)
        out.headers.emplace_back(std::string(header.name), header.valueIsNull ? ExportedRecord::Bytes() : std::string(header.value));
    return out;
}

} // namespace headroom::test
