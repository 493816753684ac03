// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/language/core_translator.h"

#include <algorithm>
#include <optional>

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

namespace headroom::ui {

namespace {

constexpr int deepest = 6; ///< messages inside messages

/// A place of a pattern of fmt: {}, {1}, {:.1f}, {0:.2f}.
const QRegularExpression& place()
{
    static const QRegularExpression expression(QStringLiteral("\\{([0-9]*)(?::[^{}]*)?\\}"));
    return expression;
}

const QString& clauseEnd()
{
    static const QString mark(QStringLiteral("; "));
    return mark;
}

/// Where `piece` ends the place that begins at `at`: the first time, but behind a known label where there is one, which may
/// hold the same piece ("RSS, peak 5 MiB" is of "{} {}"). Negative when there is none.
qsizetype endOfPlace(const QString& text, const QString& piece, qsizetype at, const QHash<QString, QString>& labels)
{
    const qsizetype first = text.indexOf(piece, at);
    for (qsizetype next = first; next >= 0; next = text.indexOf(piece, next + 1)) {
        if (labels.contains(text.mid(at, next - at))) {
            return next;
        }
    }
    return first;
}

/// What stands in the places, in their order in the text; nothing when the text is not of this form. No place holds more
/// than a clause.
std::optional<QStringList> filling(const QString& text, const QStringList& pieces, const QHash<QString, QString>& labels)
{
    if (!text.startsWith(pieces.front()) || !text.endsWith(pieces.back()) || text.size() < pieces.front().size() + pieces.back().size()) {
        return std::nullopt;
    }
    QStringList found;
    const qsizetype end = text.size() - pieces.back().size();
    qsizetype at = pieces.front().size();
    for (qsizetype piece = 1; piece + 1 < pieces.size(); ++piece) {
        const qsizetype next = endOfPlace(text, pieces[piece], at, labels);
        if (next < 0 || next + pieces[piece].size() > end) {
            return std::nullopt;
        }
        found << text.mid(at, next - at);
        at = next + pieces[piece].size();
    }
    found << text.mid(at, end - at);
    const bool clauses = std::ranges::any_of(found, [](const QString& argument) { return argument.contains(clauseEnd()); });
    return clauses ? std::nullopt : std::optional(found);
}

qsizetype lettersOf(const QStringList& pieces)
{
    return pieces.join(QString()).size();
}

} // namespace

bool CoreTranslator::read(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return false;
    }
    QXmlStreamReader xml(&file);
    QString source;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.name() == QLatin1String("source")) {
            source = xml.readElementText();
        } else if (xml.isStartElement() && xml.name() == QLatin1String("translation")) {
            const QString translation = xml.readElementText();
            if (!translation.isEmpty()) {
                add(source, translation);
            }
        }
    }
    std::ranges::stable_sort(m_patterns, std::ranges::greater(), [](const Pattern& pattern) { return lettersOf(pattern.pieces); });
    return !xml.hasError();
}

CoreTranslator::Pattern CoreTranslator::parse(const QString& source, const QString& translation)
{
    Pattern pattern;
    pattern.translation = translation;
    qsizetype from = 0;
    for (auto it = place().globalMatch(source); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        pattern.places.push_back(match.captured(1).isEmpty() ? static_cast<int>(pattern.places.size()) : match.captured(1).toInt());
        pattern.pieces << source.mid(from, match.capturedStart() - from);
        from = match.capturedEnd();
    }
    pattern.pieces << source.mid(from);
    return pattern;
}

void CoreTranslator::add(const QString& source, const QString& translation)
{
    m_words.insert(source, translation);
    if (Pattern pattern = parse(source, translation); !pattern.places.empty()) {
        m_patterns.push_back(std::move(pattern));
    }
    if (source.contains(clauseEnd())) {
        addClauses(source, translation);
    }
}

