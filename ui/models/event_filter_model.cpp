// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/event_filter_model.h"

namespace headroom::ui {

EventFilterModel::EventFilterModel(EventTableModel& events, QObject* parent) : QSortFilterProxyModel(parent), m_events(events)
{
    setSourceModel(&events);
}

void EventFilterModel::setFilter(const QString& text, std::optional<EventRowKind> kind)
{
    m_text = text;
    m_kind = kind;
    invalidateFilter();
}

bool EventFilterModel::filterAcceptsRow(int row, const QModelIndex&) const
{
    return (!m_kind || m_events.kind(row) == *m_kind) && (m_text.isEmpty() || m_events.fullText(row).contains(m_text, Qt::CaseInsensitive));
}

} // namespace headroom::ui
