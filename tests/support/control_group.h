// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QString>
#include <QStringList>

#include "core/base/units.h"

namespace headroom::test {

/// A memory control group with a limit, below the one that HEADROOM_TEST_CGROUP names; removed when its members are gone.
class ControlGroup {
public:
    ControlGroup(const QString& parent, core::Bytes limit)
        : m_folder(parent + QStringLiteral("/headroom-test-%1").arg(QCoreApplication::applicationPid()))
    {
        const bool made = QDir().mkdir(m_folder);
        const QString first = m_folder + QStringLiteral("/memory.limit_in_bytes");
        QFile file(QFile::exists(first) ? first : m_folder + QStringLiteral("/memory.max"));
        const QByteArray text = QByteArray::number(static_cast<qint64>(limit));
        m_good = made && file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(text) == text.size();
    }
    ~ControlGroup() { QDir().rmdir(m_folder); }
    ControlGroup(const ControlGroup&) = delete;
    ControlGroup& operator=(const ControlGroup&) = delete;
    [[nodiscard]] bool good() const { return m_good; }
    /// Arguments of /bin/sh that let it join the group and become `program`; children join with it and count as well.
    [[nodiscard]] QStringList joinAndRun(const QStringList& program) const
    {
        return QStringList{QStringLiteral("-c"), QStringLiteral("echo $$ > '%1/cgroup.procs' && exec \"$@\"").arg(m_folder), QStringLiteral("sh")} + program;
    }

    /// Where groups can be made: as the environment says, else the root of version 1; empty: nowhere.
    [[nodiscard]] static QString parent()
    {
        const QString usual = QStringLiteral("/sys/fs/cgroup/memory");
        const QString parent = qEnvironmentVariable("HEADROOM_TEST_CGROUP", usual);
        return parent != usual || ControlGroup(parent, core::gib).good() ? parent : QString();
    }

private:
    QString m_folder;
    bool m_good = false;
};

} // namespace headroom::test
