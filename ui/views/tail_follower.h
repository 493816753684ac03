// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QObject>
#include <QPersistentModelIndex>

class QCheckBox;
class QTableView;

namespace headroom::ui {

/// Keeps a growing table at its end, or the rows in view where they are. The check box says which: scrolling up or
/// selecting a row releases it, End takes it up again. Call beginUpdate and endUpdate around each change of the rows.
/// Thread: GUI.
class TailFollower : public QObject {
    Q_OBJECT
public:
    TailFollower(QTableView& table, QCheckBox& check);

    void beginUpdate();
    void endUpdate();
    [[nodiscard]] bool following() const;

private:
    void toEnd();
    void scrolled(int value);
    void userSelected();

    QTableView& m_table;
    QCheckBox& m_check;
    std::vector<QPersistentModelIndex> m_inView; ///< the rows in view when the update began, from the top
    bool m_updating = false;
};

} // namespace headroom::ui
