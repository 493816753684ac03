// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/session/session.h"
#include "tests/broker/consumed_records.h"

namespace headroom::test {

/// A session in this process, with the file processor, so that a test sees snapshots and records alike.
/// Thread: main.
class SessionRun {
public:
    using Deadline = std::chrono::milliseconds;

    /// `settings` holds what the test is about; broker, topic, group and records file are filled in by start().
    explicit SessionRun(core::Settings settings = {}) : m_settings(std::move(settings)) {}

    [[nodiscard]] bool start(const std::string& bootstrap, const std::string& topic, const std::string& group,
                             core::RunLimits limits = {});
    /// Waits until the snapshot fulfils `condition`; false when it does not in time or the session ends before.
    [[nodiscard]] bool waitUntil(const std::function<bool(const core::Snapshot&)>& condition,
                                 Deadline deadline = std::chrono::seconds(30)) const;
    /// Waits for the end of a limited run; true when it ended cleanly.
    [[nodiscard]] bool finish(Deadline deadline = std::chrono::seconds(60)) const;
    /// Stops and waits; true when it ended cleanly.
    [[nodiscard]] bool stop(core::StopCommit policy = core::StopCommit::bySetting);

    [[nodiscard]] core::Session& session() { return m_session; }
    [[nodiscard]] std::shared_ptr<const core::Snapshot> latest() const { return m_session.latest(); }
    /// What went through the file processor so far.
    [[nodiscard]] std::vector<ConsumedRecord> records() const { return readConsumed(recordsFile()); }
    [[nodiscard]] std::int64_t recordCount() const { return countConsumed(recordsFile()); }

private:
    [[nodiscard]] QString recordsFile() const { return m_folder.filePath(QStringLiteral("records.ndjson")); }

    core::Settings m_settings;
    QTemporaryDir m_folder;
    core::Session m_session; // last: it writes into the folder until it is gone
};

} // namespace headroom::test
