// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/guard/memory_limit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

namespace headroom::core {
namespace {

constexpr Bytes noLimitFrom = Bytes(1) << 60; // version 1 writes 2^63 less a page for "none"
constexpr std::size_t longestFile = 1 << 20;

/// The files of one version, and the statistics' names of the file cache.
struct Version {
    std::string_view limit, usage, inactiveFile, activeFile;
};
constexpr Version version2{"memory.max", "memory.current", "inactive_file", "active_file"};
constexpr Version version1{"memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file", "total_active_file"};

/// Where one hierarchy is mounted, and the directory of our own group in it.
struct Hierarchy {
    const Version* version = nullptr;
    std::string mountPoint;
    std::string group; ///< from the mount point: "" or "/a/b"
};

std::string readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::array<char, 4096> buffer{};
    while (file && text.size() < longestFile) {
        file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
        text.append(buffer.data(), static_cast<std::size_t>(file.gcount()));
    }
    return text;
}

std::vector<std::string_view> split(std::string_view text, char by)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t at = text.find(by);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos)
            return parts;
        text.remove_prefix(at + 1);
    }
}

bool contains(std::string_view list, std::string_view word)
{
    const auto parts = split(list, ',');
    return std::find(parts.begin(), parts.end(), word) != parts.end();
}

/// A whole number of bytes; nothing for "max", garbage, 0 and below.
std::optional<Bytes> number(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.remove_suffix(1);
    Bytes value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size() && value > 0;
    return whole ? std::optional<Bytes>(value) : std::nullopt;
}

/// mountinfo writes blanks and backslashes in paths as \040 and the like.
std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        int code = 0;
        const bool escape = text[i] == '\\' && i + 3 < text.size() && std::from_chars(text.data() + i + 1, text.data() + i + 4, code, 8).ptr == text.data() + i + 4;
        out += escape ? static_cast<char>(code) : text[i];
        i += escape ? 3 : 0;
    }
    return out;
}

/// Our group as /proc/self/cgroup names it ("hierarchy:controllers:path"); nothing when the hierarchy is not listed.
std::optional<std::string> ownGroup(std::string_view cgroupFile, bool second)
{
    for (const std::string_view line : split(cgroupFile, '\n')) {
        const std::size_t first = line.find(':');
        const std::size_t next = first == std::string_view::npos ? first : line.find(':', first + 1);
        if (next == std::string_view::npos)
            continue;
        const std::string_view controllers = line.substr(first + 1, next - first - 1);
        if (second ? line.starts_with("0::") : contains(controllers, "memory"))
            return std::string(line.substr(next + 1));
    }
    return std::nullopt;
}

/// `group` as seen below a mount that shows only what is under `mountRoot`.
std::string below(const std::string& mountRoot, const std::string& group)
{
    if (group == "/" || group.find("..") != std::string::npos)
        return {}; // outside of what this namespace shows: the mount point is the nearest
    if (mountRoot == "/")
        return group;
    const bool inside = group.starts_with(mountRoot) && (group.size() == mountRoot.size() || group[mountRoot.size()] == '/');
    return inside ? group.substr(mountRoot.size()) : std::string();
}

std::vector<Hierarchy> hierarchies(const std::string& root)
{
    const std::string groups = readFile(root + "/proc/self/cgroup");
    const std::string mounts = readFile(root + "/proc/self/mountinfo");
    std::vector<Hierarchy> found;
    for (const std::string_view line : split(mounts, '\n')) {
        // id parent device root mountpoint options ... - type source superoptions
        const std::size_t dash = line.find(" - ");
        if (dash == std::string_view::npos)
            continue;
        const auto head = split(line.substr(0, dash), ' ');
        const auto tail = split(line.substr(dash + 3), ' ');
        if (head.size() < 5 || tail.size() < 3)
            continue;
        const bool second = tail[0] == "cgroup2";
        if (!second && !(tail[0] == "cgroup" && contains(tail[2], "memory")))
            continue;
        const auto group = ownGroup(groups, second);
        found.push_back({second ? &version2 : &version1, unescaped(head[4]), below(unescaped(head[3]), group.value_or("/"))});
    }
    return found;
}

Bytes statistic(std::string_view text, std::string_view name)
{
    for (const std::string_view line : split(text, '\n')) {
        if (line.size() > name.size() && line.starts_with(name) && line[name.size()] == ' ')
            return number(line.substr(name.size() + 1)).value_or(0);
    }
    return 0;
}

Bytes unreclaimable(const std::string& folder, const Version& version)
{
    const auto usage = number(readFile(folder + "/" + std::string(version.usage)));
    if (!usage)
        return unknownBytes;
    const std::string statistics = readFile(folder + "/memory.stat");
    return std::max<Bytes>(0, *usage - statistic(statistics, version.inactiveFile) - statistic(statistics, version.activeFile));
}

} // namespace

MemoryLimit readMemoryLimit(const std::string& root)
{
    const std::string tree = root == "/" ? std::string() : root;
    MemoryLimit smallest;
    std::string folder;
    const Version* version = nullptr;
    for (const Hierarchy& one : hierarchies(tree)) {
        std::string group = one.group;
        while (true) {
            const std::string path = one.mountPoint + group + "/" + std::string(one.version->limit);
            const auto limit = number(readFile(tree + path));
            if (limit && *limit < noLimitFrom && (smallest.limit == unknownBytes || *limit < smallest.limit)) {
                smallest.limit = *limit;
                smallest.source = path;
                folder = tree + one.mountPoint + group;
                version = one.version;
            }
            if (group.empty())
                break;
            group.resize(group.rfind('/') == std::string::npos ? 0 : group.rfind('/'));
        }
    }
    if (version != nullptr)
        smallest.used = unreclaimable(folder, *version);
    return smallest;
}

std::string cgroupRoot()
{
    const char* const given = std::getenv("HEADROOM_CGROUP_ROOT"); // NOLINT(concurrency-mt-unsafe): nothing sets it while we run
    return given != nullptr && *given != '\0' ? given : "/";
}

} // namespace headroom::core
