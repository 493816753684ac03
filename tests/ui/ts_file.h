// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QList>
#include <QStringList>
#include <QXmlStreamReader>

namespace headroom::test {

/// One message of a .ts file.
struct TsMessage {
    QString context, source;
    QStringList forms; ///< of the translation: one, or one for each plural form
    bool finished = true;
    bool plural = false;

    [[nodiscard]] QString name() const { return context + QStringLiteral(": ") + source; }
};

/// All messages of the file; none when it cannot be read.
[[nodiscard]] inline QList<TsMessage> readTs(const QString& path)
{
    QList<TsMessage> messages;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return messages;
    }
    QXmlStreamReader xml(&file);
    TsMessage now;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (xml.name() == QLatin1String("name")) {
            now.context = xml.readElementText();
        } else if (xml.name() == QLatin1String("message")) {
            now = {now.context, {}, {}, true, xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes")};
        } else if (xml.name() == QLatin1String("source")) {
            now.source = xml.readElementText();
        } else if (xml.name() == QLatin1String("numerusform")) {
            now.forms << xml.readElementText();
            messages.back().forms = now.forms;
        } else if (xml.name() == QLatin1String("translation")) {
            now.finished = !xml.attributes().hasAttribute(QLatin1String("type"));
            if (!now.plural) {
                now.forms << xml.readElementText();
            }
            messages << now;
        }
    }
    return messages;
}

} // namespace headroom::test
