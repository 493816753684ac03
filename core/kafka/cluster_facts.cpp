// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kafka/cluster_facts.h"

#include <algorithm>
#include <set>
#include <span>

#include <fmt/format.h>

#include "core/kafka/admin_question.h"
#include "core/kafka/client_error.h"
#include "core/settings/security.h"

namespace headroom::core {
namespace {

Result<TopicCatalogue> catalogueOf(AdminQuestion& question)
{
    const auto metadata = question.metadata(nullptr);
    if (!metadata)
        return tl::unexpected(metadata.error());
    TopicCatalogue made;
    for (int i = 0; i < (*metadata)->topic_cnt; ++i) {
        const rd_kafka_metadata_topic_t& topic = (*metadata)->topics[i];
        const bool bad = topic.err != RD_KAFKA_RESP_ERR_NO_ERROR;
        if (made.topics.size() < TopicCatalogue::mostTopics)
            made.topics.push_back({topic.topic, bad ? -1 : topic.partition_cnt, bad ? rd_kafka_err2str(topic.err) : ""});
        else
            ++made.left;
    }
    std::sort(made.topics.begin(), made.topics.end(), [](const ListedTopic& a, const ListedTopic& b) { return a.name < b.name; });
    return made;
}

std::vector<TopicPartition> namesOf(std::span<const PartitionFacts> partitions)
{
    std::vector<TopicPartition> names;
    for (const PartitionFacts& one : partitions)
        names.push_back(one.name);
    return names;
}

Offset found(const AdminQuestion::Offsets& offsets, const TopicPartition& name)
{
    const auto one = offsets.find(name);
    return one == offsets.end() ? unknownOffset : one->second;
}

Result<std::vector<PartitionFacts>> partitionsOf(AdminQuestion& question, const std::string& topic)
{
    const TopicPtr handle(rd_kafka_topic_new(question.client(), topic.c_str(), nullptr));
    const auto metadata = question.metadata(handle.get());
    if (!metadata)
        return tl::unexpected(metadata.error());
    if ((*metadata)->topic_cnt != 1 || (*metadata)->topics[0].err != RD_KAFKA_RESP_ERR_NO_ERROR)
        return tl::unexpected(translateError((*metadata)->topic_cnt == 1 ? (*metadata)->topics[0].err : RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, {}, topic));
    const rd_kafka_metadata_topic_t& described = (*metadata)->topics[0];
    std::vector<PartitionFacts> made;
    for (int i = 0; i < described.partition_cnt; ++i) {
        const rd_kafka_metadata_partition_t& one = described.partitions[i];
        made.push_back({{topic, one.id}, one.leader, one.replica_cnt, one.isr_cnt, unknownOffset, unknownOffset});
    }
    std::sort(made.begin(), made.end(), [](const PartitionFacts& a, const PartitionFacts& b) { return a.name < b.name; });
    const auto names = namesOf(made);
    const auto first = question.offsets(names, RD_KAFKA_OFFSET_SPEC_EARLIEST);
    const auto next = first ? question.offsets(names, RD_KAFKA_OFFSET_SPEC_LATEST) : first;
    if (!next)
        return tl::unexpected(next.error());
    for (PartitionFacts& one : made) {
        one.first = found(*first, one.name);
        one.next = found(*next, one.name);
    }
    return made;
}

std::string text(const char* from) { return from == nullptr ? std::string() : std::string(from); }

MemberFacts memberOf(const rd_kafka_MemberDescription_t* member)
{
    MemberFacts made{text(rd_kafka_MemberDescription_client_id(member)), text(rd_kafka_MemberDescription_host(member)), text(rd_kafka_MemberDescription_consumer_id(member)), {}};
    const rd_kafka_MemberAssignment_t* assignment = rd_kafka_MemberDescription_assignment(member);
    const rd_kafka_topic_partition_list_t* list = assignment == nullptr ? nullptr : rd_kafka_MemberAssignment_partitions(assignment);
    for (int i = 0; list != nullptr && i < list->cnt; ++i)
        made.partitions.push_back({list->elems[i].topic, list->elems[i].partition});
    std::sort(made.partitions.begin(), made.partitions.end());
    return made;
}

/// The client library's simulated cluster knows no request to describe a group, and the client hangs for ever when it is
/// destroyed after having asked one that does not (2.8). Real brokers have it since 0.9.
bool isSimulated(AdminQuestion& question)
{
    constexpr int shortMs = 1000;
    const std::unique_ptr<char, void (*)(void*)> id(rd_kafka_clusterid(question.client(), shortMs), [](void* text) { rd_kafka_mem_free(nullptr, text); });
    return id != nullptr && std::string_view(id.get()).starts_with("mockCluster");
}

Result<void> readMembers(AdminQuestion& question, const std::string& group, GroupFacts& facts)
{
    if (isSimulated(question))
        return fail(ErrorCode::badState, "the demo broker describes no groups.", group);
    const auto event = question.ask(RD_KAFKA_ADMIN_OP_DESCRIBECONSUMERGROUPS, [&group](rd_kafka_t* client, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        const char* name = group.c_str();
        rd_kafka_DescribeConsumerGroups(client, &name, 1, options, queue);
    });
    if (!event)
        return tl::unexpected(event.error());
    std::size_t count = 0;
    const rd_kafka_ConsumerGroupDescription_t* const* groups =
        rd_kafka_DescribeConsumerGroups_result_groups(rd_kafka_event_DescribeConsumerGroups_result(event->get()), &count);
    if (count == 0)
        return {};
    if (const rd_kafka_error_t* error = rd_kafka_ConsumerGroupDescription_error(groups[0]); error != nullptr)
        return tl::unexpected(translateError(rd_kafka_error_code(error), text(rd_kafka_error_string(error)), group));
    facts.state = rd_kafka_consumer_group_state_name(rd_kafka_ConsumerGroupDescription_state(groups[0]));
    facts.assignor = text(rd_kafka_ConsumerGroupDescription_partition_assignor(groups[0]));
    if (const rd_kafka_Node_t* node = rd_kafka_ConsumerGroupDescription_coordinator(groups[0]); node != nullptr)
        facts.coordinator = fmt::format("{}:{}", text(rd_kafka_Node_host(node)), rd_kafka_Node_port(node));
    for (std::size_t i = 0; i < rd_kafka_ConsumerGroupDescription_member_count(groups[0]); ++i)
        facts.members.push_back(memberOf(rd_kafka_ConsumerGroupDescription_member(groups[0], i)));
    return {};
}

Result<AdminQuestion::Offsets> committedBy(AdminQuestion& question, const std::string& group)
{
    using Request = std::unique_ptr<rd_kafka_ListConsumerGroupOffsets_t, Destroyer<rd_kafka_ListConsumerGroupOffsets_destroy>>;
    const Request request(rd_kafka_ListConsumerGroupOffsets_new(group.c_str(), nullptr));
    const auto event = question.ask(RD_KAFKA_ADMIN_OP_LISTCONSUMERGROUPOFFSETS, [&request](rd_kafka_t* client, const rd_kafka_AdminOptions_t* options, rd_kafka_queue_t* queue) {
        rd_kafka_ListConsumerGroupOffsets_t* one = request.get();
        rd_kafka_ListConsumerGroupOffsets(client, &one, 1, options, queue);
    });
    if (!event)
        return tl::unexpected(event.error());
    std::size_t count = 0;
    const rd_kafka_group_result_t* const* groups = rd_kafka_ListConsumerGroupOffsets_result_groups(rd_kafka_event_ListConsumerGroupOffsets_result(event->get()), &count);
    AdminQuestion::Offsets made;
    if (count == 0)
        return made;
    if (const rd_kafka_error_t* error = rd_kafka_group_result_error(groups[0]); error != nullptr)
        return tl::unexpected(translateError(rd_kafka_error_code(error), text(rd_kafka_error_string(error)), group));
    const rd_kafka_topic_partition_list_t* list = rd_kafka_group_result_partitions(groups[0]);
    for (int i = 0; list != nullptr && i < list->cnt; ++i) {
        if (list->elems[i].offset >= 0)
            made[{list->elems[i].topic, list->elems[i].partition}] = list->elems[i].offset;
    }
    return made;
}

Result<GroupFacts> groupOf(AdminQuestion& question, const std::string& group)
{
    GroupFacts facts;
    if (auto members = readMembers(question, group, facts); !members)
        facts.problem = fmt::format("Members are not known: {}", members.error().message);
    const auto committed = committedBy(question, group);
    if (!committed)
        return tl::unexpected(committed.error());
    std::set<TopicPartition> names;
    for (const auto& [name, offset] : *committed)
        names.insert(name);
    for (const MemberFacts& member : facts.members)
        names.insert(member.partitions.begin(), member.partitions.end());
    const std::vector<TopicPartition> all(names.begin(), names.end());
    const auto next = question.offsets(all, RD_KAFKA_OFFSET_SPEC_LATEST);
    if (!next)
        facts.problem += fmt::format("{}The ends of the partitions are not known: {}", facts.problem.empty() ? "" : " ", next.error().message);
    for (const TopicPartition& name : all) {
        GroupOffset one{name, found(*committed, name), next ? found(*next, name) : unknownOffset, unknownOffset};
        if (one.committed != unknownOffset && one.next != unknownOffset)
            one.lag = std::max<std::int64_t>(0, one.next - one.committed);
        facts.offsets.push_back(std::move(one));
    }
    return facts;
}

} // namespace

Result<TopicCatalogue> listTopics(SettingRows rows, const Settings& settings, const QuestionLimits& limits)
{
    return answerTo(rows, settings, limits, [](AdminQuestion& question) { return catalogueOf(question); });
}

Result<std::vector<PartitionFacts>> describeTopic(SettingRows rows, const Settings& settings, const std::string& topic, const QuestionLimits& limits)
{
    return answerTo(rows, settings, limits, [&topic](AdminQuestion& question) { return partitionsOf(question, topic); });
}

Result<GroupFacts> describeGroup(SettingRows rows, const Settings& settings, const std::string& group, const QuestionLimits& limits)
{
    auto facts = answerTo(rows, settings, limits, [&group](AdminQuestion& question) { return groupOf(question, group); });
    if (facts) { // what is left of an error that was no end of the question
        Redactor redactor;
        addSecrets(rows, settings, redactor);
        facts->problem = redactor.clean(facts->problem);
    }
    return facts;
}

} // namespace headroom::core
