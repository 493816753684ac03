// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/events_view.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QTableView>
#include <QTimer>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/models/event_filter_model.h"
#include "ui/models/event_table_model.h"
#include "ui/theme/whole_rows.h"
#include "ui/views/elided_label.h"
#include "ui/views/table_setup.h"
#include "ui/views/tail_follower.h"

namespace headroom::ui {

namespace {
constexpr int debounceMs = 200;
}

struct EventsView::Parts {
    std::shared_ptr<const core::LogRing> log;
    EventTableModel events;
    EventFilterModel shown{events};
    QComboBox* kind = nullptr;
    QLineEdit* text = nullptr;
    QCheckBox* tailCheck = nullptr;
    ElidedLabel* counts = nullptr;
    QTableView* table = nullptr;
    TailFollower* tail = nullptr;

    void build(EventsView& view);
    QLayout* buildBar(EventsView& view);
    void filter();
    void showCounts();
    void copyRow() const;
};

EventsView::EventsView(std::shared_ptr<const core::LogRing> log, QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>())
{
    setObjectName(QStringLiteral("eventsView"));
    Parts& p = *m_parts;
    p.log = std::move(log);
    p.build(*this);
    auto* debounce = new QTimer(this);
    debounce->setSingleShot(true);
    debounce->setInterval(debounceMs);
    connect(p.text, &QLineEdit::textChanged, debounce, qOverload<>(&QTimer::start));
    connect(debounce, &QTimer::timeout, this, [&p] { p.filter(); });
    connect(p.kind, &QComboBox::currentIndexChanged, this, [&p] { p.filter(); });
    const auto* copy = new QShortcut(QKeySequence::Copy, p.table, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(copy, &QShortcut::activated, this, [&p] { p.copyRow(); });
    const auto* find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, p.text, [&p] { p.text->setFocus(Qt::ShortcutFocusReason); });
    connect(p.table->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this, &p] {
        const QModelIndexList rows = p.table->selectionModel()->selectedRows();
        const std::uint64_t number = rows.isEmpty() ? 0 : p.events.number(p.shown.mapToSource(rows.front()).row());
        if (number > 0) {
            Q_EMIT eventSelected(number);
        }
    });
    p.showCounts();
}

EventsView::~EventsView() = default;

void EventsView::Parts::build(EventsView& view)
{
    table = new QTableView(&view);
    auto* column = new QVBoxLayout(&view);
    column->setContentsMargins(6, 6, 6, 6);
    column->addLayout(buildBar(view));
    column->addWidget(new WholeRows(table, &view), 1);
    setUpTable(*table, QStringLiteral("eventsTable"), shown, {13, 16, 60}, EventTableModel::textColumn);
    table->setAccessibleName(tr("Events"));
    tail = new TailFollower(*table, *tailCheck);
}

QLayout* EventsView::Parts::buildBar(EventsView& view)
{
    kind = new QComboBox(&view);
    kind->setObjectName(QStringLiteral("eventKindFilter"));
    kind->setAccessibleName(tr("Kind"));
    kind->setToolTip(tr("Show events of one kind only"));
    kind->addItem(tr("All kinds"));
    for (int i = 0; i < eventRowKinds; ++i) {
        kind->addItem(eventKindText(static_cast<EventRowKind>(i)), i);
    }
    text = new QLineEdit(&view);
    text->setObjectName(QStringLiteral("eventFilter"));
    text->setAccessibleName(tr("Filter"));
    text->setToolTip(tr("Show events whose text contains this (Ctrl+F)"));
    text->setPlaceholderText(tr("text"));
    text->setClearButtonEnabled(true);
    text->setMaximumWidth(view.fontMetrics().averageCharWidth() * 48);
    tailCheck = new QCheckBox(tr("Follow tail"), &view);
    tailCheck->setObjectName(QStringLiteral("eventTailCheck"));
    tailCheck->setToolTip(tr("Keep the newest event in sight (End)"));
    counts = new ElidedLabel(QStringLiteral("eventCountLabel"), &view);
    counts->setForegroundRole(QPalette::PlaceholderText);
    auto* name = new QLabel(tr("F&ilter"), &view);
    name->setTextFormat(Qt::PlainText);
    name->setBuddy(text);
    auto* line = new QHBoxLayout;
    line->addWidget(name);
    line->addWidget(text, 1);
    line->addWidget(kind);
    line->addWidget(tailCheck);
    line->addWidget(counts, 1);
    return line;
}

void EventsView::Parts::filter()
{
    tail->beginUpdate();
    const QVariant chosen = kind->currentData();
    shown.setFilter(text->text(), chosen.isValid() ? std::optional(static_cast<EventRowKind>(chosen.toInt())) : std::nullopt);
    tail->endUpdate();
    showCounts();
}

void EventsView::Parts::showCounts()
{
    const auto count = [](std::int64_t value) { return fromUtf8(core::formatCount(value)); };
    QString said = shown.filtering() ? tr("%1 of %2 kept events", nullptr, pluralOf(events.rowCount())).arg(count(shown.rowCount()), count(events.rowCount()))
                                     : tr("%1 of %2 kept").arg(count(events.rowCount()), count(EventTableModel::maxRows));
    if (const std::uint64_t dropped = events.dropped() + (log ? log->dropped() : 0); dropped > 0) {
        said += tr(" · %1 older dropped").arg(count(static_cast<std::int64_t>(dropped)));
    }
    counts->setText(said);
}

void EventsView::Parts::copyRow() const
{
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    if (rows.isEmpty()) {
        return;
    }
    const int row = shown.mapToSource(rows.front()).row();
    const auto cell = [this, row](int column) { return events.index(row, column).data().toString(); };
    const QStringList cells{cell(EventTableModel::timeColumn), cell(EventTableModel::kindColumn), events.fullText(row)};
    QApplication::clipboard()->setText(cells.join(QLatin1Char('\t')));
}

void EventsView::selectEvent(quint64 number, bool unhide)
{
    Parts& p = *m_parts;
    const int row = p.events.rowOf(number);
    if (row < 0) {
        return;
    }
    const auto shownRow = [&p, row] { return p.shown.mapFromSource(p.events.index(row, EventTableModel::timeColumn)); };
    if (unhide && !shownRow().isValid()) {
        p.text->clear();
        p.kind->setCurrentIndex(0);
        p.filter();
    }
    if (const QModelIndex found = shownRow(); found.isValid() && !p.table->selectionModel()->isRowSelected(found.row())) {
        p.table->selectRow(found.row());
        p.table->scrollTo(found);
    }
}

void EventsView::apply(const std::shared_ptr<const core::Snapshot>& snapshot)
{
    Parts& p = *m_parts;
    p.tail->beginUpdate();
    p.events.apply(snapshot->events, p.log.get());
    p.tail->endUpdate();
    p.showCounts();
}

} // namespace headroom::ui
