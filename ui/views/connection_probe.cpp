// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/connection_probe.h"

#include <utility>

namespace headroom::ui {

namespace {

constexpr int lookMs = 50;
constexpr core::Milliseconds patience{10'000};

} // namespace

ConnectionProbe::ConnectionProbe(core::SettingRows rows, QObject* parent) : QObject(parent), m_rows(rows)
{
    m_timer.setInterval(lookMs);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionProbe::look);
}

ConnectionProbe::~ConnectionProbe()
{
    cancel();
}

void ConnectionProbe::begin(const core::Settings& settings)
{
    m_wanted = true;
    if (m_try) {
        m_try->cancelled = true;
        m_next = settings;
        return;
    }
    launch(settings);
}

void ConnectionProbe::cancel()
{
    m_wanted = false;
    m_next.reset();
    if (m_try) {
        m_try->cancelled = true;
    }
}

void ConnectionProbe::launch(const core::Settings& settings)
{
    m_try = std::make_shared<Try>();
    m_thread = std::jthread([rows = m_rows, settings, shared = m_try] {
        shared->report = core::checkConnection(rows, settings, patience, [&shared] { return shared->cancelled.load(); });
        shared->done = true;
    });
    m_timer.start();
}

void ConnectionProbe::look()
{
    if (!m_try || !m_try->done) {
        return;
    }
    m_timer.stop();
    m_thread.join(); // it has said its last word
    const auto over = std::exchange(m_try, nullptr);
    if (m_next) {
        launch(*std::exchange(m_next, std::nullopt));
    } else if (std::exchange(m_wanted, false)) {
        Q_EMIT finished(over->report);
    }
}

} // namespace headroom::ui
