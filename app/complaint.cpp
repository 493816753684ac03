// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/complaint.h"

#include <cerrno>
#include <cstdio>
#include <limits>

#include <fmt/format.h>

#include "core/base/display_text.h"

namespace headroom::app {

std::string_view programName() noexcept { return program_invocation_short_name; }

void complain(std::string_view message)
{
    fmt::print(stderr, "{}: {}\n", programName(), core::displayText(message, std::numeric_limits<std::size_t>::max(), core::LineBreaks::keep));
}

} // namespace headroom::app
