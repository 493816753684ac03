// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QDir>
#include <QPixmap>
#include <QTest>
#include <QWidget>

#include "headroom_paths.h"
#include "ui/theme/theme.h"

namespace headroom::tests {

/// Saves what a view looks like in both themes as pictures/<name>-<theme>.png of the build folder, and comes back to
/// light. False when a picture could not be made.
[[nodiscard]] inline bool savePictures(QWidget& view, const QString& name, QSize size)
{
    const QDir folder(QStringLiteral(HEADROOM_BUILD_DIR "/pictures"));
    bool saved = folder.mkpath(QStringLiteral("."));
    view.resize(size);
    view.show();
    for (const bool dark : {true, false}) {
        ui::applyTheme(*qApp, dark ? ui::ThemeMode::dark : ui::ThemeMode::light);
        QCoreApplication::processEvents();
        const QString file = folder.filePath(QStringLiteral("%1-%2.png").arg(name, dark ? QStringLiteral("dark") : QStringLiteral("light")));
        saved = view.grab().save(file) && saved;
    }
    return saved;
}

} // namespace headroom::tests
