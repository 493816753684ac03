// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QToolButton>

class QAbstractItemView;

namespace headroom::ui {

/// "↓ 123 new" over the lower edge of a table that does not follow its tail; hidden at 0. It takes no focus: the keyboard
/// has End. Thread: GUI.
class NewRowsButton : public QToolButton {
    Q_OBJECT
public:
    explicit NewRowsButton(QAbstractItemView& view);

    void setCount(qint64 count);
    [[nodiscard]] qint64 count() const noexcept { return m_count; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void place();

    QAbstractItemView& m_view;
    qint64 m_count = 0;
};

} // namespace headroom::ui
