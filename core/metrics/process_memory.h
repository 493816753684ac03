// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/base/units.h"

namespace headroom::core {

/// One reading of a process's memory from /proc. unknownBytes where the kernel did not tell.
struct ProcessMemory {
    Bytes rss = unknownBytes;      ///< VmRSS / statm resident
    Bytes rssAnon = unknownBytes;
    Bytes rssFile = unknownBytes;  ///< file-backed and shared memory
    Bytes peakRss = unknownBytes;  ///< VmHWM; seen below VmRSS at start, so readers take the larger
};

/// RSS only, from statm (5-10 us): for every tick.
[[nodiscard]] Result<Bytes> readRss();
/// All fields, from /proc/<pid>/status (11-15 us); pid 0 is this process.
[[nodiscard]] Result<ProcessMemory> readProcessMemory(int pid = 0);
/// Lets this process's peak begin anew at its RSS of now, for a program with several runs: each has its own peak. False where
/// the kernel does not (it takes a mounted /proc): the peak is then that of all of them. proc(5), clear_refs.
bool restartPeak();
/// User and system CPU time of this process, seconds.
[[nodiscard]] double processCpuSeconds();

/// The C library's heap, all arenas (glibc 2.36 mallinfo2; 0.1-0.2 ms).
struct HeapInfo {
    Bytes inUse = unknownBytes;   ///< uordblks + hblkhd
    Bytes free = unknownBytes;    ///< fordblks: kept from the system until trimmed
};
[[nodiscard]] HeapInfo readHeap();
/// In use of the main arena only, which is where the main thread allocates: in a program with a window, the window's heap.
/// unknownBytes where the C library does not tell. Costs as much as readHeap().
[[nodiscard]] Bytes mainThreadHeap();

/// What one malloc_trim(0) gave back.
struct TrimResult {
    Bytes before = unknownBytes; ///< RSS; unknownBytes where it could not be read
    Bytes after = unknownBytes;
    double milliseconds = 0;
    [[nodiscard]] Bytes returned() const noexcept { return before == unknownBytes || after == unknownBytes ? unknownBytes : before > after ? before - after : 0; }
};
[[nodiscard]] TrimResult trimHeap();

/// While one lives, what is freed at the end of an arena goes back to the system at once, not from 8 MiB on: malloc_trim()
/// gives back the main arena's end only, and each broker thread of the client has an arena of its own. For moments in
/// which much is given back: a pause, the end of a client. Thread: any; several may live at once.
class EagerReturn {
public:
    EagerReturn() noexcept;
    ~EagerReturn();
    EagerReturn(const EagerReturn&) = delete;
    EagerReturn& operator=(const EagerReturn&) = delete;
};

/// Fixes M_MMAP_THRESHOLD at 4 MiB and M_TRIM_THRESHOLD at 8 MiB: larger buffers go back to the system at once, smaller
/// ones, which most responses are, are used again without new page faults and come back with a trim. At 128 KiB the client
/// reached 0.56..0.88 of a plain loop's rate on 1 KiB and 100 KiB records, at 4 MiB 0.91..1.04, with 1..2 MiB more at the peak.
/// Call first in main, before any thread.
void fixMmapThreshold() noexcept;

} // namespace headroom::core
