// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/secret_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace headroom::ui {

SecretDialog::SecretDialog(const QString& question, bool mayKeep, QWidget* parent) : QDialog(parent), m_line(new QLineEdit(this)), m_keep(new QCheckBox(tr("&Keep in the desktop keychain"), this))
{
    setObjectName(QStringLiteral("secretDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Password"));
    auto* label = new QLabel(question, this);
    label->setObjectName(QStringLiteral("secretQuestion"));
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setBuddy(m_line);
    m_line->setObjectName(QStringLiteral("secretLine"));
    m_line->setAccessibleName(tr("Password"));
    m_line->setEchoMode(QLineEdit::Password);
    m_line->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_keep->setObjectName(QStringLiteral("keepSecretCheck"));
    m_keep->setEnabled(mayKeep);
    m_keep->setToolTip(mayKeep ? tr("For these brokers, this protocol and this user only") : tr("There is no keychain here: it is kept until the program ends"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* go = buttons->addButton(tr("Connect"), QDialogButtonBox::AcceptRole);
    go->setObjectName(QStringLiteral("secretConnectButton"));
    go->setDefault(true);
    go->setEnabled(false);
    connect(m_line, &QLineEdit::textChanged, this, [go](const QString& typed) { go->setEnabled(!typed.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &SecretDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(m_line);
    column->addWidget(m_keep);
    column->addWidget(buttons);
    setMinimumWidth(420);
    m_line->setFocus();
}

void SecretDialog::accept()
{
    std::string typed = m_line->text().toStdString();
    m_line->clear();
    const core::Secret secret(std::move(typed));
    Q_EMIT entered(secret, m_keep->isEnabled() && m_keep->isChecked());
    QDialog::accept();
}

} // namespace headroom::ui
