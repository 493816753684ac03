// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/client_stats.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace headroom::core {
namespace {

/// Where in the statistics the parser is; `other` covers all that is not read.
enum class Place : std::uint8_t { root, brokers, broker, requests, topics, topic, answerSizes, answerCounts, partitions, partition, noise, group, other };

/// librdkafka nests six deep; much deeper is not its statistics.
constexpr std::size_t maxDepth = 64;

class StatsReader final : public nlohmann::json_sax<nlohmann::json> {
public:
    explicit StatsReader(ClientStats& stats) : m_stats(stats) {}

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool number_integer(number_integer_t value) override { return number(value); }
    bool number_unsigned(number_unsigned_t value) override
    {
        constexpr auto largest = static_cast<number_unsigned_t>(std::numeric_limits<std::int64_t>::max());
        return number(static_cast<std::int64_t>(std::min(value, largest)));
    }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool string(string_t& value) override;
    bool key(string_t& value) override
    {
        m_key.swap(value);
        return true;
    }
    bool start_object(std::size_t) override;
    bool end_object() override;
    bool start_array(std::size_t) override { return enter(Place::other); }
    bool end_array() override
    {
        m_places.pop_back();
        return true;
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        m_errorPosition = position;
        return false;
    }

    [[nodiscard]] bool sawObject() const noexcept { return m_sawObject; }
    [[nodiscard]] std::size_t errorPosition() const noexcept { return m_errorPosition; }

private:
    [[nodiscard]] Place here() const noexcept { return m_places.empty() ? Place::other : m_places.back(); }
    bool enter(Place place)
    {
        m_places.push_back(place);
        return m_places.size() <= maxDepth;
    }
    [[nodiscard]] Place childPlace() const;
    bool number(std::int64_t value);

    ClientStats& m_stats;
    std::vector<Place> m_places;
    std::string m_key;
    std::size_t m_errorPosition = 0;
    bool m_sawObject = false;
    // Of the broker being read.
    std::int64_t m_nodeId = -1;
    bool m_isUp = false;
    bool m_isReal = true;
    // Of the partition being read.
    std::int32_t m_partitionBroker = -1;
    bool m_isFetched = false;
};

Place StatsReader::childPlace() const
{
    switch (here()) {
    case Place::root:
        return m_key == "brokers" ? Place::brokers : m_key == "topics" ? Place::topics : m_key == "cgrp" ? Place::group : Place::other;
    case Place::brokers:
        return Place::broker;
    case Place::broker:
        return m_key == "req" ? Place::requests : Place::other;
    case Place::topics:
        return Place::topic;
    case Place::topic:
        return m_key == "partitions" ? Place::partitions : m_key == "batchsize" ? Place::answerSizes : m_key == "batchcnt" ? Place::answerCounts : Place::other;
    case Place::partitions:
        return m_key == "-1" ? Place::noise : Place::partition;
    default:
        return Place::other;
    }
}

bool StatsReader::start_object(std::size_t)
{
    const Place place = m_places.empty() ? Place::root : childPlace();
    m_sawObject = m_sawObject || place == Place::root;
    if (place == Place::broker) {
        m_nodeId = -1;
        m_isUp = false;
        m_isReal = true;
    } else if (place == Place::partition) {
        ++m_stats.partitions;
        m_partitionBroker = -1;
        m_isFetched = false;
    }
    return enter(place);
}

bool StatsReader::end_object()
{
    if (here() == Place::broker && m_isReal && m_nodeId >= 0) {
        ++m_stats.brokers;
        m_stats.brokersUp += m_isUp ? 1 : 0;
    } else if (here() == Place::partition && m_isFetched && m_partitionBroker >= 0) {
        ++m_stats.fetchedFrom[m_partitionBroker];
    }
    m_places.pop_back();
    return true;
}

bool StatsReader::string(string_t& value)
{
    if (here() == Place::broker) {
        if (m_key == "state") {
            m_isUp = value == "UP";
        } else if (m_key == "source") {
            // "logical" is the group coordinator's second connection, "internal" the client's own pseudo broker.
            m_isReal = value != "logical" && value != "internal";
        }
    } else if (here() == Place::partition && m_key == "fetch_state") {
        m_isFetched = value == "active";
    } else if (here() == Place::group && m_key == "state") {
        m_stats.groupReached = value == "up";
    }
    return true;
}

bool StatsReader::number(std::int64_t value)
{
    const std::int64_t counter = std::max<std::int64_t>(0, value);
    switch (here()) {
    case Place::root:
        if (m_key == "rx_bytes") {
            m_stats.receivedBytes = counter;
        } else if (m_key == "rxmsg_bytes") {
            m_stats.messageBytes = counter;
        } else if (m_key == "rxmsgs") {
            m_stats.messages = counter;
        }
        break;
    case Place::broker:
        if (m_key == "nodeid") {
            m_nodeId = value;
        }
        break;
    case Place::requests:
        if (m_key == "Fetch") {
            m_stats.fetchRequests += counter;
        }
        break;
    case Place::answerSizes:
        if (m_key == "max") {
            m_stats.largestAnswer = std::max<Bytes>(m_stats.largestAnswer, counter);
        }
        break;
    case Place::answerCounts:
        if (m_key == "max") {
            m_stats.largestAnswerMessages = std::max(m_stats.largestAnswerMessages, counter);
        }
        break;
    case Place::partition:
        if (m_key == "fetchq_size") {
            m_stats.prefetchBytes = std::max<Bytes>(m_stats.prefetchBytes, counter);
        } else if (m_key == "fetchq_cnt") {
            m_stats.prefetchMessages = std::max(m_stats.prefetchMessages, counter);
        } else if (m_key == "broker") {
            m_partitionBroker = static_cast<std::int32_t>(std::clamp<std::int64_t>(value, -1, std::numeric_limits<std::int32_t>::max()));
        }
        break;
    default:
        break;
    }
    return true;
}

} // namespace

Result<ClientStats> parseClientStats(std::string_view json)
{
    ClientStats stats;
    StatsReader reader(stats);
    const bool parsed = nlohmann::json::sax_parse(json.begin(), json.end(), &reader);
    if (!parsed || !reader.sawObject()) {
        return fail(ErrorCode::internal,
                    fmt::format("The client's statistics cannot be read (byte {} of {}). Prefetch figures stay as they were.",
                                reader.errorPosition(), json.size()),
                    "statistics");
    }
    return stats;
}

} // namespace headroom::core
