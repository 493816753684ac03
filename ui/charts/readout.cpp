// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/readout.h"

#include <algorithm>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QPainter>
#include <QTextDocument>
#include <QToolTip>

#include "ui/charts/stack_item.h"

namespace headroom::ui {

namespace {

constexpr double padding = 8;
constexpr double swatch = 11;
constexpr double tightest = 1.0; ///< lines a row at least

QFont bolder(const QFont& font, double factor = 1)
{
    QFont bold(font);
    bold.setBold(true);
    bold.setPointSizeF(bold.pointSizeF() * factor);
    return bold;
}

QFont smaller(const QFont& font)
{
    QFont small(font);
    small.setPointSizeF(small.pointSizeF() * 0.9);
    return small;
}

struct HowSpec {
    core::HowKnown how;
    const char* mark;
    const char* text;
};

constexpr HowSpec howTable[] = {
    {core::HowKnown::measured, QT_TRANSLATE_NOOP("Charts", "m"), QT_TRANSLATE_NOOP("Charts", "measured")},
    {core::HowKnown::fromStatistics, QT_TRANSLATE_NOOP("Charts", "s"), QT_TRANSLATE_NOOP("Charts", "from statistics")},
    {core::HowKnown::fromSettings, QT_TRANSLATE_NOOP("Charts", "c"), QT_TRANSLATE_NOOP("Charts", "configured")},
    {core::HowKnown::estimated, QT_TRANSLATE_NOOP("Charts", "e"), QT_TRANSLATE_NOOP("Charts", "estimated")},
};

const HowSpec& specOf(core::HowKnown how)
{
    const auto* spec = std::ranges::find(howTable, how, &HowSpec::how);
    return spec == std::end(howTable) ? *std::rbegin(howTable) : *spec;
}

} // namespace

QString howMark(core::HowKnown how)
{
    return chartText(specOf(how).mark);
}

QString howText(core::HowKnown how)
{
    return chartText(specOf(how).text);
}

Readout::Readout(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("memoryReadout"));
    setAccessibleName(tr("Memory by owner"));
    setFixedWidth(wantedWidth);
}

double Readout::rowHeight(std::size_t rows) const
{
    const double line = QFontMetricsF(font()).height();
    const double room = (height() - padding) / (static_cast<double>(rows) + 1);
    return std::clamp(room, line * tightest, line + 4);
}

std::vector<const ReadoutRow*> Readout::shownRows() const
{
    std::vector<const ReadoutRow*> rows;
    for (const ReadoutRow& row : m_rows) {
        rows.push_back(&row);
    }
    const double least = QFontMetricsF(font()).height() * tightest;
    while (!rows.empty() && least * static_cast<double>(rows.size() + 1) + padding / 2 > height()) {
        // Of equals the last one goes.
        const auto out = std::max_element(rows.rbegin(), rows.rend(), [](const ReadoutRow* one, const ReadoutRow* other) { return one->spare < other->spare; });
        rows.erase(std::next(out).base());
    }
    return rows;
}

QStringList Readout::shownNames() const
{
    QStringList names;
    for (const ReadoutRow* row : shownRows()) {
        names << row->name;
    }
    return names;
}

QSize Readout::sizeHint() const
{
    return {wantedWidth, static_cast<int>(13 * (QFontMetricsF(font()).height() + 4) + 2 * padding)};
}

QSize Readout::minimumSizeHint() const
{
    return {wantedWidth, static_cast<int>(9 * QFontMetricsF(font()).height() * tightest + padding)};
}

void Readout::display(const QString& title, std::vector<ReadoutRow> rows, const QString& note)
{
    m_title = title;
    m_rows = std::move(rows);
    m_note = note;
    setAccessibleDescription(text());
    update();
}

QString Readout::text() const
{
    QString lines = m_title;
    for (const ReadoutRow& row : m_rows) {
        lines += QStringLiteral("\n%1\t%2").arg(row.name, row.value);
        lines += row.how ? QStringLiteral("\t(%1)").arg(howText(*row.how)) : QString();
    }
    return m_note.isEmpty() ? lines : lines + QLatin1Char('\n') + m_note;
}

