// SPDX-License-Identifier: GPL-3.0-or-later
// measured_child RESULT DATA_LIMIT PROGRAM ARGUMENT...: runs a program and writes its exit code (128 + signal) and its peak
// resident set in bytes to RESULT, as the kernel counted them. DATA_LIMIT in bytes bounds its heap (RLIMIT_DATA); 0: none.
// A process of its own, because the kernel's peak of a child begins with the size of the process that forked it.
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

constexpr int ownFailure = 125;

[[noreturn]] void become(pid_t parent, rlim_t limit, char** command)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(ownFailure);
    const rlimit bound{limit, limit};
    const rlimit noCore{0, 0};
    setrlimit(RLIMIT_CORE, &noCore);
    if (limit > 0 && setrlimit(RLIMIT_DATA, &bound) != 0)
        _exit(ownFailure);
    execv(command[0], command);
    _exit(ownFailure);
}

pid_t watched = 0;

} // namespace

int main(int argc, char** argv)
{
    if (argc < 4) {
        fmt::print(stderr, "measured_child RESULT DATA_LIMIT PROGRAM ARGUMENT...\n");
        return ownFailure;
    }
    const pid_t self = getpid();
    watched = fork();
    if (watched == 0)
        become(self, std::strtoull(argv[2], nullptr, 10), argv + 3);
    for (const int number : {SIGINT, SIGTERM}) // meant for the program
        signal(number, [](int which) { kill(watched, which); });
    int status = 0;
    rusage usage{};
    while (wait4(watched, &status, 0, &usage) < 0 && errno == EINTR) { }
    const int code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    std::FILE* result = std::fopen(argv[1], "w");
    if (result == nullptr)
        return ownFailure;
    fmt::print(result, "{{\"code\": {}, \"peak_bytes\": {}}}\n", code, usage.ru_maxrss * 1024);
    return std::fclose(result) == 0 ? code : ownFailure;
}
