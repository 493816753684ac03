// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QMainWindow;

namespace headroom::ui {

/// All keys: those of the window's actions, read from the actions, and those inside panels. Thread: GUI; deletes itself.
class ShortcutsDialog : public QDialog {
    Q_OBJECT
public:
    explicit ShortcutsDialog(QMainWindow* window);

private:
    /// What no menu shows: what it does, and the keys.
    [[nodiscard]] static QList<std::pair<QString, QString>> panelKeys();
};

} // namespace headroom::ui
