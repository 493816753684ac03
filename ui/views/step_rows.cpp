// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/step_rows.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>

#include "ui/language/language.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr int iconSide = 16;

QLabel* line(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

void setColor(QLabel* label, const QColor& color)
{
    QPalette colors; // unset roles follow the theme
    colors.setColor(QPalette::WindowText, color);
    label->setPalette(colors);
}

void setBold(QLabel* label, bool bold)
{
    QFont font = label->font();
    font.setBold(bold);
    label->setFont(font);
}

} // namespace

StepRows::StepRows(QWidget* parent) : QWidget(parent), m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(6);
    m_grid->setVerticalSpacing(0);
    m_grid->setColumnStretch(1, 1);
}

void StepRows::setSteps(const std::vector<core::ScenarioStep>& steps)
{
    for (const Row& row : m_rows) {
        for (QLabel* label : {row.icon, row.title, row.wait}) {
            delete label;
        }
    }
    m_rows.clear();
    for (const core::ScenarioStep& step : steps) {
        const int at = static_cast<int>(m_rows.size());
        Row row{new QLabel(this), line(this), line(this)};
        row.icon->setFixedSize(iconSide, iconSide);
        row.title->setText(tr("%1. %2").arg(at + 1).arg(coreText(step.title)));
        row.title->setObjectName(QStringLiteral("step%1").arg(at + 1));
        row.wait->setText(coreText(step.wait));
        row.wait->setContentsMargins(0, 0, 0, 4);
        m_grid->addWidget(row.icon, 2 * at, 0, Qt::AlignTop);
        m_grid->addWidget(row.title, 2 * at, 1);
        m_grid->addWidget(row.wait, 2 * at + 1, 1);
        m_rows.push_back(row);
    }
    setProgress(0, Mark::none);
}

void StepRows::setProgress(std::size_t index, Mark mark)
{
    m_index = index;
    m_mark = mark;
    refresh();
}

void StepRows::refresh()
{
    const ThemeColors& colors = themeColors(palette());
    const struct {
        const char* icon;
        QColor color;
        QString word;
    } marks[] = {{nullptr, {}, tr("to come")}, {"start", colors.info, tr("running")}, {"pause", colors.adapt, tr("waits for Next")}, {"error", colors.error, tr("failed")}};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const bool over = i < m_index;
        const bool here = i == m_index && m_mark != Mark::none;
        const auto& mark = marks[here ? static_cast<std::size_t>(m_mark) : 0];
        const char* icon = over ? "commit" : mark.icon;
        row.icon->setPixmap(icon == nullptr ? QPixmap() : themedIcon(icon, over ? colors.ok : mark.color).pixmap(iconSide, iconSide));
        row.icon->setAccessibleName(over ? tr("done") : mark.word);
        setBold(row.title, here);
        setColor(row.title, over || here ? colors.text : colors.dimText);
        setColor(row.wait, colors.dimText);
    }
}

void StepRows::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        refresh();
    }
}

} // namespace headroom::ui
