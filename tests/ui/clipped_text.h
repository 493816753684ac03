// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QStringList>

class QWidget;

namespace headroom::test {

/// What cannot be read in a window: texts wider than their place, rows and widgets cut at an edge. One line each, for
/// people; empty when all is whole. Columns of free text, named by their table, may end in "…".
[[nodiscard]] QStringList clippedTexts(const QWidget& window, const QMap<QString, QList<int>>& freeColumns);

} // namespace headroom::test
