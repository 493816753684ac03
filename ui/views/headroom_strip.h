// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QWidget>

#include "core/session/snapshot.h"

class QHBoxLayout;

namespace headroom::ui {

/// "> 10 min", "3 min 20 s", "42 s"; "steady", "falling", or "rising" towards nothing; "–" while not known.
[[nodiscard]] QString timeToLimitText(const core::LimitStatus& limit);

/// Always in sight: headroom, gauge, time to limit, guard, rate, lag, at risk. Thread: GUI.
class HeadroomStrip : public QWidget {
    Q_OBJECT
public:
    explicit HeadroomStrip(QWidget* parent = nullptr);
    ~HeadroomStrip() override;
    /// What will hold while nothing runs yet.
    void setConfigured(const core::Settings& settings);
    void apply(const std::shared_ptr<const core::Snapshot>& snapshot);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Parts;
    void buildFields(QHBoxLayout* row);
    void showNumbers(const core::Snapshot& snapshot);
    void showAge(const core::Snapshot& snapshot);
    void showTime(const core::LimitStatus& limit);
    void showHeadroom(const core::Snapshot& snapshot);

    std::unique_ptr<Parts> m_parts;
};

} // namespace headroom::ui
