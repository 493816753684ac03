// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include <QWidget>

#include "core/kafka/consumer_port.h"
#include "core/session/snapshot.h"

class QAction;

namespace headroom::ui {

/// The commit board: per partition offsets, lag and risk, the big commit button, last outcome, history. Thread: GUI.
class CommitView : public QWidget {
    Q_OBJECT
public:
    /// The big button (commitBatchButton2) mirrors this action; mode changes go out as a signal.
    explicit CommitView(QAction* commitAction, QWidget* parent = nullptr);
    ~CommitView() override;
    void apply(const std::shared_ptr<const core::Snapshot>& snapshot);

Q_SIGNALS:
    /// "manual", "batch", "interval" or "auto"; seconds only for interval.
    void commitModeRequested(const QString& mode, int intervalSeconds);
    /// What is processed on these partitions only is to be committed.
    void commitWanted(const std::vector<headroom::core::SlotOffset>& upTo);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
