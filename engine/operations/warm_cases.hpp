// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "engine/cases/case_state.hpp"

namespace foerderwerk::operations {

/// The states of the cases that moved last, to save reading and unsealing them again. What is
/// stored decides: a state is given only for the leaf of the record that made it, and the leaf of
/// a step that was undone, or made by another process, is another one.
///
/// The states hold personal values in the clear. Whoever destroys a key calls forget(). Safe to
/// use from several threads at once.
class WarmCases {
public:
    explicit WarmCases(std::size_t most) : most_(most) {}

    /// The state after the record whose leaf is `last_leaf`, or nullptr.
    [[nodiscard]] std::shared_ptr<const cases::CaseState> find(const std::string& case_id,
                                                               const std::string& last_leaf);
    /// The state that was kept last; whether it is still the newest is to be asked in the writer.
    struct Latest {
        std::string last_leaf;
        std::shared_ptr<const cases::CaseState> state;  ///< nullptr: none is kept
    };
    [[nodiscard]] Latest latest(const std::string& case_id);
    /// Keeps the state; forgets the case that was asked for longest ago when there are too many.
    void keep(const std::string& last_leaf, std::shared_ptr<const cases::CaseState> state);
    void forget(const std::string& case_id);

private:
    using Cases = std::list<Latest>;  // the one asked for last stands first

    std::size_t most_;
    std::mutex mutex_;
    Cases cases_;
    std::unordered_map<std::string, Cases::iterator> by_id_;
};

}  // namespace foerderwerk::operations
