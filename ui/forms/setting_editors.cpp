// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_editors.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>

#include "ui/language/language.h"
#include "ui/theme/theme.h"

namespace headroom::ui {

namespace {

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

class LineEditor final : public SettingEditor {
public:
    LineEditor(Qt::Alignment alignment, QWidget* parent) : SettingEditor(parent), m_line(new QLineEdit(parent))
    {
        m_line->setFrame(false);
        m_line->setAlignment(alignment);
        connect(m_line, &QLineEdit::textEdited, this, &SettingEditor::edited);
    }
    [[nodiscard]] QWidget* widget() const override { return m_line; }
    [[nodiscard]] QString text() const override { return m_line->text(); }
    void setText(const QString& text) override
    {
        if (text != m_line->text()) {
            m_line->setText(text);
            m_line->setCursorPosition(0);
        }
    }

private:
    QLineEdit* m_line;
};

/// Shows dots for what is typed, and nothing of what is held: only that there is something.
class SecretEditor final : public SettingEditor {
public:
    explicit SecretEditor(QWidget* parent) : SettingEditor(parent), m_line(new QLineEdit(parent))
    {
        m_line->setFrame(false);
        m_line->setEchoMode(QLineEdit::Password);
        m_line->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
        connect(m_line, &QLineEdit::textEdited, this, [this](const QString& typed) { Q_EMIT edited(typed.isEmpty() ? m_shown : typed); });
    }
    [[nodiscard]] QWidget* widget() const override { return m_line; }
    [[nodiscard]] QString text() const override { return m_line->text().isEmpty() ? m_shown : m_line->text(); }
    void setText(const QString& text) override
    {
        if (text == m_line->text() && !text.isEmpty()) {
            return; // as it is being typed
        }
        const bool held = text == toQString(core::secretMask);
        m_shown = held ? text : QString();
        m_line->setText(held ? QString() : text);
        m_line->setPlaceholderText(held ? SettingEditor::tr("set") : SettingEditor::tr("asked for when needed"));
    }

private:
    QLineEdit* m_line;
    QString m_shown; ///< the mask when one is held
};

class CheckEditor final : public SettingEditor {
public:
    explicit CheckEditor(QWidget* parent) : SettingEditor(parent), m_check(new QCheckBox(parent))
    {
        connect(m_check, &QCheckBox::toggled, this, [this] {
            showWord();
            Q_EMIT edited(text());
        });
    }
    [[nodiscard]] QWidget* widget() const override { return m_check; }
    [[nodiscard]] QString text() const override { return m_check->isChecked() ? QStringLiteral("true") : QStringLiteral("false"); }
    void setText(const QString& text) override
    {
        const QSignalBlocker quiet(m_check);
        static const QStringList yes{QStringLiteral("true"), QStringLiteral("on"), QStringLiteral("yes"), QStringLiteral("1")};
        m_check->setChecked(yes.contains(text));
        showWord();
    }

private:
    void showWord() { m_check->setText(m_check->isChecked() ? SettingEditor::tr("on") : SettingEditor::tr("off")); }
    QCheckBox* m_check;
};

/// A list of words; words that take an argument (offset:N) make the list editable.
class ChoiceEditor final : public SettingEditor {
public:
    ChoiceEditor(std::span<const std::string_view> choices, QWidget* parent) : SettingEditor(parent), m_combo(new QComboBox(parent))
    {
        m_combo->setFrame(false);
        m_combo->setFocusPolicy(Qt::StrongFocus);
        m_combo->setEditable(std::ranges::any_of(choices, [](std::string_view choice) { return choice.ends_with(':'); }));
        m_combo->setInsertPolicy(QComboBox::NoInsert);
        for (const std::string_view choice : choices) {
            m_combo->addItem(toQString(choice));
        }
        connect(m_combo, &QComboBox::currentTextChanged, this, &SettingEditor::edited);
    }
    [[nodiscard]] QWidget* widget() const override { return m_combo; }
    [[nodiscard]] QString text() const override { return m_combo->currentText(); }
    void setText(const QString& text) override
    {
        const QSignalBlocker quiet(m_combo);
        if (text == m_combo->currentText()) {
            return; // a blocked setCurrentText would move the cursor of somebody who types
        }
        m_combo->setCurrentIndex(m_combo->findText(text));
        if (m_combo->isEditable()) {
            m_combo->setEditText(text);
        }
    }

private:
    QComboBox* m_combo;
};

} // namespace

SettingEditor::SettingEditor(QWidget* parent) : QObject(parent) {}

SettingEditor* SettingEditor::make(const core::SettingSpec& row, QWidget* parent)
{
    SettingEditor* editor = nullptr;
    if (std::holds_alternative<core::BoolField>(row.field)) {
        editor = new CheckEditor(parent);
    } else if (const auto* choice = std::get_if<core::ChoiceField>(&row.field)) {
        editor = new ChoiceEditor(choice->choices, parent);
    } else if (core::isSecret(row)) {
        editor = new SecretEditor(parent);
    } else {
        const bool number = std::holds_alternative<core::IntField>(row.field);
        editor = new LineEditor(number ? Qt::AlignRight : Qt::AlignLeft, parent);
    }
    editor->widget()->setObjectName(QStringLiteral("edit_") + toQString(row.id));
    editor->widget()->setAccessibleName(coreText(row.label));
    editor->widget()->setAccessibleDescription(coreText(row.help));
    return editor;
}

void SettingEditor::mark(bool changed, bool refused, bool isDefault)
{
    QWidget* control = widget();
    QFont font = control->font();
    font.setBold(changed);
    control->setFont(font);
    QPalette colors; // unset roles follow the theme
    const ThemeColors& theme = themeColors(control->parentWidget()->palette());
    if (refused) {
        colors.setColor(QPalette::Text, theme.error);
        colors.setColor(QPalette::Base, theme.errorTint);
    } else if (isDefault && !changed) {
        for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText}) {
            colors.setColor(role, theme.dimText);
        }
    }
    control->setPalette(colors);
}

} // namespace headroom::ui
