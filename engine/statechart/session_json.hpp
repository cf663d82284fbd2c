// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include "engine/feel/value_json.hpp"
#include "engine/statechart/session.hpp"
#include "engine/types/json.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::statechart {

/// A session as records hold it: states by id, values as in engine/feel/value_json.hpp, members
/// that are empty left out. Works at any moment, between macrosteps and in the middle of one. A
/// Failure says which value cannot be stored.
[[nodiscard]] Result<Json, std::string> session_to_json(const Document& document,
                                                        const Session& session,
                                                        const feel::SealPart& seal = {});

/// The same without the variables ("data").
[[nodiscard]] Result<Json, std::string> frame_to_json(const Document& document,
                                                      const Session& session,
                                                      const feel::SealPart& seal = {});

/// The inverse. A Failure says what is missing or does not fit the document: the stored session
/// is damaged or belongs to another definition.
[[nodiscard]] Result<Session, std::string> session_from_json(const Document& document,
                                                             const Json& json,
                                                             const feel::OpenPart& open = {});

/// The inverse of frame_to_json, with the object of the variables beside it.
[[nodiscard]] Result<Session, std::string> session_from_frame(const Document& document,
                                                              const Json& frame, const Json& data,
                                                              const feel::OpenPart& open = {});

}  // namespace foerderwerk::statechart
