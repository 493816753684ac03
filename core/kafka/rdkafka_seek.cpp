// SPDX-License-Identifier: GPL-3.0-or-later
// Positions of RdkafkaClient: seek, and partitions that stand still because their offset is gone.
#include <algorithm>
#include <array>

#include "core/kafka/client_error.h"
#include "core/kafka/rdkafka_client.h"

namespace headroom::core {

void RdkafkaClient::remember(const StartOffset& start)
{
    std::erase_if(m_starts, [&](const StartOffset& old) { return old.slot == start.slot; });
    m_starts.push_back(start);
}

bool RdkafkaClient::standsStill(Slot slot) const
{
    return std::any_of(m_lost.begin(), m_lost.end(), [slot](const LostPlace& lost) { return lost.slot == slot && lost.state != LostPlace::State::answered; });
}

/// The client says it once more when a partition still unanswered is assigned again, and may say it late, after the answer.
void RdkafkaClient::onLost(Slot slot, Offset wanted, Error error)
{
    const auto known = std::find_if(m_lost.begin(), m_lost.end(), [slot](const LostPlace& lost) { return lost.slot == slot; });
    if (known == m_lost.end()) {
        m_lost.push_back({slot, wanted, LostPlace::State::untold, std::move(error)});
        return;
    }
    const StartOffset sent = resumePoint(slot);
    const bool echo = known->wanted == wanted && (known->state != LostPlace::State::answered || sent.kind != StartOffset::Kind::exact || sent.value != wanted);
    if (!echo)
        *known = {slot, wanted, LostPlace::State::untold, std::move(error)};
}

void RdkafkaClient::settleLost()
{
    for (std::size_t i = 0; i < m_lost.size(); ++i) { // the listener may answer at once, which touches the state only
        if (m_lost[i].state != LostPlace::State::untold)
            continue;
        m_lost[i].state = LostPlace::State::told;
        const LostPlace lost = m_lost[i];
        m_listener.onOffsetLost(lost.slot, lost.wanted, lost.error);
    }
    if (!m_restart.empty())
        assignAgain();
}

Result<void> RdkafkaClient::seek(const StartOffset& start)
{
    const bool stands = standsStill(start.slot);
    if (!stands) {
        const std::array<Slot, 1> slots{start.slot};
        const PartitionListPtr list = listOf(slots, clientOffset(start));
        const RdErrorPtr error(rd_kafka_seek_partitions(m_client, list.get(), 1000));
        const rd_kafka_resp_err_t code = error ? rd_kafka_error_code(error.get()) : list->elems[0].err;
        if (code != RD_KAFKA_RESP_ERR_NO_ERROR && code != RD_KAFKA_RESP_ERR__STATE)
            return tl::unexpected(translateError(code, {}, contextOf(m_slots.name(start.slot))));
        if (code == RD_KAFKA_RESP_ERR_NO_ERROR) {
            remember(start);
            return {};
        }
    }
    remember(start);
    for (LostPlace& lost : m_lost) {
        if (lost.slot == start.slot)
            lost.state = LostPlace::State::answered;
    }
    if (std::find(m_restart.begin(), m_restart.end(), start.slot) == m_restart.end())
        m_restart.push_back(start.slot);
    return {};
}

StartOffset RdkafkaClient::resumePoint(Slot slot) const
{
    if (const Offset expected = m_listener.expectedPosition(slot); expected != unknownOffset)
        return {slot, StartOffset::Kind::exact, expected};
    const auto begun = std::find_if(m_starts.begin(), m_starts.end(), [&](const StartOffset& s) { return s.slot == slot; });
    return begun == m_starts.end() ? StartOffset{slot, StartOffset::Kind::stored, 0} : *begun;
}

void RdkafkaClient::fetchAgain(Slot slot)
{
    const auto holds = [slot](const std::vector<Slot>& slots) { return std::find(slots.begin(), slots.end(), slot) != slots.end(); };
    if (holds(m_assigned) && !holds(m_restart))
        m_restart.push_back(slot);
}

void RdkafkaClient::assignAgain()
{
    const std::vector<Slot> again = std::exchange(m_restart, {});
    const bool one = cooperative();
    const PartitionListPtr list = listOf(one ? again : m_assigned, RD_KAFKA_OFFSET_INVALID);
    for (int i = 0; i < list->cnt; ++i)
        list->elems[i].offset = clientOffset(resumePoint(m_slots.slot(list->elems[i].topic, list->elems[i].partition)));
    if (one) {
        const RdErrorPtr out(rd_kafka_incremental_unassign(m_client, list.get()));
        const RdErrorPtr in(rd_kafka_incremental_assign(m_client, list.get()));
        if (in)
            reportFailure(rd_kafka_error_code(in.get()), "seek");
        return;
    }
    reportFailure(rd_kafka_assign(m_client, list.get()), "seek");
}

} // namespace headroom::core
