// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/bar_legend.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/views/elided_label.h"
#include "ui/views/partition_bar_delegate.h"

namespace headroom::ui {

namespace {

/// A piece of bar as the table paints it.
class Sample : public QWidget {
public:
    Sample(const PartitionBar& bar, QWidget* parent) : QWidget(parent), m_bar(bar)
    {
        setFixedSize(fontMetrics().averageCharWidth() * 3, fontMetrics().height());
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int height = fontMetrics().height() / 2;
        PartitionBarDelegate::paintBar(painter, m_bar, QRectF(0, (rect().height() - height) / 2, width(), height), palette(), false);
    }

private:
    PartitionBar m_bar;
};

} // namespace

BarLegend::BarLegend(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("barLegend"));
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    const auto add = [this, line](const PartitionBar& bar, const QString& objectName, const QString& text) {
        auto* label = new ElidedLabel(objectName, this);
        label->setText(text);
        label->setForegroundRole(QPalette::PlaceholderText);
        line->addWidget(new Sample(bar, this));
        line->addWidget(label);
        line->addSpacing(10);
    };
    add({1, 0, 0, 0, 1}, QStringLiteral("legendCommitted"), tr("committed"));
    add({0, 1, 0, 0, 1}, QStringLiteral("legendRepeat"), tr("processed, not committed: repeated after a crash"));
    add({0, 0, 1, 0, 1}, QStringLiteral("legendLoss"), tr("committed, not processed: lost after a crash"));
    add({0, 0, 0, 1, 1}, QStringLiteral("legendRest"), tr("not processed yet"));
    line->addStretch();
}

} // namespace headroom::ui
