// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

#include "tests/support/snapshot_builder.h"
#include "tests/ui/raw_page.h"
#include "ui/models/record_table_model.h"
#include "ui/views/messages_view.h"

namespace headroom::tests {

/// A shown view and its parts.
struct MessagesStage {
    ui::MessagesView view;
    QTableView* table = view.findChild<QTableView*>(QStringLiteral("messagesTable"));
    QCheckBox* tail = view.findChild<QCheckBox*>(QStringLiteral("tailCheck"));
    QLineEdit* filter = view.findChild<QLineEdit*>(QStringLiteral("messageFilter"));
    QTabWidget* tabs = view.findChild<QTabWidget*>(QStringLiteral("detailTabs"));
    QScrollBar* bar = table->verticalScrollBar();

    explicit MessagesStage(QSize size = {1440, 300})
    {
        view.resize(size);
        view.show();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] QString label(const char* name) const { return view.findChild<QLabel*>(QLatin1String(name))->text(); }
    [[nodiscard]] QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
    [[nodiscard]] QString offsetAt(int y) const { return cell(table->rowAt(y), ui::RecordTableModel::offsetColumn); }
    [[nodiscard]] QString selectedOffset() const
    {
        const QModelIndexList rows = table->selectionModel()->selectedRows(ui::RecordTableModel::offsetColumn);
        return rows.isEmpty() ? QString() : rows.front().data().toString();
    }
    void click(int row) const
    {
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(table->model()->index(row, 4)).center());
    }
    template <class T>
    [[nodiscard]] T* find(const char* name) const
    {
        return view.findChild<T*>(QLatin1String(name));
    }
    [[nodiscard]] bool atEnd() const { return bar->value() == bar->maximum(); }
};

[[nodiscard]] inline std::shared_ptr<const core::Snapshot> snapshotOf(const std::vector<RawRecord>& records)
{
    SnapshotBuilder builder;
    builder.partitions(2);
    builder.edit().pages = {rawPage(1, records)};
    return builder.build();
}

} // namespace headroom::tests
