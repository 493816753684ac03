// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QStringList>

namespace headroom::ui {

/// One line of plain text that ends in "…" where there is no room for it, instead of pushing its neighbours away; the
/// whole text is then its tooltip. Thread: GUI.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& objectName, QWidget* parent = nullptr);

    /// Instead of one text: parts, the most important first. Where there is no room the last ones are left out whole, but
    /// never the first `vital` ones.
    void setParts(const QStringList& parts, qsizetype vital);
    /// The width at which all the vital parts are whole.
    [[nodiscard]] int vitalWidth() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    [[nodiscard]] QString joined(qsizetype parts) const;
    [[nodiscard]] int widthOf(qsizetype parts) const;
    void showParts();

    QStringList m_parts;
    qsizetype m_vital = 0;
};

} // namespace headroom::ui
