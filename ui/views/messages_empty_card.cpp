// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messages_empty_card.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/number_format.h"
#include "ui/language/language.h"
#include "ui/models/cell_text.h"

namespace headroom::ui {

namespace {

QString emptyReason(const core::Snapshot& snapshot)
{
    switch (snapshot.state) {
    case core::SessionState::idle:
        return MessagesEmptyCard::tr("No message yet. Start the consumer to see messages here.");
    case core::SessionState::connecting:
        return MessagesEmptyCard::tr("No message yet. Connecting and joining the group…");
    case core::SessionState::paused:
        return MessagesEmptyCard::tr("No message yet. The consumer is paused; Resume takes messages again.");
    case core::SessionState::stopping:
    case core::SessionState::stopped:
        return MessagesEmptyCard::tr("No message was kept. Start the consumer to see messages here.");
    case core::SessionState::failed:
        return MessagesEmptyCard::tr("No message. The consumer ended with an error; see Events.");
    case core::SessionState::running:
        break;
    }
    if (snapshot.viewFilter.number != 0 && snapshot.viewFilter.filter.keepOnly) {
        return MessagesEmptyCard::tr("No message matched so far. Every message is tested; those that match appear here.");
    }
    const QString start = snapshot.settings ? cellText(snapshot.settings->start) : QString();
    if (start == QLatin1StringView("earliest")) {
        return MessagesEmptyCard::tr("No message yet. Start position is “%1”: the topic holds none. Produce one.").arg(start);
    }
    return MessagesEmptyCard::tr("No message yet. Start position is “%1”: older messages are not read. Produce one, or start at “earliest”.").arg(start);
}

} // namespace

MessagesEmptyCard::MessagesEmptyCard(QWidget* parent) : QWidget(parent), m_text(new QLabel(this)), m_clear(new QPushButton(tr("Clear filter"), this)),
      m_earliest(new QPushButton(tr("Start at earliest"), this)), m_position(new QPushButton(tr("Start position…"), this))
{
    m_text->setObjectName(QStringLiteral("messagesEmptyText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_clear->setObjectName(QStringLiteral("clearFilterButton"));
    connect(m_clear, &QPushButton::clicked, this, &MessagesEmptyCard::clearFilterWanted);
    m_earliest->setObjectName(QStringLiteral("startAtEarliestButton"));
    m_earliest->setToolTip(tr("Begin a new run at the oldest messages that are kept: one rebalance"));
    m_position->setObjectName(QStringLiteral("startPositionButton"));
    m_position->setToolTip(tr("Go to the setting that says where a run starts"));
    connect(m_earliest, &QPushButton::clicked, this, &MessagesEmptyCard::startAtEarliestWanted);
    connect(m_position, &QPushButton::clicked, this, &MessagesEmptyCard::startPositionWanted);
    auto* ways = new QHBoxLayout;
    ways->addStretch();
    ways->addWidget(m_earliest);
    ways->addWidget(m_position);
    ways->addStretch();
    auto* column = new QVBoxLayout(this);
    column->addStretch();
    column->addWidget(m_text);
    column->addWidget(m_clear, 0, Qt::AlignHCenter);
    column->addLayout(ways);
    column->addStretch();
}

void MessagesEmptyCard::showReason(const core::Snapshot& snapshot)
{
    m_text->setText(emptyReason(snapshot));
    m_clear->hide();
    const bool elsewhere = snapshot.state == core::SessionState::running && snapshot.settings && snapshot.viewFilter.number == 0;
    m_earliest->setVisible(elsewhere && snapshot.settings->start != "earliest");
    m_position->setVisible(elsewhere);
}

void MessagesEmptyCard::showFiltered(int keptRows, bool searching)
{
    m_text->setText(searching ? tr("Searching…") : tr("0 of %1 kept rows match", nullptr, pluralOf(keptRows)).arg(fromUtf8(core::formatCount(keptRows))));
    m_clear->setVisible(!searching);
    m_earliest->hide();
    m_position->hide();
}

} // namespace headroom::ui
