// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include "core/session/snapshot.h"
#include "core/settings/setting_table.h"
#include "ui/charts/time_window.h"

class QWidget;

namespace headroom::ui {

/// What stands around the charts in a picture, so that it explains itself.
struct PictureText {
    QString title;    ///< what, of which topic and group
    QString settings; ///< those that decide the memory
    QString footer;   ///< the stretch shown, its date, versions
};

[[nodiscard]] PictureText pictureText(const core::Snapshot& snapshot, core::SettingRows rows, const TimeSpan& shown);

/// Charts with their words as people see them, in the colours of the theme. `area` is a shown widget. Thread: GUI.
/// Bound: four bytes a pixel.
[[nodiscard]] QImage chartImage(QWidget& area, const PictureText& text);
/// The same as an SVG file, sharp at any size. Empty when it could not be made.
[[nodiscard]] QByteArray chartSvg(QWidget& area, const PictureText& text);

} // namespace headroom::ui
