// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_tree.h"

#include <algorithm>

#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QResizeEvent>
#include <QScrollBar>
#include <QStyle>

#include "ui/forms/setting_badge.h"
#include "ui/forms/setting_editors.h"
#include "ui/forms/setting_names.h"
#include "ui/forms/setting_search.h"
#include "ui/language/language.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

enum Column { nameColumn, valueColumn, effectiveColumn, applyColumn, shareColumn, columns };
constexpr int narrow = 420; ///< pixels: below, the apply column has only letters
constexpr int indent = 10;  ///< pixels a level
constexpr int whyRole = Qt::UserRole + 2; ///< why the run uses another value; empty: it does not
constexpr int rowRole = Qt::UserRole; ///< index of the row in the table; none for a group

QString changedName(const QString& label)
{
    return QStringLiteral("• ") + label;
}

} // namespace

SettingTree::SettingTree(core::SettingRows rows, QWidget* parent) : QTreeWidget(parent), m_rows(rows)
{
    setObjectName(QStringLiteral("settingsTree"));
    setAccessibleName(tr("Settings"));
    setAccessibleDescription(tr("Each setting with its value, what the client uses, and when a change takes effect"));
    setUniformRowHeights(true);
    setTextElideMode(Qt::ElideMiddle); // Kafka's names differ at both ends
    setIndentation(indent);
    setItemDelegate(new SettingBadge(applyColumn, this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // the columns do not move when a group opens
    buildHeader();

    QTreeWidgetItem* group = nullptr;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (group == nullptr || rows[row].group != rows[row - 1].group) {
            group = new QTreeWidgetItem(this, {coreText(core::groupTitle(rows[row].group))});
            QFont bold = font();
            bold.setBold(true);
            group->setFont(nameColumn, bold);
            group->setFirstColumnSpanned(true);
            group->setFlags(Qt::ItemIsEnabled);
        }
        addRow(static_cast<int>(row), group);
    }
    expandFirst();
    connect(this, &QTreeWidget::currentItemChanged, this, [this] { Q_EMIT currentRowChanged(currentRow()); });
}

/// Memory is what this program is about: its groups are open at first, and its first row explains itself.
void SettingTree::expandFirst()
{
    for (std::size_t row = 0; row < m_items.size(); ++row) {
        const core::SettingGroup group = m_rows[row].group;
        const bool open = group != core::SettingGroup::connection && group != core::SettingGroup::startPosition;
        m_items[row]->parent()->setExpanded(open);
        if (open && currentItem() == nullptr) {
            setCurrentItem(m_items[row]);
        }
    }
}

void SettingTree::buildHeader()
{
    setColumnCount(columns);
    setHeaderLabels({tr("Setting"), tr("Value"), tr("Effective"), tr("Apply"), tr("MiB")});
    headerItem()->setToolTip(shareColumn, tr("What the row contributes to the ceiling; – where it bounds nothing by itself"));
    headerItem()->setTextAlignment(shareColumn, Qt::AlignRight | Qt::AlignVCenter);
    header()->setSectionResizeMode(nameColumn, QHeaderView::Stretch);
    header()->setStretchLastSection(false);
    header()->setMinimumSectionSize(20);
    fitColumns();
}

/// Pixels that the longest name takes, marked as changed.
int SettingTree::nameWidth() const
{
    int widest = 0;
    for (const core::SettingSpec& row : m_rows) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(changedName(coreText(row.label))));
    }
    return widest + 2 * indent + 2 * (style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1);
}

