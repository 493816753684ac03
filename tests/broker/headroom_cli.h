// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "tests/broker/consumed_records.h"
#include "tests/support/child_process.h"

namespace headroom::test {

/// One `headroom-cli run` against a broker, with the file processor and a report, as a user would start it.
/// Thread: main.
class HeadroomCli {
public:
    /// Its files live in `folder`; two objects with the same name append to the same records file.
    HeadroomCli(const QTemporaryDir& folder, const QString& name);

    /// Starts `run` with the arguments given plus records file and report.
    [[nodiscard]] bool start(const QString& bootstrap, const QString& topic, const QString& group,
                             const QStringList& arguments);
    /// Waits for the end; the exit code, or -1 when it did not end in time.
    [[nodiscard]] int finish(std::chrono::milliseconds deadline = std::chrono::seconds(120));

    [[nodiscard]] ChildProcess& process() { return m_process; }
    [[nodiscard]] QString recordsFile() const { return m_recordsFile; }
    [[nodiscard]] std::vector<ConsumedRecord> records() const { return readConsumed(m_recordsFile); }
    /// The report; null when there is none.
    [[nodiscard]] nlohmann::json report() const;
    /// What the report says about one column ("committed", "processed", ...) by partition; nulls are left out.
    [[nodiscard]] std::map<int, std::int64_t> reported(const char* column) const;
    /// Highest resident set of the child by the kernel (VmHWM), in bytes; 0 when it has ended.
    [[nodiscard]] std::int64_t kernelPeak();

private:
    QString m_recordsFile;
    QString m_reportFile;
    ChildProcess m_process;
};

} // namespace headroom::test
