// SPDX-License-Identifier: GPL-3.0-or-later
// Samples of a mock cluster: what they see, what they never send, and that they end in time.
#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <numeric>
#include <set>

#include "core/budget/topic_sample.h"
#include "tests/support/instrumented.h"
#include "tests/support/mock_cluster.h"

using namespace headroom::core;
using headroom::test::MockCluster;
using headroom::test::slowdown;

namespace {

constexpr int apiListOffsets = 2, apiFindCoordinator = 10;

/// Keeps what it is told.
struct Listener final : SampleListener {
    std::vector<std::int32_t> brokerPartitions;
    std::vector<Offset> offsets;
    std::int64_t reports = 0;
    bool fetchedBeforeConnected = false;
    std::int64_t cancelAfter = -1; ///< messages; negative: never

    void onConnected(const std::vector<std::int32_t>& partitions) override { brokerPartitions = partitions; }
    void onMessages(std::span<const Message> messages, const MessageOwner&) override
    {
        fetchedBeforeConnected = fetchedBeforeConnected || brokerPartitions.empty();
        for (const Message& message : messages)
            offsets.push_back(message.offset);
    }
    void onStatistics(std::string_view) override { ++reports; }
    bool cancelled() override { return cancelAfter >= 0 && static_cast<std::int64_t>(offsets.size()) >= cancelAfter; }
};

Settings settingsFor(const std::string& servers)
{
    Settings settings;
    settings.bootstrapServers = servers;
    settings.topic = "orders";
    settings.groupId = "must-not-be-used";
    settings.socketTimeoutMs = 2000;
    settings.fetchWaitMaxMs = 20;
    return settings;
}

SampleRequest requestFor(const std::string& servers)
{
    SampleRequest request;
    request.settings = settingsFor(servers);
    return request;
}

Result<SampleOutcome> sampleBatchByBatch(const Settings& settings, const SampleLimits& limits, SampleListener& listener)
{
    return sampleTopics(settingTable(), settings, limits, SampleFetch::batchByBatch, listener);
}

/// All requests the cluster got, by Kafka's numbers.
std::set<int> requestsOf(MockCluster& mock)
{
    std::size_t count = 0;
    rd_kafka_mock_request_t** requests = rd_kafka_mock_get_requests(mock.cluster(), &count);
    std::set<int> keys;
    for (std::size_t i = 0; i < count; ++i)
        keys.insert(rd_kafka_mock_request_api_key(requests[i]));
    rd_kafka_mock_request_destroy_array(requests, count);
    return keys;
}

} // namespace

class TestTopicSampler : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seesWhatTheTopicHolds();
    void sendsNothingOfAGroup();
    void endsAtItsLimits();
    void readsBothEnds();
    void readsTheEndOnlyFromLatest();
    void severalTopicsAndOneNamedTwice();
    void triesTheSettingsAtLast();
    void emptyTopicSaysSo();
    void waitsForWhatIsProduced();
    void unknownTopic();
    void missingRight_data();
    void missingRight();
    void unreachableInTime();
    void silentBrokerInTime();
    void cancelledAtOnce_data();
    void cancelledAtOnce();
    void impossibleLimits();
};

void TestTopicSampler::seesWhatTheTopicHolds()
{
    MockCluster mock(3);
    mock.createTopic("orders", 8);
    QVERIFY(mock.produce("orders", 8, 4000, 100));
    const auto sample = takeTopicSample(requestFor(mock.bootstrapServers()));
    QVERIFY2(sample, sample ? "" : sample.error().message.c_str());
    const TopicFacts& facts = sample->facts;
    QVERIFY2(facts.complete() && sample->shortfall.empty(), sample->shortfall.c_str());
    QCOMPARE(facts.brokerPartitions.size(), std::size_t(3));
    QCOMPARE(std::accumulate(facts.brokerPartitions.begin(), facts.brokerPartitions.end(), 0), 8);
    QCOMPARE(facts.messages, std::int64_t(4000));
    QCOMPARE(facts.meanValue, 100.0);
    QVERIFY(facts.largestRecord >= 104 && facts.largestRecord <= 110); // and a key of up to 4 digits
    QVERIFY(facts.ratio >= 1 && facts.ratio < 1.3);
    QVERIFY2(facts.largestBatch > facts.largestRecord, qPrintable(QString::number(facts.largestBatch)));
    QVERIFY(sample->baseline > mib);
    QVERIFY(!sample->tried);
}

