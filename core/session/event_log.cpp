// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/session/event_log.h"

#include <algorithm>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace headroom::core {
namespace {

constexpr std::size_t maxTextBytes = 500;

/// A broker's text may be of any length; the list stays bounded in bytes too.
std::string cut(std::string text)
{
    if (text.size() > maxTextBytes) {
        std::size_t end = maxTextBytes;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end; // never in the middle of a UTF-8 sequence
        text.resize(end);
        text += "…";
    }
    return text;
}

} // namespace

EventLog::EventLog(std::shared_ptr<const Clock> clock, std::shared_ptr<spdlog::logger> log, std::shared_ptr<const Redactor> redactor,
                   std::shared_ptr<Timeline> timeline)
    : m_clock(std::move(clock)), m_log(std::move(log)), m_redactor(std::move(redactor)), m_timeline(timeline ? std::move(timeline) : std::make_shared<Timeline>(*m_clock))
{
}

Error EventLog::cleaned(const Error& error) const { return m_redactor ? m_redactor->clean(error) : error; }

std::string EventLog::cleaned(std::string text) const { return m_redactor ? m_redactor->clean(std::string_view(text)) : text; }

double EventLog::seconds() const { return std::chrono::duration<double>(m_clock->now() - m_timeline->began).count(); }

void EventLog::add(EventKind kind, std::string text, bool marker) { addAt(seconds(), kind, std::move(text), marker); }

void EventLog::addMarker(EventKind kind, std::string text, double seconds)
{
    const double now = this->seconds();
    addAt(seconds >= 0 && seconds < now ? seconds : now, kind, std::move(text), true);
}

void EventLog::addAt(double seconds, EventKind kind, std::string text, bool marker)
{
    text = cleaned(std::move(text));
    // The log begins each line with its level.
    const bool saysIt = kind == EventKind::error || kind == EventKind::info || (kind != EventKind::note && text.starts_with(wordFor(kind)));
    if (m_log)
        m_log->log(kind == EventKind::error ? spdlog::level::err : spdlog::level::info, "{}{}{}", saysIt ? "" : wordFor(kind), saysIt ? "" : ": ", text);
    const auto ago = std::chrono::duration_cast<WallTime::duration>(std::chrono::duration<double>(this->seconds() - seconds));
    m_timeline->events.push_back({m_timeline->nextEvent++, seconds, m_clock->wallNow() - ago, kind, cut(std::move(text)), marker, 1});
    if (m_timeline->events.size() > maxEvents)
        m_timeline->events.pop_front();
}

void EventLog::addError(const Error& error)
{
    addRepeating(fmt::format("{}/{}/{}", static_cast<int>(error.code), error.clientCode, error.context),
                 error.context.empty() ? error.message : fmt::format("{}: {}", error.context, error.message), !error.retriable);
    keepError(error);
}

void EventLog::addRepeating(const std::string& cause, std::string text, bool marker)
{
    std::string key = cause;
    if (const Repeat* known = toldLately(m_repeats, key)) {
        auto& events = m_timeline->events;
        const auto event = std::find_if(events.begin(), events.end(), [&](const SessionEvent& e) { return e.number == known->event; });
        if (event != events.end())
            ++event->repeats;
        if (m_log)
            m_log->debug("again: {}", cleaned(std::move(text)));
        return;
    }
    if (key != cause)
        text = fmt::format("more than {} different errors within a minute, the others are counted here: {}", maxErrors, text);
    add(EventKind::error, std::move(text), marker);
    m_repeats.push_back({std::move(key), m_timeline->nextEvent - 1, m_clock->now()});
}

const EventLog::Repeat* EventLog::toldLately(std::vector<Repeat>& told, std::string& cause) const
{
    const SteadyTime now = m_clock->now();
    std::erase_if(told, [&](const Repeat& r) { return now - r.since > repeatWindow; });
    const auto find = [&] { return std::find_if(told.begin(), told.end(), [&](const Repeat& r) { return r.key == cause; }); };
    auto known = find();
    if (known == told.end() && told.size() >= maxErrors) {
        cause = "others";
        known = find();
    }
    return known == told.end() ? nullptr : &*known;
}

void EventLog::keepError(const Error& error)
{
    const bool seen = std::any_of(m_errors.begin(), m_errors.end(), [&](const Error& e) { return e.code == error.code && e.clientCode == error.clientCode && e.context == error.context; });
    if (!seen && m_errors.size() < maxErrors)
        m_errors.push_back(cleaned(error));
}

void EventLog::topicCame(std::string_view topic)
{
    std::erase_if(m_errors, [topic](const Error& e) { return e.code == ErrorCode::unknownTopic && std::string_view(e.context).substr(0, e.context.find(" [")) == topic; });
}

void EventLog::addOutcome(std::uint64_t requestId, bool ok, std::string text)
{
    m_outcomes.push_back({requestId, ok, cut(cleaned(std::move(text)))});
    if (m_outcomes.size() > maxOutcomes)
        m_outcomes.pop_front();
}

void EventLog::clientLine(int syslogLevel, std::string_view facility, std::string_view text)
{
    if (!m_log)
        return;
    auto level = syslogLevel <= 3 ? spdlog::level::err : syslogLevel == 4 ? spdlog::level::warn : syslogLevel <= 6 ? spdlog::level::info : spdlog::level::debug;
    if (level == spdlog::level::err) {
        // The library keeps repetitions back by itself, but forgets what it has said as soon as a broker gets another name or place.
        std::string cause = fmt::format("librdkafka {}: {}", facility, text);
        cause.erase(std::remove_if(cause.begin(), cause.end(), [](char c) { return c >= '0' && c <= '9'; }), cause.end());
        if (toldLately(m_clientRepeats, cause) != nullptr)
            level = spdlog::level::debug;
        else
            m_clientRepeats.push_back({cause, 0, m_clock->now()});
    }
    m_log->log(level, "librdkafka {}: {}", facility, cleaned(std::string(text)));
}

} // namespace headroom::core
