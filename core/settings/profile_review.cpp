// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/profile_review.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/base/bounded_file.h"
#include "core/base/display_text.h"
#include "core/settings/client_property.h"
#include "core/settings/profile.h"
#include "core/settings/security.h"
#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/settings_object.h"

namespace headroom::core {
namespace {

constexpr std::size_t mostLines = 200;
constexpr std::size_t longestValue = 200;

/// Rows at which one should look twice, and why. `only` narrows it to values that begin so.
struct Caution {
    std::string_view id;
    std::string_view reason;
    std::string_view only = {};
};
constexpr std::array cautions{
    Caution{"bootstrap-servers", "Another cluster; secrets are asked for again."},
    Caution{"group-id", "Takes partitions from the members of this group and commits in its name."},
    Caution{"group-instance-id", "Fences a member that runs with the same name."},
    Caution{"client-id", "The broker's quotas and logs take this client for that one."},
    Caution{"security-protocol", "What is sent can be read on the way.", "plaintext"},
    Caution{"security-protocol", "What is sent can be read on the way; with PLAIN the password too.", "sasl_plaintext"},
    Caution{"ssl-ca-location", "Whoever is in this file may vouch for the broker."},
    Caution{"ssl-certificate-location", "The client reads this file and shows it to the broker."},
    Caution{"ssl-key-location", "The client reads this file."},
    Caution{"processor", "Writes what is consumed into this file.", "file:"},
    Caution{"commit-mode", "Commits messages before they are processed: a crash loses them.", "auto"},
    Caution{"on-offset-lost", "Skips messages without asking.", "latest"},
    Caution{"start", "Does not begin at what the group has committed.", ""},
};

std::string_view cautionFor(std::string_view id, std::string_view value)
{
    const auto found = std::find_if(cautions.begin(), cautions.end(), [&](const Caution& c) { return c.id == id && value.starts_with(c.only); });
    return found == cautions.end() ? std::string_view{} : found->reason;
}

tl::unexpected<Error> unusable(const std::string& path, std::string_view why) { return fail(ErrorCode::invalidSetting, fmt::format("The profile file {} cannot be used: {}.", path, why), path); }

/// A key of the file may be of any length, and may try to move the cursor of a terminal.
void shorten(std::string& text) { text = displayText(text, longestValue); }

/// All of one review while it is made.
class Review {
public:
    Review(SettingRows rows, const Settings& inForce) : m_rows(rows), m_inForce(inForce) {}

    void add(const std::string& id, const nlohmann::json& value)
    {
        const SettingSpec* row = findSetting(m_rows, id);
        Settings scratch;
        if (row == nullptr) {
            refuse(id, "There is no such setting.");
        } else if (row->id == "property" && value.is_string()) {
            addProperties(value.get_ref<const std::string&>());
        } else if (auto taken = setFromJson(scratch, *row, value); !taken) {
            refuse(id, isSecret(*row) ? "A secret never stands in a file; it is asked for." : taken.error().message);
        } else {
            m_review.accepted[id] = settingText(scratch, *row);
        }
    }

    /// Compares the whole, so that a row which goes back to its default is seen too.
    Result<ProfileReview> finish(const Settings& defaults)
    {
        m_review.result = m_inForce;
        if (auto used = useProfile(m_rows, m_review.accepted, defaults, m_review.result); !used)
            return tl::unexpected(used.error());
        for (const SettingSpec& row : m_rows)
            if (!isSecret(row) && !sameSetting(m_inForce, m_review.result, row))
                compare(row);
        const auto rank = [](const ReviewLine& line) { return line.verdict == ReviewVerdict::refuse ? 0 : line.verdict == ReviewVerdict::confirm ? 1 : 2; };
        std::stable_sort(m_review.lines.begin(), m_review.lines.end(), [&](const ReviewLine& a, const ReviewLine& b) { return rank(a) < rank(b); });
        return std::move(m_review);
    }

private:
    void refuse(std::string_view what, std::string reason) { push({ReviewVerdict::refuse, std::string(what), {}, {}, std::move(reason)}); }

    void push(ReviewLine line)
    {
        // Senseless keys must not push what does change out of sight.
        if (line.verdict == ReviewVerdict::refuse && m_review.lines.size() + m_rows.size() >= mostLines)
            return;
        for (std::string* text : {&line.what, &line.now, &line.then, &line.reason})
            shorten(*text);
        m_review.lines.push_back(std::move(line));
    }

    void addProperties(std::string_view list)
    {
        std::string accepted;
        for (const ClientProperty& property : clientProperties(list)) {
            const PropertyRuling ruling = judgeProperty(property.name, property.value);
            if (ruling.verdict == PropertyVerdict::deny) {
                refuse(property.name, ruling.reason);
                continue;
            }
            if (ruling.verdict == PropertyVerdict::confirm)
                m_propertyCautions += (m_propertyCautions.empty() ? "" : " ") + ruling.reason;
            accepted += fmt::format("{}{}={}", accepted.empty() ? "" : "; ", property.name, property.value);
        }
        Settings scratch;
        if (auto parsed = parseSetting(scratch, *findSetting(m_rows, "property"), accepted); !parsed)
            refuse("property", parsed.error().message);
        else
            m_review.accepted["property"] = accepted;
    }

    void compare(const SettingSpec& row)
    {
        const std::string then = settingText(m_review.result, row);
        std::string reason(row.id == "property" ? std::string_view(m_propertyCautions) : cautionFor(row.id, then));
        if (!m_review.accepted.contains(row.id)) // only goes back to its default
            reason = row.id == "security-protocol" ? reason : std::string();
        push({reason.empty() ? ReviewVerdict::change : ReviewVerdict::confirm, std::string(row.id), settingText(m_inForce, row), then, reason});
    }

    SettingRows m_rows;
    const Settings& m_inForce;
    ProfileReview m_review;
    std::string m_propertyCautions;
};

std::string_view wordFor(ReviewVerdict verdict) { return verdict == ReviewVerdict::refuse ? "refused" : verdict == ReviewVerdict::confirm ? "look" : "changes"; }

std::string shown(const std::string& value) { return value.empty() ? "-" : value; }

} // namespace

bool ProfileReview::anyRefused() const
{
    return std::any_of(lines.begin(), lines.end(), [](const ReviewLine& line) { return line.verdict == ReviewVerdict::refuse; });
}

Result<ProfileReview> reviewProfile(SettingRows rows, const std::string& path, const Settings& inForce, const Settings& defaults)
{
    const auto content = readInputFile(path);
    if (!content)
        return unusable(path, content.error().message);
    const auto root = parseSettingsObject(*content);
    if (!root)
        return unusable(path, root.error().message);
    Review review(rows, inForce);
    for (const auto& [id, value] : root->items())
        review.add(id, value);
    return review.finish(defaults);
}

std::string reviewText(const ProfileReview& review)
{
    std::string out;
    for (const ReviewLine& line : review.lines) {
        const std::string change = line.verdict == ReviewVerdict::refuse ? std::string() : fmt::format(" {} -> {}", shown(line.now), shown(line.then));
        out += fmt::format("  {:<8} {}{}{}{}\n", wordFor(line.verdict), line.what, change, line.reason.empty() ? "" : "   ", line.reason);
    }
    return out.empty() ? "  nothing changes\n" : out;
}

} // namespace headroom::core
