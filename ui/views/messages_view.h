// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QStringList>
#include <QWidget>

#include "core/kafka/consumer_port.h"
#include "core/session/snapshot.h"

namespace headroom::ui {

/// Messages table with filter, columns, order, follow tail, bookmarks and detail pane (text, JSON, hex, headers).
/// Thread: GUI.
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
    /// Takes the button away, for good.
    void forbidExport();
    /// The ids of the columns that are shown; for keeping them.
    [[nodiscard]] QStringList columns() const;
    void setColumns(const QStringList& names);

Q_SIGNALS:
    /// The run should test all messages with this filter, and count them or keep only those that match. Comes again until
    /// a snapshot says so.
    void filterWanted(const headroom::core::ViewFilter& filter);
    /// The kept rows should go.
    void clearWanted();
    /// The run should begin anew at the earliest messages, or where the user says.
    void startAtEarliestWanted();
    void startPositionWanted();
    /// What is processed on that partition up to there is to be committed.
    void commitWanted(const headroom::core::SlotOffset& upTo);

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
