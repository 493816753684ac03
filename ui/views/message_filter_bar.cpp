// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/message_filter_bar.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/views/cell_delegate.h"
#include "ui/views/elided_label.h"

namespace headroom::ui {

namespace {
constexpr int debounceMs = 200;
constexpr int widthForExport = 1060; ///< px; below it what the view dropped needs the room, and the menu has the export

void describe(QWidget& widget, const char* objectName, const QString& name, const QString& toolTip)
{
    widget.setObjectName(QLatin1String(objectName));
    widget.setAccessibleName(name);
    widget.setAccessibleDescription(toolTip);
    widget.setToolTip(toolTip);
}

/// "23.9 of 24.0 MiB" instead of "23.9 MiB of 24.0 MiB".
QString ofBudget(core::Bytes bytes, core::Bytes budget)
{
    QString held = fromUtf8(core::formatBytes(bytes));
    const QString limit = fromUtf8(core::formatBytes(budget));
    const QString unit = limit.mid(limit.lastIndexOf(QLatin1Char(' ')));
    if (held.endsWith(unit)) {
        held.chop(unit.size());
    }
    return MessageFilterBar::tr("%1 of %2").arg(held, limit);
}

QString count(std::uint64_t value)
{
    return fromUtf8(core::formatCount(static_cast<std::int64_t>(value)));
}
} // namespace

MessageFilterBar::MessageFilterBar(QWidget* parent)
    : QWidget(parent), m_pattern(new QLineEdit(this)), m_partition(new QComboBox(this)), m_state(new QComboBox(this)),
      m_tail(new QCheckBox(tr("Follow tail"), this)), m_matches(new ElidedLabel(QStringLiteral("matchLabel"), this)),
      m_counts(new ElidedLabel(QStringLiteral("viewCapLabel"), this)), m_export(new QToolButton(this)), m_debounce(new QTimer(this))
{
    build();
    m_debounce->setSingleShot(true);
    m_debounce->setInterval(debounceMs);
    connect(m_debounce, &QTimer::timeout, this, &MessageFilterBar::submit);
    connect(m_pattern, &QLineEdit::textChanged, m_debounce, qOverload<>(&QTimer::start));
    connect(m_pattern, &QLineEdit::returnPressed, this, &MessageFilterBar::submit);
    connect(m_partition, &QComboBox::currentIndexChanged, this, &MessageFilterBar::submit);
    connect(m_state, &QComboBox::currentIndexChanged, this, &MessageFilterBar::submit);
    connect(m_export, &QToolButton::clicked, this, &MessageFilterBar::exportRequested);
}

void MessageFilterBar::build()
{
    describe(*m_pattern, "messageFilter", tr("Filter"), tr("Search key, value and headers of the kept rows; /…/ is a regular expression (Ctrl+F)"));
    describe(*m_partition, "partitionFilter", tr("Partition"), tr("Show one partition only"));
    describe(*m_state, "stateFilter", tr("State"), tr("Show messages in one state only"));
    describe(*m_tail, "tailCheck", tr("Follow tail"), tr("Keep the newest message in sight (End)"));
    describe(*m_export, "exportButton", tr("Export…"), tr("Write the kept or filtered rows to a file (Ctrl+E)"));
    m_export->setText(tr("Export…"));
    m_pattern->setPlaceholderText(tr("key, value or header; /regex/"));
    m_pattern->setClearButtonEnabled(true);
    m_pattern->setMaxLength(static_cast<int>(RecordMatcher::maxPattern));
    m_pattern->setMinimumWidth(fontMetrics().averageCharWidth() * 24);
    m_pattern->setMaximumWidth(fontMetrics().averageCharWidth() * 48);
    m_partition->addItem(tr("All partitions"), -1);
    m_state->addItem(tr("Any state"));
    for (const RecordState state : recordStates()) {
        m_state->addItem(recordStateText(state), QVariant::fromValue(state));
    }
    m_counts->setAccessibleName(tr("What the record view holds"));
    m_counts->setForegroundRole(QPalette::PlaceholderText);

    auto* name = new QLabel(tr("F&ilter"), this);
    name->setTextFormat(Qt::PlainText);
    name->setBuddy(m_pattern);
    name->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(name);
    line->addWidget(m_pattern, 1);
    line->addWidget(m_partition);
    line->addWidget(m_state);
    line->addWidget(m_tail);
    line->addWidget(m_matches);
    line->addWidget(m_counts);
    line->addWidget(m_export);
}

void MessageFilterBar::submit()
{
    m_debounce->stop();
    auto matcher = RecordMatcher::compile(m_pattern->text());
    m_bad = !matcher.has_value();
    colorMatches();
    if (m_bad) {
        m_matches->setText(coreText(matcher.error().message));
        m_matches->setVisible(true);
        return;
    }
    RecordFilter filter;
    filter.matcher = std::move(*matcher);
    filter.slot = m_partition->currentData().toInt();
    if (const QVariant state = m_state->currentData(); state.isValid()) {
        filter.state = state.value<RecordState>();
    }
    Q_EMIT filterChanged(filter);
}

void MessageFilterBar::colorMatches()
{
    QPalette own;
    if (m_bad) {
        own.setColor(QPalette::WindowText, toneColor(Tone::error, palette()));
    }
    m_matches->setPalette(own);
}

void MessageFilterBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colorMatches();
    }
}

void MessageFilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_export->setVisible(width() >= widthForExport);
}

void MessageFilterBar::setPartitions(const std::vector<core::PartitionRow>& partitions)
{
    std::vector<std::pair<core::Slot, QString>> offered;
    const bool manyTopics = !partitions.empty() && partitions.front().topic != partitions.back().topic;
    for (const core::PartitionRow& row : partitions) {
        offered.emplace_back(row.slot, manyTopics ? tr("%1, partition %2").arg(cellText(row.topic)).arg(row.partition)
                                                  : tr("Partition %1").arg(row.partition));
    }
    if (offered == m_offered) {
        return;
    }
    m_offered = std::move(offered);
    const QVariant chosen = m_partition->currentData();
    {
        const QSignalBlocker quiet(m_partition);
        m_partition->clear();
        m_partition->addItem(tr("All partitions"), -1);
        for (const auto& [slot, text] : m_offered) {
            m_partition->addItem(text, slot);
        }
        m_partition->setCurrentIndex(std::max(0, m_partition->findData(chosen)));
    }
    if (m_partition->currentData() != chosen) {
        submit();
    }
}

QString MessageFilterBar::countsText(const core::ViewCounts& counts, core::Bytes budget)
{
    QStringList parts{tr("%1 rows", nullptr, pluralOf(static_cast<std::int64_t>(counts.rows))).arg(count(counts.rows)), ofBudget(counts.bytes, budget)};
    if (counts.evictedRows > 0) {
        parts << tr("%1 evicted").arg(count(counts.evictedRows));
    }
    if (counts.notKept > 0) {
        parts << tr("%1 not kept").arg(count(counts.notKept));
    }
    return parts.join(QStringLiteral(" · "));
}

void MessageFilterBar::setCounts(const core::ViewCounts& counts, core::Bytes budget)
{
    m_counts->setText(countsText(counts, budget));
}

void MessageFilterBar::setMatches(const QString& text)
{
    if (!m_bad) {
        m_matches->setText(text);
    }
    m_matches->setVisible(!m_matches->text().isEmpty());
}

void MessageFilterBar::clearFilter()
{
    {
        const QSignalBlocker quietPartition(m_partition);
        const QSignalBlocker quietState(m_state);
        m_partition->setCurrentIndex(0);
        m_state->setCurrentIndex(0);
        m_pattern->clear();
    }
    submit();
}

void MessageFilterBar::focusFilter()
{
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
}

} // namespace headroom::ui
