// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QListWidget;
class QTextBrowser;

namespace headroom::ui {

/// The user guide, in the language of the window: the page of resources/docs that is built in, with a list of its chapters.
/// Links lead to pages that are built in too; nothing is fetched. Thread: GUI.
class GuideDialog : public QDialog {
    Q_OBJECT
public:
    explicit GuideDialog(QWidget* parent);

private:
    void listChapters();
    void goTo(int chapter);

    QListWidget* m_chapters;
    QTextBrowser* m_text;
};

} // namespace headroom::ui
