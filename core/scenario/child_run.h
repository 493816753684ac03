// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "core/demo/child_program.h"
#include "core/scenario/run_place.h"

namespace headroom::core {

/// Each run in a process of its own (`headroom-cli scenario --one-run`), of which it hears a line of JSON a sample. Why: the heap
/// of one run, freed but kept by the allocator, would be in the baseline and in the peak of the next; and a kill is a kill.
/// Fails when the process cannot be started or ends otherwise than it should. Bound: what is read of a line that is not complete yet.
class ChildRun final : public RunPlace {
public:
    [[nodiscard]] Result<void> begin(const RunOrder& order, OnSample onSample) override;
    [[nodiscard]] Result<std::optional<RunEnd>> step() override;

private:
    void hear(std::string_view text);
    void obey(const nlohmann::json& line);
    [[nodiscard]] Result<std::optional<RunEnd>> judgeEnd();

    std::unique_ptr<ChildProgram> m_child;
    OnSample m_onSample;
    std::string m_text;
    RunEnd m_end;
    std::string m_failure;
    bool m_complete = false; ///< its last line has come
};

} // namespace headroom::core
