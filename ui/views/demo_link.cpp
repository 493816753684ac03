// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/demo_link.h"

namespace headroom::ui {

bool DemoLink::wantedBy(const core::Settings& settings)
{
    return settings.bootstrapServers == "demo";
}

void DemoLink::takeDefaults(core::Settings& settings)
{
    static const core::Settings defaults;
    if (settings.sessionTimeoutMs == defaults.sessionTimeoutMs) {
        settings.sessionTimeoutMs = 6000;
    }
    if (settings.onOffsetLost == defaults.onOffsetLost) {
        settings.onOffsetLost = "earliest";
    }
}

core::Result<void> DemoLink::resolve(core::Settings& settings)
{
    if (const auto running = ensure(settings); !running) {
        return running;
    }
    settings.bootstrapServers = m_process->bootstrapServers();
    takeDefaults(settings);
    return {};
}

core::Result<void> DemoLink::ensure(const core::Settings& settings)
{
    if (alive()) {
        return {};
    }
    m_process.reset();
    auto process = core::DemoProcess::start({"--group", settings.groupId, "--topic", settings.topic});
    if (!process) {
        return tl::unexpected<core::Error>(process.error());
    }
    m_process = std::move(*process);
    return {};
}

void DemoLink::tell(const core::Snapshot& now)
{
    if (m_process == nullptr) {
        return;
    }
    for (const core::PartitionRow& row : now.partitions) {
        if (row.owned && row.position >= 0 && row.topic == m_process->topic()) {
            m_process->tellPosition(row.partition, row.position);
        }
    }
}

std::optional<QString> DemoLink::takeDeath()
{
    if (m_process == nullptr || m_process->alive()) {
        return std::nullopt;
    }
    const QString reason = QString::fromStdString(m_process->endReason());
    m_process.reset();
    return reason;
}

} // namespace headroom::ui
