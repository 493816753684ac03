// SPDX-License-Identifier: GPL-3.0-or-later
// Any settings file is taken whole or refused whole, with one message that names it; what is taken reads back the same from
// what would be saved of it; its review hides nothing and lets nothing through. Seen to find a planted bug: with the settings changed before the whole file was read it
// stopped within seconds.
#include <algorithm>
#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

#include "core/settings/client_property.h"
#include "core/settings/profile_review.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/setting_sources.h"
#include "tests/fuzz/fuzz_checks.h"

using namespace headroom::core;
using namespace headroom::fuzz;

namespace {

/// A file in memory, emptied for each input.
std::string fileWith(const std::uint8_t* data, std::size_t size)
{
    static const int fd = memfd_create("settings", MFD_CLOEXEC);
    static const std::string path = "/proc/self/fd/" + std::to_string(fd);
    demand(ftruncate(fd, 0) == 0 && pwrite(fd, data, size, 0) == static_cast<ssize_t>(size), "the input can be written");
    return path;
}

void checkTaken(const Settings& taken)
{
    Settings again;
    for (const SettingSpec& row : settingTable()) {
        demand(parseSetting(again, row, settingText(taken, row)).has_value(), "what was taken is in its range");
        demand(!allowedText(row).empty(), "the range has words");
    }
    const nlohmann::json saved = settingsJson(settingTable(), taken);
    Settings read;
    for (const auto& [id, value] : saved.items()) {
        const SettingSpec& row = *findSetting(settingTable(), id);
        demand(isSecret(row) || setFromJson(read, row, value).has_value(), "what is saved can be read");
    }
    demand(read == taken, "what is saved is the same");
    const auto valid = validateSettings(taken);
    demand(valid || !valid.error().message.empty(), "a refusal says why");
}

/// The same file as somebody else's profile. Seen to find a byte of C1 and a character of direction that the review gave back.
void checkReview(const std::string& path)
{
    const auto review = reviewProfile(settingTable(), path, Settings());
    if (!review) {
        demand(!review.error().message.empty() && review.error().message.size() < 8000, "a refusal says why, bounded");
        demandSafe(review.error().message, false);
        return;
    }
    const auto& lines = review->lines;
    demand(lines.size() <= 200, "the review is bounded");
    const std::string text = reviewText(*review);
    demandSafe(text, true);
    demand(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) == std::max<std::size_t>(1, lines.size()), "a line each");
    demand(clientPropertyProblem(review->result.property).empty(), "no refused property comes into the result");
    for (const SettingSpec& row : settingTable()) {
        demand(!isSecret(row) || sameSetting(review->result, Settings(), row), "no secret comes out of a file");
        if (isSecret(row) || sameSetting(review->result, Settings(), row))
            continue;
        demand(review->accepted.contains(row.id), "nothing else changes");
        demand(std::any_of(lines.begin(), lines.end(), [&row](const ReviewLine& line) { return line.what == row.id && line.verdict != ReviewVerdict::refuse; }), "what changes is told");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string path = fileWith(data, size);
    checkReview(path);
    Settings settings;
    std::set<std::string> found;
    const auto loaded = loadSettingsFile(settingTable(), path, settings, &found);
    if (loaded) {
        checkTaken(settings);
        return 0;
    }
    demand(settings == Settings() && found.empty(), "a refused file changes nothing");
    demand(loaded.error().message.find(path) != std::string::npos, "the message names the file");
    demand(loaded.error().message.size() < 8000, "the message is bounded");
    return 0;
}
