// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <thread>

#include <QObject>
#include <QTimer>

#include "core/kafka/connection_check.h"

namespace headroom::ui {

/// Tries a connection on a thread of its own, with a client of its own that is in no group. Thread: GUI, which never waits, except
/// at the end of the program for what is under way, some 300 ms. Bound: one try; a new one waits for the old one to give up.
class ConnectionProbe : public QObject {
    Q_OBJECT
public:
    explicit ConnectionProbe(core::SettingRows rows, QObject* parent = nullptr);
    ~ConnectionProbe() override;

    /// Begins, in the place of what is under way; finished() follows, for the newest only.
    void begin(const core::Settings& settings);
    /// finished() does not follow.
    void cancel();
    [[nodiscard]] bool busy() const { return m_wanted; }

Q_SIGNALS:
    void finished(const headroom::core::ConnectionReport& report);

private:
    /// What the thread writes; it may outlive a question, not the probe.
    struct Try {
        std::atomic<bool> cancelled{false};
        std::atomic<bool> done{false};
        core::ConnectionReport report;
    };
    void launch(const core::Settings& settings);
    void look();

    const core::SettingRows m_rows;
    std::shared_ptr<Try> m_try;
    std::optional<core::Settings> m_next; ///< waits for the one before to give up
    bool m_wanted = false;
    QTimer m_timer;
    std::jthread m_thread; ///< last: joined first
};

} // namespace headroom::ui
