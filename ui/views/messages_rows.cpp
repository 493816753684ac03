// SPDX-License-Identifier: GPL-3.0-or-later
// The part of the messages view about its rows: which one is selected, what is copied of it, bookmarks, and the counts.
#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QStackedWidget>
#include <QTableView>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"
#include "ui/views/message_copy.h"
#include "ui/views/message_filter_bar.h"
#include "ui/views/messages_empty_card.h"
#include "ui/views/messages_view_parts.h"
#include "ui/views/record_detail.h"
#include "ui/views/row_actions.h"
#include "ui/views/tail_follower.h"

namespace headroom::ui {

namespace {

QString keyText(const core::RecordRow& row)
{
    return row.keyIsNull ? MessagesView::tr("no key") : row.keySize == 0 ? MessagesView::tr("empty key") : MessagesView::tr("key %1").arg(cellText(row.key));
}

QString count(std::int64_t value)
{
    return fromUtf8(core::formatCount(value));
}

} // namespace

void MessagesView::Parts::selectRow(int row)
{
    table->selectRow(row);
}

void MessagesView::Parts::select()
{
    if (applying) {
        return;
    }
    const QModelIndexList rows = table->selectionModel()->selectedRows();
    selected = rows.isEmpty() ? noRecord : ordered.idAt(rows.front().row());
    showSelected();
}

void MessagesView::Parts::showSelected()
{
    loading.cancel();
    const RecordTableModel::Record record = records.record(selected);
    actions->setEnabled(record.row != nullptr, !records.bookmarks().empty());
    offerCommit();
    if (record.row == nullptr) {
        detail->clear();
        return;
    }
    const core::RecordRow& row = *record.row;
    detail->show(*record.page, row, tr("partition %1 · offset %2").arg(records.partitionOf(row.slot)).arg(count(row.offset)),
                 tr("%1 · %2").arg(timestampText(row.timestampMs), keyText(row)));
}

void MessagesView::Parts::restoreSelection()
{
    if (selected == noRecord) {
        return;
    }
    if (!records.holds(selected)) {
        selected = noRecord; // what is being loaded still comes: it is known where it is
        detail->markEvicted();
        actions->setEnabled(false, !records.bookmarks().empty());
        offerCommit();
        table->selectionModel()->clear();
        return;
    }
    const int row = ordered.rowOf(selected);
    if (row >= 0 && !table->selectionModel()->isRowSelected(row)) {
        table->selectionModel()->setCurrentIndex(ordered.index(row, 0), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
}

QString MessagesView::Parts::matchesText() const
{
    if (!shown.filtering()) {
        return {};
    }
    QString text = tr("%1 of %2 kept rows", nullptr, pluralOf(records.rowCount())).arg(count(shown.rowCount()), count(records.rowCount()));
    if (!shown.complete()) {
        text += tr(", searching…");
    }
    if (shown.undecided() > 0) {
        text += tr("; %1 undecided: too costly, or cut").arg(count(static_cast<std::int64_t>(shown.undecided())));
    }
    return text;
}

/// Shown rows that came since the tail was let go.
qint64 MessagesView::Parts::newRows() const
{
    return ordered.sorted() ? ordered.waiting() : shown.rowCount() - shown.rowAtOrAfter(leftTailAt);
}

void MessagesView::Parts::showCounts()
{
    if (last) {
        bar->setCounts(last->view, last->settings ? last->settings->viewBudget : core::Settings{}.viewBudget);
    }
    bar->setMatches(matchesText());
    tail->setNewRows(newRows());
    actions->clear->setEnabled(records.rowCount() > 0 && last && !core::isOver(last->state));
    const bool nothing = ordered.rowCount() == 0;
    if (nothing && records.rowCount() > 0) {
        empty->showFiltered(records.rowCount(), !shown.complete());
    } else if (nothing) {
        empty->showReason(last ? *last : core::Snapshot{});
    }
    stack->setCurrentIndex(nothing ? 1 : 0);
}

void MessagesView::Parts::copy(const QString& text) const
{
    if (selected != noRecord) {
        QApplication::clipboard()->setText(text);
    }
}

void MessagesView::Parts::copyJson() const
{
    if (const auto place = records.placeOf(selected)) {
        copy(recordAsJson(records.record(selected), *place));
    }
}

void MessagesView::Parts::copyKcat() const
{
    if (const auto place = records.placeOf(selected); place && last && last->settings) {
        copy(kcatCommand(*last->settings, *place));
    }
}

void MessagesView::Parts::loadWhole()
{
    const auto place = records.placeOf(selected);
    if (!place || !last || !last->settings) {
        detail->showLoadFailure(tr("The record view no longer knows where this message was."));
        return;
    }
    const auto ask = [settings = *last->settings, place = *place](const std::function<bool()>& cancelled) {
        return core::loadRecord(core::settingTable(), settings, place.partition, place.offset, {}, cancelled);
    };
    loading.begin(ask, [this](const core::Result<core::LoadedRecord>& loaded) {
        if (loaded) {
            detail->showLoaded(loaded->value, loaded->valueSize);
        } else {
            detail->showLoadFailure(coreText(loaded.error().message));
        }
    });
    detail->setLoading(true);
}

void MessagesView::Parts::stopLoading()
{
    loading.cancel();
    detail->showLoadFailure(tr("Cancelled."));
}

/// Up to the selected message, as far as it is processed; none when there is nothing to commit before its end.
std::optional<core::SlotOffset> MessagesView::Parts::committable() const
{
    const RecordTableModel::Record record = records.record(selected);
    const bool consuming = last && (last->state == core::SessionState::running || last->state == core::SessionState::paused);
    if (record.row == nullptr || !consuming || (last->settings && last->settings->commitMode == "auto")) {
        return std::nullopt;
    }
    const auto at = std::ranges::find(last->partitions, record.row->slot, &core::PartitionRow::slot);
    const bool some = at != last->partitions.end() && at->owned && at->repeatRisk > 0 && record.row->offset >= at->committed;
    return some ? std::optional(core::SlotOffset{record.row->slot, record.row->offset + 1, 0}) : std::nullopt;
}

void MessagesView::Parts::offerCommit() const
{
    const bool some = committable().has_value();
    actions->commitUpTo->setEnabled(some);
    actions->commitUpTo->setToolTip(some ? tr("Commit what is processed on this partition, up to and with this message")
                                         : tr("Nothing to commit up to this message: it is committed, not processed yet, or not ours"));
}

/// The next one in the order on the screen, round and round.
void MessagesView::Parts::goToBookmark(int by)
{
    const int rows = ordered.rowCount();
    const int from = std::max(0, selected == noRecord ? 0 : ordered.rowOf(selected));
    for (int step = selected == noRecord ? 0 : 1; step <= rows && rows > 0; ++step) {
        const int row = ((from + by * step) % rows + rows) % rows;
        if (records.bookmarked(ordered.idAt(row))) {
            selectRow(row);
            table->scrollTo(ordered.index(row, 0), QAbstractItemView::PositionAtCenter);
            return;
        }
    }
}

} // namespace headroom::ui