void Readout::paintRow(QPainter& painter, const ReadoutRow& row, const QRectF& box) const
{
    const ThemeColors& colors = themeColors(palette());
    double left = box.left();
    if (row.ruleAbove) {
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), colors.dimText);
    }
    if (row.color != nullptr) {
        const QRectF square(left, std::round(box.center().y() - swatch / 2), swatch, swatch);
        painter.fillRect(square, colors.*row.color);
        painter.fillRect(square, patternBrush(row.pattern, colors.plot));
        left += swatch + padding;
    }
    // All values end before the letters, whether they have one or not.
    const double markWidth = QFontMetricsF(smaller(font())).horizontalAdvance(QLatin1Char('m')) + 5;
    if (row.how) {
        painter.setFont(smaller(font()));
        painter.setPen(colors.dimText);
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, howMark(*row.how));
    }
    painter.setFont(row.strong ? bolder(font()) : font());
    painter.setPen(colors.text);
    const QFontMetricsF metrics(painter.font());
    const double valueWidth = metrics.horizontalAdvance(row.value);
    painter.drawText(box.adjusted(0, 0, -markWidth, 0), Qt::AlignRight | Qt::AlignVCenter, row.value);
    const QRectF nameBox(left, box.top(), box.right() - left - markWidth - valueWidth - 4, box.height());
    painter.drawText(nameBox, Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(row.name, Qt::ElideRight, nameBox.width()));
}

void Readout::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    const QRectF whole = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(QPen(colors.dimText, 1));
    painter.setBrush(colors.plot);
    painter.drawRect(whole);
    const std::vector<const ReadoutRow*> rows = shownRows();
    const double height = rowHeight(rows.size());
    QRectF box(padding, padding / 2, width() - 2 * padding, height);
    painter.setFont(bolder(font()));
    painter.setPen(colors.text);
    painter.drawText(box, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    for (const ReadoutRow* row : rows) {
        box.translate(0, height);
        paintRow(painter, *row, box);
    }
    paintNote(painter, QRectF(padding, box.bottom() + 4, box.width(), this->height() - box.bottom() - 8));
}

void Readout::paintNote(QPainter& painter, const QRectF& box) const
{
    const QFont small = smaller(font());
    constexpr int flags = Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap;
    // The figures come first: a note that would be cut off is left out, it stays in the accessible text.
    if (m_note.isEmpty() || QFontMetricsF(small).boundingRect(box, flags, m_note).height() > box.height()) {
        return;
    }
    painter.setFont(small);
    painter.setPen(themeColors(palette()).dimText);
    painter.drawText(box, flags, m_note);
}

bool Readout::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), Qt::convertFromPlainText(text(), Qt::WhiteSpacePre), this);
        return true;
    }
    return QWidget::event(event);
}

FigureReadout::FigureReadout(const QString& title, QWidget* parent) : QWidget(parent), m_title(title)
{
    setAccessibleName(title);
    setFixedWidth(Readout::wantedWidth);
}

void FigureReadout::display(const ReadoutText& text)
{
    m_text = text;
    setAccessibleDescription(line());
    update();
}

QString FigureReadout::line() const
{
    QStringList parts{m_title, m_text.value, m_text.unit, m_text.detail};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\t'));
}

void FigureReadout::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const ThemeColors& colors = themeColors(palette());
    const QFont bold = bolder(font());
    const QFont large = bolder(font(), height() >= 60 ? 1.25 : 1.0);
    const double titleHeight = QFontMetricsF(bold).height();
    const double valueHeight = QFontMetricsF(large).height();
    const double top = std::max(0.0, (height() - titleHeight - valueHeight) / 2);
    const QRectF upper(padding, top, width() - 2 * padding, titleHeight);
    const QRectF lower(padding, upper.bottom(), upper.width(), valueHeight);
    painter.setPen(colors.text);
    painter.setFont(bold);
    painter.drawText(upper, Qt::AlignLeft | Qt::AlignVCenter, m_title);
    painter.setFont(large);
    painter.drawText(lower, Qt::AlignLeft | Qt::AlignVCenter, m_text.value);
    painter.setFont(font());
    painter.setPen(colors.dimText);
    painter.drawText(upper, Qt::AlignRight | Qt::AlignVCenter, m_text.unit);
    painter.drawText(lower, Qt::AlignRight | Qt::AlignVCenter, m_text.detail);
}

} // namespace headroom::ui
