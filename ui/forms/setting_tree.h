// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QTreeWidget>

#include "core/settings/setting_table.h"

namespace headroom::ui {

class SettingEditor;

/// The table of the settings panel: grouped rows, an editor in each, search by any client's name, and the keys to walk
/// it. Knows how rows look, not what they mean. Thread: GUI.
class SettingTree : public QTreeWidget {
    Q_OBJECT
public:
    explicit SettingTree(core::SettingRows rows, QWidget* parent = nullptr);

    /// The value of a row as text.
    void showText(int row, const QString& text);
    /// How a row stands.
    struct Mark {
        bool changed = false; ///< waits to be applied
        bool refused = false;
        bool isDefault = false;
        QString defaultText;
    };
    void showMark(int row, const Mark& mark);
    /// What the run uses; `why` it is not what the form says is in force, empty when it is.
    void showEffective(int row, const QString& text, const QString& why);
    /// What the row contributes to the ceiling, in MiB.
    void showShare(int row, const QString& text);
    /// Pixels from the right edge of the table to the end of that column.
    [[nodiscard]] int shareInset() const;
    /// Hides the rows that do not hold all of the words.
    void filter(const QString& words);
    /// What the run uses where it differs, and why; else empty.
    [[nodiscard]] QString differentInUse(int row) const;
    /// The selected row's index in the table, -1 for none or a group.
    [[nodiscard]] int currentRow() const;
    /// Selects the row and puts the cursor into its editor.
    void editRow(int row);

Q_SIGNALS:
    void edited(int row, const QString& text);
    void currentRowChanged(int row);
    /// Backspace: the current row's default is wanted.
    void resetRequested();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void buildHeader();
    void fitColumns();
    [[nodiscard]] int nameWidth() const;
    void expandFirst();
    void addRow(int row, QTreeWidgetItem* group);
    bool editorKey(QObject* editor, int key);
    void step(int by);

    core::SettingRows m_rows;
    std::vector<SettingEditor*> m_editors;
    std::vector<QTreeWidgetItem*> m_items;
    std::vector<QString> m_haystacks;
};

} // namespace headroom::ui
