// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "core/base/units.h"

namespace headroom::core {

/// The memory limit of the container this process is in.
struct MemoryLimit {
    Bytes limit = unknownBytes; ///< the smallest on the way from our group to the root; unknownBytes: none, or not readable
    /// What that group uses of it and cannot give back: its usage less the file cache, which the kernel reclaims before it
    /// kills. unknownBytes when not readable.
    Bytes used = unknownBytes;
    std::string source; ///< the file the limit stands in, without the root; empty when there is none
};

/// Reads the limit from control groups of version 2, version 1 and both at once, nested ones included. `root` is the root
/// of the file tree ("/"; tests use another), under which proc/self/cgroup, proc/self/mountinfo and the mounts stand.
/// "max" and values of an exbibyte and more are no limit. Thread: any. Cost: a few small files, below 0.1 ms; call at 1 Hz.
[[nodiscard]] MemoryLimit readMemoryLimit(const std::string& root);

/// HEADROOM_CGROUP_ROOT when set (tests, or the host's tree mounted into a container), else "/".
[[nodiscard]] std::string cgroupRoot();

} // namespace headroom::core
