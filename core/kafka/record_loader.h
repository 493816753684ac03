// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "core/base/result.h"
#include "core/base/units.h"
#include "core/kafka/batch.h"
#include "core/settings/setting_table.h"

namespace headroom::core {

/// One record's value, read again from the broker.
struct LoadedRecord {
    std::string value;
    bool valueIsNull = false;
    std::int64_t timestampMs = -1;
    Bytes valueSize = 0; ///< on the broker; more than value holds when it is larger than what was allowed
};

struct LoadLimits {
    Bytes bytes = 1 * mib; ///< of the value that are kept; the client holds the whole stored batch meanwhile
    Milliseconds time{10'000};
};

/// Reads one offset of one partition, in no group and without committing, with a client of its own. Blocks: not on the
/// thread of the window. Ends after `limits.time` at the latest, and some 300 ms after `cancelled` first says so. Fails
/// when no broker answers, or with offsetLost when the record is not there any more (deleted, compacted, or the offset was
/// never written). The demo broker must be resolved to its address. Texts hold no secret.
[[nodiscard]] Result<LoadedRecord> loadRecord(SettingRows rows, const Settings& settings, const TopicPartition& place, Offset offset, const LoadLimits& limits,
                                              const std::function<bool()>& cancelled);

} // namespace headroom::core
