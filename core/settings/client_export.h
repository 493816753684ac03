// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/settings/setting_table.h"

namespace headroom::core {

/// How another client takes its configuration: one row per client in client_export.cpp.
struct ExportFormat {
    std::string_view id;                     ///< "kafka-python"
    std::string_view SettingSpec::*name;     ///< the row's name in this client; empty: it has no equal
    std::string (*literal)(const std::string& text, bool isText); ///< a value as this client writes it
    std::string_view opening;                ///< fmt pattern of what comes first; {topics} are quoted names
    std::string_view line;                   ///< fmt pattern of {name} and {value}
    std::string_view closing;
};

/// kafka-python, confluent-kafka, java, librdkafka, spring.
[[nodiscard]] std::span<const ExportFormat> exportFormats() noexcept;

/// The format with this id, or nullptr.
[[nodiscard]] const ExportFormat* findExportFormat(std::string_view id) noexcept;

/// The settings in the words of another client, ready to be used there. What has no equal stays as a comment at the
/// end, counted; a place that has to be filled in (brokers instead of the demo, a group) is named at the top.
[[nodiscard]] std::string exportSettings(SettingRows rows, const Settings& settings, const ExportFormat& format);

} // namespace headroom::core
