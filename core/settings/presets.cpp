// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/presets.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace headroom::core {
namespace {

// The program starts with these; where the article on bounded consumers names a value, it is the article's.
constexpr std::array article{
    PresetValue{"queued-max-messages-kbytes", "32MiB"}, PresetValue{"queued-min-messages", "10000"}, PresetValue{"fetch-max-bytes", "1MiB"},
    PresetValue{"max-partition-fetch-bytes", "512KiB"}, PresetValue{"message-max-bytes", "512KiB"}, PresetValue{"fetch-wait-max-ms", "100ms"},
    PresetValue{"fetch-queue-backoff-ms", "5ms"}, PresetValue{"max-poll-records", "10"}, PresetValue{"batch-size", "100"},
    PresetValue{"batch-bytes", "8MiB"}, PresetValue{"view-budget", "24MiB"},
};

// Of librdkafka 2.x, as its own configuration reports them; where it has no such setting, the program's.
constexpr std::array library{
    PresetValue{"queued-max-messages-kbytes", "64MiB"}, PresetValue{"queued-min-messages", "100000"}, PresetValue{"fetch-max-bytes", "52428800"},
    PresetValue{"max-partition-fetch-bytes", "1MiB"}, PresetValue{"message-max-bytes", "1000000"}, PresetValue{"fetch-wait-max-ms", "500ms"},
    PresetValue{"fetch-queue-backoff-ms", "1000ms"}, PresetValue{"max-poll-records", "10"}, PresetValue{"batch-size", "100"},
    PresetValue{"batch-bytes", "8MiB"}, PresetValue{"view-budget", "24MiB"},
};

constexpr std::array lowMemory{
    PresetValue{"queued-max-messages-kbytes", "2MiB"}, PresetValue{"queued-min-messages", "1000"}, PresetValue{"fetch-max-bytes", "256KiB"},
    PresetValue{"max-partition-fetch-bytes", "128KiB"}, PresetValue{"message-max-bytes", "128KiB"}, PresetValue{"fetch-wait-max-ms", "100ms"},
    PresetValue{"fetch-queue-backoff-ms", "1ms"}, PresetValue{"max-poll-records", "10"}, PresetValue{"batch-size", "100"},
    PresetValue{"batch-bytes", "1MiB"}, PresetValue{"view-budget", "4MiB"},
};

constexpr std::array highThroughput{
    PresetValue{"queued-max-messages-kbytes", "64MiB"}, PresetValue{"queued-min-messages", "100000"}, PresetValue{"fetch-max-bytes", "8MiB"},
    PresetValue{"max-partition-fetch-bytes", "1MiB"}, PresetValue{"message-max-bytes", "1MiB"}, PresetValue{"fetch-wait-max-ms", "100ms"},
    PresetValue{"fetch-queue-backoff-ms", "1ms"}, PresetValue{"max-poll-records", "1000"}, PresetValue{"batch-size", "10000"},
    PresetValue{"batch-bytes", "32MiB"}, PresetValue{"view-budget", "24MiB"},
};

constexpr std::array presets{
    Preset{"article", "Article's values", "Small fetches, few records a poll, batches of 100: what the program starts with.", article},
    Preset{"library-defaults", "Library defaults", "What librdkafka does when nothing is set: fast, and large where messages are compressed.", library},
    Preset{"low-memory", "Low memory", "A prefetch of 2 MiB and small responses, for containers with little room.", lowMemory},
    Preset{"high-throughput", "High throughput", "Large responses and batches, for those who have the memory.", highThroughput},
};

} // namespace

std::span<const Preset> presetTable() noexcept { return presets; }

Result<void> addPreset(std::string_view id, SettingTexts& texts)
{
    const auto preset = std::find_if(presets.begin(), presets.end(), [id](const Preset& one) { return one.id == id; });
    if (preset == presets.end()) {
        std::string known;
        for (const Preset& one : presets)
            known += (known.empty() ? "" : ", ") + std::string(one.id);
        return fail(ErrorCode::invalidSetting, fmt::format("--preset = \"{}\": there is no such preset. Allowed: {}.", id, known), "preset");
    }
    for (const PresetValue& value : preset->values)
        texts.emplace(value.id, value.text);
    return {};
}

} // namespace headroom::core
