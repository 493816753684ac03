// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

#include "core/guard/memory_guard.h"

namespace headroom::core {

/// All guards: off, observe, pause, adapt.
[[nodiscard]] std::span<const MemoryGuard> guardRegistry() noexcept;
/// The guard of a setting's value; the first row (off) for an unknown one.
[[nodiscard]] const MemoryGuard& findGuard(std::string_view id) noexcept;

} // namespace headroom::core
