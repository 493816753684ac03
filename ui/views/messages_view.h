// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "core/session/snapshot.h"

namespace headroom::ui {

/// Messages table with filter, follow tail and detail pane (text, JSON, hex, headers). Thread: GUI.
class MessagesView : public QWidget {
    Q_OBJECT
public:
    explicit MessagesView(QWidget* parent = nullptr);
    ~MessagesView() override;
    void apply(const std::shared_ptr<const core::Snapshot>& snapshot);
    /// Shows the newest row that is kept in the detail pane, as a click on it does.
    void selectNewest();
    /// Opens the window that exports kept or filtered rows; once.
    void openExport();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
