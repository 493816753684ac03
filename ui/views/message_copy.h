// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

#include "core/settings/settings.h"
#include "ui/models/record_bookmarks.h"
#include "ui/models/record_table_model.h"

class QTableView;

namespace headroom::ui {

/// The visible cells of a row as the screen shows them, tabs between them.
[[nodiscard]] QString rowAsText(const QTableView& table, int row);
/// One line of the NDJSON export: what is kept of the record, byte for byte.
[[nodiscard]] QString recordAsJson(const RecordTableModel::Record& record, const RecordPlace& place);
/// A command for a shell that reads this one record from the broker with kcat. Secrets stay out: they are named as shell
/// variables that have to be set.
[[nodiscard]] QString kcatCommand(const core::Settings& settings, const RecordPlace& place);

} // namespace headroom::ui
