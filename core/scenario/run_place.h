// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/scenario/figures.h"
#include "core/settings/settings.h"

namespace headroom::core {

/// One run to be made: a row of the table, and what the player has put into it.
struct RunOrder {
    int scenario = 0;
    std::string run;      ///< name in the table
    Settings settings;    ///< complete, `bootstrapServers` resolved, a fresh group
    double warmUp = 3;    ///< seconds
    double measured = 10; ///< seconds
    Bytes share = 0;      ///< budget above the baseline, put in force once that is known; 0: as the settings say
    bool readsOn = false; ///< the second process after a kill: no steps, no kill
};

/// What is known of a run once it is over, beside its samples.
struct RunEnd {
    Continuity processed;
    std::vector<CeilingShare> ceiling;
    bool killed = false;
};

/// Where runs take place: in a process of their own, or in the session of a window. One run at a time.
/// Thread: one, which outlives it. Nothing waits.
class RunPlace {
public:
    using OnSample = std::function<void(const RunSample&)>; ///< from step(), about ten times a second

    RunPlace() = default;
    virtual ~RunPlace() = default; ///< ends the run
    RunPlace(const RunPlace&) = delete;
    RunPlace& operator=(const RunPlace&) = delete;

    /// Fails when the run cannot be started.
    [[nodiscard]] virtual Result<void> begin(const RunOrder& order, OnSample onSample) = 0;
    /// Looks, acts when something is due, hands out new samples; a value when the run is over. 20 times a second.
    /// Fails when the run ended otherwise than it should.
    [[nodiscard]] virtual Result<std::optional<RunEnd>> step() = 0;

    /// Whether the run waits for next() at the end of its measured time, and after each step. Its samples then belong to
    /// no phase. A place of which nobody sees anything never does.
    virtual void setPaced(bool paced) { static_cast<void>(paced); }
    [[nodiscard]] virtual bool waiting() const { return false; }
    virtual void next() {}
    /// Something that was done to the run from outside, for whoever watches it.
    virtual void note(const std::string& text) { static_cast<void>(text); }
};

} // namespace headroom::core
