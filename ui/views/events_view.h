// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "core/log/log_ring.h"
#include "core/session/snapshot.h"

namespace headroom::ui {

/// Session events and log lines in one bounded, filterable list. Thread: GUI. Bound: 2,000 rows.
class EventsView : public QWidget {
    Q_OBJECT
public:
    explicit EventsView(std::shared_ptr<const core::LogRing> log, QWidget* parent = nullptr);
    ~EventsView() override;
    void apply(const std::shared_ptr<const core::Snapshot>& snapshot);
    /// Selects the row of an event of the present run. `unhide`: clears a filter that hides it.
    void selectEvent(quint64 number, bool unhide);

Q_SIGNALS:
    /// A row with an event of the present run was selected.
    void eventSelected(quint64 number);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
