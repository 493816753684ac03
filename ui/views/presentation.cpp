// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/presentation.h"

#include <cmath>

#include <QApplication>
#include <QHeaderView>
#include <QTableView>

#include "ui/views/panel_docks.h"

namespace headroom::ui {

namespace {

constexpr std::size_t settingsPanel = 0; ///< as it was added

int scaled(int pixels, double by)
{
    return static_cast<int>(std::lround(pixels * by));
}

/// What does not follow the program's font: a size of its own, and widths that were measured by it.
void scaleWidget(QWidget& widget, double by)
{
    if ((widget.font().resolveMask() & QFont::SizeResolved) != 0 && widget.testAttribute(Qt::WA_SetFont)) {
        QFont font = widget.font();
        font.setPointSizeF(font.pointSizeF() * by);
        widget.setFont(font);
    }
    const int least = widget.minimumWidth();
    const int most = widget.maximumWidth();
    if (most < QWIDGETSIZE_MAX && most > 0) {
        widget.setMaximumWidth(scaled(most, by));
    }
    if (least > 0) {
        widget.setMinimumWidth(scaled(least, by));
    }
}

void scaleTable(const QTableView& table, double by)
{
    table.verticalHeader()->setDefaultSectionSize(scaled(table.verticalHeader()->defaultSectionSize(), by));
    QHeaderView& columns = *table.horizontalHeader();
    for (int column = 0; column < columns.count(); ++column) {
        if (columns.sectionResizeMode(column) == QHeaderView::Interactive && !columns.isSectionHidden(column)) {
            columns.resizeSection(column, scaled(columns.sectionSize(column), by));
        }
    }
}

} // namespace

Presentation::Presentation(QMainWindow& window, PanelDocks& panels) : QObject(&window), m_window(window), m_panels(panels), m_usual(QApplication::font()) {}

Presentation::~Presentation()
{
    if (m_on) {
        QApplication::setFont(m_usual);
    }
}

void Presentation::setOn(bool on)
{
    if (m_on == on) {
        return;
    }
    m_on = on;
    if (on) {
        m_usual = QApplication::font();
        m_settingsShown = m_panels.shown(settingsPanel);
        m_panels.setShown(settingsPanel, false);
    }
    QFont font = m_usual;
    font.setPointSizeF(m_usual.pointSizeF() * (on ? factor : 1));
    QApplication::setFont(font); // of dialogs
    m_window.setFont(on ? font : QFont());
    scale(on ? factor : 1 / factor);
    if (!on && m_settingsShown) {
        m_panels.setShown(settingsPanel, true);
    }
}

void Presentation::scale(double by) const
{
    for (QWidget* widget : m_window.findChildren<QWidget*>()) {
        if (!widget->isWindow()) {
            scaleWidget(*widget, by);
        }
        if (const auto* table = qobject_cast<const QTableView*>(widget)) {
            scaleTable(*table, by);
        }
    }
}

} // namespace headroom::ui
