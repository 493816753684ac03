// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace headroom::ui {

/// A payload as text: control characters can be told apart, and what is copied is the text without that.
/// Its last line is never cut in half: what is left under it, less than a line, stays empty. Thread: GUI.
class PayloadText : public QPlainTextEdit {
    Q_OBJECT
public:
    PayloadText(const char* objectName, const QString& name, QWidget* parent);
    void showText(const QString& text);

protected:
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QString m_text;
};

} // namespace headroom::ui
