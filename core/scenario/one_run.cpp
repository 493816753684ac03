// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/scenario/one_run.h"

#include <array>
#include <csignal>
#include <cstdio>

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include "core/scenario/run_driver.h"
#include "core/settings/setting_codec.h"

namespace headroom::core {
namespace {

constexpr int stepMs = 20;

/// One line, whole: the reader's pipe may be full for a moment.
void say(const nlohmann::json& line)
{
    const std::string text = line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
    for (std::string_view rest = text; !rest.empty();) {
        const ssize_t written = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (written <= 0)
            return; // nobody listens any more; the end of standard input says so too
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
}

std::string readLine()
{
    std::string line;
    for (char c = 0; ::read(STDIN_FILENO, &c, 1) == 1 && c != '\n';)
        line += c;
    return line;
}

/// Waits a moment; false when standard input has ended, that is, when the parent is gone or wants no more.
bool waitForParent()
{
    pollfd input{STDIN_FILENO, POLLIN, 0};
    if (::poll(&input, 1, stepMs) <= 0)
        return true;
    std::array<char, 256> ignored;
    return ::read(STDIN_FILENO, ignored.data(), ignored.size()) > 0;
}

nlohmann::json endOf(const RunDriver& driver)
{
    const RunEnd last = driver.end();
    nlohmann::json end{{"processed", toJson(last.processed)}, {"ceiling", nlohmann::json::array()}, {"failure", nullptr}};
    for (const CeilingShare& share : last.ceiling)
        end["ceiling"].push_back({{"label", share.label}, {"bytes", share.bytes}});
    if (const auto failure = driver.failure())
        end["failure"] = failure->message;
    return end;
}

[[noreturn]] void killOurselves(const Continuity& processed)
{
    say({{"processed", toJson(processed)}});
    ::kill(::getpid(), SIGKILL);
    ::_exit(1); // not reached
}

int execute(const RunOrder& order)
{
    const RunSpec& run = *findRun(order.scenario, order.run);
    RunProbe::Options options;
    options.keep = run.keep;
    if (!order.readsOn && run.killAfter > 0) {
        options.killAfter = run.killAfter;
        options.kill = killOurselves;
    }
    RunProbe probe;
    SessionDependencies dependencies;
    probe.install(dependencies);
    probe.arm(std::move(options));
    Session session(std::move(dependencies));
    PlainSession driven(session);
    RunDriver driver(driven, probe, planOf(order), [](const RunSample& sample) { say({{"sample", toJson(sample)}}); });
    if (auto started = driver.start(); !started) {
        fmt::print(stderr, "{}\n", started.error().message);
        return 1;
    }
    bool wanted = true;
    while (driver.step()) {
        wanted = wanted && waitForParent();
        if (!wanted)
            driver.stop();
    }
    say({{"end", endOf(driver)}});
    return wanted ? 0 : 1;
}

} // namespace

nlohmann::json toJson(const RunOrder& order)
{
    nlohmann::json settings = nlohmann::json::object();
    for (const SettingSpec& row : settingTable())
        settings[std::string(row.id)] = settingText(order.settings, row);
    return {{"scenario", order.scenario}, {"run", order.run}, {"settings", settings}, {"warm_up", order.warmUp}, {"measured", order.measured}, {"share", order.share}, {"reads_on", order.readsOn}};
}

Result<RunOrder> orderFromJson(const nlohmann::json& json)
{
    RunOrder order;
    if (!json.is_object() || !json.contains("settings") || !json["settings"].is_object())
        return fail(ErrorCode::invalidSetting, "A run is started by \"headroom-cli scenario N\", not by hand.");
    order.scenario = json.value("scenario", 0);
    order.run = json.value("run", std::string());
    order.warmUp = json.value("warm_up", 0.0);
    order.measured = json.value("measured", 0.0);
    order.share = json.value("share", Bytes{0});
    order.readsOn = json.value("reads_on", false);
    const auto scenario = findScenario(std::to_string(order.scenario));
    if (!scenario)
        return tl::unexpected(scenario.error());
    if (findRun(order.scenario, order.run) == nullptr)
        return fail(ErrorCode::invalidSetting, fmt::format("Scenario {} has no run \"{}\".", order.scenario, order.run));
    for (const auto& [id, text] : json["settings"].items()) {
        const SettingSpec* row = findSetting(settingTable(), id);
        if (row == nullptr || !text.is_string())
            return fail(ErrorCode::invalidSetting, fmt::format("There is no setting \"{}\".", id), id);
        if (auto parsed = parseSetting(order.settings, *row, text.get<std::string>()); !parsed)
            return tl::unexpected(parsed.error());
    }
    return order;
}

nlohmann::json toJson(const Continuity& seen)
{
    nlohmann::json partitions = nlohmann::json::array();
    for (const auto& [partition, reach] : seen.partitions)
        partitions.push_back({partition, reach.first, reach.next});
    return {{"partitions", partitions}, {"lost", seen.lost}, {"repeated", seen.repeated}};
}

Continuity continuityFromJson(const nlohmann::json& json)
{
    Continuity seen;
    seen.lost = json.value("lost", std::int64_t{0});
    seen.repeated = json.value("repeated", std::int64_t{0});
    for (const auto& row : json.value("partitions", nlohmann::json::array()))
        if (row.is_array() && row.size() == 3)
            seen.partitions[row[0].get<PartitionId>()] = {row[1].get<Offset>(), row[2].get<Offset>()};
    return seen;
}

int runOneRun()
{
    const auto order = orderFromJson(nlohmann::json::parse(readLine(), nullptr, false));
    if (!order) {
        fmt::print(stderr, "headroom: {}\n", order.error().message);
        return order.error().code == ErrorCode::invalidSetting ? 2 : 1;
    }
    return execute(*order);
}

} // namespace headroom::core
