// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_port.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <random>
#include <string>

namespace headroom::test {
namespace {

constexpr int firstPort = 21000;
constexpr int lastPort = 29999;

bool canBind(int port)
{
    const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int one = 1; // Java sets it too: connections in TIME_WAIT do not disturb
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const bool bound = bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    close(descriptor);
    return bound;
}

} // namespace

TestPort::TestPort()
{
    std::mt19937 random(std::random_device{}());
    std::uniform_int_distribution<int> anyPort(firstPort, lastPort);
    const auto folder = std::filesystem::temp_directory_path();
    for (int attempt = 0; attempt < 200; ++attempt) {
        const int port = anyPort(random);
        const auto path = folder / ("headroom-test-port-" + std::to_string(port) + ".lock");
        const int lock = open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0666);
        if (lock < 0) {
            continue;
        }
        if (flock(lock, LOCK_EX | LOCK_NB) == 0 && canBind(port)) {
            m_port = port;
            m_lock = lock;
            return;
        }
        close(lock);
    }
}

TestPort::~TestPort()
{
    if (m_lock >= 0) {
        close(m_lock);
    }
}

} // namespace headroom::test
