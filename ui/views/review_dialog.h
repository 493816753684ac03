// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/settings/profile_review.h"

namespace headroom::ui {

/// Shows what a profile from somebody else would change, row by row, and what is refused and why; accepted() uses the rest.
/// Everything is shown as plain text. Thread: GUI.
class ReviewDialog : public QDialog {
    Q_OBJECT
public:
    ReviewDialog(const core::ProfileReview& review, const QString& file, QWidget* parent);
};

} // namespace headroom::ui
