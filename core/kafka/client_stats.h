// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::core {

/// What Headroom reads from one librdkafka statistics JSON (STATISTICS.md of librdkafka). Counters are totals since the
/// client was created. Unknown fields are ignored; missing ones leave the default.
struct ClientStats {
    Bytes prefetchBytes = 0;             ///< max over partitions of fetchq_size: one shared queue, so never the sum
    std::int64_t prefetchMessages = 0;   ///< max over partitions of fetchq_cnt
    std::int64_t fetchRequests = 0;      ///< sum over brokers of req.Fetch
    Bytes receivedBytes = 0;             ///< rx_bytes: wire bytes of all responses
    Bytes messageBytes = 0;              ///< rxmsg_bytes: decompressed bytes of all messages
    std::int64_t messages = 0;           ///< rxmsgs
    std::int64_t brokersUp = 0;          ///< brokers in state UP
    std::int64_t brokers = 0;            ///< brokers known (without bootstrap and coordinator entries)
    std::int64_t partitions = 0;         ///< partitions in the JSON without the noise entry "-1"
    Bytes largestAnswer = 0;             ///< max over topics of batchsize.max: key and value bytes of one partition's part of one response, since the last report
    std::int64_t largestAnswerMessages = 0; ///< the same of batchcnt.max
    bool groupReached = false;           ///< cgrp.state is "up": the group's coordinator is connected, whether it has answered or not
    std::map<std::int32_t, std::int32_t> fetchedFrom; ///< broker id -> partitions that this client fetches from it
};

/// SAX parse of the statistics JSON: nothing is built, memory is bounded by the nesting depth.
[[nodiscard]] Result<ClientStats> parseClientStats(std::string_view json);

} // namespace headroom::core
