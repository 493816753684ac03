// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <QCache>
#include <QHash>
#include <QTranslator>

namespace headroom::ui {

/// Translates what the core says. The core knows no Qt and composes its messages itself, so they come here whole; this
/// finds the pattern of fmt that a message was made from ("paused: RSS {} is above the limit {}"), translates the pattern, puts what
/// stood in its places into it, and does the same with that, since messages are made of messages. Clauses and sentences that
/// stand behind each other are translated one by one.
/// Reads the .ts itself, because a .qm cannot be asked which patterns it has.
/// Thread: GUI. Holds what is in the file, and the last 1 000 answers, because what is drawn asks for the same again and again.
class CoreTranslator final : public QTranslator {
    Q_OBJECT
public:
    static constexpr const char* context = "core";

    /// Reads a .ts of this context; false when there is no such file or it cannot be read.
    bool read(const QString& path);

    [[nodiscard]] bool isEmpty() const override { return m_words.isEmpty(); }
    [[nodiscard]] QString translate(const char* of, const char* source, const char* disambiguation, int n) const override;

private:
    struct Pattern {
        QStringList pieces;      ///< the text between the places, one more than there are places
        std::vector<int> places; ///< the number of each
        QString translation;
    };
    [[nodiscard]] static Pattern parse(const QString& source, const QString& translation);
    void add(const QString& source, const QString& translation);
    void addClauses(const QString& source, const QString& translation);
    [[nodiscard]] QString whole(const QString& text, int depth) const;
    [[nodiscard]] QString composed(const QString& text, int depth) const;
    [[nodiscard]] QString joined(const QString& text, int depth) const;

    QHash<QString, QString> m_words;
    mutable QCache<QString, QString> m_answers{1000};
    std::vector<Pattern> m_patterns; ///< those with more text first: they say more of where a message is from
};

} // namespace headroom::ui
