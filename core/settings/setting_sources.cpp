// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/setting_sources.h"

#include <cerrno>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "core/base/atomic_file.h"
#include "core/settings/environment.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"

namespace headroom::core {
namespace {

namespace fs = std::filesystem;

/// Closes on every way out.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int get() const { return m_fd; }

private:
    int m_fd;
};

std::string lastReason() { return std::generic_category().message(errno); }

/// A file that was named, or that stands where ours is looked for, and cannot be read is bad usage: nothing was tried yet.
tl::unexpected<Error> unreadable(const std::string& path, std::string_view why)
{
    return fail(ErrorCode::invalidSetting, fmt::format("The settings file {} cannot be read: {}. Name another with --settings-file or remove it.", path, why), path);
}

tl::unexpected<Error> badContent(const std::string& path, std::string_view why, std::string context)
{
    return fail(ErrorCode::invalidSetting, fmt::format("In the settings file {}: {}", path, why), std::move(context));
}

Result<std::string> readBounded(const std::string& path)
{
    // O_NONBLOCK: a named pipe must not hang the start.
    const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat info {};
    if (file.get() < 0 || fstat(file.get(), &info) != 0)
        return unreadable(path, lastReason());
    if (!S_ISREG(info.st_mode))
        return unreadable(path, "not a regular file");
    std::string content(largestSettingsFile + 1, '\0');
    std::size_t length = 0;
    while (length < content.size()) {
        const ssize_t got = read(file.get(), content.data() + length, content.size() - length);
        if (got < 0)
            return unreadable(path, lastReason());
        if (got == 0)
            break;
        length += static_cast<std::size_t>(got);
    }
    if (length > largestSettingsFile)
        return unreadable(path, "larger than 1 MiB");
    content.resize(length);
    return content;
}

std::string knownIds(SettingRows rows)
{
    std::string out;
    for (const SettingSpec& row : rows)
        out += (out.empty() ? "" : ", ") + std::string(row.id);
    return out;
}

Result<void> layerFile(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    std::error_code ignored;
    const bool missing = !sources.fileMustExist && !fs::exists(fs::symlink_status(sources.file, ignored));
    if (sources.file.empty() || missing)
        return {};
    return loadSettingsFile(rows, sources.file, layered.settings, &layered.set);
}

Result<void> layerEnvironment(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    if (sources.environmentNames != nullptr)
        if (auto known = checkVariables(rows, sources.environmentNames()); !known)
            return known;
    for (const SettingSpec& row : rows) {
        const std::string name = environmentName(row.id);
        const auto text = sources.environment != nullptr ? sources.environment(name) : std::nullopt;
        if (!text)
            continue;
        if (auto parsed = parseSetting(layered.settings, row, *text); !parsed)
            return fail(ErrorCode::invalidSetting, fmt::format("In the environment variable {}: {}", name, parsed.error().message), std::string(row.id));
        layered.set.emplace(row.id);
    }
    return {};
}

Result<void> layerCommandLine(SettingRows rows, const SettingSources& sources, LayeredSettings& layered)
{
    for (const auto& [id, text] : sources.commandLine) {
        const SettingSpec* row = findSetting(rows, id);
        if (row == nullptr)
            return fail(ErrorCode::invalidSetting, fmt::format("There is no setting {}. Settings are: {}.", id, knownIds(rows)), id);
        if (auto parsed = parseSetting(layered.settings, *row, text); !parsed)
            return parsed;
        layered.set.insert(id);
    }
    return {};
}

} // namespace

Result<void> loadSettingsFile(SettingRows rows, const std::string& path, Settings& settings, std::set<std::string>* set)
{
    const auto content = readBounded(path);
    if (!content)
        return tl::unexpected(content.error());
    const auto root = nlohmann::json::parse(*content, nullptr, false);
    if (root.is_discarded() || !root.is_object())
        return badContent(path, "it is not a JSON object; write {\"setting-id\": value, ...} or remove the file.", path);
    Settings read = settings;
    std::set<std::string> found;
    for (const auto& [id, value] : root.items()) {
        const SettingSpec* row = findSetting(rows, id);
        if (row == nullptr)
            return badContent(path, fmt::format("there is no setting \"{}\". Settings are: {}.", id.substr(0, 80), knownIds(rows)), id);
        if (auto taken = setFromJson(read, *row, value); !taken)
            return badContent(path, taken.error().message, id);
        found.insert(id);
    }
    settings = std::move(read);
    if (set != nullptr)
        set->merge(found);
    return {};
}

Result<void> saveSettingsFile(SettingRows rows, const std::string& path, const Settings& settings)
{
    const auto replace = nlohmann::json::error_handler_t::replace; // a text that is not UTF-8 must not throw
    const std::string content = settingsJson(rows, settings).dump(2, ' ', false, replace) + "\n";
    if (auto written = writeFileAtomically(path, content); !written)
        return fail(ErrorCode::io, fmt::format("The settings file {} cannot be written: {}. Check the rights of its directory.", path, written.error().message), path);
    return {};
}

Result<LayeredSettings> layerSettings(SettingRows rows, const SettingSources& sources)
{
    LayeredSettings layered{sources.defaults, {}};
    for (const auto layer : {layerFile, layerEnvironment, layerCommandLine})
        if (auto done = layer(rows, sources, layered); !done)
            return tl::unexpected(done.error());
    return layered;
}

} // namespace headroom::core
