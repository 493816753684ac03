// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include <QGroupBox>

#include "core/session/snapshot.h"
#include "ui/models/cell_roles.h"

class QLabel;

namespace headroom::ui {

class ElidedLabel;

/// How the last commit went, and all of them since start. Thread: GUI.
class LastCommitBox : public QGroupBox {
    Q_OBJECT
public:
    explicit LastCommitBox(QWidget* parent = nullptr);
    void apply(const core::Snapshot& snapshot);
    /// Without the room around it, for a low board.
    void setCompact(bool compact);

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyLast(const core::CommitRecord& record);
    void setTone(std::size_t row, Tone tone);

    std::array<QLabel*, 6> m_names{};
    std::array<QLabel*, 6> m_values{};
    std::array<Tone, 6> m_tones{};
};

} // namespace headroom::ui