void TestTopicSampler::sendsNothingOfAGroup()
{
    MockCluster mock;
    mock.createTopic("orders", 4);
    QVERIFY(mock.produce("orders", 4, 1000));
    rd_kafka_mock_start_request_tracking(mock.cluster());
    Listener listener;
    QVERIFY(sampleBatchByBatch(settingsFor(mock.bootstrapServers()), {}, listener));
    const std::set<int> sent = requestsOf(mock);
    QVERIFY(sent.contains(MockCluster::apiFetch) && sent.contains(apiListOffsets));
    for (const int key : {MockCluster::apiOffsetCommit, MockCluster::apiOffsetFetch, apiFindCoordinator, MockCluster::apiJoinGroup, MockCluster::apiHeartbeat})
        QVERIFY2(!sent.contains(key), qPrintable(QString::number(key)));
    QVERIFY(!listener.fetchedBeforeConnected);
    QVERIFY(listener.reports > 0);
}

void TestTopicSampler::endsAtItsLimits()
{
    MockCluster mock;
    mock.createTopic("orders", 4);
    QVERIFY(mock.produce("orders", 4, 20'000));
    Listener few;
    const auto byMessages = sampleBatchByBatch(settingsFor(mock.bootstrapServers()), {.messages = 700}, few);
    QVERIFY(byMessages);
    QCOMPARE(byMessages->messages, std::int64_t(700));
    QCOMPARE(few.offsets.size(), std::size_t(700));
    QCOMPARE(byMessages->end, SampleEnd::messages);
    Listener small;
    const auto byBytes = sampleBatchByBatch(settingsFor(mock.bootstrapServers()), {.bytes = 200'000}, small);
    QVERIFY(byBytes);
    QCOMPARE(byBytes->end, SampleEnd::bytes);
    QVERIFY(byBytes->bytes >= 200'000 && byBytes->bytes < 400'000); // what one more take holds
    Listener all;
    const auto whole = sampleBatchByBatch(settingsFor(mock.bootstrapServers()), {.messages = 100'000}, all);
    QVERIFY(whole);
    QCOMPARE(whole->messages, std::int64_t(20'000));
    QCOMPARE(whole->end, SampleEnd::allRead);
}

void TestTopicSampler::readsBothEnds()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 10'000));
    Listener listener;
    const auto outcome = sampleBatchByBatch(settingsFor(mock.bootstrapServers()), {.messages = 1000}, listener);
    QVERIFY(outcome);
    QCOMPARE(std::count(listener.offsets.begin(), listener.offsets.end(), Offset(0)), 1);
    QCOMPARE(std::count(listener.offsets.begin(), listener.offsets.end(), Offset(9'999)), 1);
    QVERIFY(std::none_of(listener.offsets.begin(), listener.offsets.end(), [](Offset o) { return o > 2000 && o < 9'000; }));
}

void TestTopicSampler::readsTheEndOnlyFromLatest()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 10'000));
    Settings settings = settingsFor(mock.bootstrapServers());
    settings.start = "latest";
    Listener listener;
    QVERIFY(sampleBatchByBatch(settings, {.messages = 2000}, listener));
    QVERIFY(!listener.offsets.empty());
    QCOMPARE(*std::min_element(listener.offsets.begin(), listener.offsets.end()), Offset(9'000));
}

void TestTopicSampler::severalTopicsAndOneNamedTwice()
{
    MockCluster mock;
    mock.createTopic("orders", 4);
    mock.createTopic("events", 2);
    QVERIFY(mock.produce("orders", 4, 1000) && mock.produce("events", 2, 500));
    Settings settings = settingsFor(mock.bootstrapServers());
    settings.topic = "orders, events,orders";
    Listener listener;
    const auto outcome = sampleBatchByBatch(settings, {}, listener);
    QVERIFY(outcome);
    QCOMPARE(outcome->messages, std::int64_t(1500));
    QCOMPARE(outcome->partitions, std::int64_t(6));
    QCOMPARE(listener.brokerPartitions, std::vector<std::int32_t>{6});
}

void TestTopicSampler::triesTheSettingsAtLast()
{
    MockCluster mock;
    mock.createTopic("orders", 8);
    QVERIFY(mock.produce("orders", 8, 20'000, 200));
    SampleRequest request = requestFor(mock.bootstrapServers());
    const auto plain = takeTopicSample(request);
    std::optional<TopicFacts> told;
    request.trial = [&](const TopicFacts& facts, Bytes baseline) {
        told = baseline > 0 ? std::optional(facts) : std::nullopt;
        return std::optional(request.settings);
    };
    const auto tried = takeTopicSample(request);
    QVERIFY(plain && tried && told && told->complete());
    QVERIFY(tried->tried);
    QVERIFY(tried->facts.messages > plain->facts.messages); // read twice
    QCOMPARE(tried->facts.largestResponse, told->largestResponse); // of single batches; that of the trial tells of its limits
    QVERIFY(tried->facts.meanResponse != told->meanResponse);
    request.trial = [](const TopicFacts&, Bytes) { return std::optional<Settings>(); };
    const auto refused = takeTopicSample(request);
    QVERIFY(refused && !refused->tried);
}

void TestTopicSampler::emptyTopicSaysSo()
{
    MockCluster mock;
    mock.createTopic("orders", 4);
    SampleRequest request = requestFor(mock.bootstrapServers());
    request.limits.time = Milliseconds(600);
    QElapsedTimer timer;
    timer.start();
    const auto sample = takeTopicSample(request);
    QVERIFY(sample);
    QVERIFY2(timer.elapsed() < 5000 * slowdown, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!sample->facts.complete());
    QCOMPARE(sample->outcome.emptyPartitions, std::int64_t(4));
    QVERIFY2(sample->shortfall.find("orders is empty") != std::string::npos, sample->shortfall.c_str());
    QCOMPARE(sample->facts.brokerPartitions, std::vector<std::int32_t>{4}); // that much is known
}

/// As with a demo broker that has just begun.
void TestTopicSampler::waitsForWhatIsProduced()
{
    MockCluster mock;
    mock.createTopic("orders", 4);
    struct Producing final : SampleListener {
        MockCluster& mock;
        bool produced = false;
        std::int64_t messages = 0;
        int asked = 0;
        explicit Producing(MockCluster& cluster) : mock(cluster) {}
        void onConnected(const std::vector<std::int32_t>&) override {}
        void onMessages(std::span<const Message> some, const MessageOwner&) override { messages += static_cast<std::int64_t>(some.size()); }
        void onStatistics(std::string_view) override {}
        bool cancelled() override
        {
            if (++asked > 12 && !std::exchange(produced, true)) // by then every end was seen
                static_cast<void>(mock.produce("orders", 4, 300));
            return false;
        }
    } listener(mock);
    const auto outcome = sampleBatchByBatch(settingsFor(mock.bootstrapServers()), {.time = Milliseconds(8000)}, listener);
    QVERIFY(outcome && listener.produced);
    QCOMPARE(listener.messages, std::int64_t(300));
}

void TestTopicSampler::unknownTopic()
{
    MockCluster mock;
    rd_kafka_mock_topic_set_error(mock.cluster(), "orders", RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART);
    const auto sample = takeTopicSample(requestFor(mock.bootstrapServers()));
    QVERIFY(!sample);
    QCOMPARE(sample.error().code, ErrorCode::unknownTopic);
    QVERIFY2(sample.error().message.find("orders") != std::string::npos, sample.error().message.c_str());
}

void TestTopicSampler::missingRight_data()
{
    QTest::addColumn<int>("api");
    QTest::newRow("to describe") << apiListOffsets;
    QTest::newRow("to read") << MockCluster::apiFetch;
}

void TestTopicSampler::missingRight()
{
    QFETCH(int, api);
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 1000));
    mock.failNext(api, std::vector<rd_kafka_resp_err_t>(50, RD_KAFKA_RESP_ERR_TOPIC_AUTHORIZATION_FAILED));
    SampleRequest request = requestFor(mock.bootstrapServers());
    request.settings.socketTimeoutMs = 10'000;
    const auto sample = takeTopicSample(request);
    QVERIFY(!sample);
    QVERIFY2(sample.error().code == ErrorCode::unauthorized, sample.error().message.c_str());
    QVERIFY2(sample.error().message.find("right") != std::string::npos, sample.error().message.c_str());
}

void TestTopicSampler::unreachableInTime()
{
    QElapsedTimer timer;
    timer.start();
    const auto sample = takeTopicSample(requestFor("127.0.0.1:1"));
    QVERIFY(!sample);
    QCOMPARE(sample.error().code, ErrorCode::unreachable);
    QVERIFY2(sample.error().message.find("127.0.0.1:1") != std::string::npos && sample.error().message.find("Connection refused") != std::string::npos, sample.error().message.c_str());
    QVERIFY2(timer.elapsed() < 2000 + 4000 * slowdown, qPrintable(QString::number(timer.elapsed())));
}

/// It takes connections and answers nothing.
void TestTopicSampler::silentBrokerInTime()
{
    MockCluster mock;
    mock.createTopic("orders", 1);
    rd_kafka_mock_broker_set_rtt(mock.cluster(), -1, 30'000);
    QElapsedTimer timer;
    timer.start();
    const auto sample = takeTopicSample(requestFor(mock.bootstrapServers()));
    QVERIFY(!sample);
    QCOMPARE(sample.error().code, ErrorCode::unreachable);
    QVERIFY2(timer.elapsed() < 2000 + 5000 * slowdown, qPrintable(QString::number(timer.elapsed())));
}

void TestTopicSampler::cancelledAtOnce_data()
{
    QTest::addColumn<bool>("reachable");
    QTest::newRow("while reading") << true;
    QTest::newRow("while connecting") << false;
}

void TestTopicSampler::cancelledAtOnce()
{
    QFETCH(bool, reachable);
    MockCluster mock;
    mock.createTopic("orders", 1);
    QVERIFY(mock.produce("orders", 1, 10'000));
    Settings settings = settingsFor(reachable ? mock.bootstrapServers() : "127.0.0.1:1");
    settings.socketTimeoutMs = 10'000;
    Listener listener;
    listener.cancelAfter = reachable ? 100 : 0;
    QElapsedTimer timer;
    timer.start();
    const auto outcome = sampleBatchByBatch(settings, {.time = Milliseconds(60'000)}, listener);
    QVERIFY2(outcome, outcome ? "" : outcome.error().message.c_str());
    QCOMPARE(outcome->end, SampleEnd::cancelled);
    QVERIFY(timer.elapsed() < 6000); // of 10 s and 60 s
    QVERIFY(listener.offsets.size() < 5000);
}

void TestTopicSampler::impossibleLimits()
{
    Listener listener;
    for (const SampleLimits& limits : {SampleLimits{.messages = 0}, SampleLimits{.bytes = -1}, SampleLimits{.time = Milliseconds(0)}}) {
        const auto outcome = sampleBatchByBatch(settingsFor("127.0.0.1:1"), limits, listener);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::invalidSetting);
    }
}

QTEST_GUILESS_MAIN(TestTopicSampler)
#include "tst_topic_sampler.moc"
