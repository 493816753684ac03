// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/records/record_page.h"

namespace headroom::core {

/// One record as it is exported. The views live as long as the page they come from.
struct ExportRecord {
    std::string_view topic;
    PartitionId partition = 0;
    const RecordRow* row = nullptr;       ///< never null
    std::span<const HeaderView> headers;  ///< those that are kept; row->headerCount tells how many there were
};

struct ExportOptions {
    /// CSV only. Off: a field that a spreadsheet could take for a formula gets a leading apostrophe, and text with control
    /// or direction characters is written as base64. On: every UTF-8 text stands there as it is, for programs that read it.
    bool raw = false;
};

/// One way to write records, a row of the table. The functions are pure and append whole lines.
///
/// What is read back equals what was in the record view, byte for byte, null and empty apart, headers in order with their
/// duplicates. A value or key that was only kept in part is marked by its size: value_size above the bytes given.
///
/// NDJSON: an object a line. Bytes that are UTF-8 are a string under "key", "value" or "name" (with \u escapes as soon as
/// it holds a control or direction character); other bytes are base64 under "key_base64" and so on; null is null.
/// "timestamp_ms" is null where the record has none.
///
/// CSV (RFC 4180: CRLF, quotes doubled, one header line): key_encoding and value_encoding say text, base64 or null. The
/// headers are one field, the JSON array of NDJSON. Taking away one leading apostrophe of a field gives back what it was:
/// the guard is also put before an apostrophe. Numbers are our own and not guarded. A topic that is not UTF-8, which Kafka
/// allows none to be, has marks in it as on the screen.
struct RecordFormat {
    std::string_view id;       ///< stable: "ndjson", "csv"
    std::string_view title;    ///< for people
    std::string_view suffix;   ///< of file names, without the dot
    bool hasRaw = false;       ///< ExportOptions::raw makes a difference
    void (*begin)(std::string& out, const ExportOptions& options);
    void (*append)(std::string& out, const ExportRecord& record, const ExportOptions& options);
};

/// All formats, the preferred one first. Static, immutable.
[[nodiscard]] std::span<const RecordFormat> recordFormats() noexcept;
/// By id; nullptr when there is none.
[[nodiscard]] const RecordFormat* findRecordFormat(std::string_view id) noexcept;

} // namespace headroom::core
