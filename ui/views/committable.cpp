// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/committable.h"

#include <algorithm>
#include <iterator>

#include "core/base/number_format.h"
#include "ui/models/cell_text.h"
#include "ui/views/commit_view.h"

namespace headroom::ui {

std::vector<core::PartitionRow> committableRows(const core::Snapshot& snapshot)
{
    std::vector<core::PartitionRow> rows;
    std::ranges::copy_if(snapshot.partitions, std::back_inserter(rows), [](const core::PartitionRow& row) { return row.owned && row.repeatRisk > 0; });
    return rows;
}

Committable sumOf(const std::vector<core::PartitionRow>& rows)
{
    Committable sum;
    for (const core::PartitionRow& row : rows) {
        sum.messages += row.repeatRisk;
        ++sum.partitions;
    }
    return sum;
}

QString commitRefusal(const core::Snapshot& snapshot)
{
    switch (snapshot.state) {
    case core::SessionState::running:
    case core::SessionState::paused:
        break;
    case core::SessionState::connecting:
        return CommitView::tr("nothing to commit: still joining the group");
    case core::SessionState::stopping:
        return CommitView::tr("stopping: what is processed is committed by the policy for quitting");
    default:
        return CommitView::tr("nothing to commit: not running");
    }
    if (snapshot.brokerAwaySince) {
        return CommitView::tr("no broker since %1: nothing can be committed until it is back").arg(fromUtf8(core::formatClock(*snapshot.brokerAwaySince)).left(8));
    }
    if (!committableRows(snapshot).empty()) {
        return {};
    }
    return snapshot.lossRisk > 0 ? CommitView::tr("nothing to commit: auto commit is ahead of what is processed")
                                 : CommitView::tr("nothing to commit: all processed messages are committed");
}

} // namespace headroom::ui
