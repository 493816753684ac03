// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_bookmarks.h"

#include <algorithm>

namespace headroom::ui {

bool RecordBookmarks::toggle(const RecordPlace& place)
{
    if (const auto known = std::ranges::find(m_places, place); known != m_places.end()) {
        m_offsets.erase(m_offsets.find(place.offset));
        m_places.erase(known);
        return false;
    }
    if (m_places.size() == most) {
        m_offsets.erase(m_offsets.find(m_places.front().offset));
        m_places.pop_front();
    }
    m_places.push_back(place);
    m_offsets.insert(place.offset);
    return true;
}

bool RecordBookmarks::has(const RecordPlace& place) const
{
    return std::ranges::find(m_places, place) != m_places.end();
}

} // namespace headroom::ui
