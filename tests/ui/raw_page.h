// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <QByteArray>

#include "core/records/record_page.h"

namespace headroom::tests {

/// A record as no page builder would keep it: any length, any number of headers.
struct RawRecord {
    std::string key = "key";
    std::string value = "value";
    std::vector<std::pair<std::string, std::string>> headers{};
    core::Slot slot = 0;
    core::Offset offset = 0;
    std::int64_t timestampMs = 1'772'461'927'000;
};

/// A sealed page of exactly these records.
[[nodiscard]] inline std::shared_ptr<const core::RecordPage> rawPage(std::uint64_t number, const std::vector<RawRecord>& records)
{
    std::size_t bytes = 0;
    for (const RawRecord& record : records) {
        bytes += record.key.size() + record.value.size();
        for (const auto& [name, value] : record.headers) {
            bytes += name.size() + value.size();
        }
    }
    std::vector<char> arena;
    arena.reserve(bytes);
    const auto keep = [&arena](const std::string& text) {
        const char* begin = arena.data() + arena.size();
        arena.insert(arena.end(), text.begin(), text.end());
        return std::string_view(begin, text.size());
    };
    std::vector<core::RecordRow> rows;
    std::vector<core::HeaderView> headers;
    for (const RawRecord& record : records) {
        core::RecordRow row;
        row.slot = record.slot;
        row.offset = record.offset;
        row.timestampMs = record.timestampMs;
        row.key = keep(record.key);
        row.value = keep(record.value);
        row.keySize = static_cast<std::uint32_t>(record.key.size());
        row.valueSize = static_cast<std::uint32_t>(record.value.size());
        row.headerCount = row.keptHeaders = static_cast<std::uint32_t>(record.headers.size());
        row.firstHeader = static_cast<std::uint32_t>(headers.size());
        for (const auto& [name, value] : record.headers) {
            const std::string_view kept = keep(name);
            headers.push_back({kept, keep(value), false});
        }
        rows.push_back(row);
    }
    return std::make_shared<const core::RecordPage>(number, std::move(arena), std::move(rows), std::move(headers),
                                                    std::make_shared<core::PageBytes>(0));
}

struct HostilePayload {
    const char* name;
    std::string bytes;
};

/// What must never reach a screen as it is.
[[nodiscard]] inline std::vector<HostilePayload> hostilePayloads()
{
    std::string all(256, '\0');
    for (std::size_t i = 0; i < all.size(); ++i) {
        all[i] = static_cast<char>(i);
    }
    std::string marks = "a";
    for (int i = 0; i < 10'000; ++i) {
        marks += "\u0301";
    }
    return {
        {"empty", ""},
        {"bold", "<b>bold</b>"},
        {"image", "<img src=http://127.0.0.1:9/x.png>"},
        {"link", "<a href=file:/etc/passwd>click</a>"},
        {"table in table", "<table><tr><td><table></table></td></tr></table>"},
        {"entities", "&#60;b&#62; &amp; &nbsp;"},
        {"markdown", "# title **bold** [x](http://127.0.0.1)"},
        {"bidi override", "user\u202Etxt.exe\u202C"},
        {"bidi isolate", "\u2066a\u2067b\u2068c\u2069"},
        {"zero width", "a\u200Bb\u200Cc\u200Dd\u200Ee\u200Ff\uFEFFg\u00ADh\u061Ci"},
        {"line separators", "a\u2028b\u2029c"},
        {"line breaks", "a\nb\rc\r\nd\te"},
        {"escape codes", "\x1b[31mred\x1b[0m\x1b]8;;http://x\x1b\\link\x07"},
        {"c1", std::string("a\xC2\x9B") + "31m\x7F"},
        {"nul inside", std::string("a\0b", 3)},
        {"all bytes", all},
        {"invalid utf-8", "\xC0\xAF\xED\xA0\x80\xFF\xFE\xF8\x88"},
        {"combining marks", marks},
        {"1 MiB line", std::string(1024 * 1024, 'x')},
        {"1 MiB of bidi", [] {
             std::string text;
             while (text.size() < 1024 * 1024) {
                 text += "\u202E";
             }
             return text;
         }()},
        {"hebrew", "שלום עולם"},
    };
}

/// True when a text holds nothing that draws outside its place: no controls, no invisible and direction characters.
[[nodiscard]] inline bool isSafeLine(const QString& text, bool lineBreaks = false)
{
    for (const QChar one : text) {
        const char16_t unit = one.unicode();
        const bool breaks = lineBreaks && (unit == '\n' || unit == '\t');
        const bool control = unit < 0x20 || (unit >= 0x7F && unit < 0xA0);
        const bool direction = (unit >= 0x202A && unit <= 0x202E) || (unit >= 0x2066 && unit <= 0x2069) || unit == 0x061C;
        const bool invisible = (unit >= 0x200B && unit <= 0x200F) || unit == 0xFEFF || unit == 0x00AD || unit == 0x2028 || unit == 0x2029;
        if ((control && !breaks) || direction || invisible) {
            return false;
        }
    }
    return true;
}

} // namespace headroom::tests
