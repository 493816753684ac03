// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <cctype>

#include <fmt/format.h>

#include "core/settings/list_entries.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"

// What must hold between settings, so that the client library is never created with values it refuses or stalls on.

namespace headroom::core {
namespace {

tl::unexpected<Error> broken(std::string_view id, std::string message)
{
    return fail(ErrorCode::invalidSetting, std::move(message), std::string(id));
}

/// Kafka's own rule for topic names.
bool isTopicName(std::string_view name)
{
    constexpr std::size_t longest = 249;
    return !name.empty() && name.size() <= longest && name != "." && name != ".."
        && std::all_of(name.begin(), name.end(), [](unsigned char c) { return (c < 0x80 && std::isalnum(c)) || c == '.' || c == '_' || c == '-'; });
}

/// host, host:port, [v6]:port
bool isBroker(std::string_view entry)
{
    if (entry.empty() || entry.find_first_of(" \t/") != std::string_view::npos)
        return false;
    const std::size_t bracket = entry.rfind(']');
    const std::size_t colon = entry.rfind(':');
    if (colon == std::string_view::npos || (bracket != std::string_view::npos && colon < bracket))
        return true;
    const bool bareV6 = bracket == std::string_view::npos && entry.find(':') != colon;
    const std::string_view port = entry.substr(colon + 1);
    int number = 0;
    const auto read = std::from_chars(port.data(), port.data() + port.size(), number);
    return !bareV6 && colon > 0 && read.ec == std::errc{} && read.ptr == port.data() + port.size() && number >= 1 && number <= 65535;
}

Result<void> checkNames(const Settings& s)
{
    if (!everyEntry(s.topic, isTopicName))
        return broken("topic", fmt::format("topic = \"{}\": name at least one topic (letters, digits, '.', '_' and '-', comma separated).", s.topic));
    if (s.bootstrapServers != "demo" && !everyEntry(s.bootstrapServers, isBroker))
        return broken("bootstrap-servers",
                      fmt::format("bootstrap-servers = \"{}\": write host:port (several comma separated), or demo for the embedded broker.", s.bootstrapServers));
    if (s.bootstrapServers != "demo" && !everyEntry(s.bootstrapServers, [](std::string_view entry) { return entry != "demo"; }))
        return broken("bootstrap-servers", fmt::format("bootstrap-servers = \"{}\": demo is the embedded broker and stands alone; name only demo, or leave it out.", s.bootstrapServers));
    return {};
}

Result<void> checkSizes(const Settings& s)
{
    constexpr std::int64_t framing = 512;
    const IntField bytes{nullptr, 0, 0, Unit::bytes};
    if (s.fetchMaxBytes < s.messageMaxBytes)
        return broken("fetch-max-bytes",
                      fmt::format("fetch-max-bytes = {} must not be below message-max-bytes = {}: raise the one or lower the other.",
                                  numberText(bytes, s.fetchMaxBytes), numberText(bytes, s.messageMaxBytes)));
    if (s.receiveMessageMaxBytes < s.fetchMaxBytes + framing)
        return broken("receive-message-max-bytes",
                      fmt::format("receive-message-max-bytes = {} must be at least fetch-max-bytes = {} and 512 bytes more: raise the one or lower the other.",
                                  numberText(bytes, s.receiveMessageMaxBytes), numberText(bytes, s.fetchMaxBytes)));
    return {};
}

Result<void> checkMarks(const Settings& s)
{
    if (!(s.guardLow < s.guardAdapt && s.guardAdapt < s.guardHigh))
        return broken("guard-high", fmt::format("guard-low = {}, guard-adapt = {}, guard-high = {}: each must be below the next, so that the guard does not flap.", s.guardLow,
                                                s.guardAdapt, s.guardHigh));
    return {};
}

Result<void> checkTimes(const Settings& s)
{
    constexpr std::int64_t spare = 1000;
    if (s.maxPollIntervalMs < s.sessionTimeoutMs)
        return broken("max-poll-interval-ms",
                      fmt::format("max-poll-interval-ms = {} must not be below session-timeout-ms = {}: raise the one or lower the other.", s.maxPollIntervalMs,
                                  s.sessionTimeoutMs));
    if (s.socketTimeoutMs < s.fetchWaitMaxMs + spare)
        return broken("socket-timeout-ms",
                      fmt::format("socket-timeout-ms = {} must be at least 1000 above fetch-wait-max-ms = {}: raise the one or lower the other.",
                                  s.socketTimeoutMs, s.fetchWaitMaxMs));
    return {};
}

} // namespace

Result<void> validateSettings(const Settings& settings)
{
    Settings scratch = settings;
    for (const SettingSpec& row : settingTable())
        if (auto parsed = parseSetting(scratch, row, settingText(settings, row)); !parsed)
            return parsed;
    for (const auto check : {checkNames, checkSizes, checkMarks, checkTimes, checkSecurity})
        if (auto checked = check(settings); !checked)
            return checked;
    return {};
}

bool needsReconnect(SettingRows rows, const Settings& from, const Settings& to)
{
    // Who commits is fixed when the client is created.
    const bool automatic = from.commitMode == "auto" || to.commitMode == "auto";
    if (automatic && (from.commitMode != to.commitMode || from.commitIntervalMs != to.commitIntervalMs))
        return true;
    return std::any_of(rows.begin(), rows.end(), [&](const SettingSpec& row) {
        return row.apply == Apply::reconnect && !sameSetting(from, to, row);
    });
}

} // namespace headroom::core
