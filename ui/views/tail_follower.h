// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

#include <QObject>
#include <QPersistentModelIndex>

class QCheckBox;
class QTableView;

namespace headroom::ui {

class NewRowsButton;

/// Keeps a growing table at its end, or the rows in view where they are. The check box says which: scrolling up or
/// selecting a row releases it, End takes it up again; while it is released, a button counts what arrives. Call beginUpdate and endUpdate around each change of the rows.
/// Thread: GUI.
class TailFollower : public QObject {
    Q_OBJECT
public:
    TailFollower(QTableView& table, QCheckBox& check);

    void beginUpdate();
    void endUpdate();
    [[nodiscard]] bool following() const;
    /// At the end from now on.
    void follow();
    /// What the button counts from here on, until it is at the end again.
    void setNewRows(qint64 count);
    /// What a click on the button does instead of following; an empty one: follow.
    void setTakeNewRows(std::function<void()> take) { m_takeNewRows = std::move(take); }

private:
    void rowsCame(qint64 count);
    void toEnd();
    void scrolled(int value);
    void userSelected();

    QTableView& m_table;
    QCheckBox& m_check;
    std::vector<QPersistentModelIndex> m_inView; ///< the rows in view when the update began, from the top
    NewRowsButton* m_newRows;
    std::function<void()> m_takeNewRows;
    bool m_updating = false;
};

} // namespace headroom::ui
