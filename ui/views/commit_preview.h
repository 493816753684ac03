// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QDialog>

#include "core/kafka/consumer_port.h"
#include "core/session/snapshot.h"

namespace headroom::ui {

/// What a commit would do, partition by partition, before it is done: from the committed offset to behind the last processed
/// message, as they stood when it was opened. What is confirmed is exactly what was shown. Thread: GUI.
class CommitPreview : public QDialog {
    Q_OBJECT
public:
    /// Of rows with something to commit; `selected` says that the user chose them.
    CommitPreview(const std::vector<core::PartitionRow>& rows, bool selected, QWidget* parent);

Q_SIGNALS:
    void confirmed(const std::vector<headroom::core::SlotOffset>& upTo);
};

} // namespace headroom::ui
