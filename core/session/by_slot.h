// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <vector>

#include "core/kafka/batch.h"

// Private to core/session.

namespace headroom::core {

/// A slot's entry in a list that grows as slots come.
template <class T>
T& bySlot(std::vector<T>& list, Slot slot, T missing)
{
    const auto index = static_cast<std::size_t>(slot);
    if (index >= list.size())
        list.resize(index + 1, missing);
    return list[index];
}

} // namespace headroom::core
