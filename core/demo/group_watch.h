// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "core/base/units.h"

struct rd_kafka_s;

namespace headroom::core {

/// Asks every 100 ms what a group has committed, through a handle of its own that never joins the group.
/// Thread: any; it owns one. An offset is unknownOffset until the group has committed one.
class GroupWatch {
public:
    GroupWatch() = default;
    ~GroupWatch();
    GroupWatch(const GroupWatch&) = delete;
    GroupWatch& operator=(const GroupWatch&) = delete;

    [[nodiscard]] Result<void> start(const std::string& bootstrapServers, const std::string& group, const std::string& topic, std::int32_t partitions);
    [[nodiscard]] Offset committed(std::int32_t partition) const;

private:
    void run(const std::stop_token& stop, const std::string& topic);
    void ask(const std::string& topic);

    rd_kafka_s* m_client = nullptr;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::vector<Offset> m_committed;
    std::jthread m_thread;
};

} // namespace headroom::core
