// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

namespace headroom::ui {

/// Draws the rows of the settings table: a line under each, and in the column `badgeColumn` the word of the item as a
/// rounded badge (its Qt::UserRole + 1 says whether it is a reconnect). Thread: GUI.
class SettingBadge : public QStyledItemDelegate {
    Q_OBJECT
public:
    static constexpr int reconnectRole = Qt::UserRole + 1;

    SettingBadge(int badgeColumn, QObject* parent);
    /// Pixels a word takes, with what is around it.
    [[nodiscard]] static int width(const QFontMetrics& metrics, const QString& word);
    /// A narrow column: the first letter of each word; its tooltip has the rest.
    void setInitialsOnly(bool on) { m_initialsOnly = on; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    int m_badgeColumn;
    bool m_initialsOnly = false;
};

} // namespace headroom::ui