/// The names stay whole; where there is no room for that, what the run uses stands in the detail only, and a mark in the
/// name.
void SettingTree::fitColumns()
{
    const bool small = width() < narrow;
    const int digit = fontMetrics().horizontalAdvance(QLatin1Char('0'));
    const int padding = 2 * (style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1);
    const int value = 11 * digit + padding;
    const int effective = 11 * digit + padding;
    const int apply = small ? std::max(4 * digit, header()->sectionSizeHint(applyColumn)) : SettingBadge::width(fontMetrics(), tr("restart"));
    const int share = 5 * digit + padding;
    const int room = width() - verticalScrollBar()->sizeHint().width() - 2 * frameWidth();
    setColumnHidden(effectiveColumn, nameWidth() + value + effective + apply + share > room);
    header()->resizeSection(valueColumn, value);
    header()->resizeSection(effectiveColumn, effective);
    header()->resizeSection(applyColumn, apply);
    header()->resizeSection(shareColumn, share);
    static_cast<SettingBadge*>(itemDelegate())->setInitialsOnly(small);
}

void SettingTree::resizeEvent(QResizeEvent* event)
{
    QTreeWidget::resizeEvent(event);
    if (event->oldSize().width() != event->size().width()) {
        fitColumns();
    }
}

void SettingTree::addRow(int row, QTreeWidgetItem* group)
{
    const core::SettingSpec& spec = m_rows[static_cast<std::size_t>(row)];
    auto* item = new QTreeWidgetItem(group);
    item->setData(nameColumn, rowRole, row);
    item->setText(nameColumn, coreText(spec.label));
    item->setTextAlignment(effectiveColumn, Qt::AlignRight | Qt::AlignVCenter);
    const bool reconnect = spec.apply == core::Apply::reconnect;
    item->setText(applyColumn, reconnect ? tr("restart") : tr("live"));
    item->setData(applyColumn, SettingBadge::reconnectRole, reconnect);
    item->setToolTip(applyColumn, reconnect ? tr("A change needs a new client: one rebalance") : tr("A change takes effect at once"));
    item->setTextAlignment(shareColumn, Qt::AlignRight | Qt::AlignVCenter);
    SettingEditor* editor = SettingEditor::make(spec, viewport());
    setItemWidget(item, valueColumn, editor->widget());
    editor->widget()->installEventFilter(this);
    connect(editor, &SettingEditor::edited, this, [this, row](const QString& text) { Q_EMIT edited(row, text); });
    m_items.push_back(item);
    m_editors.push_back(editor);
    m_haystacks.push_back(settingHaystack(spec));
}

void SettingTree::showText(int row, const QString& text)
{
    m_editors[static_cast<std::size_t>(row)]->setText(text);
}

void SettingTree::showMark(int row, const Mark& mark)
{
    const auto at = static_cast<std::size_t>(row);
    const QString label = coreText(m_rows[at].label);
    QFont rowFont = font();
    rowFont.setBold(mark.changed);
    m_items[at]->setFont(nameColumn, rowFont);
    m_items[at]->setText(nameColumn, mark.changed ? changedName(label) : label);
    m_editors[at]->mark(mark.changed, mark.refused, mark.isDefault);
    const QString tip = settingToolTip(m_rows[at], mark.isDefault, mark.defaultText);
    m_items[at]->setToolTip(nameColumn, tip);
    m_editors[at]->widget()->setToolTip(tip);
}

void SettingTree::showEffective(int row, const QString& text, const QString& why)
{
    const bool differs = !why.isEmpty();
    QTreeWidgetItem* item = m_items[static_cast<std::size_t>(row)];
    const QColor color = differs ? themeColors(palette()).risk : themeColors(palette()).dimText;
    item->setData(nameColumn, whyRole, why);
    item->setForeground(nameColumn, differs ? QBrush(color) : QBrush());
    if (item->text(effectiveColumn) != text || item->foreground(effectiveColumn).color() != color) {
        item->setText(effectiveColumn, text);
        // The text may come from somebody's settings file: it is no markup.
        item->setToolTip(effectiveColumn, Qt::convertFromPlainText(differs ? tr("%1: %2").arg(text, why) : text));
        item->setForeground(effectiveColumn, color);
    }
}

