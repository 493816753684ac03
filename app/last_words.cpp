// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/last_words.h"

#include <atomic>
#include <csignal>
#include <cstddef>
#include <string_view>

#include <sys/mman.h>
#include <unistd.h>

#include "app/complaint.h"

namespace headroom::app {
namespace {

constexpr std::size_t probeBytes = 32U << 20U;
constexpr std::string_view outOfMemory =
    ": out of memory: the system gives this process no more (ulimit, or the machine is full). What the broker sent needed more than was left. "
    "What was not committed will be delivered again. Raise the limit, or lower queued-min-messages, queued-max-messages-kbytes and the fetch limits.\n";
constexpr std::string_view defect =
    ": ended by a defect of this program or of the Kafka client. What was not committed will be delivered again. Please report it.\n";

std::atomic<int> trace{-1};
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler reads it");

// Only async-signal-safe calls: the heap may be what is broken.
void speak(int signal)
{
    void* probe = mmap(nullptr, probeBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    const std::string_view words = probe == MAP_FAILED ? outOfMemory : defect; // NOLINT: the macro is a C cast
    for (const std::string_view part : {std::string_view("\n"), programName(), words})
        static_cast<void>(!write(STDERR_FILENO, part.data(), part.size()));
    if (const int file = trace; file >= 0)
        static_cast<void>(!write(file, words.data() + 2, words.size() - 2)); // without the colon
    raise(signal); // comes once this handler has returned; the handler is gone by then
}

} // namespace

void alsoWriteLastWordsTo(int file) noexcept { trace = file; }

void sayLastWords() noexcept
{
    struct sigaction ours {};
    ours.sa_handler = speak;
    ours.sa_flags = static_cast<int>(SA_RESETHAND); // the next one ends the process
    sigemptyset(&ours.sa_mask);
    for (const int signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) {
        struct sigaction before {};
        if (sigaction(signal, nullptr, &before) == 0 && before.sa_handler == SIG_DFL) // NOLINT: the macro is a C cast
            sigaction(signal, &ours, nullptr);
    }
}

} // namespace headroom::app
