// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>

#include "core/session/snapshot.h"
#include "ui/views/elided_label.h"

namespace headroom::ui {

/// One line that is in sight while RSS is above the ceiling and a little longer, so that the charts under it do not jump
/// to and fro. The model is corrected in public: it says which layer did it. Thread: GUI.
class CeilingNotice : public ElidedLabel {
    Q_OBJECT
public:
    explicit CeilingNotice(QWidget* parent = nullptr);
    void apply(const core::Snapshot& snapshot);

protected:
    void changeEvent(QEvent* event) override;

private:
    void takeColor();

    QElapsedTimer m_sinceBreach;
};

} // namespace headroom::ui
