// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/profile_form.h"

#include <algorithm>
#include <array>
#include <string_view>

#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "core/settings/security.h"
#include "core/settings/setting_codec.h"
#include "ui/forms/setting_editors.h"
#include "ui/language/language.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

constexpr std::array<std::string_view, 12> shownRows{"bootstrap-servers", "topic",           "group-id",                 "security-protocol", "sasl-mechanism",   "sasl-username",
                                                     "sasl-password",     "ssl-ca-location", "ssl-certificate-location", "ssl-key-location",  "ssl-key-password", "property"};

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool idle(const core::SettingSpec& row, const core::Settings& settings)
{
    return (row.id.starts_with("sasl-") && !core::usesLogin(settings)) || (row.id.starts_with("ssl-") && !core::usesTls(settings));
}

} // namespace

ProfileForm::ProfileForm(core::SettingRows rows, QWidget* parent) : QWidget(parent), m_problem(new QLabel(this))
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(3);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const std::string_view id : shownRows) {
        const core::SettingSpec* spec = core::findSetting(rows, id);
        if (spec == nullptr) {
            continue;
        }
        SettingEditor* editor = SettingEditor::make(*spec, this);
        editor->widget()->setObjectName(QStringLiteral("profile_") + toQString(id));
        editor->widget()->setToolTip(coreText(spec->help).toHtmlEscaped());
        auto* name = new QLabel(coreText(spec->label), this);
        name->setTextFormat(Qt::PlainText);
        name->setBuddy(editor->widget());
        form->addRow(name, id == "topic" ? withChoice(editor->widget()) : editor->widget());
        connect(editor, &SettingEditor::edited, this, &ProfileForm::refresh);
        m_rows.push_back({spec, editor, name});
    }
    m_problem->setObjectName(QStringLiteral("profileProblem"));
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    form->addRow(m_problem);
    colorProblem();
}

QWidget* ProfileForm::withChoice(QWidget* topic)
{
    auto* both = new QWidget(this);
    auto* choose = new QPushButton(tr("C&hoose…"), both);
    choose->setObjectName(QStringLiteral("chooseTopicButton"));
    choose->setToolTip(tr("Ask these brokers for their topics"));
    choose->setAutoDefault(false);
    connect(choose, &QPushButton::clicked, this, &ProfileForm::chooseTopicWanted);
    auto* line = new QHBoxLayout(both);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(topic, 1);
    line->addWidget(choose);
    return both;
}

SettingEditor* ProfileForm::topicEditor() const
{
    const auto found = std::ranges::find(m_rows, std::string_view("topic"), [](const Row& row) { return row.spec->id; });
    return found == m_rows.end() ? nullptr : found->editor;
}

void ProfileForm::setTopics(const QStringList& names)
{
    auto* line = topicEditor() == nullptr ? nullptr : qobject_cast<QLineEdit*>(topicEditor()->widget());
    if (line != nullptr) {
        auto* completer = new QCompleter(names, line);
        completer->setFilterMode(Qt::MatchContains);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        line->setCompleter(completer); // deletes the one before
        connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &ProfileForm::refresh);
    }
}

void ProfileForm::setTopic(const QString& name)
{
    if (SettingEditor* editor = topicEditor()) {
        editor->setText(name);
        refresh();
    }
}

void ProfileForm::colorProblem()
{
    QPalette colors;
    colors.setColor(QPalette::WindowText, themeColors(palette()).error);
    m_problem->setPalette(colors);
}

void ProfileForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) {
        colorProblem();
    }
}

void ProfileForm::show(const core::Settings& settings)
{
    m_base = settings;
    for (const Row& row : m_rows) {
        row.editor->setText(QString::fromStdString(core::settingText(settings, *row.spec)));
    }
    refresh();
}

core::Result<core::Settings> ProfileForm::edited() const
{
    core::Settings settings = m_base;
    for (const Row& row : m_rows) {
        std::string typed = row.editor->text().toStdString();
        const auto parsed = core::parseSetting(settings, *row.spec, typed);
        if (core::isSecret(*row.spec)) {
            core::wipe(typed);
        }
        if (!parsed) {
            return tl::unexpected<core::Error>(parsed.error());
        }
    }
    core::dropForeignSecrets(core::settingTable(), m_base, settings);
    if (const auto valid = core::validateSettings(settings); !valid) {
        return tl::unexpected<core::Error>(valid.error());
    }
    return settings;
}

void ProfileForm::refresh()
{
    core::Settings choices = m_base;
    for (const Row& row : m_rows) {
        if (std::holds_alternative<core::ChoiceField>(row.spec->field)) {
            (void)core::parseSetting(choices, *row.spec, row.editor->text().toStdString()); // the problem is shown below
        }
    }
    for (const Row& row : m_rows) {
        const bool off = idle(*row.spec, choices);
        row.editor->widget()->setEnabled(!off);
        row.name->setEnabled(!off);
    }
    const auto settings = edited();
    m_problem->setText(settings ? coreText(core::securityWarning(*settings)) : coreText(settings.error().message));
    Q_EMIT changed();
}

void ProfileForm::focusRow(const QString& id)
{
    for (const Row& row : m_rows) {
        if (toQString(row.spec->id) == id) {
            row.editor->widget()->setFocus(Qt::OtherFocusReason);
        }
    }
}

} // namespace headroom::ui
