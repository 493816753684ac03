// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QDialog>

#include "core/session/command.h"
#include "core/session/snapshot.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QRadioButton;

namespace headroom::ui {

/// Asks where to go on for partitions whose wanted offset is gone: it names what is gone and what each answer costs.
/// No answer leaves them standing. Thread: GUI; deletes itself when closed.
class LostOffsetDialog : public QDialog {
    Q_OBJECT
public:
    explicit LostOffsetDialog(std::vector<core::LostOffset> lost, QWidget* parent = nullptr);

Q_SIGNALS:
    /// One answer for one partition.
    void answered(const headroom::core::SeekCommand& where);
    void answeredAll();

private:
    void showNext();
    void answer();
    /// Where to go on with this partition; none while what is typed is no place.
    [[nodiscard]] std::optional<core::SeekCommand> choice(const core::LostOffset& lost) const;
    void check();

    std::vector<core::LostOffset> m_lost;
    std::size_t m_at = 0;
    QLabel* m_title;
    QLabel* m_text;
    QRadioButton* m_earliest;
    QRadioButton* m_latest;
    QRadioButton* m_typed;
    QLineEdit* m_place;
    QLabel* m_hint;
    QCheckBox* m_all;
    QPushButton* m_go = nullptr;
};

} // namespace headroom::ui
