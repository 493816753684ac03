// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/complaint.h"

#include <cerrno>
#include <cstdio>

#include <fmt/format.h>

namespace headroom::app {

std::string_view programName() noexcept { return program_invocation_short_name; }

void complain(std::string_view message) { fmt::print(stderr, "{}: {}\n", programName(), message); }

} // namespace headroom::app
