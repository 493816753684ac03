// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/formula_table.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/base/number_format.h"
#include "ui/charts/readout.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {

QString tableText(const char* text)
{
    return QCoreApplication::translate("Formula", text);
}

QString labelsOf(const std::vector<std::string_view>& ids, core::SettingRows rows)
{
    QStringList labels;
    for (const std::string_view id : ids) {
        const core::SettingSpec* row = core::findSetting(rows, id);
        labels << coreText(row == nullptr ? id : row->label);
    }
    return labels.isEmpty() ? QStringLiteral("–") : labels.join(QStringLiteral(", "));
}

QString lineOf(const FormulaRow& row)
{
    QStringList cells;
    for (const QString& cell : row.cells) {
        cells << cell;
    }
    return cells.join(QLatin1Char('\t'));
}

} // namespace

std::array<QString, FormulaRow::columns> formulaTitles()
{
    return {tableText(QT_TRANSLATE_NOOP("Formula", "Term")),    tableText(QT_TRANSLATE_NOOP("Formula", "Formula")),
            tableText(QT_TRANSLATE_NOOP("Formula", "Numbers")), tableText(QT_TRANSLATE_NOOP("Formula", "Bytes")),
            tableText(QT_TRANSLATE_NOOP("Formula", "Known")),   tableText(QT_TRANSLATE_NOOP("Formula", "Bounded by"))};
}

QString ceilingTitle()
{
    return tableText(QT_TRANSLATE_NOOP("Formula", "Ceiling: never passed while the assumption holds"));
}

QString estimateTitle()
{
    return tableText(QT_TRANSLATE_NOOP("Formula", "Estimate: the peak to expect on this topic"));
}

std::vector<FormulaRow> formulaRows(const core::ModelSum& sum, core::SettingRows rows)
{
    std::vector<FormulaRow> table;
    if (sum.total < 0) {
        const QString why = sum.missing.empty() ? tableText(QT_TRANSLATE_NOOP("Formula", "nothing runs")) : coreText(sum.missing);
        table.push_back({{tableText(QT_TRANSLATE_NOOP("Formula", "not yet known")), why, {}, QStringLiteral("–"), {}, {}}});
        return table;
    }
    for (const core::ModelTerm& term : sum.terms) {
        table.push_back({{coreText(term.label), coreText(term.formula), coreText(term.numbers),
                          QString::fromStdString(core::formatBytes(term.bytes)), howText(term.how), labelsOf(term.settings, rows)}});
    }
    table.push_back({{tableText(QT_TRANSLATE_NOOP("Formula", "Sum")), {}, {}, QString::fromStdString(core::formatBytes(sum.total)), {}, {}}});
    return table;
}

QString formulaText(const core::Forecast& forecast, core::SettingRows rows)
{
    QStringList lines;
    for (const auto& [title, sum] : {std::pair(ceilingTitle(), &forecast.ceiling), std::pair(estimateTitle(), &forecast.estimate)}) {
        lines << title << lineOf({formulaTitles()});
        for (const FormulaRow& row : formulaRows(*sum, rows)) {
            lines << lineOf(row);
        }
        lines << QString();
    }
    return (lines << coreText(forecast.assumption)).join(QLatin1Char('\n'));
}

} // namespace headroom::ui
