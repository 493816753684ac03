// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/setting_form.h"

#include <algorithm>

#include <QEvent>
#include <QLineEdit>
#include <QShortcut>
#include <QVBoxLayout>

#include "core/settings/setting_codec.h"
#include "ui/forms/apply_bar.h"
#include "ui/forms/budget_head.h"
#include "ui/forms/ceiling_shares.h"
#include "ui/forms/ceiling_sum.h"
#include "ui/forms/setting_detail.h"
#include "ui/forms/setting_edits.h"
#include "ui/forms/setting_effective.h"
#include "ui/forms/setting_tools.h"
#include "ui/forms/setting_tree.h"
#include "ui/forms/setting_undo.h"
#include "ui/language/language.h"
#include "ui/theme/whole_rows.h"

namespace headroom::ui {

namespace {
constexpr int leastDetail = 96;   ///< pixels
constexpr int detailPercent = 37; ///< of the form's height, at most
} // namespace

struct SettingForm::Parts {
    explicit Parts(core::SettingRows rows) : edits(rows) {}

    SettingEdits edits;
    SettingUndo* undo = nullptr;
    bool typing = false; ///< what one types is not rewritten under the hand
    std::function<std::string(std::string_view)> effective;
    std::shared_ptr<const core::Settings> inUse;
    core::Settings defaults;
    bool running = false;
    core::Bytes prefetched = core::unknownBytes;
    CeilingShares shares;

    BudgetHead* head = nullptr;
    CeilingSum* sum = nullptr;
    QLineEdit* filter = nullptr;
    SettingTree* tree = nullptr;
    SettingDetail* detail = nullptr;
    ApplyBar* bar = nullptr;
};

SettingForm::SettingForm(core::SettingRows rows, QWidget* parent) : QWidget(parent), m_parts(std::make_unique<Parts>(rows))
{
    setObjectName(QStringLiteral("settingForm"));
    m_parts->undo = new SettingUndo(m_parts->edits, [this](const std::vector<std::size_t>& changed) { refreshRows(changed); }, this);
    auto* tree = m_parts->tree = new SettingTree(rows, this);
    connect(tree, &SettingTree::edited, this, [this](int row, const QString& text) {
        m_parts->typing = true;
        m_parts->undo->type(static_cast<std::size_t>(row), text.toStdString());
        m_parts->typing = false;
    });
    connect(tree, &SettingTree::currentRowChanged, this, &SettingForm::showDetail);
    connect(tree, &SettingTree::resetRequested, this, &SettingForm::resetCurrent);
    buildLayout();
    refreshAll();
}

SettingForm::~SettingForm()
{
    m_parts->tree->disconnect(this); // it goes after the parts its signals would reach
}

void SettingForm::buildLayout()
{
    auto* tools = new SettingTools(*m_parts->undo, this);
    m_parts->filter = tools->filter();
    connect(tools, &SettingTools::presetChosen, m_parts->undo, &SettingUndo::fillIn);
    connect(m_parts->filter, &QLineEdit::textChanged, m_parts->tree, &SettingTree::filter);

    auto* find = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_F), this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &SettingForm::focusFilter);

    m_parts->detail = new SettingDetail(this);
    connect(m_parts->detail, &SettingDetail::resetRequested, this, &SettingForm::resetCurrent);
    m_parts->bar = new ApplyBar(this);
    connect(m_parts->bar, &ApplyBar::applyPressed, this, &SettingForm::applyPending);
    connect(m_parts->bar, &ApplyBar::revertPressed, this, &SettingForm::revert);
    m_parts->head = new BudgetHead(this);
    connect(m_parts->head, &BudgetHead::deriveRequested, this, &SettingForm::deriveRequested);
    connect(m_parts->head, &BudgetHead::formulaRequested, this, &SettingForm::formulaRequested);
    m_parts->sum = new CeilingSum(this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 6);
    layout->setSpacing(4);
    layout->addWidget(m_parts->head);
    layout->addWidget(tools);
    layout->addWidget(new WholeRows(m_parts->tree, this), 1);
    layout->addWidget(m_parts->sum);
    layout->addWidget(m_parts->detail);
    layout->addWidget(m_parts->bar);
    setFocusProxy(m_parts->filter);
}

void SettingForm::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_parts->detail->setMaximumHeight(std::max(leastDetail, height() * detailPercent / 100));
}

void SettingForm::setInForce(const core::Settings& settings)
{
    m_parts->edits.setInForce(settings);
    refreshAll();
}

void SettingForm::setDefaults(const core::Settings& defaults)
{
    m_parts->defaults = defaults;
    m_parts->edits.setDefaults(defaults);
    refreshAll();
}

void SettingForm::setRunning(bool running, core::Bytes prefetched)
{
    const bool changed = running != m_parts->running;
    m_parts->running = running;
    m_parts->prefetched = prefetched;
    if (changed || hasPendingChanges()) {
        refreshBar();
    }
}

void SettingForm::setEffectiveSource(std::function<std::string(std::string_view)> source)
{
    m_parts->effective = std::move(source);
    refreshEffective();
}

void SettingForm::setInUse(std::shared_ptr<const core::Settings> settings)
{
    if (settings != m_parts->inUse) {
        m_parts->inUse = std::move(settings);
        refreshEffective();
    }
}

