// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/profile_dialog.h"

#include <QDialogButtonBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/settings/profile.h"
#include "core/settings/profile_review.h"
#include "ui/language/language.h"
#include "ui/theme/theme.h"
#include "ui/views/connection_probe.h"
#include "ui/views/profile_form.h"
#include "ui/views/review_dialog.h"

namespace headroom::ui {

namespace {

QString errorText(const core::Error& error)
{
    return coreText(error.message);
}

QString markOf(core::CheckState state)
{
    switch (state) {
    case core::CheckState::passed:
        return QStringLiteral("✓");
    case core::CheckState::failed:
        return QStringLiteral("⊗");
    case core::CheckState::notReached:
    case core::CheckState::notNeeded:
        break;
    }
    return QStringLiteral("–");
}

} // namespace

ProfileDialog::ProfileDialog(ProfileStart start, ConnectionProbe& probe, QWidget* parent) : QDialog(parent), m_start(std::move(start)), m_probe(probe)
{
    setObjectName(QStringLiteral("profilesDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Connections"));
    auto* left = new QVBoxLayout;
    auto* right = new QVBoxLayout;
    buildList(left);
    buildRight(right);
    auto* halves = new QHBoxLayout;
    halves->addLayout(left);
    halves->addLayout(right, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_use = buttons->addButton(tr("Use"), QDialogButtonBox::AcceptRole);
    m_use->setObjectName(QStringLiteral("useProfileButton"));
    m_use->setToolTip(tr("Put this connection in force"));
    m_use->setDefault(true);
    connect(m_use, &QPushButton::clicked, this, &ProfileDialog::use);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addLayout(halves, 1);
    column->addWidget(buttons);
    connect(&m_probe, &ConnectionProbe::finished, this, &ProfileDialog::showReport);
    connect(m_form, &ProfileForm::changed, this, &ProfileDialog::refresh);
    connect(m_form, &ProfileForm::chooseTopicWanted, this, [this] {
        if (const auto settings = m_form->edited()) {
            Q_EMIT chooseTopicWanted(*settings);
        } else {
            say(errorText(settings.error()), true);
        }
    });
    resize(820, 560);
    refill(QString());
    m_list->setCurrentRow(-1);
    // The selection, not the current row: that one moves when the focus only passes through.
    connect(m_list, &QListWidget::itemSelectionChanged, this, &ProfileDialog::choose);
    m_form->show(m_start.inForce); // what is in force, whatever profile it came from
    refresh();
}

ProfileDialog::~ProfileDialog()
{
    m_probe.cancel();
}

QPushButton* ProfileDialog::button(const char* name, const QString& text, const QString& tip)
{
    auto* made = new QPushButton(text, this);
    made->setObjectName(QString::fromLatin1(name));
    made->setToolTip(tip);
    made->setAutoDefault(false);
    return made;
}

void ProfileDialog::buildList(QVBoxLayout* column)
{
    m_list = new QListWidget(this);
    m_list->setObjectName(QStringLiteral("profileList"));
    m_list->setAccessibleName(tr("Profiles"));
    m_list->setMaximumWidth(fontMetrics().averageCharWidth() * 34);
    m_delete = button("deleteProfileButton", tr("&Delete"), tr("Delete the selected profile; what is in force stays"));
    QPushButton* import = button("importProfileButton", tr("&Import…"), tr("Look at a profile from somebody else, and take it over"));
    connect(m_delete, &QPushButton::clicked, this, &ProfileDialog::removeChosen);
    connect(import, &QPushButton::clicked, this, &ProfileDialog::import);
    auto* line = new QHBoxLayout;
    line->addWidget(import);
    line->addWidget(m_delete);
    column->addWidget(m_list, 1);
    column->addLayout(line);
}

void ProfileDialog::buildRight(QVBoxLayout* column)
{
    m_form = new ProfileForm(m_start.rows, this);
    m_result = new QLabel(this);
    m_result->setObjectName(QStringLiteral("checkResult"));
    m_result->setAccessibleName(tr("Result"));
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_save = button("saveProfileButton", tr("&Save as…"), tr("Keep these settings under a name, without passwords"));
    m_test = button("testConnectionButton", tr("&Test connection"), tr("Try to connect, in no group; takes 10 s at most"));
    connect(m_save, &QPushButton::clicked, this, &ProfileDialog::save);
    connect(m_test, &QPushButton::clicked, this, &ProfileDialog::test);
    auto* line = new QHBoxLayout;
    line->addWidget(m_test);
    line->addWidget(m_save);
    line->addStretch(1);
    column->addWidget(m_form);
    column->addLayout(line);
    column->addWidget(m_result);
    column->addStretch(1);
}

void ProfileDialog::refill(const QString& select)
{
    m_list->clear();
    m_list->addItem(tr("Demo broker (embedded)"));
    for (const std::string& name : core::profileNames(m_start.directory)) {
        m_list->addItem(QString::fromStdString(name));
        if (m_list->item(m_list->count() - 1)->text() == select) {
            m_list->setCurrentRow(m_list->count() - 1);
        }
    }
}

QString ProfileDialog::chosen() const
{
    const QList<QListWidgetItem*> selected = m_list->selectedItems();
    return !selected.isEmpty() && m_list->row(selected.front()) > 0 ? selected.front()->text() : QString();
}

void ProfileDialog::choose()
{
    if (m_list->selectedItems().isEmpty()) {
        return;
    }
    core::Settings settings = m_start.inForce;
    const auto texts = chosen().isEmpty() ? core::Result<core::SettingTexts>(core::SettingTexts()) : core::loadProfile(m_start.rows, m_start.directory, chosen().toStdString());
    const auto used = texts ? core::useProfile(m_start.rows, *texts, m_start.defaults, settings) : core::Result<void>(tl::unexpected<core::Error>(texts.error()));
    say(used ? QString() : errorText(used.error()), true);
    if (used) {
        m_form->show(settings);
    }
    refresh();
}

void ProfileDialog::save()
{
    const auto settings = m_form->edited();
    if (!settings) {
        return;
    }
    auto* ask = new QInputDialog(this);
    ask->setAttribute(Qt::WA_DeleteOnClose);
    ask->setWindowTitle(tr("Save connection"));
    ask->setLabelText(tr("Name of the profile:"));
    ask->setTextValue(chosen());
    connect(ask, &QInputDialog::textValueSelected, this, [this, settings = *settings](const QString& name) { saveAs(name, settings); });
    ask->open();
}

void ProfileDialog::saveAs(const QString& name, const core::Settings& settings)
{
    if (const auto saved = core::saveProfile(m_start.rows, m_start.directory, name.toStdString(), settings, m_start.defaults); !saved) {
        say(errorText(saved.error()), true);
        return;
    }
    const QSignalBlocker quiet(m_list);
    refill(name);
    refresh();
    say(tr("Saved as %1, without passwords.").arg(name), false);
}

void ProfileDialog::removeChosen()
{
    const QString name = chosen();
    const auto removed = core::removeProfile(m_start.directory, name.toStdString());
    const QSignalBlocker quiet(m_list);
    refill(QString());
    refresh();
    say(removed ? tr("Deleted %1.").arg(name) : errorText(removed.error()), !removed);
}

void ProfileDialog::import()
{
    auto* files = new QFileDialog(this, tr("Profile from a file"), QString(), tr("Profiles (*.json)"));
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setFileMode(QFileDialog::ExistingFile);
    connect(files, &QFileDialog::fileSelected, this, &ProfileDialog::review);
    files->open();
}

void ProfileDialog::review(const QString& file)
{
    const auto reviewed = core::reviewProfile(m_start.rows, file.toStdString(), m_start.inForce, m_start.defaults);
    if (!reviewed) {
        say(errorText(reviewed.error()), true);
        return;
    }
    auto* dialog = new ReviewDialog(*reviewed, file, this);
    connect(dialog, &QDialog::accepted, this, [this, settings = reviewed->result] {
        m_form->show(settings);
        say(tr("Taken over into the form; press Use or save it."), false);
    });
    dialog->open();
}

void ProfileDialog::test()
{
    if (const auto settings = m_form->edited()) {
        m_probe.begin(*settings);
        say(tr("Connecting to %1 …").arg(QString::fromStdString(settings->bootstrapServers)), false);
        refresh();
    }
}

void ProfileDialog::showReport(const core::ConnectionReport& report)
{
    QString text;
    for (std::size_t i = 0; i < core::checkSteps; ++i) {
        const core::CheckLine& line = report.lines[i];
        const std::string_view word = core::wordFor(static_cast<core::CheckStep>(i));
        const std::string_view state = core::wordFor(line.state);
        text += QStringLiteral("%1 %2: %3\n").arg(markOf(line.state), coreText(word),
                                                  coreText(line.text.empty() ? state : line.text));
    }
    say(text.trimmed(), !report.passed());
    refresh();
}

void ProfileDialog::setTopics(const QStringList& names)
{
    m_form->setTopics(names);
}

void ProfileDialog::setTopic(const QString& name)
{
    m_form->setTopic(name);
}

void ProfileDialog::use()
{
    if (const auto settings = m_form->edited()) {
        Q_EMIT useRequested(*settings, chosen());
        accept();
    }
}

void ProfileDialog::refresh()
{
    const auto settings = m_form->edited();
    m_use->setEnabled(settings.has_value());
    m_save->setEnabled(settings.has_value());
    m_delete->setEnabled(!chosen().isEmpty());
    m_test->setEnabled(settings && settings->bootstrapServers != "demo" && !m_probe.busy());
}

void ProfileDialog::say(const QString& text, bool bad)
{
    QPalette colors; // unset roles follow the theme
    if (bad) {
        colors.setColor(QPalette::WindowText, themeColors(palette()).error);
    }
    m_result->setPalette(colors);
    m_result->setText(text);
}

} // namespace headroom::ui
