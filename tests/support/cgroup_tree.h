// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QTemporaryDir>

#include "core/base/units.h"

namespace headroom::test {

/// A file tree that looks like a machine whose memory control group (version 2) has a limit. Thread: one.
class CgroupTree {
public:
    CgroupTree(core::Bytes limit, core::Bytes used)
    {
        write("proc/self/cgroup", "0::/app\n");
        write("proc/self/mountinfo", "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n");
        setLimit(limit);
        setUsed(used);
    }
    void setLimit(core::Bytes limit) { write("sys/fs/cgroup/app/memory.max", QByteArray::number(static_cast<qint64>(limit)) + "\n"); }
    void setUsed(core::Bytes used) { write("sys/fs/cgroup/app/memory.current", QByteArray::number(static_cast<qint64>(used)) + "\n"); }
    [[nodiscard]] std::string root() const { return m_folder.path().toStdString(); }

private:
    void write(const char* path, const QByteArray& text) // replaced at once: a reader never sees half a number
    {
        const QString full = m_folder.filePath(QString::fromLatin1(path));
        QDir().mkpath(QFileInfo(full).path());
        QSaveFile file(full);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size() || !file.commit())
            qFatal("cannot write %s", qPrintable(full));
    }
    QTemporaryDir m_folder;
};

} // namespace headroom::test
