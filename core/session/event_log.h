// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/base/redactor.h"
#include "core/base/result.h"
#include "core/session/snapshot.h"
#include "core/session/timeline.h"

namespace spdlog {
class logger;
}

namespace headroom::core {

/// What happened in a session: events, distinct errors and command outcomes, each bounded, the oldest going first. The door
/// through which texts of others come into snapshots, reports and the log: secrets are taken out here.
/// Also writes each event to the log. Thread: worker.
class EventLog {
public:
    static constexpr std::size_t maxEvents = 500;
    static constexpr std::size_t maxErrors = 32;
    static constexpr std::size_t maxOutcomes = 64;
    /// The same error again within this time is counted, not repeated.
    static constexpr std::chrono::seconds repeatWindow{60};

    /// `redactor` may be null: then nothing is taken out of what comes in. `timeline` null: one of its own.
    EventLog(std::shared_ptr<const Clock> clock, std::shared_ptr<spdlog::logger> log, std::shared_ptr<const Redactor> redactor = nullptr,
             std::shared_ptr<Timeline> timeline = nullptr);

    void add(EventKind kind, std::string text, bool marker = false);
    /// A marker that was put there; `seconds` as in NoteCommand.
    void addMarker(EventKind kind, std::string text, double seconds);
    void addError(const Error& error);
    /// An error event of a cause that may come again and again: within the window it is counted, not repeated. So are all causes
    /// beyond maxErrors, as one.
    void addRepeating(const std::string& cause, std::string text, bool marker);
    /// Into errors() only: there is an event that says the same.
    void keepError(const Error& error);
    /// The topic is there: that it was unknown is no state any more. The event stays.
    void topicCame(std::string_view topic);
    void addOutcome(std::uint64_t requestId, bool ok, std::string text);
    /// A line of the client library's own log; goes to the log only, an error's repetition (other numbers, the same words) within the
    /// window only at level debug; so is what exceeds maxErrors different ones.
    void clientLine(int syslogLevel, std::string_view facility, std::string_view text);

    /// Without secrets, as everything that goes in here is kept.
    [[nodiscard]] Error cleaned(const Error& error) const;

    [[nodiscard]] double seconds() const;
    [[nodiscard]] std::vector<SessionEvent> events() const { return {m_timeline->events.begin(), m_timeline->events.end()}; }
    [[nodiscard]] const std::vector<Error>& errors() const noexcept { return m_errors; }
    [[nodiscard]] std::vector<CommandOutcome> outcomes() const { return {m_outcomes.begin(), m_outcomes.end()}; }

private:
    [[nodiscard]] std::string cleaned(std::string text) const;
    void addAt(double seconds, EventKind kind, std::string text, bool marker);
    struct Repeat {
        std::string key;
        std::uint64_t event = 0;
        SteadyTime since;
    };
    /// How the cause was told within the window. Beyond maxErrors all new causes are one, "others", which `cause` becomes.
    [[nodiscard]] const Repeat* toldLately(std::vector<Repeat>& told, std::string& cause) const;
    std::shared_ptr<const Clock> m_clock;
    std::shared_ptr<spdlog::logger> m_log;
    std::shared_ptr<const Redactor> m_redactor;
    std::shared_ptr<Timeline> m_timeline;
    std::deque<CommandOutcome> m_outcomes;
    std::vector<Error> m_errors;
    std::vector<Repeat> m_repeats, m_clientRepeats; ///< each at most maxErrors and the others
};

} // namespace headroom::core
