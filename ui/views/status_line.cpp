// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/status_line.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include <QLabel>
#include <QStatusBar>

#include "core/base/number_format.h"
#include "core/kafka/consumer_port.h"
#include "core/metrics/process_memory.h"
#include "ui/language/language.h"
#include "ui/views/elided_label.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

constexpr int figuresMs = 1000;

QLabel* addLabel(QStatusBar* bar, const char* name, const QString& accessible, bool permanent)
{
    auto* label = new ElidedLabel(QString::fromLatin1(name), bar);
    label->setAccessibleName(accessible);
    label->setContentsMargins(6, 0, 10, 0);
    if (permanent) {
        bar->addPermanentWidget(label);
    } else {
        bar->addWidget(label);
    }
    return label;
}

QString stateText(const core::Snapshot& snapshot)
{
    const auto owned = std::ranges::count_if(snapshot.partitions, &core::PartitionRow::owned);
    switch (snapshot.state) {
    case core::SessionState::idle:
        return StatusLine::tr("○ Not started");
    case core::SessionState::connecting:
        return StatusLine::tr("◐ Connecting – joining the group");
    case core::SessionState::running:
        if (owned == 0) {
            return StatusLine::tr("● Running – no partition assigned");
        }
        return owned == 1 ? StatusLine::tr("● Running – 1 partition assigned") : StatusLine::tr("● Running – %1 partitions assigned").arg(owned);
    case core::SessionState::paused:
        return StatusLine::tr("⏸ Paused – polling continues");
    case core::SessionState::stopping:
        return StatusLine::tr("◐ Stopping – finishing the batch");
    case core::SessionState::stopped:
        return StatusLine::tr("○ Stopped");
    case core::SessionState::failed:
        return StatusLine::tr("⊗ Failed");
    }
    return {};
}

void setText(QLabel* label, const QString& text)
{
    if (label->text() != text) {
        label->setText(text);
    }
}

} // namespace

StatusLine::StatusLine(SessionBridge& bridge, QStatusBar* bar)
    : QObject(bar), m_bridge(bridge), m_state(addLabel(bar, "stateLabel", tr("Run state"), false)),
      m_totals(addLabel(bar, "totalsLabel", tr("Read so far"), false)), m_commit(addLabel(bar, "lastCommitLabel", tr("Last commit"), false)),
      m_client(addLabel(bar, "clientLabel", tr("Client and broker process"), false)),
      m_figures(addLabel(bar, "figuresLabel", tr("Window cost"), true))
{
    for (QLabel* whole : {m_state, m_totals}) {
        whole->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed); // the others give way to them
    }
    m_commit->setMinimumWidth(m_commit->fontMetrics().averageCharWidth() * 18); // more than the client's version needs to say
    m_totals->setToolTip(tr("Messages and bytes of this run, and the time from its first message to its last"));
    m_figures->setToolTip(tr("Frames drawn in the last second, and the gap between ticks of the window's thread: 99th percentile and longest"));
    connect(&m_timer, &QTimer::timeout, this, &StatusLine::showFigures);
    connect(&bridge, &SessionBridge::demoDied, this, [this] { showState(*m_bridge.latest()); });
    m_timer.start(figuresMs);
    apply(core::Snapshot{});
    showFigures();
}

void StatusLine::apply(const core::Snapshot& snapshot)
{
    showState(snapshot);
    showTotals(snapshot);
    showCommit(snapshot);
}

void StatusLine::showTotals(const core::Snapshot& snapshot)
{
    if (snapshot.messages == 0) {
        setText(m_totals, tr("no message yet"));
        return;
    }
    const auto elapsed = std::chrono::seconds(std::llround(snapshot.elapsedSeconds));
    setText(m_totals, tr("%1 messages · %2 · %3").arg(QString::fromStdString(core::formatCount(static_cast<std::int64_t>(snapshot.messages))),
                                                      QString::fromStdString(core::formatBytes(snapshot.bytes)), QString::fromStdString(core::formatDuration(elapsed))));
}

void StatusLine::showPhase(const QString& phase)
{
    m_phase = phase;
    showState(*m_bridge.latest());
}

void StatusLine::showState(const core::Snapshot& snapshot)
{
    if (!m_bridge.demoDeath().isEmpty()) {
        setText(m_state, tr("⊗ The demo broker has ended"));
        return;
    }
    if (snapshot.brokerAwaySince && m_phase.isEmpty()) {
        setText(m_state, tr("⊗ No broker since %1 – trying again").arg(QString::fromStdString(core::formatClock(*snapshot.brokerAwaySince)).left(8)));
        return;
    }
    setText(m_state, m_phase.isEmpty() ? stateText(snapshot) : QStringLiteral("◐ ") + m_phase);
}

void StatusLine::showCommit(const core::Snapshot& snapshot)
{
    if (snapshot.commitHistory.empty()) {
        setText(m_commit, tr("no commit yet"));
        return;
    }
    const core::CommitRecord& last = snapshot.commitHistory.back();
    const QString at = QString::fromStdString(core::formatClock(last.sentAt)).left(8);
    const QString count = QString::fromStdString(core::formatCount(last.messages));
    switch (last.state) {
    case core::OutcomeState::pending:
        setText(m_commit, tr("… commit under way"));
        break;
    case core::OutcomeState::confirmed: {
        const auto latency = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double, std::milli>(last.latencyMs));
        setText(m_commit, tr("✓ last commit %1, %2, %3 messages", nullptr, pluralOf(last.messages)).arg(at, QString::fromStdString(core::formatDuration(latency)), count));
        break;
    }
    case core::OutcomeState::failed:
        setText(m_commit, tr("⊗ last commit %1 refused").arg(at));
        break;
    case core::OutcomeState::unknown:
        setText(m_commit, tr("? last commit %1 unknown").arg(at));
        break;
    }
}

void StatusLine::showFigures()
{
    QString client = QStringLiteral("librdkafka ") + QString::fromStdString(core::clientVersion());
    if (m_bridge.demoPid() > 0) {
        const auto memory = core::readProcessMemory(m_bridge.demoPid());
        client += tr(" · broker process: %1").arg(QString::fromStdString(core::formatBytes(memory ? memory->rss : core::unknownBytes)));
    }
    setText(m_client, client);

    const UiFigures figures = m_bridge.uiFigures();
    const std::uint64_t drawn = figures.frames - std::exchange(m_frames, figures.frames);
    if (figures.gapMaxMs < 0) {
        setText(m_figures, tr("window idle"));
        return;
    }
    setText(m_figures, tr("%1 frames/s · window gap p99 %2 ms, max %3 ms")
                           .arg(drawn)
                           .arg(figures.gapP99Ms, 0, 'f', 1)
                           .arg(figures.gapMaxMs, 0, 'f', 0));
}

} // namespace headroom::ui
