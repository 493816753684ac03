// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace headroom::ui {

/// All that the core says to people: labels, help texts and words of its tables, and the sentences in its sources, which are
/// patterns of fmt where they are composed. Sorted, without repeats. `folder` is the folder core of the sources. For the tool that collects them
/// and for the test that none is without a translation.
[[nodiscard]] QStringList coreWords(const QString& folder);

} // namespace headroom::ui
