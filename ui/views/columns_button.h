// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QToolButton>

class QMenu;
class QTableView;

namespace headroom::ui {

/// Chooses the columns of a table, and what it is sorted by, from the keyboard too; the same menu opens on its header.
/// At least one column stays. Thread: GUI.
class ColumnsButton : public QToolButton {
    Q_OBJECT
public:
    /// `names` are the columns' stable ids, in the order of the model.
    ColumnsButton(QTableView& table, QStringList names, QWidget* parent = nullptr);

    /// The ids of the columns that are shown.
    [[nodiscard]] QStringList shown() const;
    /// Unknown ids are passed over; an empty list changes nothing.
    void setShown(const QStringList& names);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fillMenu();
    void drawIcon();
    void choose(int column, bool visible);

    QTableView& m_table;
    QStringList m_names;
    QMenu* m_menu;
};

} // namespace headroom::ui