void SettingTree::showShare(int row, const QString& text)
{
    QTreeWidgetItem* item = m_items[static_cast<std::size_t>(row)];
    if (item->text(shareColumn) != text) {
        item->setText(shareColumn, text);
    }
}

int SettingTree::shareInset() const
{
    return width() - viewport()->geometry().right() + style()->pixelMetric(QStyle::PM_FocusFrameHMargin) + 1;
}

void SettingTree::filter(const QString& words)
{
    const QStringList wanted = searchText(words).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (std::size_t row = 0; row < m_items.size(); ++row) {
        const QString& text = m_haystacks[row];
        m_items[row]->setHidden(!std::ranges::all_of(wanted, [&](const QString& word) { return text.contains(word); }));
    }
    for (int group = 0; group < topLevelItemCount(); ++group) {
        QTreeWidgetItem* item = topLevelItem(group);
        bool anything = false;
        for (int child = 0; child < item->childCount(); ++child) {
            anything = anything || !item->child(child)->isHidden();
        }
        item->setHidden(!anything);
        item->setExpanded(item->isExpanded() || !wanted.isEmpty());
    }
}

QString SettingTree::differentInUse(int row) const
{
    const QTreeWidgetItem* item = m_items[static_cast<std::size_t>(row)];
    const QString why = item->data(nameColumn, whyRole).toString();
    return why.isEmpty() ? QString() : tr("%1: %2.").arg(item->text(effectiveColumn), why);
}

int SettingTree::currentRow() const
{
    const QTreeWidgetItem* item = currentItem();
    const QVariant row = item == nullptr ? QVariant() : item->data(nameColumn, rowRole);
    return row.isValid() ? row.toInt() : -1;
}

void SettingTree::editRow(int row)
{
    QTreeWidgetItem* item = m_items[static_cast<std::size_t>(row)];
    setCurrentItem(item);
    scrollToItem(item);
    m_editors[static_cast<std::size_t>(row)]->widget()->setFocus(Qt::OtherFocusReason);
}

void SettingTree::step(int by)
{
    QTreeWidgetItem* item = currentItem();
    do {
        item = item == nullptr ? nullptr : by > 0 ? itemBelow(item) : itemAbove(item);
    } while (item != nullptr && !item->data(nameColumn, rowRole).isValid());
    if (item != nullptr) {
        editRow(item->data(nameColumn, rowRole).toInt());
    }
}

void SettingTree::keyPressEvent(QKeyEvent* event)
{
    const bool edit = event->key() == Qt::Key_F2 || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Backspace) {
        Q_EMIT resetRequested();
    } else if (edit && currentRow() >= 0) {
        editRow(currentRow());
    } else {
        QTreeWidget::keyPressEvent(event);
    }
}

bool SettingTree::editorKey(QObject* editor, int key)
{
    if (qobject_cast<QLineEdit*>(editor) == nullptr) {
        return false;
    }
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        step(key == Qt::Key_Up ? -1 : 1);
        return true;
    }
    if (key == Qt::Key_Escape) {
        setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

bool SettingTree::eventFilter(QObject* watched, QEvent* event)
{
    const auto editor = std::ranges::find(m_editors, watched, [](SettingEditor* e) -> QObject* { return e->widget(); });
    if (editor == m_editors.end()) {
        return QTreeWidget::eventFilter(watched, event);
    }
    if (event->type() == QEvent::FocusIn) {
        setCurrentItem(m_items[static_cast<std::size_t>(editor - m_editors.begin())]);
    } else if (event->type() == QEvent::Wheel && !(*editor)->widget()->hasFocus()) {
        event->ignore(); // the wheel scrolls the table; it never changes a value in passing
        return true;
    } else if (event->type() == QEvent::KeyPress && editorKey(watched, static_cast<QKeyEvent*>(event)->key())) {
        return true;
    }
    return QTreeWidget::eventFilter(watched, event);
}

} // namespace headroom::ui
