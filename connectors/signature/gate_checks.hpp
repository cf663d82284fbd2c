// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "connectors/signature/check_bytes.hpp"
#include "connectors/signature/check_signer.hpp"
#include "connectors/signature/element_rules.hpp"
#include "connectors/signature/gate_limits.hpp"
#include "connectors/signature/parse_guarded.hpp"
#include "connectors/signature/reason_list.hpp"
#include "connectors/signature/signature_parts.hpp"
#include "connectors/signature/verify_signature.hpp"
#include "engine/types/instant.hpp"

namespace foerderwerk::signature {

/// One message on its way through the gate: what came in, what the rows before have found out, and
/// every reason against it.
struct Passage {
    std::string_view received;
    const GateLimits& limits;
    Instant now{};
    const ports::SenderRegister* senders = nullptr;
    RegisteredKeys* keys = nullptr;

    ReasonList reasons{};
    TagBounds tag_bounds{};
    ParseGuards parse_guards{};
    Parsed parsed{};
    SignatureParts parts{};
    std::vector<ElementRule> element_rules{};
    Signer signer{};
    Verification verification{};
};

/// What has to be settled before the rest makes sense or can be afforded: no row of a stage runs
/// when a stage before it gave a reason; within a stage all reasons are collected.
enum class Stage { size, characters, markup, tree, shape, ids, cryptography };

/// One row of the gate. A row with a reason class is a check: it may add reasons of that class, or
/// sets a bound for the one pass over the bytes or the one parse, which then adds them. A row
/// without is work that the checks around it judge.
struct GateCheck {
    int step;  ///< of the pipeline, security.md, section 1.2
    Stage stage;
    std::string_view name;
    std::string_view reason_class;
    void (*run)(Passage& passage);

    [[nodiscard]] bool is_check() const { return !reason_class.empty(); }
};

/// The gate, from the first byte to the last check of cryptography.
[[nodiscard]] std::span<const GateCheck> gate_checks();

/// Runs the rows in order, and no stage after one that gave a reason.
void run_checks(std::span<const GateCheck> checks, Passage& passage);

}  // namespace foerderwerk::signature
