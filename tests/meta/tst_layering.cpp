// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <map>
#include <set>

#include "headroom_paths.h"

namespace {

constexpr int mostLines = 300;
constexpr int mostTestLines = 500; ///< a list of cases reads on; code with a second job in it does not

QString sourceDir() { return QStringLiteral(HEADROOM_SOURCE_DIR); }

struct SourceFile {
    QString path; ///< from the root
    QStringList lines;

    [[nodiscard]] QString top() const { return path.section(QLatin1Char('/'), 0, 0); }
    /// "core/kafka"
    [[nodiscard]] QString folder() const { return path.section(QLatin1Char('/'), 0, 1); }
    /// The last line ends, too: what split() finds behind it is no line.
    [[nodiscard]] qsizetype length() const { return lines.size() - (lines.back().isEmpty() ? 1 : 0); }
    [[nodiscard]] bool isCode() const { return path.endsWith(QStringLiteral(".cpp")) || path.endsWith(QStringLiteral(".h")); }
};

/// Everything that people write: code, CMake, scripts.
bool isSource(const QFileInfo& file)
{
    static const QSet<QString> suffixes{QStringLiteral("cpp"), QStringLiteral("h"), QStringLiteral("cmake"), QStringLiteral("py"), QStringLiteral("sh"), QStringLiteral("java")};
    return suffixes.contains(file.suffix()) || file.fileName() == QStringLiteral("CMakeLists.txt");
}

QList<SourceFile> readSources()
{
    QList<SourceFile> files;
    const QDir root(sourceDir());
    for (const char* top : {"core", "ui", "app", "tests", "resources"}) {
        QDirIterator it(root.filePath(QString::fromUtf8(top)), QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            const QString path = it.next();
            QFile file(path);
            if (isSource(it.fileInfo()) && file.open(QIODevice::ReadOnly))
                files.append({root.relativeFilePath(path), QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))});
        }
    }
    return files;
}

/// What a file includes, without brackets and quotes.
QStringList includesOf(const SourceFile& file)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QStringList out;
    for (const QString& line : file.lines)
        if (const auto match = include.match(line); match.hasMatch())
            out.append(match.captured(1));
    return out;
}

/// The arrows of the design; a folder may always include itself.
const std::map<QString, QStringList>& allowedInCore()
{
    static const std::map<QString, QStringList> allowed{
        {QStringLiteral("core/base"), {}},
        {QStringLiteral("core/settings"), {QStringLiteral("core/base")}},
        {QStringLiteral("core/decode"), {QStringLiteral("core/base")}},
        {QStringLiteral("core/log"), {QStringLiteral("core/base")}},
        {QStringLiteral("core/metrics"), {QStringLiteral("core/base")}},
        {QStringLiteral("core/demo"), {QStringLiteral("core/base")}},
        {QStringLiteral("core/kafka"), {QStringLiteral("core/base"), QStringLiteral("core/settings")}},
        {QStringLiteral("core/records"), {QStringLiteral("core/base"), QStringLiteral("core/settings"), QStringLiteral("core/kafka")}},
        {QStringLiteral("core/export"),
         {QStringLiteral("core/base"), QStringLiteral("core/decode"), QStringLiteral("core/kafka"), QStringLiteral("core/records"), QStringLiteral("core/metrics")}},
        {QStringLiteral("core/guard"), {QStringLiteral("core/base")}},
        {QStringLiteral("core/budget"), {QStringLiteral("core/base"), QStringLiteral("core/settings"), QStringLiteral("core/kafka"), QStringLiteral("core/metrics")}},
        {QStringLiteral("core/session"),
         {QStringLiteral("core/base"), QStringLiteral("core/settings"), QStringLiteral("core/kafka"), QStringLiteral("core/records"), QStringLiteral("core/metrics"),
          QStringLiteral("core/guard"), QStringLiteral("core/budget")}},
        {QStringLiteral("core/scenario"),
         {QStringLiteral("core/base"), QStringLiteral("core/settings"), QStringLiteral("core/kafka"), QStringLiteral("core/metrics"), QStringLiteral("core/budget"),
          QStringLiteral("core/session"), QStringLiteral("core/demo")}},
    };
    return allowed;
}

} // namespace

class TestLayering : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void coreIsFreeOfQtAndOfWhatIsAbove();
    void foldersOfCoreFollowTheArrows();
    void uiDoesNotKnowTheApp();
    void modelsAndChartsSeeOnlySnapshots();
    void clientLibraryStaysBehindItsAdapter();
    void everySourceNamesItsLicence();
    void filesStayReadable();
    void rootHoldsOnlyWhatToolsForceThere();
    void noPostponedWork();

private:
    QList<SourceFile> m_files;
};

void TestLayering::initTestCase()
{
    m_files = readSources();
    QVERIFY(m_files.size() > 100); // otherwise the rules below hold of nothing
}

