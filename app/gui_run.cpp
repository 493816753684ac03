// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui_run.h"

#include <cstdio>

#include <QApplication>
#include <QFile>
#include <QPixmap>
#include <QSettings>
#include <QTimer>

#include <fmt/format.h>

#include "app/cli_options.h"
#include "app/complaint.h"
#include "app/gui_options.h"
#include "app/keychain_store.h"
#include "app/last_run.h"
#include "app/run_outcome.h"
#include "app/stop_signals.h"
#include "core/log/logging.h"
#include "core/session/report.h"
#include "ui/language/language.h"
#include "ui/views/session_bridge.h"
#include "ui/views/window_holder.h"

namespace headroom::app {
namespace {

constexpr int signalPollMs = 100;

/// What is left of a run when its window is gone.
struct GuiResult {
    core::Snapshot last;
    core::ReportExtras extras;
    ui::UiFigures figures;
    RunFacts facts;
    bool pictured = false;
};

nlohmann::json knownOrNull(double value)
{
    return value < 0 ? nlohmann::json() : nlohmann::json(value);
}

nlohmann::json reportOf(const GuiResult& result)
{
    nlohmann::json report = core::makeReport(core::settingTable(), result.last, result.extras);
    report["ui"] = {{"frames", result.figures.frames},
                    {"gap_p99_ms", knownOrNull(result.figures.gapP99Ms)},
                    {"gap_max_ms", knownOrNull(result.figures.gapMaxMs)}};
    return report;
}

/// Asked for, else kept, else that of the system.
QString language(const GuiOptions& options, const QString& stateFile)
{
    const QString system = QString::fromLatin1(ui::systemLanguage);
    if (!options.language.empty()) {
        return QString::fromStdString(options.language);
    }
    const QString kept = stateFile.isEmpty() ? system : QSettings(stateFile, QSettings::IniFormat).value(QStringLiteral("window/language"), system).toString();
    return ui::isLanguage(kept) ? kept : system;
}

ui::WindowOptions windowOptions(const GuiOptions& options)
{
    ui::WindowOptions window;
    window.defaults = options.defaults;
    window.settingsFile = options.settingsFile;
    window.stateFile = options.unattended() ? QString() : QString::fromStdString(core::configDirectory() + "/window.ini");
    window.profileDirectory = profileDirectory();
    window.secrets = options.unattended() ? nullptr : makeSecretStore();
    window.language = language(options, window.stateFile);
    window.theme = options.theme;
    window.themeGiven = options.themeGiven;
    window.unattended = options.unattended();
    window.mayExport = options.mayExport;
    window.size = options.width > 0 ? QSize(options.width, options.height) : QSize();
    return window;
}

/// Flushed here: of what is left to the destructor nobody is told that the disk was full.
bool savePicture(const QPixmap& picture, const std::string& path)
{
    QFile file(QString::fromStdString(path));
    return file.open(QIODevice::WriteOnly) && picture.save(&file, "PNG") && file.flush();
}

/// The timers of an unattended run and the signals of every run: each only asks the window to close.
void connectEnds(const GuiOptions& options, const StopSignals& signals, ui::WindowHolder& holder, GuiResult& result)
{
    if (options.screenshot.empty() && options.duration) {
        QTimer::singleShot(*options.duration, Qt::PreciseTimer, &holder, [&holder] { holder.window().close(); }); // a coarse one may be 5 % early
    }
    if (!options.screenshot.empty()) {
        QTimer::singleShot(options.after, Qt::PreciseTimer, &holder, [&holder, &result, file = options.screenshot] {
            ui::MainWindow& window = holder.window();
            window.pose();
            result.pictured = true;
            if (!savePicture(window.grab(), file)) {
                result.facts.ownFailure = fmt::format("The screenshot {} could not be written; name a file in a directory you may write.", file);
            }
            window.close();
        });
    }
    auto* poll = new QTimer(&holder);
    QObject::connect(poll, &QTimer::timeout, &holder, [&signals, &holder, &result] {
        if (signals.wait(core::Milliseconds(0))) {
            result.facts.interrupted = true;
            holder.window().closeUnasked();
        }
    });
    poll->start(signalPollMs);
}

/// The window tells the newest one only; pictures are of this run.
void tellBadEnds(ui::MainWindow& window, const GuiOptions& options)
{
    const std::vector<std::string> ends = LastRun::takeBadEnds(core::stateDirectory());
    for (const std::string& end : ends) {
        complain(end);
    }
    if (!ends.empty() && !options.unattended()) {
        window.tell(ui::coreText(ends.front()));
    }
}

GuiResult showWindow(const GuiOptions& options, const StopSignals& signals)
{
    core::SessionDependencies dependencies;
    const core::Logging logging = core::startLogging(logOptions(options.settings, dependencies.redactor));
    if (!logging.warning.empty()) {
        complain(logging.warning);
    }
    dependencies.log = logging.logger;
    ui::SessionBridge bridge(std::move(dependencies));
    bridge.apply(options.settings, false);
    ui::WindowHolder holder(bridge, logging.ring, windowOptions(options));
    GuiResult result;
    QObject::connect(&holder, &ui::WindowHolder::closed, qApp, &QApplication::quit, Qt::QueuedConnection);
    QObject::connect(&bridge, &ui::SessionBridge::startFailed, &holder,
                     [&result](const QString& reason) { result.facts.ownFailure = reason.toStdString(); });
    connectEnds(options, signals, holder, result);
    tellBadEnds(holder.window(), options);
    holder.window().show();
    holder.window().showPage(QString::fromStdString(options.page));
    if (options.start) {
        bridge.start(options.settings);
    }
    QApplication::exec();
    result.last = *bridge.latest();
    result.last.pages.clear();
    if (!result.last.settings) // nothing ran: what was asked for, and its budget, hold all the same
        result.last.settings = std::make_shared<const core::Settings>(options.settings);
    if (!options.screenshot.empty() && !result.pictured && !result.facts.interrupted && result.facts.ownFailure.empty()) {
        result.facts.ownFailure = fmt::format("The window was closed before the screenshot {} was taken.", options.screenshot);
    }
    result.facts.brokerEnded = bridge.demoDeath().toStdString();
    result.figures = bridge.uiFigures();
    result.extras.endRss = core::readRss().value_or(core::unknownBytes);
    result.last.peakRss = core::measuredPeak(result.last, result.extras);
    return result;
}

} // namespace

int runGui(QApplication& application, const GuiOptions& options, const StopSignals& signals)
{
    application.setQuitOnLastWindowClosed(false); // closing takes as long as leaving the group
    GuiResult result;
    {
        const LastRun trace(core::stateDirectory());
        result = showWindow(options, signals);
    }
    result.extras.afterTrimRss = core::trimHeap().after;
    result.extras.cpuSeconds = core::processCpuSeconds();
    result.facts.commitsWanted = options.settings.commitMode != "manual";
    result.facts.neverConnected = options.start && options.duration && result.last.partitions.empty();
    dropConsequences(result.facts, result.last);
    result.extras.reason = judgeRun(result.last, result.facts).reason;
    if (!options.report.empty()) {
        if (const std::string problem = writeReport(options.report, reportOf(result)); !problem.empty()) {
            result.facts.ownFailure = problem;
        }
    }
    if (!options.unattended() && options.report.empty() && !result.facts.interrupted) {
        return result.facts.ownFailure.empty() ? 0 : static_cast<int>(ExitCode::failed);
    }
    const RunOutcome outcome = judgeRun(result.last, result.facts);
    for (const std::string& message : outcome.messages) {
        complain(message);
    }
    return static_cast<int>(outcome.code);
}

} // namespace headroom::app
