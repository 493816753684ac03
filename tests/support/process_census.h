// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

namespace headroom::test {

/// What a process has open: nothing of it may be left when a session has ended.
struct ProcessCensus {
    int threads = 0;
    int descriptors = 0;
    int children = 0;

    /// Of this process, now.
    [[nodiscard]] static ProcessCensus now();
    bool operator==(const ProcessCensus&) const = default;
};

/// The highest RSS of this process since resetPeakRss(), as the kernel counted it.
[[nodiscard]] core::Bytes peakRss();
/// False where the kernel does not allow it: then peakRss() is that of the whole run.
bool resetPeakRss();

} // namespace headroom::test
