// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace headroom::test {

/// Whether a sanitizer is built in. Such a program needs several times the memory, so that what it says of a budget
/// means nothing; all else it says holds.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool instrumented = true;
#else
inline constexpr bool instrumented = false;
#endif

/// Factor for every bar on time: instrumented code is several times slower, and two such programs share the machine.
inline constexpr int slowdown = instrumented ? 10 : 1;

} // namespace headroom::test
