// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

#include "engine/statechart/document.hpp"

namespace foerderwerk::statechart {

/// A set of states as one bit each; iterates in document order, which is entry order.
class StateSet {
public:
    explicit StateSet(std::size_t states) : words_((states + 63) / 64, 0) {}

    void add(StateIndex state) { words_[state / 64] |= bit(state); }
    void remove(StateIndex state) { words_[state / 64] &= ~bit(state); }
    [[nodiscard]] bool contains(StateIndex state) const {
        return (words_[state / 64] & bit(state)) != 0;
    }
    void clear() { std::fill(words_.begin(), words_.end(), 0); }
    /// The first member at or after `from`, or no_state.
    [[nodiscard]] StateIndex next(StateIndex from) const {
        std::size_t word = from / 64;
        if (word >= words_.size()) {
            return no_state;
        }
        std::uint64_t bits = words_[word] & (~std::uint64_t{0} << (from % 64));
        while (bits == 0) {
            if (++word == words_.size()) {
                return no_state;
            }
            bits = words_[word];
        }
        return static_cast<StateIndex>(word * 64 +
                                       static_cast<std::size_t>(std::countr_zero(bits)));
    }

private:
    [[nodiscard]] static std::uint64_t bit(StateIndex state) {
        return std::uint64_t{1} << (state % 64);
    }
    std::vector<std::uint64_t> words_;
};

}  // namespace foerderwerk::statechart
