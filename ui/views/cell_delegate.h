// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QIcon>
#include <QStyledItemDelegate>

#include "ui/models/cell_roles.h"

namespace headroom::ui {

/// The theme colour of a tone.
[[nodiscard]] QColor toneColor(Tone tone, const QPalette& palette);

/// Gives cells the colour of their tone and the drawing of their glyph, for all our tables. Thread: GUI.
/// Bound: one small picture per glyph, colour and scale.
class CellDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    explicit CellDelegate(QObject* parent = nullptr);

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    [[nodiscard]] QIcon glyphIcon(Glyph glyph, const QColor& color, int side, double scale) const;

    mutable QHash<quint64, QIcon> m_icons;
};

} // namespace headroom::ui
