// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>

class QWidget;

namespace headroom::test {

/// What cannot be read in a window: texts wider than their place, rows and widgets cut at an edge. One line each, for
/// people; empty when all is whole. Columns of free text, named by their table, may end in "…".
[[nodiscard]] QStringList clippedTexts(const QWidget& window, const QMap<QString, QList<int>>& freeColumns);

/// Controls and texts of one parent that lie on each other, one line each; empty when none do. A place between two of
/// them is free to be shared: frames.
[[nodiscard]] QStringList overlaps(const QWidget& window);

/// Layers of the memory chart whose colour is not to be seen in a picture of it: an empty chart misses all.
[[nodiscard]] QStringList missingLayers(QWidget& chart);

} // namespace headroom::test