void SettingForm::refreshEffective()
{
    const core::SettingRows rows = m_parts->edits.rows();
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const EffectiveValue value = effectiveValue(rows[row], m_parts->edits.inForce(), m_parts->inUse.get(), m_parts->effective);
        m_parts->tree->showEffective(static_cast<int>(row), value.text, value.why);
    }
}

core::Result<core::Settings> SettingForm::edited() const
{
    return m_parts->edits.edited();
}

bool SettingForm::hasPendingChanges() const
{
    return m_parts->edits.changedCount() > 0;
}

void SettingForm::applyPending()
{
    const core::Result<core::Settings> settings = edited();
    if (settings && hasPendingChanges()) {
        Q_EMIT applyRequested(*settings, m_parts->running && m_parts->edits.needsReconnect());
    }
    refreshBar();
}

void SettingForm::revert()
{
    m_parts->undo->revertAll();
    refreshAll();
}

void SettingForm::focusFilter()
{
    m_parts->filter->setFocus(Qt::ShortcutFocusReason);
    m_parts->filter->selectAll();
}

void SettingForm::focusRow(std::string_view id)
{
    const core::SettingRows rows = m_parts->edits.rows();
    const auto found = std::ranges::find(rows, id, &core::SettingSpec::id);
    if (found != rows.end()) {
        m_parts->filter->clear();
        m_parts->tree->editRow(static_cast<int>(found - rows.begin()));
    }
}

void SettingForm::showMark(std::size_t row)
{
    const SettingEdits& edits = m_parts->edits;
    const std::string byDefault = edits.defaultText(row);
    m_parts->tree->showMark(static_cast<int>(row), {edits.changed(row), !edits.refusal(row).empty(), edits.text(row) == byDefault, QString::fromStdString(byDefault)});
}

void SettingForm::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_parts->bar != nullptr) {
        refreshAll(); // the rows have colours of their own
    }
}

void SettingForm::refreshRows(const std::vector<std::size_t>& changed)
{
    for (const std::size_t row : changed) {
        if (!m_parts->typing) {
            m_parts->tree->showText(static_cast<int>(row), QString::fromStdString(m_parts->edits.text(row)));
        }
        showMark(row);
    }
    refreshBar();
    showDetail();
    refreshShares();
}

void SettingForm::refreshAll()
{
    for (std::size_t row = 0; row < m_parts->edits.rows().size(); ++row) {
        m_parts->tree->showText(static_cast<int>(row), QString::fromStdString(m_parts->edits.text(row)));
        showMark(row);
    }
    refreshEffective();
    refreshBar();
    showDetail();
    refreshShares();
}

void SettingForm::setForecast(std::shared_ptr<const core::Forecast> forecast, const core::ModelInput& input)
{
    m_parts->shares.setNow(std::move(forecast), input);
    refreshShares();
}

void SettingForm::refreshShares()
{
    Parts& parts = *m_parts;
    const core::SettingRows rows = parts.edits.rows();
    core::Settings wanted = parts.shares.input().settings; // resolved by the run; only what was typed differs
    for (std::size_t row = 0; row < rows.size(); ++row) {
        if (parts.edits.changed(row) && parts.edits.refusal(row).empty()) {
            (void)core::parseSetting(wanted, rows[row], parts.edits.text(row)); // was accepted when it was typed
        }
    }
    parts.shares.setEdited(wanted, hasPendingChanges());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        parts.tree->showShare(static_cast<int>(row), parts.shares.shareText(rows[row].id));
    }
    const core::Bytes budget = parts.edits.edited().value_or(parts.edits.inForce()).memoryBudget;
    parts.sum->display(parts.shares, budget, parts.tree->shareInset());
    parts.head->display(parts.edits.inForce().memoryBudget, parts.shares.input().baseline);
    if (const int row = parts.tree->currentRow(); row >= 0) {
        parts.detail->showShare(parts.shares.formulaText(rows[static_cast<std::size_t>(row)].id, rows));
    }
}

void SettingForm::refreshBar()
{
    const std::size_t count = m_parts->edits.changedCount();
    const core::Result<core::Settings> settings = edited();
    const bool restart = m_parts->running && m_parts->edits.needsReconnect();
    m_parts->bar->display({count, settings ? QString() : coreText(settings.error().message), restart, m_parts->prefetched});
    Q_EMIT appliable(count > 0 && settings.has_value());
}

void SettingForm::showDetail()
{
    const int row = m_parts->tree->currentRow();
    if (row < 0) {
        return;
    }
    const auto at = static_cast<std::size_t>(row);
    const core::SettingSpec& spec = m_parts->edits.rows()[at];
    const std::string byDefault = core::settingText(m_parts->defaults, spec);
    m_parts->detail->showRow(spec, QString::fromStdString(byDefault), byDefault == m_parts->edits.text(at),
                             coreText(m_parts->edits.refusal(at)));
    m_parts->detail->showInUse(m_parts->tree->differentInUse(row));
    m_parts->detail->showShare(m_parts->shares.formulaText(spec.id, m_parts->edits.rows()));
}

void SettingForm::resetCurrent()
{
    const int row = m_parts->tree->currentRow();
    if (row >= 0) {
        m_parts->undo->reset(static_cast<std::size_t>(row));
    }
}

} // namespace headroom::ui
