// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace headroom::app {

/// "headroom" or "headroom-cli": what was started, in the words of who started it. Async-signal-safe. Thread: any.
[[nodiscard]] std::string_view programName() noexcept;

/// "headroom-cli: message" as a line on standard error; what would act on a terminal is marked, whoever wrote it. Thread: any.
void complain(std::string_view message);

} // namespace headroom::app
