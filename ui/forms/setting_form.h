// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QWidget>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/budget/memory_model.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

/// The settings panel, built from the table it is given: one editor per row (object name edit_<id>), value, effective
/// value, live or reconnect, share of the ceiling, and the detail of the selected row; over it the budget. Thread: GUI.
class SettingForm : public QWidget {
    Q_OBJECT
public:
    explicit SettingForm(core::SettingRows rows, QWidget* parent = nullptr);
    ~SettingForm() override;

    /// The settings in force (or to start with); pending edits of rows the user changed stay.
    void setInForce(const core::Settings& settings);
    /// Where a row's reset leads; without this call, the program's defaults.
    void setDefaults(const core::Settings& defaults);
    /// While a client runs, changes of reconnect rows restart it; `prefetched` bytes are then fetched again.
    void setRunning(bool running, core::Bytes prefetched);
    /// What the client reports for a client property; empty text when unknown.
    void setEffectiveSource(std::function<std::string(std::string_view clientProperty)> source);
    /// What the run really uses (demo defaults included), for rows the client does not know; null when none runs.
    void setInUse(std::shared_ptr<const core::Settings> settings);
    void refreshEffective();
    /// The ceiling in force (null: none yet) and what it was computed from; what is typed is forecast from the same.
    void setForecast(std::shared_ptr<const core::Forecast> forecast, const core::ModelInput& input);
    /// The values as edited now, validated.
    [[nodiscard]] core::Result<core::Settings> edited() const;
    [[nodiscard]] bool hasPendingChanges() const;
    /// Asks for what was typed (signal applyRequested); does nothing while a value is refused.
    void applyPending();
    void revert();
    /// Puts the cursor into the filter, or into the row with this id.
    void focusFilter();
    void focusRow(std::string_view id);

Q_SIGNALS:
    /// The user pressed Apply; the settings are valid. `reconnect` when a changed row needs a new client.
    void applyRequested(const headroom::core::Settings& settings, bool reconnect);
    /// Whether Apply can be pressed now.
    void appliable(bool can);
    void deriveRequested();
    void formulaRequested();

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void buildLayout();
    void refreshRows(const std::vector<std::size_t>& changed);
    void refreshAll();
    void showMark(std::size_t row);
    void refreshBar();
    void refreshShares();
    void showDetail();
    void resetCurrent();

    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
