// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/connection_check.h"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "core/base/clock.h"
#include "core/base/redactor.h"
#include "core/kafka/bystander.h"
#include "core/kafka/client_error.h"
#include "core/kafka/cluster_facts.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"
#include "core/settings/topic_list.h"

namespace headroom::core {
namespace {

constexpr int askMs = 250;

CheckStep stepOf(const Error& error)
{
    if (error.code == ErrorCode::unknownTopic)
        return CheckStep::topic;
    if (error.code == ErrorCode::unauthorized && error.context == "topic")
        return CheckStep::permission; // who may not see it is not told whether it is there
    if (error.context == "sasl-password" || error.context == "sasl-mechanism")
        return CheckStep::login;
    if (error.clientCode == RD_KAFKA_RESP_ERR__RESOLVE)
        return CheckStep::address;
    const bool encryption = error.context.starts_with("ssl-") || (error.code == ErrorCode::unauthorized && error.context == "bootstrap-servers");
    return encryption || error.context == "security-protocol" ? CheckStep::encryption : CheckStep::connection;
}

std::optional<Error> judge(const std::string& topic, const rd_kafka_metadata_topic_t& found)
{
    if (found.err == RD_KAFKA_RESP_ERR_NO_ERROR || found.err == RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE)
        return std::nullopt;
    Error error = translateError(found.err, fmt::format("topic {}: {}", topic, rd_kafka_err2str(found.err)), "topic");
    error.code = error.code == ErrorCode::unauthorized ? error.code : ErrorCode::unknownTopic;
    return error;
}

/// Nothing when the topic is there.
std::optional<Error> ask(Bystander& bystander, const std::string& topic, SteadyTime until, const std::function<bool()>& cancelled)
{
    const TopicPtr handle(rd_kafka_topic_new(bystander.client(), topic.c_str(), nullptr));
    while (std::chrono::steady_clock::now() < until && !cancelled() && !bystander.refused()) {
        const rd_kafka_metadata_t* raw = nullptr;
        const rd_kafka_resp_err_t code = rd_kafka_metadata(bystander.client(), 0, handle.get(), &raw, askMs);
        const MetadataPtr metadata(raw);
        bystander.serve();
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR && metadata->topic_cnt == 1)
            return judge(topic, metadata->topics[0]);
    }
    return bystander.silence();
}

/// Nothing when its offsets may be read. A new group has none, and that is an answer.
std::optional<Error> askGroup(SettingRows rows, const Settings& settings, SteadyTime until, const std::function<bool()>& cancelled)
{
    const auto left = std::chrono::duration_cast<Milliseconds>(until - std::chrono::steady_clock::now());
    const auto group = describeGroup(rows, settings, settings.groupId, {std::max(left, Milliseconds(0)), cancelled});
    if (group)
        return std::nullopt;
    Error error = group.error();
    error.context = "group-id";
    return error;
}

void fill(ConnectionReport& report, const Settings& settings, std::optional<std::pair<CheckStep, Error>> failure)
{
    const std::size_t until = failure ? static_cast<std::size_t>(failure->first) : checkSteps;
    for (std::size_t i = 0; i < checkSteps; ++i) {
        const auto step = static_cast<CheckStep>(i);
        const bool idle = (step == CheckStep::encryption && !usesTls(settings)) || (step == CheckStep::login && !usesLogin(settings))
            || (step == CheckStep::group && settings.groupId.empty()); // made up at each start
        report.lines[i].state = i > until ? CheckState::notReached : i == until ? CheckState::failed : idle ? CheckState::notNeeded : CheckState::passed;
    }
    if (!failure)
        return;
    report.lines[until].text = failure->second.message;
    const SettingSpec* row = findSetting(settingTable(), failure->second.context);
    report.setting = row != nullptr ? std::string(row->id) : "bootstrap-servers";
}

} // namespace

bool ConnectionReport::passed() const noexcept
{
    return std::all_of(lines.begin(), lines.end(), [](const CheckLine& line) { return line.state == CheckState::passed || line.state == CheckState::notNeeded; });
}

std::string_view wordFor(CheckStep step) noexcept
{
    switch (step) {
    case CheckStep::settings: return "settings and files";
    case CheckStep::address: return "host name";
    case CheckStep::connection: return "connection";
    case CheckStep::encryption: return "encryption";
    case CheckStep::login: return "login";
    case CheckStep::permission: return "permission";
    case CheckStep::topic: return "topic";
    case CheckStep::group: return "group";
    }
    return {};
}

std::string_view wordFor(CheckState state) noexcept
{
    switch (state) {
    case CheckState::notReached: return "not reached";
    case CheckState::passed: return "good";
    case CheckState::failed: return "failed";
    case CheckState::notNeeded: return "not used";
    }
    return {};
}

ConnectionReport checkConnection(SettingRows rows, const Settings& settings, Milliseconds timeout, const std::function<bool()>& cancelled)
{
    Redactor redactor;
    addSecrets(rows, settings, redactor);
    ConnectionReport report;
    const SteadyTime until = std::chrono::steady_clock::now() + timeout;
    Bystander bystander;
    auto opened = validateSettings(settings);
    if (opened)
        opened = bystander.open(rows, settings);
    if (!opened) {
        fill(report, settings, std::pair(CheckStep::settings, redactor.clean(opened.error())));
        return report;
    }
    const auto reason = ask(bystander, topicNames(settings.topic).front(), until, cancelled);
    std::optional<std::pair<CheckStep, Error>> failure;
    if (reason)
        failure.emplace(stepOf(*reason), redactor.clean(*reason));
    else if (const auto refusal = settings.groupId.empty() ? std::nullopt : askGroup(rows, settings, until, cancelled))
        failure.emplace(CheckStep::group, redactor.clean(*refusal));
    fill(report, settings, std::move(failure));
    return report;
}

} // namespace headroom::core
