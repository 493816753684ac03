// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/message_filter_bar.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/views/cell_delegate.h"
#include "ui/views/elided_label.h"
#include "ui/views/filter_help.h"
#include "ui/views/message_counts.h"

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
} // namespace

MessageFilterBar::MessageFilterBar(QWidget* parent)
    : QWidget(parent), m_pattern(new QLineEdit(this)), m_help(m_pattern->addAction(QIcon(), QLineEdit::TrailingPosition)), m_partition(new QComboBox(this)), m_state(new QComboBox(this)),
      m_tail(new QCheckBox(tr("Follow tail"), this)), m_keep(new QCheckBox(tr("&Keep only matches"), this)),
      m_matches(new ElidedLabel(QStringLiteral("matchLabel"), this)), m_found(new ElidedLabel(QStringLiteral("filterFoundLabel"), this)),
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
    connect(m_keep, &QCheckBox::toggled, this, &MessageFilterBar::submit);
    connect(m_export, &QToolButton::clicked, this, &MessageFilterBar::exportRequested);
    connect(m_help, &QAction::triggered, this, &MessageFilterBar::openHelp);
}

void MessageFilterBar::build()
{
    describe(*m_pattern, "messageFilter", tr("Filter"), tr("Show the kept rows that match, and count matches among all messages: text, /regex/, key:, header:, partition:, offset:, $.json.path == value (Ctrl+F)"));
    m_help->setObjectName(QStringLiteral("filterHelpAction"));
    m_help->setToolTip(tr("What can be typed into the filter (Alt+Down)"));
    m_help->setShortcut(QKeySequence(Qt::ALT | Qt::Key_Down));
    m_help->setShortcutContext(Qt::WidgetShortcut);
    describe(*m_partition, "partitionFilter", tr("Partition"), tr("Show one partition only"));
    describe(*m_state, "stateFilter", tr("State"), tr("Show messages in one state only"));
    describe(*m_tail, "tailCheck", tr("Follow tail"), tr("Keep the newest message in sight (End)"));
    describe(*m_keep, "keepMatchesCheck", tr("Keep only matches"),
             tr("Of the messages that are taken keep only those that match: a rare one is found among millions. Held rows stay"));
    describe(*m_export, "exportButton", tr("Export…"), tr("Write the kept or filtered rows to a file (Ctrl+E)"));
    m_export->setText(tr("Export…"));
    m_pattern->setPlaceholderText(tr("text, /regex/, key:, $.json"));
    m_pattern->setClearButtonEnabled(true);
    m_pattern->setMaxLength(static_cast<int>(core::MessageFilter::maxText));
    m_pattern->setMinimumWidth(fontMetrics().averageCharWidth() * 19);
    m_pattern->setMaximumWidth(fontMetrics().averageCharWidth() * 60);
    m_partition->addItem(tr("All partitions"), -1);
    m_state->addItem(tr("Any state"));
    for (const RecordState state : recordStates()) {
        m_state->addItem(recordStateText(state), QVariant::fromValue(state));
    }
    m_lines = new QVBoxLayout(this);
    m_lines->setContentsMargins(0, 0, 0, 0);
    m_first = buildFirstLine();
    m_second = buildSecondLine();
    m_lines->addLayout(m_first);
    m_lines->addWidget(m_second);
    showSecondLine();
    refreshColors();
}

QHBoxLayout* MessageFilterBar::buildFirstLine()
{
    m_counts->setAccessibleName(tr("What the record view holds"));
    m_counts->setForegroundRole(QPalette::PlaceholderText);
    auto* name = new QLabel(tr("F&ilter"), this);
    name->setTextFormat(Qt::PlainText);
    name->setBuddy(m_pattern);
    name->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Preferred);
    auto* line = new QHBoxLayout;
    line->addWidget(name);
    line->addWidget(m_pattern, 1);
    line->addWidget(m_partition);
    line->addWidget(m_state);
    line->addWidget(m_tail);
    line->addWidget(m_counts);
    line->addWidget(m_export);
    return line;
}

QWidget* MessageFilterBar::buildSecondLine()
{
    m_matches->setAccessibleName(tr("What the filter shows"));
    m_found->setAccessibleName(tr("What the filter found"));
    m_found->setForegroundRole(QPalette::PlaceholderText);
    auto* holder = new QWidget(this);
    auto* line = new QHBoxLayout(holder);
    line->setContentsMargins(0, 0, 0, 0);
    m_matches->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    line->addWidget(m_keep);
    line->addWidget(m_matches, 1);
    line->addWidget(m_found, 1);
    return holder;
}

