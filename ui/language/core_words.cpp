// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language/core_words.h"

#include <set>

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include "core/budget/memory_model.h"
#include "core/decode/decoder.h"
#include "core/export/record_format.h"
#include "core/kafka/connection_check.h"
#include "core/metrics/metric_catalog.h"
#include "core/records/message_filter.h"
#include "core/scenario/scenario.h"
#include "core/settings/presets.h"
#include "core/settings/setting_table.h"

namespace headroom::ui {

namespace {

using Words = std::set<QString>;

void add(Words& words, std::string_view text)
{
    if (!text.empty()) {
        words.insert(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    }
}

/// Kafka's own names are the same in every language.
bool isKafkaName(std::string_view label)
{
    return label.find('.') != std::string_view::npos;
}

void addSettings(Words& words)
{
    for (const core::SettingSpec& row : core::settingTable()) {
        add(words, core::groupTitle(row.group));
        add(words, row.help);
        if (!isKafkaName(row.label)) {
            add(words, row.label);
        }
    }
}

/// Of a topic of which all is known, so that there are terms.
void addModel(Words& words)
{
    core::ModelInput input;
    input.baseline = core::mib;
    input.facts.messages = 1;
    input.facts.brokerPartitions = {1};
    input.facts.ratio = input.facts.meanRatio = 1;
    input.facts.largestBatch = input.facts.largestRecord = core::kib;
    input.facts.meanValue = input.facts.highMeanValue = input.facts.meanOverhead = input.facts.lowMeanMessage = 1;
    for (const core::ModelTerm& term : core::forecastMemory(input).ceiling.terms) {
        add(words, term.label);
        add(words, term.formula);
    }
}

void addOtherTables(Words& words)
{
    for (std::size_t step = 0; step < core::checkSteps; ++step) {
        add(words, core::wordFor(static_cast<core::CheckStep>(step)));
    }
    using enum core::CheckState;
    for (const core::CheckState state : {notReached, passed, failed, notNeeded}) {
        add(words, core::wordFor(state));
    }
    // Words and patterns that stand in composed messages; sentences are found in the sources.
    for (const char* word : {"trimmed", "before", "at", "baseline", "unattributed", "batch", "ended", "holds", "stopped", "paused", "resumed", "{} + {} ({})", "{}: {} → {}"}) {
        add(words, word);
    }
    for (const core::RecordFormat& format : core::recordFormats()) {
        add(words, format.title);
    }
    for (const core::MetricSpec& metric : core::metricCatalog()) {
        add(words, metric.label);
    }
    for (const core::Preset& preset : core::presetTable()) {
        add(words, preset.title);
        add(words, preset.help);
    }
    for (const core::FilterHelp& row : core::filterHelp()) {
        add(words, row.meaning);
    }
}

/// Steps are composed; their parts stand in the table or are sentences of the sources.
void addScenarios(Words& words)
{
    for (const core::ScenarioSpec& row : core::scenarioTable()) {
        add(words, row.title);
        for (const core::RunSpec& run : row.runs) {
            for (const core::RunStep& step : run.steps) {
                add(words, step.title);
            }
        }
    }
    for (const core::FigureSpec& figure : core::figureTable()) {
        add(words, figure.label);
    }
    for (const char* word : {"Compare", "held", "MISSED", "nothing", "{} −{}"}) {
        add(words, word);
    }
}

/// Others hold what only the command line, files or programs see, or what is in the tables above.
bool isForPeopleAtTheWindow(const QString& path)
{
    static const QRegularExpression others(QStringLiteral(
        "/(client_export|setting_export|environment|setting_sources|report|demo_broker|demo_generator|demo_producer|group_watch|setting_table|metric_catalog|number_format|result|export_text)\\.cpp$|/log/"));
    return !others.match(path).hasMatch();
}

QString unescaped(QString literal)
{
    static const QRegularExpression unicode(QStringLiteral("\\\\u([0-9a-fA-F]{4})"));
    for (auto match = unicode.match(literal); match.hasMatch(); match = unicode.match(literal)) {
        literal.replace(match.capturedStart(), match.capturedLength(), QChar(match.captured(1).toUShort(nullptr, 16)));
    }
    return literal.replace(QStringLiteral("\\n"), QStringLiteral("\n")).replace(QStringLiteral("\\\""), QStringLiteral("\"")).replace(QStringLiteral("\\\\"), QStringLiteral("\\"));
}

/// A literal with a blank between letters is a sentence, or what the client's log is searched for, which nobody sees. A pattern
/// of nothing but "of" between places would fit too much.
void addIfSentence(Words& words, const QString& literal)
{
    static const QRegularExpression word(QStringLiteral("[a-z]{2}"));
    static const QRegularExpression dull(QStringLiteral("^\\{\\} of \\{[^{}]*\\}$"));
    static const QRegularExpression nested(QStringLiteral("\\{[^{}]*\\{\\}[^{}]*\\}")); // {:.{}f}: one place in what comes out
    if (const QString text = unescaped(literal).replace(nested, QStringLiteral("{}")); text.contains(QLatin1Char(' ')) && text.contains(word) && !text.contains(dull)) {
        words.insert(text);
    }
}

/// Literals with nothing but white space between them are one. Comments and characters may hold quotation marks.
void addSentences(Words& words, const QString& source)
{
    static const QRegularExpression token(QStringLiteral("\"((?:[^\"\\\\\\n]|\\\\.)*)\"|//[^\\n]*|'(?:[^'\\\\]|\\\\.)'"));
    QString literal;
    qsizetype end = -1;
    for (auto it = token.globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedStart(1) < 0) {
            continue;
        }
        const bool continued = end >= 0 && QStringView(source).mid(end, match.capturedStart() - end).trimmed().isEmpty();
        if (!continued) {
            addIfSentence(words, literal);
            literal.clear();
        }
        literal += match.captured(1);
        end = match.capturedEnd();
    }
    addIfSentence(words, literal);
}

} // namespace

QStringList coreWords(const QString& folder)
{
    Words words;
    addSettings(words);
    addModel(words);
    addOtherTables(words);
    addScenarios(words);
    QDirIterator it(folder, {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (isForPeopleAtTheWindow(file.fileName()) && file.open(QIODevice::ReadOnly)) {
            addSentences(words, QString::fromUtf8(file.readAll()));
        }
    }
    for (const char* name : {"../app/last_run.cpp", "../app/last_words.cpp"}) { // what the window tells of a run before
        if (QFile file(QDir(folder).filePath(QLatin1String(name))); file.open(QIODevice::ReadOnly)) {
            // Of the last words only what follows the program's name is kept.
            addSentences(words, QString::fromUtf8(file.readAll()).replace(QLatin1String("\": "), QLatin1String("\"")).remove(QLatin1String("\\n")));
        }
    }
    return {words.begin(), words.end()};
}

} // namespace headroom::ui
