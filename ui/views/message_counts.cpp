// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/message_counts.h"

#include <QCoreApplication>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {

struct MessageCounts {
    Q_DECLARE_TR_FUNCTIONS(headroom::ui::MessageCounts)
};

QString count(std::uint64_t value)
{
    return fromUtf8(core::formatCount(static_cast<std::int64_t>(value)));
}

/// "23.9 of 24.0 MiB" instead of "23.9 MiB of 24.0 MiB".
QString ofBudget(core::Bytes bytes, core::Bytes budget)
{
    QString held = fromUtf8(core::formatBytes(bytes));
    const QString limit = fromUtf8(core::formatBytes(budget));
    const QString unit = limit.mid(limit.lastIndexOf(QLatin1Char(' ')));
    if (held.endsWith(unit)) {
        held.chop(unit.size());
    }
    return MessageCounts::tr("%1 of %2").arg(held, limit);
}

} // namespace

QStringList countsParts(const core::ViewCounts& counts, core::Bytes budget)
{
    QStringList parts;
    parts << (counts.evictedRows == 0 ? MessageCounts::tr("evicted 0")
                                      : MessageCounts::tr("evicted %1, %2").arg(count(counts.evictedRows), fromUtf8(core::formatBytes(counts.evictedBytes))));
    if (counts.notKept > 0) {
        parts << MessageCounts::tr("%1 not kept").arg(count(counts.notKept));
    }
    return parts << ofBudget(counts.bytes, budget) << MessageCounts::tr("%1 rows", nullptr, pluralOf(static_cast<std::int64_t>(counts.rows))).arg(count(counts.rows));
}

QString foundText(const core::FilterCounts& counts)
{
    if (counts.number == 0) {
        return {};
    }
    QStringList parts{MessageCounts::tr("%1 seen").arg(count(counts.tested)), MessageCounts::tr("%1 matched").arg(count(counts.matched)),
                      MessageCounts::tr("%1 kept").arg(count(counts.kept))};
    if (counts.undecided > 0) {
        parts << MessageCounts::tr("%1 undecided").arg(count(counts.undecided));
    }
    return parts.join(QStringLiteral(" · "));
}

QString foundToolTip(const core::FilterCounts& counts)
{
    if (counts.number == 0) {
        return {};
    }
    const double each = counts.tested > 0 ? counts.seconds * 1e6 / static_cast<double>(counts.tested) : 0;
    const QString keeps = counts.filter.keepOnly ? MessageCounts::tr("Of those that match, at most 2 000 a second are kept.")
                                                 : MessageCounts::tr("Of all messages at most 2 000 a second are kept; “Keep only matches” keeps that many of those that match.");
    return MessageCounts::tr("Every message since this filter was set, tested whole; a test takes %1 µs. %2 "
                             "Undecided ones would have cost too much to test; they count as no match.")
        .arg(QString::number(each, 'f', 1), keeps);
}

} // namespace headroom::ui
