// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/child_process.h"

#include <QDeadlineTimer>
#include <QProcessEnvironment>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace headroom::test {

ChildProcess::ChildProcess()
{
    m_process.setProcessEnvironment(QProcessEnvironment::systemEnvironment());
    m_process.setStandardInputFile(QProcess::nullDevice());
    const pid_t parent = getpid();
    m_process.setChildProcessModifier([parent] {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) {
            _exit(127); // the parent died before the signal was armed
        }
        setpgid(0, 0); // Ctrl-C in the test's terminal is the test's, not the child's
    });
}

ChildProcess::~ChildProcess()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(10'000);
    }
}

void ChildProcess::setEnvironment(const QString& name, const QString& value)
{
    auto environment = m_process.processEnvironment();
    environment.insert(name, value);
    m_process.setProcessEnvironment(environment);
}

bool ChildProcess::start(const QString& program, const QStringList& arguments)
{
    m_output.clear();
    m_error.clear();
    m_process.start(program, arguments);
    return m_process.waitForStarted(10'000);
}

void ChildProcess::signal(int number)
{
    if (m_process.state() == QProcess::Running && m_process.processId() > 0) {
        ::kill(static_cast<pid_t>(m_process.processId()), number);
    }
}

std::optional<int> ChildProcess::waitForEnd(Deadline deadline)
{
    if (m_process.state() != QProcess::NotRunning &&
        !m_process.waitForFinished(static_cast<int>(deadline.count()))) {
        collect();
        return std::nullopt;
    }
    collect();
    const int code = m_process.exitCode();
    return m_process.exitStatus() == QProcess::CrashExit ? 128 + code : code;
}

bool ChildProcess::waitUntil(const std::function<bool()>& condition, Deadline deadline)
{
    const QDeadlineTimer timer(deadline);
    while (!condition()) {
        if (!running()) {
            return condition(); // its last words may have made it true
        }
        if (timer.hasExpired()) {
            return false;
        }
        m_process.waitForReadyRead(20);
        collect();
    }
    return true;
}

bool ChildProcess::running()
{
    // Without an event loop the state only moves when somebody waits.
    if (m_process.state() != QProcess::NotRunning) {
        m_process.waitForFinished(0);
    }
    collect();
    return m_process.state() != QProcess::NotRunning;
}

QByteArray ChildProcess::standardOutput()
{
    collect();
    return m_output;
}

QByteArray ChildProcess::standardError()
{
    collect();
    return m_error;
}

void ChildProcess::collect()
{
    m_output += m_process.readAllStandardOutput();
    m_error += m_process.readAllStandardError();
}

} // namespace headroom::test
