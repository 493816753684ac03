// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/faults/fault_run.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <span>
#include <stdexcept>

#include <QElapsedTimer>
#include <QTest>

#include <librdkafka/rdkafka.h>
#include <nlohmann/json.hpp>

#include "tests/support/kafka_client.h"

namespace headroom::test {

using namespace core;

int fromEnvironment(const char* name, int otherwise)
{
    bool given = false;
    const int value = qEnvironmentVariableIntValue(name, &given);
    return given ? value : otherwise;
}

namespace {

/// A client of the group that joins nothing, and a list of the partitions.
class Bystander {
public:
    explicit Bystander(const CommittedAt& at) : m_list(rd_kafka_topic_partition_list_new(at.partitions))
    {
        std::array<char, 512> problem{};
        rd_kafka_conf_t* conf = rd_kafka_conf_new();
        rd_kafka_conf_set(conf, "bootstrap.servers", at.bootstrapServers.c_str(), nullptr, 0);
        rd_kafka_conf_set(conf, "group.id", at.group.c_str(), nullptr, 0);
        rd_kafka_conf_set(conf, "log_level", "2", nullptr, 0);
        m_client = rd_kafka_new(RD_KAFKA_CONSUMER, conf, problem.data(), problem.size());
        if (m_client == nullptr)
            throw std::runtime_error(problem.data());
        for (int partition = 0; partition < at.partitions; ++partition)
            rd_kafka_topic_partition_list_add(m_list, at.topic.c_str(), partition);
    }
    ~Bystander()
    {
        rd_kafka_topic_partition_list_destroy(m_list);
        rd_kafka_destroy_flags(m_client, RD_KAFKA_DESTROY_F_NO_CONSUMER_CLOSE);
    }
    Bystander(const Bystander&) = delete;
    Bystander& operator=(const Bystander&) = delete;

    rd_kafka_t* client() const { return m_client; }
    rd_kafka_topic_partition_list_t* list() const { return m_list; }
    std::span<rd_kafka_topic_partition_t> elements() const { return {m_list->elems, static_cast<std::size_t>(m_list->cnt)}; }

private:
    rd_kafka_t* m_client = nullptr;
    rd_kafka_topic_partition_list_t* m_list;
};

} // namespace

std::map<PartitionId, Offset> askCommitted(const CommittedAt& at)
{
    const Bystander asks(at);
    std::map<PartitionId, Offset> offsets;
    if (rd_kafka_committed(asks.client(), asks.list(), 15000 * slowdown) != RD_KAFKA_RESP_ERR_NO_ERROR)
        return offsets;
    for (const rd_kafka_topic_partition_t& one : asks.elements()) {
        if (one.err == RD_KAFKA_RESP_ERR_NO_ERROR)
            offsets[one.partition] = std::max<Offset>(one.offset, unknownOffset);
    }
    return offsets;
}

bool commitFor(const CommittedAt& at, Offset offset)
{
    const Bystander commits(at);
    for (rd_kafka_topic_partition_t& one : commits.elements())
        one.offset = offset;
    return rd_kafka_commit(commits.client(), commits.list(), 0) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

void tellCommitted(InvariantMonitor& monitor, const CommittedAt& at)
{
    const auto said = askCommitted(at); // "nothing yet" is an answer too
    if (said.size() != static_cast<std::size_t>(at.partitions))
        monitor.brokerSilent();
    for (const auto& [partition, offset] : said)
        monitor.brokerSays(partition, offset);
}

FaultMember::FaultMember(InvariantMonitor& monitor, int number, const std::string& folder)
    : m_monitor(monitor), m_file(folder + "/processed-" + std::to_string(number))
{
    watched.member = number;
    watched.readProcessed = [this] { readProcessed(); };
    settings.topic = "orders";
    settings.groupId = "tests";
    settings.sessionTimeoutMs = 6000;
    settings.fetchWaitMaxMs = 20;
    settings.batchLingerMs = 50;
    settings.maxPollRecords = 100;
    settings.processor = "file:" + m_file;
}

FaultMember::~FaultMember()
{
    watched.stall = false;
    m_session.reset(); // by force when it still runs
    readProcessed();
}

bool FaultMember::start(const RunLimits& limits)
{
    m_before = ProcessCensus::now();
    resetPeakRss();
    m_session = std::make_unique<Session>(watchedDependencies(m_monitor, watched));
    const auto started = m_session->start(settings, limits);
    if (!started)
        qWarning("%s", started.error().message.c_str());
    return started.has_value();
}

std::shared_ptr<const Snapshot> FaultMember::now()
{
    readProcessed();
    if (!m_session)
        return m_last;
    const auto shown = m_session->latest();
    if (shown != std::exchange(m_last, shown)) {
        m_monitor.snapshot(watched.member, *shown);
        if (shown->forecast)
            m_ceiling = std::max(m_ceiling, shown->forecast->ceiling.total);
    }
    return shown;
}

bool FaultMember::until(const Condition& condition, int milliseconds)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition(*now())) {
        if (timer.hasExpired(milliseconds))
            return false;
        QTest::qWait(10);
    }
    return true;
}

