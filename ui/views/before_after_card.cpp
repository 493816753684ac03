// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/before_after_card.h"

#include <QDateTime>
#include <QEvent>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/kafka/consumer_port.h"
#include "core/scenario/scenario_report.h"
#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr int iconSide = 14;
constexpr int rowGap = 4; ///< px

QLabel* wrapped(QWidget* parent, const char* name)
{
    auto* label = new QLabel(parent);
    label->setObjectName(QString::fromLatin1(name));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void setBold(QWidget* widget)
{
    QFont font = widget->font();
    font.setBold(true);
    widget->setFont(font);
}

} // namespace

BeforeAfterCard::BeforeAfterCard(QWidget* parent)
    : QFrame(parent), m_title(wrapped(this, "cardTitle")), m_source(wrapped(this, "cardSource")), m_table(new QTableWidget(this)), m_conditions(new QWidget(this)),
      m_sentence(wrapped(this, "cardSentence"))
{
    setObjectName(QStringLiteral("beforeAfterCard"));
    setAccessibleName(tr("Before / after"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBold(m_title);
    setBold(m_sentence);
    m_table->setObjectName(QStringLiteral("cardTable"));
    m_table->setAccessibleName(tr("Figures of the runs"));
    m_table->verticalHeader()->hide();
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setFocusPolicy(Qt::NoFocus);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setShowGrid(false);
    m_table->setWordWrap(true);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* grid = new QGridLayout(m_conditions);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setColumnStretch(1, 1);
    auto* column = new QVBoxLayout(this);
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_source), static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_sentence), m_conditions}) {
        column->addWidget(part);
    }
}

void BeforeAfterCard::display(const core::ScenarioResult& result)
{
    m_result = result;
    m_complete = !result.verdict.conditions.empty();
    m_title->setText(tr("%1 %2: before / after").arg(result.spec->id).arg(coreText(result.spec->title)));
    m_source->setText(m_complete ? tr("measured on this machine, %1, librdkafka %2")
                                       .arg(QLocale::c().toString(QDateTime::currentDateTime(), QStringLiteral("yyyy-MM-dd HH:mm")), QString::fromStdString(core::clientVersion()))
                                 : tr("filled in as the runs end"));
    showTable(result);
    showVerdict(result.verdict);
}

void BeforeAfterCard::showTable(const core::ScenarioResult& result)
{
    const auto cells = core::scenarioCells(result);
    m_table->clear();
    m_table->setColumnCount(static_cast<int>(cells.front().size()));
    m_table->setRowCount(static_cast<int>(cells.size()) - 1);
    for (std::size_t row = 0; row < cells.size(); ++row) {
        for (std::size_t column = 0; column < cells[row].size(); ++column) {
            auto* item = new QTableWidgetItem(coreText(cells[row][column]));
            item->setTextAlignment(Qt::AlignVCenter | (column == 0 ? Qt::AlignLeft : Qt::AlignRight));
            if (row == 0) {
                m_table->setHorizontalHeaderItem(static_cast<int>(column), item);
            } else {
                m_table->setItem(static_cast<int>(row) - 1, static_cast<int>(column), item);
            }
        }
    }
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(0, QHeaderView::Stretch);
    header->setSectionsClickable(false);
    fitTable();
}

/// Long names take two lines where the runs need the room; nothing scrolls inside the card.
void BeforeAfterCard::fitTable()
{
    m_table->verticalHeader()->setMinimumSectionSize(m_table->fontMetrics().height() + rowGap);
    m_table->resizeRowsToContents();
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height() + m_table->verticalHeader()->length() + 2);
}

void BeforeAfterCard::resizeEvent(QResizeEvent* event)
{
    QFrame::resizeEvent(event);
    layout()->activate(); // the table has its new width
    fitTable();
}

void BeforeAfterCard::showVerdict(const core::Verdict& verdict)
{
    auto* grid = static_cast<QGridLayout*>(m_conditions->layout());
    qDeleteAll(m_conditions->findChildren<QLabel*>(Qt::FindDirectChildrenOnly));
    const ThemeColors& colors = themeColors(palette());
    int row = 0;
    for (const core::Condition& condition : verdict.conditions) {
        auto* icon = new QLabel(m_conditions);
        icon->setPixmap(themedIcon(condition.held ? "ok" : "error", condition.held ? colors.ok : colors.error).pixmap(iconSide, iconSide));
        icon->setAccessibleName(condition.held ? tr("held") : tr("missed"));
        QLabel* text = wrapped(m_conditions, condition.held ? "heldCondition" : "missedCondition");
        text->setText(condition.held ? coreText(condition.text)
                                     : tr("Missed: %1. Likely: %2.").arg(coreText(condition.text), coreText(condition.reason)));
        grid->addWidget(icon, row, 0, Qt::AlignTop);
        grid->addWidget(text, row++, 1);
    }
    m_conditions->setVisible(row > 0);
    m_sentence->setText(coreText(verdict.sentence));
    m_sentence->setVisible(!verdict.sentence.empty());
}

void BeforeAfterCard::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_result.spec != nullptr) {
        showVerdict(m_result.verdict);
    }
}

} // namespace headroom::ui
