// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/views/gap_meter.h"

namespace headroom::ui {

/// Wakes the window's thread every 5 ms and counts how late it comes: the gaps that a user feels. While nothing happens it wakes
/// every 50 ms only, because 200 wake-ups a second are most of what an idle window takes; how late they come counts the same.
/// Thread: GUI. Bound: that of GapMeter.
class Heartbeat : public QObject {
    Q_OBJECT
public:
    explicit Heartbeat(QObject* parent = nullptr);

    void start() { m_timer.start(); }
    /// Time out of sight is no gap: forgets when the last beat was, and counts none while not `counted`.
    void setCounted(bool counted);
    void setQuiet(bool quiet);
    [[nodiscard]] const GapMeter& gaps() const noexcept { return m_gaps; }

private:
    void beat();

    QTimer m_timer;
    QElapsedTimer m_since;
    GapMeter m_gaps;
    bool m_counted = true;
};

} // namespace headroom::ui
