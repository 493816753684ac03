// SPDX-License-Identifier: GPL-3.0-or-later
// core-words FOLDER FILE: writes what the core in FOLDER says into FILE, in a form that lupdate reads.
#include <cstdio>

#include <QFile>

#include "ui/language/core_translator.h"
#include "ui/language/core_words.h"

int main(int argc, char** argv)
{
    QFile out(argc == 3 ? QString::fromLocal8Bit(argv[2]) : QString());
    if (!out.open(QIODevice::WriteOnly)) {
        std::fputs("core-words: name the folder core and a file that can be written.\n", stderr);
        return 2;
    }
    for (QString word : headroom::ui::coreWords(QString::fromLocal8Bit(argv[1]))) {
        word.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\"")).replace(QLatin1Char('\n'), QStringLiteral("\\n"));
        out.write(QStringLiteral("QT_TRANSLATE_NOOP(\"%1\", \"%2\")\n").arg(QLatin1String(headroom::ui::CoreTranslator::context), word).toUtf8());
    }
    return out.flush() ? 0 : 1;
}