bool FaultMember::stays(const Condition& condition, int milliseconds)
{
    return !until([&](const Snapshot& shown) { return !condition(shown); }, milliseconds);
}

std::uint64_t FaultMember::commit()
{
    const auto posted = session().post(CommitCommand{});
    return posted ? *posted : 0;
}

bool FaultMember::quit(StopCommit policy, const std::function<void()>& beforeCounting)
{
    QElapsedTimer timer;
    timer.start();
    session().stop(policy);
    const bool ended = until([&](const Snapshot&) { return session().ended(); }, 15000 * slowdown);
    const double seconds = static_cast<double>(timer.elapsed()) / 1000;
    static_cast<void>(now());
    if (beforeCounting)
        beforeCounting();
    if (ended)
        tellQuit(seconds);
    return ended;
}

void FaultMember::tellQuit(double seconds)
{
    m_session.reset(); // joins its thread
    const auto clean = [&] {
        const ProcessCensus is = ProcessCensus::now();
        return is.threads <= m_before.threads && is.descriptors <= m_before.descriptors && is.children <= m_before.children;
    };
    static_cast<void>(QTest::qWaitFor(clean, 3000 * slowdown)); // a broker in this process closes its side a little later
    m_monitor.quit(seconds / slowdown, m_before, ProcessCensus::now());
    constexpr Bytes ofTheTest = 32 * mib; // a broker in this process and the monitor's books are not the session's
    if (instrumented)
        return;
    if (m_ceiling != unknownBytes)
        m_monitor.memory(peakRss(), m_ceiling + ofTheTest);
    else if (m_last->messages > 0) // who never reached a broker has none to show
        m_monitor.memoryUnknown();
}

void FaultMember::vanish()
{
    session().stop(StopCommit::doNotCommit);
    session().stop(StopCommit::doNotCommit); // the second one forces
    m_session.reset();
}

void FaultMember::readProcessed()
{
    const std::scoped_lock lock(m_readMutex);
    std::ifstream file(m_file);
    file.seekg(m_readTo);
    for (std::string line; std::getline(file, line) && !file.eof();) { // a line without its end is still being written
        m_readTo += static_cast<std::streamoff>(line.size()) + 1;
        const auto record = nlohmann::json::parse(line);
        const auto& key = record.at("key");
        m_monitor.processed(record.at("partition").get<PartitionId>(), record.at("offset").get<Offset>(), watched.keysAreIds && key.is_string() ? key.get<std::string>() : std::string());
    }
}

FaultRun::FaultRun(int brokers) : mock(brokers), first(monitor, 1, folderName())
{
    mock.createTopic("orders", partitions);
    first.settings.bootstrapServers = mock.bootstrapServers();
}

bool FaultRun::fill(std::uint64_t records, std::size_t valueBytes)
{
    for (std::uint64_t id = filled; id < filled + records; ++id)
        monitor.produced(recordKey(id));
    const auto stored = KafkaClient(mock.bootstrapServers()).produceNumbered("orders", {.firstId = filled, .count = records, .partitions = partitions, .valueBytes = valueBytes}, {.lingerMs = 5});
    filled += records;
    if (!stored)
        qWarning("%s", stored.error().message.c_str());
    return stored.has_value();
}

bool FaultRun::workedOff(int milliseconds, bool committed)
{
    const auto done = [&](const Snapshot& shown) { return monitor.processedRecords() >= filled && (!committed || (shown.repeatRisk == 0 && monitor.uncommitted() == 0)); };
    if (!first.until(done, milliseconds * slowdown))
        return false;
    const std::uint64_t sequence = first.now()->sequence; // made before, perhaps: only the next one surely shows it all
    return first.until([&](const Snapshot& shown) { return shown.sequence > sequence; }, 5000 * slowdown);
}

std::string FaultRun::verdict()
{
    first.readProcessed();
    tellCommitted(monitor, committedAt());
    monitor.finish();
    return monitor.report();
}

const CommitRecord* lastCommit(const Snapshot& shown) { return shown.commitHistory.empty() ? nullptr : &shown.commitHistory.back(); }

std::string story(const Snapshot& shown)
{
    std::string text;
    for (const SessionEvent& event : shown.events)
        text += std::to_string(event.seconds) + ' ' + event.text + '\n';
    return text;
}

bool says(const Snapshot& shown, const std::string& words)
{
    return std::any_of(shown.events.begin(), shown.events.end(), [&](const SessionEvent& event) { return event.text.find(words) != std::string::npos; });
}

} // namespace headroom::test
