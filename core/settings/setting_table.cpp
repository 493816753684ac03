// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/setting_table.h"

#include <algorithm>

#include "core/settings/client_property.h"
#include "core/settings/setting_checks.h"

namespace headroom::core {
namespace {

using S = Settings;
using enum SettingGroup;
using enum Apply;
using Choices = std::string_view[];

constexpr Choices groupProtocols{"classic", "consumer"};
constexpr Choices assignors{"range", "roundrobin", "cooperative-sticky"};
constexpr Choices protocols{"plaintext", "ssl", "sasl_plaintext", "sasl_ssl"};
constexpr Choices mechanisms{"none", "PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"};
constexpr Choices starts{"stored", "earliest", "latest", "last:", "offset:", "timestamp:"};
constexpr Choices resets{"earliest", "latest"};
constexpr Choices lostAnswers{"ask", "earliest", "latest"};
constexpr Choices isolations{"read_committed", "read_uncommitted"};
constexpr Choices commitModes{"manual", "batch", "interval", "auto"};
constexpr Choices quitAnswers{"ask", "yes", "no"};
constexpr Choices guardModes{"off", "observe", "pause", "adapt"};
constexpr Choices processors{"none", "delay", "cpu", "file:"};

// The client library takes no message limit above this.
constexpr std::int64_t largestMessage = 1'000'000'000;

constexpr std::array settingRows{
    // Connection
    SettingSpec{"bootstrap-servers", connection, "bootstrap.servers",
                "Brokers to ask first, host:port, comma separated; demo is the embedded demo broker.", reconnect,
                TextField{&S::bootstrapServers, false, nullptr, false, true}, "bootstrap.servers", "bootstrap.servers", "bootstrap_servers"},
    SettingSpec{"topic", connection, "topic", "Topics to read, comma separated.", reconnect, TextField{&S::topic, false}},
    SettingSpec{"group-id", connection, "group.id",
                "The group whose offsets are committed; empty makes a fresh headroom-<random> group.", reconnect,
                TextField{&S::groupId}, "group.id", "group.id", "group_id"},
    SettingSpec{"security-protocol", connection, "security.protocol",
                "How the broker's listener speaks: in the clear or encrypted (ssl), without or with a login (sasl).", reconnect,
                ChoiceField{&S::securityProtocol, protocols}, "security.protocol", "security.protocol", "security_protocol"},
    SettingSpec{"sasl-mechanism", connection, "sasl.mechanism",
                "Kind of login; with OAUTHBEARER user and password are the client id and secret for the token endpoint.", reconnect,
                ChoiceField{&S::saslMechanism, mechanisms, "none"}, "sasl.mechanism", "sasl.mechanism", "sasl_mechanism"},
    SettingSpec{"sasl-username", connection, "sasl.username", "Who logs in.", reconnect, TextField{&S::saslUsername}, "sasl.username", {},
                "sasl_plain_username"},
    SettingSpec{"sasl-password", connection, "sasl.password",
                "Asked for when it is needed, or read from --sasl-password-fd N; kept for this run only, or in the desktop keychain.",
                reconnect, SecretField{&S::saslPassword}, "sasl.password", {}, "sasl_plain_password"},
    SettingSpec{"ssl-ca-location", connection, "ssl.ca.location",
                "File with the certificates (PEM) of those who may vouch for the broker; empty: those the system trusts.", reconnect,
                TextField{&S::sslCaLocation}, "ssl.ca.location", {}, "ssl_cafile"},
    SettingSpec{"ssl-certificate-location", connection, "ssl.certificate.location",
                "File with this client's own certificate (PEM), for brokers that ask for one; goes with ssl-key-location.", reconnect,
                TextField{&S::sslCertificateLocation}, "ssl.certificate.location", {}, "ssl_certfile"},
    SettingSpec{"ssl-key-location", connection, "ssl.key.location", "File with the private key (PEM) of ssl-certificate-location.", reconnect,
                TextField{&S::sslKeyLocation}, "ssl.key.location", {}, "ssl_keyfile"},
    SettingSpec{"ssl-key-password", connection, "ssl.key.password",
                "Password of an encrypted ssl-key-location; asked for or read from --ssl-key-password-fd N, as sasl-password is.", reconnect,
                SecretField{&S::sslKeyPassword}, "ssl.key.password", "ssl.key.password", "ssl_password"},
    SettingSpec{"client-id", connection, "client.id", "Name of this client in the logs and quotas of the broker.", reconnect,
                TextField{&S::clientId}, "client.id", "client.id", "client_id"},
    SettingSpec{"client-rack", connection, "client.rack", "Rack of this machine, so that a near replica can answer.", reconnect,
                TextField{&S::clientRack}, "client.rack", "client.rack", "client_rack"},
    SettingSpec{"group-instance-id", connection, "group.instance.id",
                "Makes this a static member: a restart within the session timeout causes no rebalance.", reconnect,
                TextField{&S::groupInstanceId}, "group.instance.id", "group.instance.id", "group_instance_id"},
    SettingSpec{"group-protocol", connection, "group.protocol",
                "Rebalance protocol: classic, or consumer (Kafka 4; experimental in clients below 2.12).", reconnect,
                ChoiceField{&S::groupProtocol, groupProtocols}, "group.protocol", "group.protocol"},
    SettingSpec{"partition-assignment-strategy", connection, "partition.assignment.strategy",
                "How the members of the group share the partitions; all members must agree.", reconnect,
                ChoiceField{&S::partitionAssignmentStrategy, assignors}, "partition.assignment.strategy",
                "partition.assignment.strategy", "partition_assignment_strategy"},
    SettingSpec{"session-timeout-ms", connection, "session.timeout.ms",
                "Time without a heartbeat until the group gives the partitions away (the demo broker runs with 6000).", reconnect,
                IntField{&S::sessionTimeoutMs, 6000, 300000, Unit::milliseconds}, "session.timeout.ms", "session.timeout.ms",
                "session_timeout_ms"},
    SettingSpec{"metadata-max-age-ms", connection, "metadata.max.age.ms",
                "Longest time until added partitions and changed topics are seen.", reconnect,
                IntField{&S::metadataMaxAgeMs, 1000, 3600000, Unit::milliseconds}, "topic.metadata.refresh.interval.ms", "metadata.max.age.ms",
                "metadata_max_age_ms"},
    SettingSpec{"max-poll-interval-ms", connection, "max.poll.interval.ms",
                "Longest time between two polls; a consumer that is slower loses its partitions.", reconnect,
                IntField{&S::maxPollIntervalMs, 10000, 3600000, Unit::milliseconds}, "max.poll.interval.ms", "max.poll.interval.ms",
                "max_poll_interval_ms"},
    SettingSpec{"socket-timeout-ms", connection, "socket.timeout.ms",
                "How long a request waits for its answer; it also bounds how long quitting can take.", reconnect,
                IntField{&S::socketTimeoutMs, 2000, 10000, Unit::milliseconds}, "socket.timeout.ms", "request.timeout.ms",
                "request_timeout_ms"},
    SettingSpec{"statistics-interval-ms", connection, "statistics.interval.ms",
                "How often the client reports its queues; from these figures the prefetch layer is drawn.", reconnect,
                IntField{&S::statisticsIntervalMs, 200, 60000, Unit::milliseconds}, "statistics.interval.ms"},
    SettingSpec{"property", connection, "property",
                "More client properties as name=value, each --property or separated by semicolons; only those on Headroom's list.", reconnect,
                TextField{&S::property, true, &clientPropertyProblem, true}},
    // Start position
    SettingSpec{"start", startPosition, "start at",
                "Where to begin: the group's stored offset, either end, the last N messages a partition, an offset, or a time "
                "(ms since 1970 or ISO 8601).",
                reconnect, ChoiceField{&S::start, starts}},
    SettingSpec{"auto-offset-reset", startPosition, "auto.offset.reset",
                "Where a group without commits begins; resolved by Headroom, the client itself runs with error.", reconnect,
                ChoiceField{&S::autoOffsetReset, resets}, {}, "auto.offset.reset", "auto_offset_reset"},
    SettingSpec{"on-offset-lost", startPosition, "when the offset is gone",
                "What to do when the wanted offset is no longer on the broker; every message passed over is counted.", live,
                ChoiceField{&S::onOffsetLost, lostAnswers}},
    SettingSpec{"isolation-level", startPosition, "isolation.level",
                "read_committed hides messages of aborted and open transactions.", reconnect,
                ChoiceField{&S::isolationLevel, isolations}, "isolation.level", "isolation.level", "isolation_level"},
    SettingSpec{"check-crcs", startPosition, "check.crcs", "Verify the checksum of what the broker sent; costs a little CPU.", reconnect,
                BoolField{&S::checkCrcs}, "check.crcs", "check.crcs", "check_crcs"},
    // Fetch limits
    SettingSpec{"queued-max-messages-kbytes", fetchLimits, "queued.max.messages.kbytes",
                "Stop fetching at this many value bytes in the prefetch queue; overshoots by one response a broker.", reconnect,
                IntField{&S::queuedMaxMessagesKbytes, 64, 2097151, Unit::kibibytes}, "queued.max.messages.kbytes"},
    SettingSpec{"queued-min-messages", fetchLimits, "queued.min.messages",
                "Stop fetching at this many messages of a partition in the prefetch queue; the only bound for tiny values.", reconnect,
                IntField{&S::queuedMinMessages, 1, 10'000'000, Unit::messages}, "queued.min.messages"},
    SettingSpec{"fetch-max-bytes", fetchLimits, "fetch.max.bytes",
                "Bytes of one response, as compressed; not below message.max.bytes.", reconnect,
                IntField{&S::fetchMaxBytes, kib, gib, Unit::bytes}, "fetch.max.bytes", "fetch.max.bytes", "fetch_max_bytes"},
    SettingSpec{"max-partition-fetch-bytes", fetchLimits, "max.partition.fetch.bytes",
                "Bytes of one partition in one response; the first batch comes whole even if it is larger.", reconnect,
                IntField{&S::maxPartitionFetchBytes, kib, largestMessage, Unit::bytes}, "fetch.message.max.bytes",
                "max.partition.fetch.bytes", "max_partition_fetch_bytes"},
    SettingSpec{"message-max-bytes", fetchLimits, "message.max.bytes",
                "Largest message expected; lower it to allow a small fetch.max.bytes.", reconnect,
                IntField{&S::messageMaxBytes, kib, largestMessage, Unit::bytes}, "message.max.bytes"},
    SettingSpec{"fetch-min-bytes", fetchLimits, "fetch.min.bytes", "The broker waits until it has this much to send.", reconnect,
                IntField{&S::fetchMinBytes, 1, 100'000'000, Unit::bytes}, "fetch.min.bytes", "fetch.min.bytes", "fetch_min_bytes"},
    SettingSpec{"fetch-wait-max-ms", fetchLimits, "fetch.wait.max.ms", "How long the broker may wait for fetch.min.bytes.", reconnect,
                IntField{&S::fetchWaitMaxMs, 0, 4000, Unit::milliseconds}, "fetch.wait.max.ms", "fetch.max.wait.ms", "fetch_max_wait_ms"},
    SettingSpec{"fetch-queue-backoff-ms", fetchLimits, "fetch.queue.backoff.ms",
                "A full prefetch queue is looked at again after this time.", reconnect,
                IntField{&S::fetchQueueBackoffMs, 0, 10000, Unit::milliseconds}, "fetch.queue.backoff.ms"},
    SettingSpec{"receive-message-max-bytes", fetchLimits, "receive.message.max.bytes",
                "A larger response closes the connection, so the partition stalls: keep it above the largest stored batch.", reconnect,
                IntField{&S::receiveMessageMaxBytes, 1000, 2147483647, Unit::bytes}, "receive.message.max.bytes"},
    // Poll and batch
    SettingSpec{"max-poll-records", pollAndBatch, "records per poll",
                "Messages taken from the prefetch queue at once; does not bound the prefetch itself.", live,
                IntField{&S::maxPollRecords, 1, 10000, Unit::messages}, {}, "max.poll.records", "max_poll_records"},
    SettingSpec{"batch-size", pollAndBatch, "batch size", "The batch in hand is processed when it has so many messages.", live,
                IntField{&S::batchSize, 1, 100'000, Unit::messages}},
    SettingSpec{"batch-bytes", pollAndBatch, "batch bytes cap", "The batch in hand is processed when it holds so many bytes.", live,
                IntField{&S::batchBytes, kib, gib, Unit::bytes}},
    SettingSpec{"batch-linger-ms", pollAndBatch, "batch wait", "The batch in hand is processed when its first message waited so long.",
                live, IntField{&S::batchLingerMs, 0, 60000, Unit::milliseconds}},
    // Commit
    SettingSpec{"commit-mode", commit, "commit mode",
                "When processed offsets are committed; auto is risky: it also commits what is not processed yet.", live,
                ChoiceField{&S::commitMode, commitModes}},
    SettingSpec{"commit-interval-ms", commit, "commit interval", "Time between commits in the modes interval and auto.", live,
                IntField{&S::commitIntervalMs, 100, 600'000, Unit::milliseconds}},
    SettingSpec{"commit-on-revoke", commit, "commit on revoke",
                "Commit what is processed before partitions are given to another member.", live, BoolField{&S::commitOnRevoke}},
    SettingSpec{"commit-on-quit", commit, "commit on quit",
                "Commit what is processed at the end; ask means yes on the command line unless the mode is manual.", live,
                ChoiceField{&S::commitOnQuit, quitAnswers}},
    // Budget and guard
    SettingSpec{"memory-budget", budgetAndGuard, "memory budget", "What the process may use (RSS); a run that peaks above it fails its verdict.",
                live, IntField{&S::memoryBudget, 0, 1024 * gib, Unit::bytes, "none"}},
    SettingSpec{"view-budget", budgetAndGuard, "record view cap", "Bytes kept as previews for people to read.", live,
                IntField{&S::viewBudget, mib, gib, Unit::bytes}},
    SettingSpec{"view-preview-bytes", budgetAndGuard, "preview of a record",
                "Bytes of value, key and headers copied for each record kept in the view.", live,
                IntField{&S::viewPreviewBytes, 64, 4096, Unit::bytes}},
    SettingSpec{"pretend-limit", budgetAndGuard, "pretend limit",
                "Act as if the container had this memory limit, where it has none or a larger one: also the safe stop.", live,
                IntField{&S::pretendLimit, 0, 1024 * gib, Unit::bytes, "none"}},
    SettingSpec{"guard", budgetAndGuard, "guard",
                "What happens when memory nears the budget or the container's limit: nothing, only say so, pause fetching, or "
                "adapt (smaller view, smaller batch, then a new client with smaller limits). At 97 % of the container's limit each "
                "but off also stops safely, with the batch finished and committed by the commit mode; off only warns.",
                live, ChoiceField{&S::guard, guardModes}},
    SettingSpec{"guard-high", budgetAndGuard, "pause above", "The guard pauses above this share of budget or container limit, whichever is less.",
                live, IntField{&S::guardHigh, 3, 100, Unit::percent}},
    SettingSpec{"guard-adapt", budgetAndGuard, "adapt above", "The guard adapts above this share.", live,
                IntField{&S::guardAdapt, 2, 99, Unit::percent}},
    SettingSpec{"guard-low", budgetAndGuard, "resume below", "The guard resumes, and undoes what it adapted, below this share.", live,
                IntField{&S::guardLow, 1, 98, Unit::percent}},
    SettingSpec{"trim-after-drain", budgetAndGuard, "trim after drain",
                "Give free heap pages back to the system when a drain or a pause freed more than 8 MiB.", live, BoolField{&S::trimAfterDrain}},
    // Processing
    SettingSpec{"processor", processing, "processor",
                "What is done with a batch: nothing, a delay, CPU work, or a line of JSON a record appended to a file.", live,
                ChoiceField{&S::processor, processors}},
    SettingSpec{"process-delay-us", processing, "process delay", "Simulated cost of each message, for the processors delay and cpu.", live,
                IntField{&S::processDelayUs, 0, 60'000'000, Unit::microseconds}},
    SettingSpec{"process-jitter", processing, "process jitter", "How much the process delay varies around its value.", live,
                IntField{&S::processJitter, 0, 100, Unit::percent}},
    SettingSpec{"fail-one-in", processing, "fail one in", "Simulate a processing failure of one message in so many.", live,
                IntField{&S::failOneIn, 0, 1'000'000'000, Unit::messages, "never"}},
};

static_assert(settingIdsAreUnique(settingRows), "two settings have the same id");
static_assert(settingRangesAreSane(settingRows), "a setting has an empty range, no choices or no text");
static_assert(settingGroupsAreTogether(settingRows), "the rows of a group must stand together");

} // namespace

SettingRows settingTable() noexcept { return settingRows; }

const SettingSpec* findSetting(SettingRows rows, std::string_view id) noexcept
{
    const auto row = std::find_if(rows.begin(), rows.end(), [id](const SettingSpec& spec) { return spec.id == id; });
    return row == rows.end() ? nullptr : &*row;
}

std::string_view groupTitle(SettingGroup group) noexcept
{
    switch (group) {
    case connection: return "Connection";
    case startPosition: return "Start position";
    case fetchLimits: return "Fetch limits";
    case pollAndBatch: return "Poll and batch";
    case commit: return "Commit";
    case budgetAndGuard: return "Budget and guard";
    case processing: return "Processing";
    }
    return {};
}

std::string_view unitText(Unit unit) noexcept
{
    switch (unit) {
    case Unit::none: return "";
    case Unit::bytes: return "B";
    case Unit::kibibytes: return "KiB";
    case Unit::milliseconds: return "ms";
    case Unit::microseconds: return "µs";
    case Unit::percent: return "%";
    case Unit::messages: return "messages";
    }
    return {};
}

} // namespace headroom::core
