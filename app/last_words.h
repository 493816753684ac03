// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::app {

/// From here on a crash says one line on standard error before the process ends by its signal as it would have: out of
/// memory, when the system refuses 32 MiB more at that moment, else a defect. The client library does not check every
/// allocation, so running into a memory limit of the system can end it by a bad access.
/// Leaves alone a handler that is there already (sanitizers). Thread: main, before any other thread.
void sayLastWords() noexcept;

/// Besides standard error, to this open file; -1: no more. Thread: any.
void alsoWriteLastWordsTo(int file) noexcept;

} // namespace headroom::app
