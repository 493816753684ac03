// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/record_state.h"

#include <array>

#include <QCoreApplication>

namespace headroom::ui {

namespace {

struct StateSpec {
    RecordState state;
    Glyph glyph;
    Tone tone;
    const char* text;
    const char* toolTip;
};

constexpr std::array<StateSpec, 5> stateTable{{
    {RecordState::inBatch, Glyph::inBatch, Tone::normal, QT_TRANSLATE_NOOP("RecordState", "in batch"),
     QT_TRANSLATE_NOOP("RecordState", "Handed over, not processed yet")},
    {RecordState::processed, Glyph::processed, Tone::normal, QT_TRANSLATE_NOOP("RecordState", "processed"),
     QT_TRANSLATE_NOOP("RecordState", "Processed, not committed: processed again after a crash")},
    {RecordState::committed, Glyph::committed, Tone::normal, QT_TRANSLATE_NOOP("RecordState", "committed"),
     QT_TRANSLATE_NOOP("RecordState", "The broker confirmed the commit")},
    {RecordState::committedEarly, Glyph::warning, Tone::error, QT_TRANSLATE_NOOP("RecordState", "committed early"),
     QT_TRANSLATE_NOOP("RecordState", "Committed before it was processed: lost after a crash")},
    {RecordState::givenBack, Glyph::none, Tone::dim, QT_TRANSLATE_NOOP("RecordState", "given back"),
     QT_TRANSLATE_NOOP("RecordState", "Not processed when its partition was taken away or the run ended; the next owner of the partition gets it")},
}};

constexpr auto allStates = [] {
    std::array<RecordState, stateTable.size()> states{};
    for (std::size_t i = 0; i < states.size(); ++i) {
        states[i] = stateTable[i].state;
    }
    return states;
}();

const StateSpec& spec(RecordState state) noexcept
{
    return stateTable[static_cast<std::size_t>(state)];
}

} // namespace

std::span<const RecordState> recordStates() noexcept
{
    return allStates;
}

QString recordStateText(RecordState state)
{
    return QCoreApplication::translate("RecordState", spec(state).text);
}

QString recordStateToolTip(RecordState state)
{
    return QCoreApplication::translate("RecordState", spec(state).toolTip);
}

Glyph recordStateGlyph(RecordState state) noexcept
{
    return spec(state).glyph;
}

Tone recordStateTone(RecordState state) noexcept
{
    return spec(state).tone;
}

} // namespace headroom::ui
