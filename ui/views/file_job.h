// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <stop_token>
#include <thread>

#include <QObject>

#include "core/base/result.h"

namespace headroom::ui {

/// Writes a file on a thread of its own: a slow disk does not hold the window. Gone, it asks the work to end and waits
/// for it. Thread: GUI. Bound: one job at a time.
class FileJob : public QObject {
    Q_OBJECT
public:
    /// Returns what was done, in words.
    using Work = std::function<core::Result<QString>(const std::stop_token& stop)>;

    using QObject::QObject;
    ~FileJob() override;

    [[nodiscard]] bool running() const noexcept { return m_running; }
    /// False when one is under way; `work` is called on the other thread and must own what it uses.
    bool start(Work work);

Q_SIGNALS:
    void finished(bool ok, const QString& words);

private:
    bool m_running = false;
    std::jthread m_thread;
};

} // namespace headroom::ui
