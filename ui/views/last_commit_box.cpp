// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/last_commit_box.h"

#include <QEvent>
#include <QGridLayout>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/models/commit_history_model.h"
#include "ui/views/cell_delegate.h"
#include "ui/views/elided_label.h"

namespace headroom::ui {

namespace {

constexpr std::size_t sent = 0;
constexpr std::size_t outcome = 1;
constexpr std::size_t latency = 2;
constexpr std::size_t typical = 3;
constexpr std::size_t inFlight = 4;
constexpr std::size_t sinceStart = 5;

struct RowSpec {
    const char* label;
    const char* objectName;
};
constexpr std::array<RowSpec, 6> rows{{
    {QT_TRANSLATE_NOOP("headroom::ui::LastCommitBox", "Sent"), "lastCommitSent"},
    {QT_TRANSLATE_NOOP("headroom::ui::LastCommitBox", "Outcome"), "lastCommitOutcome"},
    {QT_TRANSLATE_NOOP("headroom::ui::LastCommitBox", "Latency"), "lastCommitLatency"},
    {QT_TRANSLATE_NOOP("headroom::ui::LastCommitBox", "Typical"), "lastCommitTypical"},
    {QT_TRANSLATE_NOOP("headroom::ui::LastCommitBox", "In flight"), "lastCommitInFlight"},
    {QT_TRANSLATE_NOOP("headroom::ui::LastCommitBox", "Since start"), "lastCommitSinceStart"},
}};

QString milliseconds(double value)
{
    core::CommitRecord record;
    record.latencyMs = value;
    record.state = core::OutcomeState::confirmed;
    return CommitHistoryModel::latencyText(record);
}

QString number(std::uint64_t value)
{
    return fromUtf8(core::formatCount(static_cast<std::int64_t>(value)));
}

/// Reasons are as long as the broker makes them; figures are whole, on a second line if need be.
QLabel* makeValue(std::size_t row, QWidget* parent)
{
    if (row != sinceStart && row != typical) {
        return new ElidedLabel(QLatin1String(rows[row].objectName), parent);
    }
    auto* label = new QLabel(parent);
    label->setObjectName(QLatin1String(rows[row].objectName));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

} // namespace

LastCommitBox::LastCommitBox(QWidget* parent) : QGroupBox(tr("Last commit"), parent)
{
    setObjectName(QStringLiteral("lastCommitBox"));
    auto* grid = new QGridLayout(this);
    grid->setVerticalSpacing(3);
    grid->setColumnStretch(1, 1);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto* name = new QLabel(tr(rows[i].label), this);
        name->setTextFormat(Qt::PlainText);
        name->setForegroundRole(QPalette::PlaceholderText);
        name->setAlignment(Qt::AlignLeft | Qt::AlignTop);
        m_names[i] = name;
        m_values[i] = makeValue(i, this);
        m_values[i]->setAccessibleName(tr(rows[i].label));
        m_values[i]->setText(QStringLiteral("–"));
        grid->addWidget(name, static_cast<int>(i), 0);
        grid->addWidget(m_values[i], static_cast<int>(i), 1);
    }
}

void LastCommitBox::apply(const core::Snapshot& snapshot)
{
    if (!snapshot.commitHistory.empty()) {
        applyLast(snapshot.commitHistory.back());
    }
    const core::CommitCounts& counts = snapshot.commits;
    m_values[typical]->setText(counts.latencyP50Ms < 0 ? QStringLiteral("–")
                                                       : tr("p50 %1 · p95 %2").arg(milliseconds(counts.latencyP50Ms), milliseconds(counts.latencyP95Ms)));
    m_values[inFlight]->setText(snapshot.commitInFlight ? tr("request %1, %2 messages", nullptr, pluralOf(snapshot.commitInFlight->messages))
                                                              .arg(number(snapshot.commitInFlight->number),
                                                                   fromUtf8(core::formatCount(snapshot.commitInFlight->messages)))
                                                        : tr("none"));
    m_values[sinceStart]->setText(tr("%1 ok · %2 unknown · %3 refused").arg(number(counts.confirmed), number(counts.unknown), number(counts.failed)));
    setTone(sinceStart, counts.failed > 0 ? Tone::error : counts.unknown > 0 ? Tone::adapt : Tone::normal);
}

void LastCommitBox::setCompact(bool compact)
{
    setTitle(compact ? QString() : tr("Last commit")); // each row then says of itself what it is
    setFlat(compact);
    constexpr int margin = 9;
    compact ? layout()->setContentsMargins(0, 0, 0, 0) : layout()->setContentsMargins(margin, margin, margin, margin);
    static_cast<QGridLayout*>(layout())->setVerticalSpacing(compact ? 1 : 3);
    m_names[sent]->setText(compact ? tr("Last commit") : tr(rows[sent].label));
}

void LastCommitBox::applyLast(const core::CommitRecord& record)
{
    m_values[sent]->setText(tr("%1 (request %2)").arg(fromUtf8(core::formatClock(record.sentAt)), number(record.number)));
    m_values[outcome]->setText(CommitHistoryModel::outcomeText(record));
    const QString waited = CommitHistoryModel::latencyText(record);
    m_values[latency]->setText(record.state == core::OutcomeState::unknown ? tr("%1 (no answer)").arg(waited) : waited);
    setTone(outcome, CommitHistoryModel::outcomeTone(record.state));
    setTone(latency, record.state == core::OutcomeState::unknown ? Tone::adapt : Tone::normal);
}

void LastCommitBox::setTone(std::size_t row, Tone tone)
{
    m_tones[row] = tone;
    const QColor color = toneColor(tone, palette());
    if (m_values[row]->palette().color(QPalette::WindowText) != color) {
        QPalette own;
        own.setColor(QPalette::WindowText, color);
        m_values[row]->setPalette(own);
    }
}

void LastCommitBox::changeEvent(QEvent* event)
{
    QGroupBox::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        for (const std::size_t row : {outcome, latency, sinceStart}) {
            setTone(row, m_tones[row]);
        }
    }
}

} // namespace headroom::ui
