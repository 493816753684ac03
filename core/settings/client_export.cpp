// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/client_export.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <vector>

#include <fmt/format.h>

#include "core/settings/setting_codec.h"
#include "core/settings/setting_export.h"
#include "core/settings/topic_list.h"

namespace headroom::core {
namespace {

std::string inQuotes(const std::string& text) { return nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace); }

std::string pythonLiteral(const std::string& text, bool isText)
{
    if (isText)
        return inQuotes(text);
    return text == "true" ? "True" : text == "false" ? "False" : text;
}

std::string plainLiteral(const std::string& text, bool) { return text; }

/// Java's properties take a backslash as the beginning of an escape.
std::string javaLiteral(const std::string& text, bool)
{
    std::string out;
    for (const char c : text)
        out += c == '\\' ? std::string("\\\\") : std::string(1, c);
    return out;
}

constexpr std::array formats{
    ExportFormat{"kafka-python", &SettingSpec::kafkaPythonName, pythonLiteral, "from kafka import KafkaConsumer\n\nconsumer = KafkaConsumer(\n    {topics},\n",
                 "    {name}={value},\n", ")\n"},
    ExportFormat{"confluent-kafka", &SettingSpec::clientProperty, pythonLiteral, "from confluent_kafka import Consumer\n\ntopics = [{topics}]\nconsumer = Consumer({{\n",
                 "    \"{name}\": {value},\n", "})\nconsumer.subscribe(topics)\n"},
    ExportFormat{"java", &SettingSpec::javaName, javaLiteral, "# Properties of org.apache.kafka.clients.consumer.KafkaConsumer; subscribe to {topics}\n", "{name}={value}\n", ""},
    ExportFormat{"librdkafka", &SettingSpec::clientProperty, plainLiteral, "# Properties of librdkafka 2.4 or newer, as rd_kafka_conf_set takes them; subscribe to {topics}\n",
                 "{name}={value}\n", ""},
    ExportFormat{"spring", &SettingSpec::javaName, javaLiteral, "# application.properties of Spring for Apache Kafka; listen to {topics}\n",
                 "spring.kafka.consumer.properties.{name}={value}\n", ""},
};

/// Where another client wants other words than the table has.
struct Word {
    std::string_view id;
    std::string_view SettingSpec::*name;
    std::string_view ours;
    std::string_view theirs; ///< empty: there is none, so it stays a comment
};
constexpr std::array words{
    Word{"partition-assignment-strategy", &SettingSpec::javaName, "range", "org.apache.kafka.clients.consumer.RangeAssignor"},
    Word{"partition-assignment-strategy", &SettingSpec::javaName, "roundrobin", "org.apache.kafka.clients.consumer.RoundRobinAssignor"},
    Word{"partition-assignment-strategy", &SettingSpec::javaName, "cooperative-sticky", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor"},
    Word{"security-protocol", &SettingSpec::javaName, "plaintext", "PLAINTEXT"},
    Word{"security-protocol", &SettingSpec::javaName, "ssl", "SSL"},
    Word{"security-protocol", &SettingSpec::javaName, "sasl_plaintext", "SASL_PLAINTEXT"},
    Word{"security-protocol", &SettingSpec::javaName, "sasl_ssl", "SASL_SSL"},
    Word{"security-protocol", &SettingSpec::kafkaPythonName, "plaintext", "PLAINTEXT"},
    Word{"security-protocol", &SettingSpec::kafkaPythonName, "ssl", "SSL"},
    Word{"security-protocol", &SettingSpec::kafkaPythonName, "sasl_plaintext", "SASL_PLAINTEXT"},
    Word{"security-protocol", &SettingSpec::kafkaPythonName, "sasl_ssl", "SASL_SSL"},
    // It takes classes, and its own default shares ranges too.
    Word{"partition-assignment-strategy", &SettingSpec::kafkaPythonName, "range", ""},
    Word{"partition-assignment-strategy", &SettingSpec::kafkaPythonName, "roundrobin", ""},
    Word{"partition-assignment-strategy", &SettingSpec::kafkaPythonName, "cooperative-sticky", ""},
};

struct Line {
    std::string name;
    std::string text;
    bool isText = true;
};

std::string valueText(const Settings& settings, const SettingSpec& row)
{
    if (isUnset(settings, row))
        return {};
    const nlohmann::json value = settingJson(settings, row);
    return value.is_string() ? value.get<std::string>() : value.dump();
}

/// A line break would begin a property of its own.
bool fitsALine(const std::string& text)
{
    return std::none_of(text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; });
}

/// All of one export while it is put together.
class Export {
public:
    Export(const Settings& settings, const ExportFormat& format) : m_settings(settings), m_format(format) {}

