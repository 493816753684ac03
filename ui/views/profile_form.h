// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QStringList>
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
    /// Names that are offered while one types a topic.
    void setTopics(const QStringList& names);
    void setTopic(const QString& name);

Q_SIGNALS:
    void changed();
    /// The topic is to be chosen from a list.
    void chooseTopicWanted();

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
    [[nodiscard]] QWidget* withChoice(QWidget* topic);
    [[nodiscard]] SettingEditor* topicEditor() const;

    std::vector<Row> m_rows;
    core::Settings m_base; ///< what the rows that are not shown keep
    QLabel* m_problem;
};

} // namespace headroom::ui
