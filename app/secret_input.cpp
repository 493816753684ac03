// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secret_input.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <fmt/format.h>

#include "app/complaint.h"
#include "core/settings/security.h"

namespace headroom::app {
namespace {

constexpr std::size_t longestSecret = 4096;

/// Reads one line; what lies on the stack of it is wiped. False when it is too long or cannot be read.
bool readLine(int fd, std::string& line)
{
    std::array<char, 256> piece{};
    line.reserve(longestSecret + piece.size()); // so that no copy of it stays behind
    bool good = true;
    while (good) {
        const ssize_t got = read(fd, piece.data(), piece.size());
        if (got < 0 && errno == EINTR)
            continue;
        good = got >= 0 && line.size() + static_cast<std::size_t>(got) <= longestSecret;
        if (got <= 0 || !good)
            break;
        line.append(piece.data(), static_cast<std::size_t>(got));
        if (const std::size_t end = line.find('\n'); end != std::string::npos) {
            line.resize(end);
            break;
        }
    }
    if (!line.empty() && line.back() == '\r')
        line.pop_back();
    explicit_bzero(piece.data(), piece.size());
    return good;
}

/// The terminal of the user, whatever the standard streams are.
class Terminal {
public:
    Terminal() : m_fd(open("/dev/tty", O_RDWR | O_CLOEXEC)) {}
    ~Terminal()
    {
        show();
        if (m_fd >= 0)
            close(m_fd);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;

    [[nodiscard]] bool there() const { return m_fd >= 0 && isatty(m_fd) == 1; }

    /// Not even Ctrl-C leaves the terminal mute: it is read as a character.
    void hide()
    {
        if (tcgetattr(m_fd, &m_before) != 0)
            return;
        termios mute = m_before;
        mute.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
        m_hidden = tcsetattr(m_fd, TCSAFLUSH, &mute) == 0;
    }
    void show()
    {
        if (m_hidden)
            tcsetattr(m_fd, TCSAFLUSH, &m_before);
        m_hidden = false;
    }

    bool ask(std::string_view question, std::string& answer)
    {
        const std::string text = fmt::format("{}: {} ", programName(), question);
        const bool asked = write(m_fd, text.data(), text.size()) >= 0;
        return asked && readLine(m_fd, answer);
    }

private:
    int m_fd;
    termios m_before{};
    bool m_hidden = false;
};

tl::unexpected<core::Error> notGiven(std::string_view id, std::string_view why)
{
    return core::fail(core::ErrorCode::invalidSetting, fmt::format("{0}: {1}. Answer at a terminal, or give it as --{0}-fd N, for example --{0}-fd 3 3<FILE in a shell.", id, why), std::string(id));
}

core::Result<void> take(core::Settings& settings, const core::SettingSpec& row, std::string& text)
{
    const std::string_view id = row.id;
    const bool control = text.find_first_of(std::string_view("\0\x03\x04\x1b", 4)) != std::string::npos;
    if (control || text.empty()) {
        core::wipe(text);
        return notGiven(id, control ? "it has control characters" : "nothing was entered");
    }
    settings.*std::get<core::SecretField>(row.field).member = core::Secret(std::move(text));
    return {};
}

} // namespace

core::Result<void> readSecrets(core::SettingRows rows, const std::map<std::string, int>& descriptors, core::Settings& settings)
{
    for (const auto& [id, fd] : descriptors) {
        const core::SettingSpec* row = core::findSetting(rows, id);
        std::string text;
        if (row == nullptr || fcntl(fd, F_GETFD) < 0 || !readLine(fd, text)) {
            core::wipe(text);
            return notGiven(id, fmt::format("descriptor {} is not open for reading, or gives more than {} bytes", fd, longestSecret));
        }
        close(fd);
        if (auto taken = take(settings, *row, text); !taken)
            return taken;
    }
    return {};
}

core::Result<void> askSecrets(core::SettingRows rows, core::Settings& settings)
{
    if (auto checked = core::checkSecurityFiles(settings); !checked)
        return checked;
    for (const core::SettingSpec* row : core::missingSecrets(rows, settings)) {
        Terminal terminal;
        if (!terminal.there())
            return notGiven(row->id, "it is needed, and there is no terminal to ask at");
        std::string text;
        terminal.hide();
        const bool answered = terminal.ask(core::secretQuestion(settings, *row) + ":", text);
        terminal.show();
        fmt::print(stderr, "\n");
        if (!answered)
            core::wipe(text);
        if (auto taken = take(settings, *row, text); !taken)
            return taken;
    }
    return {};
}

bool askYesNo(std::string_view question)
{
    Terminal terminal;
    std::string answer;
    return terminal.there() && terminal.ask(fmt::format("{} [y/N]", question), answer) && (answer == "y" || answer == "yes");
}

} // namespace headroom::app
