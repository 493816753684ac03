// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/file_job.h"

#include "ui/language/language.h"

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
        QMetaObject::invokeMethod(this, [this, done] {
            m_running = false;
            Q_EMIT finished(done.has_value(), done ? *done : coreText(done.error().message)); // translated on this thread
        }, Qt::QueuedConnection);
    });
    return true;
}

} // namespace headroom::ui
