// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/broker/slow_reader.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <chrono>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace headroom::test {

SlowReader::SlowReader(const QString& pipe, const QString& copy, int bytesPerMillisecond) : m_pace(bytesPerMillisecond)
{
    const QByteArray path = QFile::encodeName(pipe);
    if (::mkfifo(path.constData(), 0600) != 0)
        return;
    m_pipe = ::open(path.constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC); // does not wait for a writer
    m_copy = ::open(QFile::encodeName(copy).constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (good())
        m_thread = std::thread([this] { run(); });
}

SlowReader::~SlowReader()
{
    finish();
    if (m_pipe >= 0)
        ::close(m_pipe);
    if (m_copy >= 0)
        ::close(m_copy);
}

void SlowReader::finish()
{
    m_ending = true;
    if (m_thread.joinable())
        m_thread.join();
}

void SlowReader::run()
{
    using namespace std::chrono;
    std::array<char, 65536> buffer{};
    auto next = steady_clock::now();
    while (true) {
        const bool ending = m_ending; // asked before reading: what was written by then is read
        const auto size = ending ? buffer.size() : static_cast<std::size_t>(m_pace) * 2;
        const ssize_t count = ::read(m_pipe, buffer.data(), std::min(size, buffer.size()));
        if (count > 0 && ::write(m_copy, buffer.data(), static_cast<std::size_t>(count)) != count)
            return;
        if (count <= 0 && ending)
            return;
        if (!ending) { // the pace is the point; what was missed is not made up for
            next = std::max(next + milliseconds(2), steady_clock::now());
            std::this_thread::sleep_until(next);
        }
    }
}

} // namespace headroom::test
