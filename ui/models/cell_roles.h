// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

#include <QMetaType>

namespace headroom::ui {

/// What the cells of all our tables say besides their text. The view turns tone and glyph into theme colours and
/// drawings, so models know neither palette nor font.
enum CellRole : int {
    SortRole = Qt::UserRole, ///< the raw number or text behind a formatted cell
    ToneRole,                ///< a Tone
    GlyphRole,               ///< a Glyph drawn before the text
    RowIdRole,               ///< qint64 that names the row for the life of the model
    BarRole,                 ///< a PartitionBar
};

/// How a text is coloured; never the only carrier of a meaning.
enum class Tone { normal, dim, ok, info, adapt, risk, error };

/// The drawing before a text.
enum class Glyph { none, inBatch, processed, committed, ok, question, warning, error, waiting, guard, bookmark };

} // namespace headroom::ui

Q_DECLARE_METATYPE(headroom::ui::Tone)
Q_DECLARE_METATYPE(headroom::ui::Glyph)
