// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QUndoStack>

#include "ui/forms/setting_edits.h"

namespace headroom::ui {

/// The text of one row before and after.
struct RowChange {
    std::size_t row;
    std::string before;
    std::string after;
};

/// What was typed, reset, reverted or taken from a preset, so that it can be taken back, also after it was applied: then
/// the earlier value waits to be applied again. Secrets are never kept. Thread: GUI. Bound: 200 steps.
class SettingUndo : public QUndoStack {
    Q_OBJECT
public:
    /// `shown` is called with the rows whose texts a step back or forth has changed.
    SettingUndo(SettingEdits& edits, std::function<void(const std::vector<std::size_t>&)> shown, QObject* parent);

    /// What the user types into a row; typing on in the same row belongs to the same step.
    void type(std::size_t row, const std::string& text);
    void reset(std::size_t row);
    /// All rows back to what is in force.
    void revertAll();
    /// Index into core::presetTable(). Rows that this form does not have are left out.
    void fillIn(int preset);

private:
    void change(const QString& what, std::vector<RowChange> rows);
    [[nodiscard]] RowChange to(std::size_t row, std::string text) const { return {row, m_edits.text(row), std::move(text)}; }

    SettingEdits& m_edits;
    std::function<void(const std::vector<std::size_t>&)> m_shown;
};

} // namespace headroom::ui
