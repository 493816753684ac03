// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/base/secret.h"
#include "core/base/units.h"

namespace headroom::core {

/// The values of one run, with their defaults. What each member means, its unit, range and names elsewhere stand in
/// one row of settingTable(); choices are kept as their text so that every surface shows Kafka's own words.
/// A plain value: copy it freely. Sizes in bytes and times in ms unless the row says otherwise.
struct Settings {
    // Connection
    std::string bootstrapServers = "demo";
    std::string topic = "demo.orders";
    std::string groupId; ///< empty: the session makes headroom-<random>
    std::string clientId = "headroom";
    std::string clientRack;
    std::string groupInstanceId;
    std::string groupProtocol = "classic";
    std::string partitionAssignmentStrategy = "range";
    std::int64_t sessionTimeoutMs = 45000;
    std::int64_t maxPollIntervalMs = 300000;
    std::int64_t metadataMaxAgeMs = 300000;
    std::int64_t socketTimeoutMs = 6000;
    std::string securityProtocol = "plaintext";
    std::string saslMechanism = "none";
    std::string saslUsername;
    Secret saslPassword;
    std::string sslCaLocation;
    std::string sslCertificateLocation;
    std::string sslKeyLocation;
    Secret sslKeyPassword;
    std::string property; ///< name=value; name=value
    // Start position
    std::string start = "stored";
    std::string autoOffsetReset = "earliest";
    std::string onOffsetLost = "ask";
    std::string isolationLevel = "read_committed";
    bool checkCrcs = true;
    // Fetch limits
    std::int64_t queuedMaxMessagesKbytes = 32768;
    std::int64_t queuedMinMessages = 10000;
    std::int64_t fetchMaxBytes = 1 * mib;
    std::int64_t maxPartitionFetchBytes = 512 * kib;
    std::int64_t messageMaxBytes = 512 * kib;
    std::int64_t fetchMinBytes = 1;
    std::int64_t fetchWaitMaxMs = 100;
    std::int64_t fetchQueueBackoffMs = 5;
    std::int64_t receiveMessageMaxBytes = 100'000'000;
    std::int64_t statisticsIntervalMs = 250;
    // Poll and batch
    std::int64_t maxPollRecords = 10;
    std::int64_t batchSize = 100;
    std::int64_t batchBytes = 8 * mib;
    std::int64_t batchLingerMs = 1000;
    // Commit
    std::string commitMode = "batch";
    std::int64_t commitIntervalMs = 5000;
    bool commitOnRevoke = true;
    std::string commitOnQuit = "ask";
    // Budget and guard
    std::int64_t memoryBudget = 0; ///< 0: none
    std::int64_t viewBudget = 24 * mib;
    std::int64_t viewPreviewBytes = 1024;
    std::int64_t pretendLimit = 0; ///< 0: none
    std::string guard = "observe";
    std::int64_t guardHigh = 85;  ///< percent of min(budget, limit)
    std::int64_t guardAdapt = 80;
    std::int64_t guardLow = 75;
    bool trimAfterDrain = true;
    // Processing
    std::string processor = "none";
    std::int64_t processDelayUs = 0;
    std::int64_t processJitter = 0; ///< percent of the delay
    std::int64_t failOneIn = 0;     ///< 0: never

    bool operator==(const Settings&) const = default;
};

} // namespace headroom::core
