// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QWidget>

#include "core/base/result.h"
#include "core/settings/setting_table.h"

class QLabel;

namespace headroom::ui {

class SettingEditor;

/// The rows of a connection that people fill in, each with the editor of its kind, and what is wrong with them. Rows that the
/// choices above make idle are disabled. Thread: GUI.
class ProfileForm : public QWidget {
    Q_OBJECT
public:
    ProfileForm(core::SettingRows rows, QWidget* parent);

    void show(const core::Settings& settings);
    /// As typed, valid also between rows; the error is the first problem.
    [[nodiscard]] core::Result<core::Settings> edited() const;
    void focusRow(const QString& id);

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Row {
        const core::SettingSpec* spec;
        SettingEditor* editor;
        QLabel* name;
    };
    void refresh();
    void colorProblem();

    std::vector<Row> m_rows;
    core::Settings m_base; ///< what the rows that are not shown keep
    QLabel* m_problem;
};

} // namespace headroom::ui
