// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include <QTimer>

namespace headroom::ui {

/// One question at a time that may take long, on a thread of its own. Thread: GUI, which never waits, except at the end
/// for a question that is under way to notice that it is cancelled. Bound: one question, and one that waits for it.
template <class Answer>
class BackgroundJob {
public:
    using Question = std::function<Answer(const std::function<bool()>& cancelled)>;

    BackgroundJob()
    {
        m_timer.setInterval(lookMs);
        QObject::connect(&m_timer, &QTimer::timeout, [this] { look(); });
    }
    ~BackgroundJob() { cancel(); }
    BackgroundJob(const BackgroundJob&) = delete;
    BackgroundJob& operator=(const BackgroundJob&) = delete;

    /// In the place of what is under way. `done` is called on this thread, unless it is cancelled before.
    void begin(Question question, std::function<void(Answer)> done)
    {
        cancel();
        if (m_try) {
            m_next = {std::move(question), std::move(done)};
            return;
        }
        m_done = std::move(done);
        m_try = std::make_shared<Try>();
        m_thread = std::jthread([shared = m_try, ask = std::move(question)] {
            shared->answer = std::make_unique<Answer>(ask([&shared] { return shared->cancelled.load(); }));
            shared->done = true;
        });
        m_timer.start();
    }
    void cancel()
    {
        m_done = nullptr;
        m_next = {};
        if (m_try) {
            m_try->cancelled = true;
        }
    }
    /// An answer is to come.
    [[nodiscard]] bool busy() const noexcept { return m_done != nullptr || m_next.first != nullptr; }

private:
    static constexpr int lookMs = 50;
    /// What the thread writes.
    struct Try {
        std::atomic<bool> cancelled{false};
        std::atomic<bool> done{false};
        std::unique_ptr<Answer> answer;
    };

    void look()
    {
        if (!m_try || !m_try->done) {
            return;
        }
        m_timer.stop();
        m_thread.join(); // it has said its last word
        const auto over = std::exchange(m_try, nullptr);
        if (const auto done = std::exchange(m_done, nullptr)) {
            done(std::move(*over->answer));
        } else if (m_next.first) {
            auto next = std::exchange(m_next, {});
            begin(std::move(next.first), std::move(next.second));
        }
    }

    std::shared_ptr<Try> m_try;
    std::function<void(Answer)> m_done;
    std::pair<Question, std::function<void(Answer)>> m_next;
    QTimer m_timer;
    std::jthread m_thread; ///< last: joined first
};

} // namespace headroom::ui
