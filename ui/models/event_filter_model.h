// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QSortFilterProxyModel>

#include "ui/models/event_table_model.h"

namespace headroom::ui {

/// Events of one kind, or with a text (any case); the list is small enough to be tested anew. Thread: GUI.
class EventFilterModel : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit EventFilterModel(EventTableModel& events, QObject* parent = nullptr);
    /// nullopt: all kinds.
    void setFilter(const QString& text, std::optional<EventRowKind> kind);
    [[nodiscard]] bool filtering() const { return !m_text.isEmpty() || m_kind.has_value(); }

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    EventTableModel& m_events;
    QString m_text;
    std::optional<EventRowKind> m_kind;
};

} // namespace headroom::ui
