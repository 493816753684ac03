// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/kafka/batch.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// A topic of the cluster.
struct ListedTopic {
    std::string name;
    std::int32_t partitions = 0; ///< -1: the broker does not tell, see problem
    std::string problem;
};

/// All topics, by name. Bound: mostTopics.
struct TopicCatalogue {
    static constexpr std::size_t mostTopics = 100'000;
    std::vector<ListedTopic> topics;
    std::size_t left = 0; ///< topics beyond the bound
};

struct PartitionFacts {
    TopicPartition name;
    std::int32_t leader = -1;   ///< broker; -1: none now
    std::int32_t replicas = 0;
    std::int32_t inSync = 0;
    Offset first = unknownOffset; ///< oldest that is kept
    Offset next = unknownOffset;  ///< that the next message gets
};

/// A member of a group, as its coordinator knows it.
struct MemberFacts {
    std::string clientId;
    std::string host;
    std::string memberId;
    std::vector<TopicPartition> partitions;
};

/// How far a group is with a partition. lag: unknownOffset where an end is not known.
struct GroupOffset {
    TopicPartition name;
    Offset committed = unknownOffset; ///< unknownOffset: the group has committed nothing there
    Offset next = unknownOffset;
    std::int64_t lag = unknownOffset;
};

struct GroupFacts {
    std::string state;       ///< the broker's word: "Stable", "Empty", ...
    std::string assignor;
    std::string coordinator; ///< host:port
    std::vector<MemberFacts> members;
    std::vector<GroupOffset> offsets; ///< committed or assigned partitions, sorted
    std::string problem;     ///< what the broker did not tell, and why
};

/// How long a question may take, and whether somebody wants its end.
struct QuestionLimits {
    Milliseconds time{15'000};
    std::function<bool()> cancelled; ///< asked some times a second; empty: never
};

/// Each asks with a client of its own that is in no group, and changes nothing. They block: not on the thread of the
/// window. They end after `limits.time` and some 300 ms at the latest. The demo broker must be resolved. Texts hold no secret.

/// Names and partition counts of all topics, in one request.
[[nodiscard]] Result<TopicCatalogue> listTopics(SettingRows rows, const Settings& settings, const QuestionLimits& limits);
/// The partitions of one topic, with their offsets; unknownTopic when there is none.
[[nodiscard]] Result<std::vector<PartitionFacts>> describeTopic(SettingRows rows, const Settings& settings, const std::string& topic, const QuestionLimits& limits);
/// Members and offsets of a group. One that nobody knows is an empty answer, as it is for the broker.
[[nodiscard]] Result<GroupFacts> describeGroup(SettingRows rows, const Settings& settings, const std::string& group, const QuestionLimits& limits);

} // namespace headroom::core
