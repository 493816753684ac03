// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_undo.h"

#include <algorithm>

#include <QUndoCommand>

#include "core/settings/presets.h"
#include "core/settings/setting_codec.h"

namespace headroom::ui {
namespace {

constexpr int mostSteps = 200;
constexpr int typing = 1; ///< of QUndoCommand::id: steps that may be joined

class Step : public QUndoCommand {
public:
    Step(const QString& what, SettingEdits& edits, const std::function<void(const std::vector<std::size_t>&)>& shown, std::vector<RowChange> rows)
        : QUndoCommand(what), m_edits(edits), m_shown(shown), m_rows(std::move(rows))
    {
    }

    int id() const override { return m_rows.size() == 1 ? typing : -1; }
    void undo() override { type(&RowChange::before); }
    void redo() override { type(&RowChange::after); }
    bool mergeWith(const QUndoCommand* later) override
    {
        const auto* next = static_cast<const Step*>(later); // the same id, so the same class
        if (next->m_rows.front().row != m_rows.front().row || next->text() != text()) {
            return false;
        }
        m_rows.front().after = next->m_rows.front().after;
        setObsolete(m_rows.front().before == m_rows.front().after);
        return true;
    }

private:
    void type(std::string RowChange::* which)
    {
        std::vector<std::size_t> changed;
        for (const RowChange& one : m_rows) {
            (void)m_edits.type(one.row, one.*which); // a refusal is shown in the row
            changed.push_back(one.row);
        }
        m_shown(changed);
    }

    SettingEdits& m_edits;
    const std::function<void(const std::vector<std::size_t>&)>& m_shown;
    std::vector<RowChange> m_rows;
};

} // namespace

SettingUndo::SettingUndo(SettingEdits& edits, std::function<void(const std::vector<std::size_t>&)> shown, QObject* parent)
    : QUndoStack(parent), m_edits(edits), m_shown(std::move(shown))
{
    setUndoLimit(mostSteps);
}

void SettingUndo::change(const QString& what, std::vector<RowChange> rows)
{
    std::erase_if(rows, [](const RowChange& one) { return one.before == one.after; });
    if (!rows.empty()) {
        push(new Step(what, m_edits, m_shown, std::move(rows))); // the stack owns it
    }
}

void SettingUndo::type(std::size_t row, const std::string& text)
{
    if (core::isSecret(m_edits.rows()[row]) || text == m_edits.text(row)) { // nothing to take back
        (void)m_edits.type(row, text);
        m_shown({row});
        return;
    }
    change(tr("typing"), {to(row, text)});
}

void SettingUndo::reset(std::size_t row)
{
    if (core::isSecret(m_edits.rows()[row])) {
        type(row, {});
        return;
    }
    change(tr("reset"), {to(row, m_edits.defaultText(row))});
}

void SettingUndo::revertAll()
{
    std::vector<RowChange> changes;
    for (std::size_t row = 0; row < m_edits.rows().size(); ++row) {
        if (m_edits.changed(row) && !core::isSecret(m_edits.rows()[row])) {
            changes.push_back(to(row, m_edits.inForceText(row)));
        }
    }
    change(tr("revert"), std::move(changes));
    m_edits.revertAll(); // secrets, which cannot be brought back
}

void SettingUndo::fillIn(int preset)
{
    std::vector<RowChange> changes;
    const core::SettingRows rows = m_edits.rows();
    for (const core::PresetValue& value : core::presetTable()[static_cast<std::size_t>(preset)].values) {
        const auto found = std::ranges::find(rows, value.id, &core::SettingSpec::id);
        core::Settings scratch;
        if (found != rows.end() && core::parseSetting(scratch, *found, value.text)) {
            changes.push_back(to(static_cast<std::size_t>(found - rows.begin()), core::settingText(scratch, *found)));
        }
    }
    change(tr("preset"), std::move(changes));
}

} // namespace headroom::ui
