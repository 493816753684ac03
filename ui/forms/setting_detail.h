// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include "core/settings/setting_table.h"

class QLabel;
class QPushButton;

namespace headroom::ui {

/// Everything about one row in words: meaning, allowed values, default, its names in other clients, its share of the
/// ceiling, and why a typed value is refused. Scrolls rather than take the table's room. Thread: GUI.
class SettingDetail : public QScrollArea {
    Q_OBJECT
public:
    explicit SettingDetail(QWidget* parent = nullptr);

    void showRow(const core::SettingSpec& row, const QString& defaultText, bool isDefault, const QString& refusal);
    /// What the run uses, where that is not what the form says.
    void showInUse(const QString& text);
    /// How the row's share of the ceiling comes about.
    void showShare(const QString& formula);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void resetRequested();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QLabel* makeLabel(const char* name);

    QWidget* m_page;
    QLabel* m_title;
    QLabel* m_range;
    QLabel* m_meaning;
    QLabel* m_default;
    QLabel* m_inUse;
    QLabel* m_names;
    QLabel* m_share;
    QLabel* m_refusal;
    QPushButton* m_reset;
};

} // namespace headroom::ui
