// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/session_banners.h"

#include <algorithm>
#include <string>

#include <QWidget>

#include "core/base/number_format.h"
#include "core/kafka/consumer_port.h"
#include "ui/language/language.h"
#include "ui/views/banner_stack.h"
#include "ui/views/limit_banner.h"
#include "ui/views/lost_offset_dialog.h"
#include "ui/views/session_bridge.h"

namespace headroom::ui {

namespace {

constexpr QLatin1StringView endKey{"end"};
constexpr QLatin1StringView errorKey{"error"};
constexpr QLatin1StringView commitKey{"commit"};
constexpr QLatin1StringView stallKey{"stall"};
constexpr QLatin1StringView lostKey{"lost"};
constexpr QLatin1StringView demoKey{"demo"};
constexpr QLatin1StringView commandKey{"command"};
constexpr QLatin1StringView waitingKey{"waiting"};
constexpr double longWaitSeconds = 15;
constexpr std::size_t maxDismissed = 32;

QString text(const std::string& utf8)
{
    return QString::fromStdString(utf8);
}

/// The row of the settings that most likely mends the error.
QString settingFor(const core::Error& error)
{
    if (core::findSetting(core::settingTable(), error.context) != nullptr) {
        return text(error.context);
    }
    switch (error.code) {
    case core::ErrorCode::unknownTopic:
        return QStringLiteral("topic");
    case core::ErrorCode::processing:
        return QStringLiteral("processor");
    default:
        return QStringLiteral("bootstrap-servers");
    }
}

bool aboutReaching(const core::Error& error)
{
    return error.code == core::ErrorCode::unreachable || error.code == core::ErrorCode::notABroker;
}

/// Nobody tries to reach a broker any more, or one is reached: it gave partitions, and did not go away since. Whether
/// messages come says nothing, a quiet topic has none.
bool noMoreReaching(const core::Snapshot& snapshot)
{
    using core::SessionState;
    const bool consuming = snapshot.state == SessionState::running || snapshot.state == SessionState::paused;
    const bool owns = std::ranges::any_of(snapshot.partitions, &core::PartitionRow::owned);
    return snapshot.state == SessionState::stopped || (consuming && owns && !snapshot.brokerAwaySince);
}

std::string identity(const core::Error& error)
{
    return std::to_string(static_cast<int>(error.code)) + error.context + error.message;
}

} // namespace

SessionBanners::SessionBanners(SessionBridge& bridge, BannerStack& stack)
    : QObject(&stack), m_bridge(bridge), m_stack(stack), m_limits(new LimitBanner(bridge, stack, this))
{
    connect(m_limits, &LimitBanner::editSetting, this, &SessionBanners::editSetting);
    connect(m_limits, &LimitBanner::deriveLimits, this, &SessionBanners::deriveLimits);
    connect(&bridge, &SessionBridge::demoDied, this, &SessionBanners::showDemoDied);
    connect(&bridge, &SessionBridge::startFailed, this, &SessionBanners::showStartFailed);
    connect(&bridge, &SessionBridge::commandFinished, this, &SessionBanners::showRefusal);
    connect(&bridge, &SessionBridge::settingsChanged, this, [this] {
        m_dismissed.clear();
        if (m_bridge.demoDeath().isEmpty()) {
            m_stack.remove(demoKey);
        }
    });
}

void SessionBanners::apply(const core::Snapshot& snapshot)
{
    showEnd(snapshot);
    showErrors(snapshot);
    showWaiting(snapshot);
    showCommit(snapshot);
    showStall(snapshot);
    showLost(snapshot);
    m_limits->apply(snapshot);
}

void SessionBanners::showEnd(const core::Snapshot& snapshot)
{
    if (snapshot.state == core::SessionState::failed) {
        const core::Error error = snapshot.failure.value_or(core::Error{core::ErrorCode::internal, tr("The run failed.").toStdString(), {}});
        if (core::refusesLogin(error) || error.context == "ssl-key-password") {
            m_stack.show({endKey, Banner::Severity::error, coreText(error.message),
                          {{tr("Enter password…"), [this, id = settingFor(error)] { Q_EMIT enterSecret(id); }},
                           {tr("Edit settings"), [this] { Q_EMIT editSetting(QStringLiteral("sasl-username")); }}}});
            return;
        }
        m_stack.show({endKey, Banner::Severity::error, coreText(error.message),
                      {{tr("Start again"), [this] { m_bridge.start(m_bridge.settings()); }},
                       {tr("Edit settings"), [this, id = settingFor(error)] { Q_EMIT editSetting(id); }}}});
    } else if (snapshot.state == core::SessionState::stopped && !m_stack.contains(demoKey)) {
        m_stack.show({endKey, Banner::Severity::info, tr("Stopped. Charts keep the last run."),
                      {{tr("Start (F5)"), [this] { m_bridge.start(m_bridge.settings()); }},
                       {tr("Dismiss"), [this] { dismiss(endKey); }}}});
    } else {
        m_stack.remove(endKey);
    }
}

/// The newest error that is not settled. That all brokers are down is news only when nothing better is known.
const core::Error* SessionBanners::toTell(const core::Snapshot& snapshot) const
{
    const bool reached = noMoreReaching(snapshot);
    const bool known = std::ranges::any_of(snapshot.errors, [](const core::Error& error) { return aboutReaching(error) && !core::sumsUpOthers(error); });
    const core::Error* newest = nullptr;
    for (const core::Error& error : snapshot.errors) {
        const bool mended = reached && aboutReaching(error);
        const bool said = error.code == core::ErrorCode::offsetLost || m_dismissed.contains(identity(error)) || (known && core::sumsUpOthers(error));
        if (!mended && !said) {
            newest = &error;
        }
    }
    return newest;
}

void SessionBanners::showErrors(const core::Snapshot& snapshot)
{
    const core::Error* newest = toTell(snapshot);
    if (newest == nullptr || snapshot.failure || m_stack.contains(demoKey)) {
        m_stack.remove(errorKey);
        return;
    }
    const bool severe = newest->fatal || aboutReaching(*newest) || newest->code == core::ErrorCode::unauthorized;
    m_stack.show({errorKey, severe ? Banner::Severity::error : Banner::Severity::warning, coreText(newest->message),
                  {{tr("Events"), [this] { Q_EMIT showEvents(); }},
                   {tr("Edit settings"), [this, id = settingFor(*newest)] { Q_EMIT editSetting(id); }},
                   {tr("Dismiss"), [this, id = identity(*newest)] {
                        if (m_dismissed.size() < maxDismissed) {
                            m_dismissed.insert(id);
                        }
                        m_stack.remove(errorKey);
                    }}}});
}

/// A controller's listener takes connections and never says a word about topics: the client reports nothing at all.
void SessionBanners::showWaiting(const core::Snapshot& snapshot)
{
    if (snapshot.state != core::SessionState::connecting || !snapshot.errors.empty()) {
        m_connectingSince = -1;
        m_stack.remove(waitingKey);
        return;
    }
    if (m_connectingSince < 0) {
        m_connectingSince = snapshot.seconds;
    }
    if (snapshot.seconds - m_connectingSince > longWaitSeconds) {
        m_stack.show({waitingKey, Banner::Severity::warning,
                      tr("No partition from %1 yet: the group may be rebalancing or have more members than partitions, or the port is a KRaft controller's.")
                          .arg(text(snapshot.bootstrapServers)),
                      {{tr("Edit settings"), [this] { Q_EMIT editSetting(QStringLiteral("bootstrap-servers")); }}}});
    }
}

void SessionBanners::showCommit(const core::Snapshot& snapshot)
{
    const core::CommitRecord* last = snapshot.commitHistory.empty() ? nullptr : &snapshot.commitHistory.back();
    const bool bad = last != nullptr && (last->state == core::OutcomeState::failed || last->state == core::OutcomeState::unknown);
    if (!bad || last->number <= m_dismissedCommit || m_stack.contains(demoKey)) {
        m_stack.remove(commitKey);
        return;
    }
    const bool unknown = last->state == core::OutcomeState::unknown;
    const int n = pluralOf(last->messages);
    const QString what = unknown ? tr("Commit outcome unknown for %1 messages: %2", nullptr, n) : tr("Commit of %1 messages refused: %2", nullptr, n);
    Banner banner{commitKey, Banner::Severity::warning, what.arg(text(core::formatCount(last->messages)), coreText(last->reason)), {}};
    if (m_bridge.running() && unknown) {
        banner.actions.push_back({tr("Ask the broker (F8)"), [this] { Q_EMIT askBroker(); }});
    }
    if (m_bridge.running()) {
        banner.actions.push_back({tr("Commit again"), [this] { m_bridge.post(core::CommitCommand{}); }});
    }
    banner.actions.push_back({tr("Dismiss"), [this, number = last->number] {
                                  m_dismissedCommit = number;
                                  m_stack.remove(commitKey);
                              }});
    m_stack.show(std::move(banner));
}

void SessionBanners::showStall(const core::Snapshot& snapshot)
{
    m_dismissedStall = m_dismissedStall && snapshot.stall.has_value(); // the next one is another
    if (!snapshot.stall || m_dismissedStall || !m_bridge.running()) {
        m_stack.remove(stallKey);
        return;
    }
    Banner banner{stallKey, Banner::Severity::warning, tr("No progress. %1").arg(coreText(snapshot.stall->cause)), {}};
    if (snapshot.stall->recreateHelps) {
        banner.actions.push_back({tr("New client"), [this] { m_bridge.post(core::RecreateCommand{}); }});
    }
    banner.actions.push_back({tr("Events"), [this] { Q_EMIT showEvents(); }});
    banner.actions.push_back({tr("Dismiss"), [this] {
                                  m_dismissedStall = true;
                                  m_stack.remove(stallKey);
                              }});
    m_stack.show(std::move(banner));
}

void SessionBanners::showLost(const core::Snapshot& snapshot)
{
    m_lost = m_bridge.running() ? snapshot.lostOffsets : std::vector<core::LostOffset>{};
    if (m_lost.empty()) {
        m_askedLost = false;
        m_stack.remove(lostKey);
        if (m_dialog) {
            m_dialog->close();
        }
        return;
    }
    const QString where = m_lost.size() == 1 ? tr("%1 partition %2").arg(text(m_lost.front().topic)).arg(m_lost.front().partition)
                                             : tr("%1 partitions").arg(m_lost.size());
    const bool damaged = std::all_of(m_lost.begin(), m_lost.end(), [](const core::LostOffset& lost) { return lost.unreadable(); });
    const QString what = damaged ? tr("A batch cannot be read on %1: standing still until you say where to go on.") : tr("Offset out of range on %1: standing still until you say where to go on.");
    m_stack.show({lostKey, Banner::Severity::error, what.arg(where),
                  {{tr("Decide…"), [this] { askLost(); }}}});
    if (!m_askedLost) {
        m_askedLost = true;
        askLost();
    }
}

void SessionBanners::askLost()
{
    if (m_lost.empty() || m_dialog) {
        return;
    }
    m_dialog = new LostOffsetDialog(m_lost, m_stack.window());
    connect(m_dialog, &LostOffsetDialog::answered, this, [this](const core::SeekCommand& where) { m_bridge.post(where); });
    connect(m_dialog, &LostOffsetDialog::answeredAll, this, [this] { m_askedLost = false; }); // a next one asks again
    m_dialog->open();
}

void SessionBanners::showDemoDied(const QString& reason)
{
    m_stack.remove(errorKey);
    m_stack.remove(commitKey);
    m_stack.show({demoKey, Banner::Severity::error, tr("The demo broker %1.").arg(coreText(reason.toStdString())),
                  {{tr("Restart demo broker"), [this] { m_bridge.restartDemo(); }}}});
}

void SessionBanners::showStartFailed(const QString& reason)
{
    m_stack.show({commandKey, Banner::Severity::error, coreText(reason.toStdString()),
                  {{tr("Edit settings"), [this] { Q_EMIT editSetting(QStringLiteral("bootstrap-servers")); }},
                   {tr("Dismiss"), [this] { dismiss(commandKey); }}}});
}

void SessionBanners::showRefusal(const core::CommandOutcome& outcome)
{
    if (outcome.ok) {
        m_stack.remove(commandKey);
        return;
    }
    m_stack.show({commandKey, Banner::Severity::warning, coreText(outcome.text), {{tr("Dismiss"), [this] { dismiss(commandKey); }}}});
}

void SessionBanners::dismiss(const QString& key)
{
    m_stack.remove(key);
}

} // namespace headroom::ui
