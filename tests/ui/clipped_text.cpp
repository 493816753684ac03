// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/clipped_text.h"

#include <algorithm>
#include <cstdlib>

#include <QAbstractButton>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTabBar>
#include <QTableView>
#include <QTreeView>

#include "ui/theme/theme.h"

namespace headroom::test {

namespace {

QString nameOf(const QWidget& widget)
{
    return widget.objectName().isEmpty() ? QString::fromLatin1(widget.metaObject()->className()) : widget.objectName();
}

/// Collects what does not fit.
class Clipped {
public:
    void add(const QWidget& widget, const QString& text, const QString& why)
    {
        m_lines << QStringLiteral("%1 “%2”: %3").arg(nameOf(widget), text, why);
    }
    void needWidth(const QWidget& widget, const QString& text, int wanted, int room)
    {
        if (wanted > room) {
            add(widget, text, QStringLiteral("%1 of %2 px").arg(room).arg(wanted));
        }
    }
    /// Nothing of the widget may lie beyond the edge of what it stands in.
    void needWhole(const QWidget& widget, const QString& text)
    {
        const QRect seen = widget.visibleRegion().boundingRect();
        if (seen != widget.rect()) {
            add(widget, text, QStringLiteral("only %1x%2 of %3x%4 px in sight").arg(seen.width()).arg(seen.height()).arg(widget.width()).arg(widget.height()));
        }
    }
    [[nodiscard]] const QStringList& lines() const { return m_lines; }

private:
    QStringList m_lines;
};

QString withoutMnemonic(QString text)
{
    constexpr QChar ampersand(0xE000); // of private use: in no text of ours
    return text.replace(QStringLiteral("&&"), ampersand).remove(QLatin1Char('&')).replace(ampersand, QLatin1Char('&'));
}

int widthOf(const QFontMetrics& metrics, const QString& text)
{
    int widest = 0;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        widest = std::max(widest, metrics.horizontalAdvance(line));
    }
    return widest;
}

void checkLabel(Clipped& found, const QLabel& label)
{
    const QString text = withoutMnemonic(label.text());
    const QRect room = label.contentsRect();
    if (text.isEmpty()) {
        return;
    }
    found.needWhole(label, text);
    if (label.wordWrap()) {
        const int lines = label.fontMetrics().boundingRect(QRect(0, 0, room.width(), 10000), Qt::TextWordWrap, text).height();
        if (lines > room.height()) {
            found.add(label, text, QStringLiteral("%1 of %2 px high").arg(room.height()).arg(lines));
        }
    } else {
        found.needWidth(label, text, widthOf(label.fontMetrics(), text), room.width());
    }
}

void checkButton(Clipped& found, const QAbstractButton& button)
{
    const QString text = withoutMnemonic(button.text());
    if (text.isEmpty()) {
        return;
    }
    found.needWhole(button, text);
    const int icon = button.icon().isNull() ? 0 : button.iconSize().width() + 4;
    found.needWidth(button, text, widthOf(button.fontMetrics(), text) + icon + 4, button.width());
}

void checkCombo(Clipped& found, const QComboBox& combo)
{
    constexpr int arrow = 22;
    found.needWhole(combo, combo.currentText());
    found.needWidth(combo, combo.currentText(), widthOf(combo.fontMetrics(), combo.currentText()) + arrow, combo.width());
}

void checkTabs(Clipped& found, const QTabBar& tabs)
{
    for (int tab = 0; tab < tabs.count(); ++tab) {
        const QString text = withoutMnemonic(tabs.tabText(tab));
        found.needWidth(tabs, text, widthOf(tabs.fontMetrics(), text) + 8, tabs.tabRect(tab).width());
        if (!tabs.rect().contains(tabs.tabRect(tab))) {
            found.add(tabs, text, QStringLiteral("scrolled out of sight"));
        }
    }
}

void checkHeader(Clipped& found, const QAbstractItemView& view, const QHeaderView& header, const QList<int>& free)
{
    for (int column = 0; column < header.count(); ++column) {
        const QString text = view.model()->headerData(column, Qt::Horizontal).toString();
        if (!header.isSectionHidden(column) && !free.contains(column)) {
            found.needWidth(view, text, widthOf(header.fontMetrics(), text) + 6, header.sectionSize(column));
        }
    }
}

/// One cell that is in sight, also in part.
void checkCell(Clipped& found, const QAbstractItemView& view, const QModelIndex& index, const QRect& box, bool free)
{
    const QString text = index.data().toString();
    if (box.top() < 0 || box.bottom() >= view.viewport()->height()) {
        found.add(view, text, QStringLiteral("row %1 is cut at the edge").arg(index.row()));
    }
    if (box.right() >= view.viewport()->width()) {
        found.add(view, text, QStringLiteral("%1 px beyond the right edge").arg(box.right() + 1 - view.viewport()->width()));
    }
    if (text.isEmpty() || free) {
        return;
    }
    const QVariant font = index.data(Qt::FontRole);
    const QFontMetrics metrics(font.isValid() ? font.value<QFont>() : view.font());
    const int around = index.data(Qt::DecorationRole).isValid() ? 22 : 4;
    found.needWidth(view, text, widthOf(metrics, text) + around, box.width());
}

void checkTable(Clipped& found, const QTableView& table, const QList<int>& free)
{
    checkHeader(found, table, *table.horizontalHeader(), free);
    for (int row = std::max(0, table.rowAt(0)); row < table.model()->rowCount(); ++row) {
        for (int column = 0; column < table.model()->columnCount(); ++column) {
            if (table.isColumnHidden(column)) {
                continue;
            }
            const QModelIndex index = table.model()->index(row, column);
            const QRect box = table.visualRect(index);
            if (box.top() >= table.viewport()->height()) {
                return;
            }
            checkCell(found, table, index, box, free.contains(column));
        }
    }
}

void checkTree(Clipped& found, const QTreeView& tree, const QList<int>& free)
{
    checkHeader(found, tree, *tree.header(), free);
    for (QModelIndex row = tree.indexAt({0, 0}); row.isValid(); row = tree.indexBelow(row)) {
        for (int column = 0; column < tree.model()->columnCount(); ++column) {
            const QModelIndex index = row.siblingAtColumn(column);
            const QRect box = tree.visualRect(index);
            if (box.top() >= tree.viewport()->height()) {
                return;
            }
            const bool spanned = tree.isFirstColumnSpanned(row.row(), row.parent());
            if (!tree.isColumnHidden(column) && !(spanned && column > 0)) {
                checkCell(found, tree, index, box, free.contains(column));
            }
        }
    }
}

} // namespace

