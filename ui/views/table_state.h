// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSettings;
class QWidget;

namespace headroom::ui {

/// Keeps the order and width of the columns of messages, commit board and events. Thread: GUI.
void saveTables(QSettings& state, const QWidget& window);
/// As they were kept; a table whose columns are other ones by now stays as it is.
void restoreTables(const QSettings& state, const QWidget& window);

} // namespace headroom::ui