void MessageFilterBar::addControl(QWidget* control)
{
    m_first->insertWidget(m_first->indexOf(m_export), control);
}

void MessageFilterBar::openHelp()
{
    auto* help = new FilterHelp(this);
    connect(help, &FilterHelp::chosen, m_pattern, &QLineEdit::setText);
    connect(help, &FilterHelp::chosen, m_pattern, [this] { m_pattern->setFocus(Qt::OtherFocusReason); });
    help->show();
}

void MessageFilterBar::submit()
{
    m_debounce->stop();
    auto compiled = core::MessageFilter::compile(m_pattern->text().toStdString());
    m_bad = !compiled.has_value();
    refreshColors();
    if (m_bad) {
        m_matches->setText(coreText(compiled.error().message));
        showSecondLine();
        return;
    }
    m_text = m_pattern->text().trimmed();
    RecordFilter filter;
    if (!compiled->matchesAll()) {
        filter.text = std::make_shared<const core::MessageFilter>(std::move(*compiled));
    }
    filter.slot = m_partition->currentData().toInt();
    if (const QVariant state = m_state->currentData(); state.isValid()) {
        filter.state = state.value<RecordState>();
    }
    Q_EMIT filterChanged(filter);
    showSecondLine();
    if (const core::ViewFilter now = wanted(); now != m_told) {
        m_told = now;
        Q_EMIT wantedChanged();
    }
}

core::ViewFilter MessageFilterBar::wanted() const
{
    return {m_text.toStdString(), m_keep->isChecked(), m_partition->currentData().toInt()};
}

/// There while it says something; the tick box also while it is about to matter.
void MessageFilterBar::showSecondLine()
{
    const bool typed = !m_text.isEmpty() || m_bad || m_partition->currentIndex() > 0;
    m_keep->setVisible(typed || m_keep->isChecked());
    m_found->setVisible(!m_found->text().isEmpty());
    m_matches->setVisible(!m_matches->text().isEmpty());
    m_second->setVisible(typed || m_keep->isChecked() || !m_matches->text().isEmpty());
}

void MessageFilterBar::refreshColors()
{
    QPalette own;
    if (m_bad) {
        own.setColor(QPalette::WindowText, toneColor(Tone::error, palette()));
    }
    m_matches->setPalette(own);
    m_help->setIcon(themedIcon("question", themeColors(palette()).dimText));
}

void MessageFilterBar::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        refreshColors();
    }
}

void MessageFilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_export->setVisible(m_mayExport && width() >= widthForExport);
    placeCounts();
}

void MessageFilterBar::placeCounts()
{
    m_countsNeed = std::max(m_countsNeed, m_counts->vitalWidth());
    const int at = m_first->indexOf(m_counts);
    const int others = m_first->minimumSize().width() - (at < 0 ? -m_first->spacing() : m_counts->minimumSizeHint().width());
    if (const bool fits = others + m_countsNeed <= width(); fits && at < 0) {
        m_lines->removeWidget(m_counts);
        m_first->insertWidget(m_first->indexOf(m_tail) + 1, m_counts);
    } else if (!fits && at >= 0) {
        m_first->removeWidget(m_counts);
        m_lines->insertWidget(1, m_counts);
    }
}

void MessageFilterBar::forbidExport()
{
    m_mayExport = false;
    m_export->hide();
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

void MessageFilterBar::setCounts(const core::ViewCounts& counts, core::Bytes budget)
{
    const QStringList parts = countsParts(counts, budget);
    m_counts->setParts(parts, parts.size() - heldParts);
    placeCounts();
}

void MessageFilterBar::setMatches(const QString& text)
{
    if (!m_bad) {
        m_matches->setText(text);
    }
    showSecondLine();
}

void MessageFilterBar::setFound(const core::FilterCounts& counts)
{
    m_found->setText(foundText(counts));
    m_found->setToolTip(foundToolTip(counts));
    showSecondLine();
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

void MessageFilterBar::addCondition(const QString& text)
{
    m_pattern->setText(QStringList{m_pattern->text().trimmed(), text}.join(QLatin1Char(' ')).trimmed());
    submit();
}

void MessageFilterBar::focusFilter()
{
    m_pattern->setFocus(Qt::ShortcutFocusReason);
    m_pattern->selectAll();
}

} // namespace headroom::ui
