// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <set>

#include "core/base/units.h"
#include "core/kafka/batch.h"

namespace headroom::ui {

/// Where a record is, for good: also after the record view let it go, and in another run.
struct RecordPlace {
    core::TopicPartition partition;
    core::Offset offset = 0;
    auto operator<=>(const RecordPlace&) const = default;
};

/// Places the user wants to come back to, in the order they were marked. Thread: one. Bound: 200; the oldest goes.
class RecordBookmarks {
public:
    static constexpr std::size_t most = 200;

    /// Marks it, or takes the mark away; true: it is marked now.
    bool toggle(const RecordPlace& place);
    [[nodiscard]] bool has(const RecordPlace& place) const;
    /// Quick: whether any place has this offset.
    [[nodiscard]] bool hasOffset(core::Offset offset) const { return m_offsets.contains(offset); }
    [[nodiscard]] bool empty() const noexcept { return m_places.empty(); }
    [[nodiscard]] const std::deque<RecordPlace>& places() const noexcept { return m_places; }

private:
    std::deque<RecordPlace> m_places;
    std::multiset<core::Offset> m_offsets;
};

} // namespace headroom::ui