void TestLayering::coreIsFreeOfQtAndOfWhatIsAbove()
{
    static const QRegularExpression forbidden(QStringLiteral("^(Q[A-Z]|Qt|q[a-z]+\\.h$|ui/|app/)"));
    for (const SourceFile& file : m_files)
        if (file.top() == QStringLiteral("core"))
            for (const QString& include : includesOf(file))
                QVERIFY2(!forbidden.match(include).hasMatch(), qPrintable(file.path + QStringLiteral(" includes ") + include));
}

void TestLayering::foldersOfCoreFollowTheArrows()
{
    for (const SourceFile& file : m_files) {
        if (file.top() != QStringLiteral("core") || !file.isCode())
            continue;
        QVERIFY2(allowedInCore().count(file.folder()) == 1, qPrintable(file.folder() + QStringLiteral(" is new: add its arrows here")));
        for (const QString& include : includesOf(file)) {
            const QString folder = include.section(QLatin1Char('/'), 0, 1);
            if (include.startsWith(QStringLiteral("core/")) && folder != file.folder())
                QVERIFY2(allowedInCore().at(file.folder()).contains(folder), qPrintable(file.path + QStringLiteral(" includes ") + include));
        }
    }
}

void TestLayering::uiDoesNotKnowTheApp()
{
    for (const SourceFile& file : m_files)
        if (file.top() == QStringLiteral("ui"))
            for (const QString& include : includesOf(file))
                QVERIFY2(!include.startsWith(QStringLiteral("app/")), qPrintable(file.path + QStringLiteral(" includes ") + include));
}

void TestLayering::modelsAndChartsSeeOnlySnapshots()
{
    for (const SourceFile& file : m_files)
        if (file.folder() == QStringLiteral("ui/models") || file.folder() == QStringLiteral("ui/charts"))
            QVERIFY2(!includesOf(file).contains(QStringLiteral("core/session/session.h")), qPrintable(file.path));
}

/// Headers of core/kafka and core/demo may include it when nobody outside includes them.
void TestLayering::clientLibraryStaysBehindItsAdapter()
{
    const QString library = QStringLiteral("librdkafka/");
    const QSet<QString> inside{QStringLiteral("core/kafka"), QStringLiteral("core/demo")};
    QSet<QString> carriers;
    for (qsizetype before = -1; before != carriers.size();) {
        before = carriers.size();
        for (const SourceFile& file : m_files)
            for (const QString& include : includesOf(file))
                if (include.startsWith(library) || carriers.contains(include))
                    carriers.insert(file.path);
    }
    QVERIFY(!carriers.isEmpty());
    for (const QString& path : carriers)
        QVERIFY2(path.startsWith(QStringLiteral("tests/")) || inside.contains(path.section(QLatin1Char('/'), 0, 1)),
                 qPrintable(path + QStringLiteral(" sees librdkafka, directly or through a header")));
}

void TestLayering::everySourceNamesItsLicence()
{
    for (const SourceFile& file : m_files) {
        const QString head = file.lines.mid(0, 2).join(QLatin1Char('\n')); // the second line where a script's first names its shell
        QVERIFY2(head.contains(QStringLiteral("SPDX-License-Identifier: GPL-3.0-or-later")), qPrintable(file.path));
    }
}

void TestLayering::filesStayReadable()
{
    QStringList tooLong;
    for (const SourceFile& file : m_files)
        if (file.length() > (file.top() == QStringLiteral("tests") ? mostTestLines : mostLines))
            tooLong.append(QStringLiteral("%1 has %2 lines: part it").arg(file.path).arg(file.length()));
    QVERIFY2(tooLong.isEmpty(), qPrintable(tooLong.join(QLatin1Char('\n'))));
}

void TestLayering::rootHoldsOnlyWhatToolsForceThere()
{
    const QSet<QString> allowed{QStringLiteral("CMakeLists.txt"), QStringLiteral("CMakePresets.json"), QStringLiteral("README.md"), QStringLiteral("LICENSE"), QStringLiteral("app"),
                                QStringLiteral("core"), QStringLiteral("ui"), QStringLiteral("resources"), QStringLiteral("tests"), QStringLiteral("build")};
    for (const QString& entry : QDir(sourceDir()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot))
        QVERIFY2(allowed.contains(entry), qPrintable(entry));
}

void TestLayering::noPostponedWork()
{
    static const QRegularExpression postponed(QStringLiteral("\\b(TO") + QStringLiteral("DO|FIX") + QStringLiteral("ME|XX") + QStringLiteral("X)\\b"));
    for (const SourceFile& file : m_files)
        for (const QString& line : file.lines)
            QVERIFY2(!postponed.match(line).hasMatch(), qPrintable(file.path + QStringLiteral(": ") + line));
}

QTEST_APPLESS_MAIN(TestLayering)
#include "tst_layering.moc"
