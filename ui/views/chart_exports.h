// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include "core/settings/setting_table.h"
#include "ui/views/file_job.h"

class QWidget;

namespace headroom::ui {

class BannerStack;
class MemoryView;

/// Takes out of the window what its charts show: as a picture into a file or the clipboard, as series into a file. How it
/// went is said in a banner. Thread: GUI. Bound: one file at a time.
class ChartExports : public QObject {
    Q_OBJECT
public:
    ChartExports(MemoryView& charts, core::SettingRows rows, BannerStack& banners, QWidget* window);

    void savePicture();
    void copyPicture();
    void exportSeries();

    enum class Kind { png, svg, windowPng };
    /// As after the choice of a file.
    void savePictureTo(const QString& path, Kind kind);

private:
    void say(bool ok, const QString& words);

    MemoryView& m_charts;
    const core::SettingRows m_rows;
    BannerStack& m_banners;
    QWidget* m_window;
    FileJob m_job;
    QString m_path; ///< of the picture that is written
};

} // namespace headroom::ui