/// The core puts such a message behind another one, or into one, which makes its clauses those of a longer message. Only
/// where they can be told apart in the translation: the same number, with the same places, not numbered.
void CoreTranslator::addClauses(const QString& source, const QString& translation)
{
    const QStringList from = source.split(clauseEnd(), Qt::SkipEmptyParts);
    const QStringList to = translation.split(QStringLiteral("；"), Qt::SkipEmptyParts);
    const auto placesIn = [](const QString& text) { return parse(text, {}).places; };
    static const QRegularExpression numbered(QStringLiteral("\\{[0-9]"));
    bool fit = from.size() == to.size() && !source.contains(numbered) && !translation.contains(numbered);
    for (qsizetype i = 0; fit && i < from.size(); ++i) {
        fit = placesIn(from[i]) == placesIn(to[i]);
    }
    static const QRegularExpression word(QStringLiteral("[A-Za-z]{3}")); // a place alone would fit everything
    for (qsizetype i = 0; fit && i < from.size(); ++i) {
        if (QString(from[i]).remove(place()).contains(word)) {
            add(from[i], to[i]);
        }
    }
}

QString CoreTranslator::translate(const char* of, const char* source, const char* /*disambiguation*/, int /*n*/) const
{
    if (of == nullptr || source == nullptr || QLatin1String(of) != QLatin1String(context)) {
        return {};
    }
    const QString text = QString::fromUtf8(source);
    if (const QString* known = m_answers.object(text)) {
        return *known;
    }
    auto* answer = new QString(whole(text, 0));
    const QString out = *answer;
    m_answers.insert(text, answer);
    return out;
}

/// Null when nothing of it can be translated.
QString CoreTranslator::whole(const QString& text, int depth) const
{
    if (text.isEmpty() || depth > deepest) {
        return {};
    }
    if (const auto word = m_words.constFind(text); word != m_words.constEnd()) {
        return *word;
    }
    const QString one = composed(text, depth);
    return one.isNull() ? joined(text, depth) : one;
}

QString CoreTranslator::composed(const QString& text, int depth) const
{
    for (const Pattern& pattern : m_patterns) {
        const auto found = filling(text, pattern.pieces, m_words);
        if (!found) {
            continue;
        }
        QString out;
        qsizetype from = 0;
        int counted = 0;
        for (auto it = place().globalMatch(pattern.translation); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            const int wanted = match.captured(1).isEmpty() ? counted++ : match.captured(1).toInt();
            const auto where = std::ranges::find(pattern.places, wanted);
            const QString argument = where == pattern.places.end() ? QString() : (*found)[where - pattern.places.begin()];
            const QString translated = whole(argument, depth + 1);
            out += pattern.translation.mid(from, match.capturedStart() - from) + (translated.isNull() ? argument : translated);
            from = match.capturedEnd();
        }
        return out + pattern.translation.mid(from);
    }
    return {};
}

/// Parts that the core put behind each other: sentences, their clauses, a name and what is said of it, and what is listed in these.
QString CoreTranslator::joined(const QString& text, int depth) const
{
    static const struct {
        QString between, kept, translated;
    } joints[] = {{QStringLiteral(". "), QStringLiteral("."), QString()},
                  {clauseEnd(), QString(), QStringLiteral("；")},
                  {QStringLiteral(": "), QString(), QStringLiteral("：")},
                  {QStringLiteral(", "), QString(), QStringLiteral("，")}};
    for (const auto& joint : joints) {
        QStringList parts = text.split(joint.between);
        bool any = false;
        for (qsizetype i = 0; parts.size() > 1 && i < parts.size(); ++i) {
            parts[i] += i + 1 < parts.size() ? joint.kept : QString();
            const QString translated = whole(parts[i], depth + 1);
            any = any || !translated.isNull();
            parts[i] = translated.isNull() ? parts[i] + (joint.kept.isEmpty() ? QString() : QStringLiteral(" ")) : translated;
        }
        if (any) {
            return parts.join(joint.translated).trimmed();
        }
    }
    return {};
}

} // namespace headroom::ui
