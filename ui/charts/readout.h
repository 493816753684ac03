// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

#include <QStringList>
#include <QWidget>

#include "ui/charts/chart_catalog.h"

namespace headroom::ui {

/// One line of the read-out. Lines without a colour have no swatch.
struct ReadoutRow {
    QString name;
    QString value;
    ColorRole color = nullptr;
    LayerPattern pattern = LayerPattern::plain;
    bool strong = false;
    bool ruleAbove = false;
    std::optional<core::HowKnown> how = {}; ///< a letter behind the value
    int spare = 0;           ///< where there is no room for all rows, those with the highest number go first
};

/// The letter of a read-out's row: m, s, c or e.
[[nodiscard]] QString howMark(core::HowKnown how);
/// "measured", for people.
[[nodiscard]] QString howText(core::HowKnown how);

/// The legend and the figures of the memory chart in one: painted as one widget, because ten labels that change ten
/// times a second cost ten layouts. Its text is also its accessible description and its tooltip, where the letters of how
/// a figure is known are words. Rows that have no room are left out by their `spare`. Thread: GUI.
class Readout : public QWidget {
    Q_OBJECT
public:
    static constexpr int wantedWidth = 208;

    explicit Readout(QWidget* parent = nullptr);
    void display(const QString& title, std::vector<ReadoutRow> rows, const QString& note);
    /// Title, rows and note as lines, for the clipboard.
    [[nodiscard]] QString text() const;
    /// The names of the rows in sight.
    [[nodiscard]] QStringList shownNames() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    /// The rows there is room for.
    [[nodiscard]] std::vector<const ReadoutRow*> shownRows() const;
    [[nodiscard]] double rowHeight(std::size_t rows) const;
    void paintRow(QPainter& painter, const ReadoutRow& row, const QRectF& box) const;
    void paintNote(QPainter& painter, const QRectF& box) const;

    QString m_title;
    std::vector<ReadoutRow> m_rows;
    QString m_note;
};

/// The figure beside a small chart: title, value, unit, detail. Thread: GUI.
class FigureReadout : public QWidget {
    Q_OBJECT
public:
    explicit FigureReadout(const QString& title, QWidget* parent = nullptr);
    void display(const ReadoutText& text);
    [[nodiscard]] const ReadoutText& text() const noexcept { return m_text; }
    /// Title, value, unit and detail in one line.
    [[nodiscard]] QString line() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_title;
    ReadoutText m_text;
};

} // namespace headroom::ui
