// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QTreeWidget;

namespace headroom::ui {

/// What can be typed into the message filter: one example of each kind. Return or a double click takes the example over.
/// Thread: GUI.
class FilterHelp : public QDialog {
    Q_OBJECT
public:
    explicit FilterHelp(QWidget* parent);

Q_SIGNALS:
    void chosen(const QString& example);

private:
    void take();

    QTreeWidget* m_rows;
};

} // namespace headroom::ui
