// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/display_text.h"
#include "core/base/number_format.h"
#include "core/export/export_text.h"
#include "core/export/record_format.h"

namespace headroom::core {
namespace {

constexpr std::int64_t noTimestamp = -1;
constexpr std::size_t mostMarkCharacters = 12; ///< that one byte may become
/// WallTime counts nanoseconds: beyond the year 2262 a cast would overflow.
constexpr std::int64_t lastRepresentableMs = 9'000'000'000'000;

/// Empty where the record has none or no calendar can hold it.
std::string isoTime(std::int64_t timestampMs)
{
    if (timestampMs < 0 || timestampMs > lastRepresentableMs)
        return {};
    return formatIso8601(WallTime(std::chrono::duration_cast<WallTime::duration>(Milliseconds(timestampMs))));
}

void beginNdjson(std::string&, const ExportOptions&) {}

void appendNdjson(std::string& out, const ExportRecord& record, const ExportOptions&)
{
    const RecordRow& row = *record.row;
    out += '{';
    appendJsonMember(out, "topic", record.topic, false);
    fmt::format_to(std::back_inserter(out), R"(,"partition":{},"offset":{},"timestamp_ms":)", record.partition, row.offset);
    out += row.timestampMs == noTimestamp ? "null" : std::to_string(row.timestampMs);
    const std::string time = isoTime(row.timestampMs);
    out += ",";
    appendJsonMember(out, "timestamp", time, time.empty());
    out += ",";
    appendJsonMember(out, "key", row.key, row.keyIsNull);
    out += ",";
    appendJsonMember(out, "value", row.value, row.valueIsNull);
    out += R"(,"headers":)";
    appendJsonHeaders(out, record.headers);
    fmt::format_to(std::back_inserter(out), R"(,"key_size":{},"value_size":{},"header_count":{}}})", row.keySize, row.valueSize, row.headerCount);
    out += '\n';
}

void beginCsv(std::string& out, const ExportOptions&)
{
    out += "topic,partition,offset,timestamp_ms,timestamp,key_encoding,key,value_encoding,value,headers,key_size,value_size,header_count\r\n";
}

/// The two fields of a key or a value: how it is written, and it.
void appendCsvBytes(std::string& out, std::string_view bytes, bool isNull, const ExportOptions& options)
{
    if (isNull) {
        out += "null,,";
        return;
    }
    const bool text = options.raw ? isUtf8(bytes) : isPlainText(bytes);
    out += text ? "text," : "base64,";
    appendCsvField(out, text ? std::string(bytes) : base64(bytes), !options.raw);
    out += ',';
}

void appendCsv(std::string& out, const ExportRecord& record, const ExportOptions& options)
{
    const RecordRow& row = *record.row;
    const std::string_view topic = record.topic;
    appendCsvField(out, isUtf8(topic) ? std::string(topic) : displayText(topic, topic.size() * mostMarkCharacters), !options.raw);
    fmt::format_to(std::back_inserter(out), ",{},{},", record.partition, row.offset);
    out += row.timestampMs == noTimestamp ? "" : std::to_string(row.timestampMs);
    out.append(",").append(isoTime(row.timestampMs)).append(",");
    appendCsvBytes(out, row.key, row.keyIsNull, options);
    appendCsvBytes(out, row.value, row.valueIsNull, options);
    std::string headers;
    appendJsonHeaders(headers, record.headers);
    appendCsvField(out, headers, !options.raw);
    fmt::format_to(std::back_inserter(out), ",{},{},{}\r\n", row.keySize, row.valueSize, row.headerCount);
}

constexpr std::array<RecordFormat, 2> formats{{
    {"ndjson", "NDJSON, an object a line", "ndjson", false, beginNdjson, appendNdjson},
    {"csv", "CSV, for spreadsheets", "csv", true, beginCsv, appendCsv},
}};

} // namespace

std::span<const RecordFormat> recordFormats() noexcept { return formats; }

const RecordFormat* findRecordFormat(std::string_view id) noexcept
{
    const auto* const found = std::ranges::find(formats, id, &RecordFormat::id);
    return found == formats.end() ? nullptr : found;
}

} // namespace headroom::core
