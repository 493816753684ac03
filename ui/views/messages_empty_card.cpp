// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messages_empty_card.h"

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
    if (snapshot.viewFilter.number != 0) {
        return MessagesEmptyCard::tr("No message matched so far. Every message is tested; those that match appear here.");
    }
    const QString start = snapshot.settings ? cellText(snapshot.settings->start) : QString();
    return MessagesEmptyCard::tr("No message yet. Start position is “%1”: older messages are not read. Produce one, or start at “earliest”.").arg(start);
}

} // namespace

MessagesEmptyCard::MessagesEmptyCard(QWidget* parent) : QWidget(parent), m_text(new QLabel(this)), m_clear(new QPushButton(tr("Clear filter"), this))
{
    m_text->setObjectName(QStringLiteral("messagesEmptyText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_clear->setObjectName(QStringLiteral("clearFilterButton"));
    connect(m_clear, &QPushButton::clicked, this, &MessagesEmptyCard::clearFilterWanted);
    auto* column = new QVBoxLayout(this);
    column->addStretch();
    column->addWidget(m_text);
    column->addWidget(m_clear, 0, Qt::AlignHCenter);
    column->addStretch();
}

void MessagesEmptyCard::showReason(const core::Snapshot& snapshot)
{
    m_text->setText(emptyReason(snapshot));
    m_clear->hide();
}

void MessagesEmptyCard::showFiltered(int keptRows, bool searching)
{
    m_text->setText(searching ? tr("Searching…") : tr("0 of %1 kept rows match", nullptr, pluralOf(keptRows)).arg(fromUtf8(core::formatCount(keptRows))));
    m_clear->setVisible(!searching);
}

} // namespace headroom::ui
