// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include <QPointer>

#include "ui/models/record_filter_model.h"
#include "core/kafka/record_loader.h"
#include "ui/models/record_order_model.h"
#include "ui/views/background_job.h"
#include "ui/views/column_fit.h"
#include "ui/views/export_dialog.h"
#include "ui/views/kept_filter.h"
#include "ui/views/messages_view.h"

// Private to the messages view.

class QStackedWidget;
class QTableView;

namespace headroom::ui {

class ColumnsButton;
class MessageFilterBar;
class MessagesEmptyCard;
class RecordDetail;
class RowActions;
class TailFollower;

struct MessagesView::Parts {
    static constexpr RecordId noRecord = -1;

    RecordTableModel records;
    RecordFilterModel shown{records};
    RecordOrderModel ordered{records, shown};
    MessageFilterBar* bar = nullptr;
    QStackedWidget* stack = nullptr;
    QTableView* table = nullptr;
    MessagesEmptyCard* empty = nullptr;
    ColumnsButton* columns = nullptr;
    RecordDetail* detail = nullptr;
    TailFollower* tail = nullptr;
    RowActions* actions = nullptr;
    QPointer<ExportDialog> exporting;
    std::optional<ColumnFit> fit;
    std::shared_ptr<const core::Snapshot> last;
    KeptFilter kept;
    BackgroundJob<core::Result<core::LoadedRecord>> loading;
    RecordId selected = noRecord;
    RecordId leftTailAt = 0; ///< rows from here on came after the tail was let go
    int keyGave = 0; ///< pixels, to the values
    bool keyByHand = false;
    bool sharing = false;
    bool applying = false;

    void build(MessagesView& view);
    void buildTable();
    void shareWidth();
    void connectAll(MessagesView& view);
    void connectOrder(MessagesView& view);
    void connectActions(MessagesView& view);
    void change(const std::function<void()>& rows);
    void tellFilter(MessagesView& view);
    void select();
    void showSelected();
    void restoreSelection();
    void selectRow(int row);
    void showCounts();
    [[nodiscard]] QString matchesText() const;
    [[nodiscard]] qint64 newRows() const;
    void copy(const QString& text) const;
    void copyJson() const;
    void copyKcat() const;
    void goToBookmark(int by);
    [[nodiscard]] std::optional<core::SlotOffset> committable() const;
    void offerCommit() const;
    void loadWhole();
    void stopLoading();
};

} // namespace headroom::ui