QStringList clippedTexts(const QWidget& window, const QMap<QString, QList<int>>& freeColumns)
{
    Clipped found;
    for (const auto* widget : window.findChildren<QWidget*>()) {
        if (!widget->isVisible() || widget->visibleRegion().isEmpty()) {
            continue; // in another tab, or scrolled away as a whole
        }
        const QList<int> free = freeColumns.value(widget->objectName());
        if (const auto* label = qobject_cast<const QLabel*>(widget)) {
            checkLabel(found, *label);
        } else if (const auto* button = qobject_cast<const QAbstractButton*>(widget)) {
            checkButton(found, *button);
        } else if (const auto* combo = qobject_cast<const QComboBox*>(widget)) {
            checkCombo(found, *combo);
        } else if (const auto* tabs = qobject_cast<const QTabBar*>(widget)) {
            checkTabs(found, *tabs);
        } else if (const auto* table = qobject_cast<const QTableView*>(widget)) {
            checkTable(found, *table, free);
        } else if (const auto* tree = qobject_cast<const QTreeView*>(widget)) {
            checkTree(found, *tree, free);
        }
    }
    return found.lines();
}

namespace {

/// The button that says how many new rows wait lies on its table on purpose. A main window of Qt keeps empty bars of tabs.
bool showsSomething(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* tabs = qobject_cast<const QTabBar*>(&widget);
    const bool shows = label != nullptr ? !label->text().isEmpty() || !label->pixmap().isNull()
                                        : qobject_cast<const QAbstractButton*>(&widget) != nullptr || qobject_cast<const QComboBox*>(&widget) != nullptr ||
                                              qobject_cast<const QLineEdit*>(&widget) != nullptr || qobject_cast<const QAbstractItemView*>(&widget) != nullptr ||
                                              (tabs != nullptr && tabs->count() > 0);
    return shows && widget.isVisible() && !widget.visibleRegion().isEmpty() && widget.objectName() != QStringLiteral("newRowsButton");
}

} // namespace

QStringList overlaps(const QWidget& window)
{
    constexpr int shared = 2; // a frame on a frame
    QStringList found;
    for (const auto* parent : window.findChildren<QWidget*>()) {
        QList<const QWidget*> shown;
        for (const auto* child : parent->findChildren<QWidget*>(Qt::FindDirectChildrenOnly)) {
            if (showsSomething(*child)) {
                shown << child;
            }
        }
        for (qsizetype i = 0; i < shown.size(); ++i) {
            for (qsizetype j = i + 1; j < shown.size(); ++j) {
                const QRect both = shown[i]->geometry() & shown[j]->geometry();
                if (both.width() > shared && both.height() > shared) {
                    found << QStringLiteral("%1 and %2 share %3x%4 px").arg(nameOf(*shown[i]), nameOf(*shown[j])).arg(both.width()).arg(both.height());
                }
            }
        }
    }
    return found;
}

QStringList missingLayers(QWidget& chart)
{
    constexpr int tolerance = 8;
    constexpr int least = 30; // pixels
    const ui::ThemeColors& colors = ui::themeColors(chart.palette());
    const std::pair<const char*, QColor> layers[] = {{"baseline", colors.baseline}, {"prefetch", colors.prefetch}, {"batch", colors.batch},
                                                     {"view", colors.view}, {"slack", colors.slack}, {"rest", colors.rest}};
    const QImage picture = chart.grab().toImage().convertToFormat(QImage::Format_RGB32);
    QMap<QRgb, int> pixels;
    for (int y = 0; y < picture.height(); ++y) {
        const auto* line = reinterpret_cast<const QRgb*>(picture.constScanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            ++pixels[line[x]];
        }
    }
    QStringList missing;
    for (const auto& [name, color] : layers) {
        int seen = 0;
        for (auto it = pixels.constBegin(); it != pixels.constEnd(); ++it) {
            const QColor pixel = QColor::fromRgb(it.key());
            const bool same = std::abs(pixel.red() - color.red()) <= tolerance && std::abs(pixel.green() - color.green()) <= tolerance && std::abs(pixel.blue() - color.blue()) <= tolerance;
            seen += same ? it.value() : 0;
        }
        if (seen < least) {
            missing << QStringLiteral("%1: %2 px").arg(QLatin1String(name)).arg(seen);
        }
    }
    return missing;
}

} // namespace headroom::test
