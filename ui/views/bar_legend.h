// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace headroom::ui {

/// What the parts of a partition's bar mean, in words beside samples. Thread: GUI.
class BarLegend : public QWidget {
    Q_OBJECT
public:
    explicit BarLegend(QWidget* parent = nullptr);
};

} // namespace headroom::ui
