// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/file_job.h"

namespace headroom::ui {

FileJob::~FileJob() = default;

bool FileJob::start(Work work)
{
    if (m_running) {
        return false;
    }
    m_running = true;
    m_thread = std::jthread([this, work = std::move(work)](const std::stop_token& stop) {
        const auto done = work(stop);
        const QString words = done ? *done : QString::fromStdString(done.error().message);
        QMetaObject::invokeMethod(this, [this, ok = done.has_value(), words] {
            m_running = false;
            Q_EMIT finished(ok, words);
        }, Qt::QueuedConnection);
    });
    return true;
}

} // namespace headroom::ui