    void add(const SettingSpec& row)
    {
        Line line{std::string(nameOf(row)), valueText(m_settings, row), !std::holds_alternative<BoolField>(row.field) && !std::holds_alternative<IntField>(row.field)};
        fillIn(row, line.text);
        const bool translated = row.id == "topic" || (m_automatic && (row.id == "commit-mode" || row.id == "commit-interval-ms"));
        if (translated || line.text.empty())
            return;
        for (const Word& word : words)
            if (word.id == row.id && word.name == m_format.name && word.ours == line.text) {
                line.text = word.theirs;
                break;
            }
        // With the new protocol the broker decides these, and clients refuse to be told.
        const bool brokerDecides = m_settings.groupProtocol == "consumer" && (row.id == "session-timeout-ms" || row.id == "partition-assignment-strategy");
        if (line.name.empty() || line.text.empty() || brokerDecides || !fitsALine(line.text))
            m_without.push_back(fmt::format("#   {} = {}\n", row.id, settingText(m_settings, row)));
        else
            m_lines.push_back(std::move(line));
    }

    /// Who commits has other words everywhere else.
    void addCommits()
    {
        m_lines.push_back({spelled("enable.auto.commit"), m_automatic ? "true" : "false", false});
        if (m_automatic)
            m_lines.push_back({spelled("auto.commit.interval.ms"), std::to_string(m_settings.commitIntervalMs), false});
    }

    [[nodiscard]] std::string text() const
    {
        std::string out = fmt::format("# Made by Headroom for {}.\n", m_format.id);
        for (const std::string& hint : m_hints)
            out += hint;
        out += fmt::format(fmt::runtime(m_format.opening), fmt::arg("topics", topics()));
        for (const Line& line : m_lines)
            out += fmt::format(fmt::runtime(m_format.line), fmt::arg("name", line.name), fmt::arg("value", m_format.literal(line.text, line.isText)));
        out += m_format.closing;
        if (!m_without.empty())
            out += fmt::format("\n# {} settings of Headroom have no equal in {}:\n", m_without.size(), m_format.id);
        for (const std::string& line : m_without)
            out += fitsALine(line.substr(0, line.size() - 1)) ? line : "#   a value with a control character\n";
        return out;
    }

private:
    [[nodiscard]] std::string_view nameOf(const SettingSpec& row) const
    {
        if (row.id == "auto-offset-reset" && m_format.name == &SettingSpec::clientProperty)
            return "auto.offset.reset"; // not told to our own client, because Headroom resolves it
        return row.*m_format.name;
    }

    [[nodiscard]] std::string spelled(std::string name) const
    {
        if (m_format.name == &SettingSpec::kafkaPythonName)
            std::replace(name.begin(), name.end(), '.', '_');
        return name;
    }

    /// What only Headroom knows becomes a place for the reader to fill in.
    void fillIn(const SettingSpec& row, std::string& text)
    {
        if (row.id == "bootstrap-servers" && text == "demo") {
            text = "localhost:9092";
            m_hints.emplace_back("# bootstrap servers: Headroom's demo broker is its own; name yours.\n");
        } else if (row.id == "group-id" && text.empty()) {
            text = "my-group";
            m_hints.emplace_back("# group id: Headroom makes a fresh one for each run; name yours.\n");
        }
    }

    [[nodiscard]] std::string topics() const
    {
        std::string out;
        for (const std::string& name : topicNames(m_settings.topic))
            out += fmt::format("{}{}", out.empty() ? "" : ", ", inQuotes(name));
        return out;
    }

    const Settings& m_settings;
    const ExportFormat& m_format;
    const bool m_automatic = m_settings.commitMode == "auto";
    std::vector<std::string> m_hints;
    std::vector<Line> m_lines;
    std::vector<std::string> m_without;
};

} // namespace

std::span<const ExportFormat> exportFormats() noexcept { return formats; }

const ExportFormat* findExportFormat(std::string_view id) noexcept
{
    const auto found = std::find_if(formats.begin(), formats.end(), [id](const ExportFormat& format) { return format.id == id; });
    return found == formats.end() ? nullptr : &*found;
}

std::string exportSettings(SettingRows rows, const Settings& settings, const ExportFormat& format)
{
    Export out(settings, format);
    for (const SettingSpec& row : rows)
        out.add(row);
    out.addCommits();
    return out.text();
}

} // namespace headroom::core
