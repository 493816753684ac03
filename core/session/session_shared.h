// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/base/bounded_queue.h"
#include "core/session/command.h"
#include "core/session/session.h"
#include "core/session/snapshot.h"
#include "core/session/timeline.h"

// Private to core/session.

namespace headroom::core {

/// All that facade and worker share. One mutex guards the one-slot box (and what the client said of its settings); the
/// command queue has its own; nothing is called while holding either.
struct SessionShared {
    enum class Stop : std::uint8_t { no, clean, force };

    BoundedQueue<PostedCommand> commands{64};
    std::atomic<std::uint64_t> nextRequest{1};
    std::atomic<Stop> stop{Stop::no};
    std::atomic<StopCommit> stopCommit{StopCommit::bySetting};

    std::shared_ptr<Timeline> timeline; ///< of the last run; its worker's, and the next one's after it

    std::mutex mutex;
    std::condition_variable endedChanged;
    bool ended = true;
    std::shared_ptr<const Snapshot> box = std::make_shared<const Snapshot>();
    std::map<std::string, std::string, std::less<>> effective; ///< client property -> value in force

    void publish(std::shared_ptr<const Snapshot> snapshot)
    {
        const std::scoped_lock lock(mutex);
        box.swap(snapshot); // the old one is destroyed after the lock is released
    }
};

} // namespace headroom::core
