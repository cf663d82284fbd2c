// SPDX-License-Identifier: EUPL-1.2
#include "connectors/signature/gate_checks.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "connectors/signature/check_shape.hpp"
#include "connectors/signature/check_signed_properties.hpp"
#include "connectors/signature/registered_keys.hpp"

namespace foerderwerk::signature {
namespace {

// How a row gives its check what it judges, and nothing else of the passage.

template <auto check>
void on_bytes(Passage& passage) {
    check(passage.received, passage.limits, passage.reasons);
}

template <bool TagBounds::*bound>
void bound_tags(Passage& passage) {
    passage.tag_bounds.*bound = true;
}

void scan(Passage& passage) {
    scan_tags(passage.received, passage.limits, passage.tag_bounds, passage.reasons);
}

template <bool ParseGuards::*guard>
void guard_parse(Passage& passage) {
    passage.parse_guards.*guard = true;
}

void run_parser(Passage& passage) {
    passage.parsed =
        parse_with(passage.parse_guards, passage.received, passage.limits, passage.reasons);
}

template <auto check>
void on_parsed(Passage& passage) {
    check(passage.parsed, passage.reasons);
}

void find_parts(Passage& passage) {
    passage.parts = find_signature_parts(passage.parsed.document.get());
    passage.element_rules = element_rules(passage.parts);
}

template <auto check>
void on_parts(Passage& passage) {
    check(passage.parts, passage.limits, passage.reasons);
}

template <auto check>
void on_rules(Passage& passage) {
    check(passage.element_rules, passage.reasons);
}

void look_up(Passage& passage) {
    passage.signer = look_up_signer(passage.parts, *passage.senders, *passage.keys);
}

template <auto check>
void on_signer(Passage& passage) {
    check(passage.signer, passage.reasons);
}

void certificate_is_base64(Passage& passage) {
    check_certificate_is_base64(passage.parts, passage.signer, passage.reasons);
}

void same_certificate(Passage& passage) {
    if (passage.signer.registered) {
        check_same_certificate(*passage.signer.der, *passage.signer.registered, passage.reasons);
    }
}

template <auto check>
void on_registration(Passage& passage) {
    if (passage.signer.registered) {
        check(*passage.signer.registered, passage.now, passage.reasons);
    }
}

const Certificate* certificate_of(const Passage& passage) {
    return passage.signer.key == nullptr ? nullptr : &passage.signer.key->certificate;
}

void key_strength(Passage& passage) {
    if (const Certificate* certificate = certificate_of(passage)) {
        check_strength(*certificate, passage.reasons);
    }
}

void certificate_validity(Passage& passage) {
    if (const Certificate* certificate = certificate_of(passage)) {
        check_certificate_validity(*certificate, passage.now, passage.reasons);
    }
}

template <auto check>
void on_certificate(Passage& passage) {
    if (const Certificate* certificate = certificate_of(passage)) {
        check(passage.parts, *certificate, passage.reasons);
    }
}

void signing_time(Passage& passage) {
    if (const Certificate* certificate = certificate_of(passage)) {
        check_signing_time(passage.parts, *certificate, passage.now, passage.reasons);
    }
}

void verify(Passage& passage) {
    if (passage.signer.key != nullptr) {
        passage.verification = run_xmlsec(passage.parts, passage.signer.key->public_key.get());
    }
}

template <auto check>
void on_verification(Passage& passage) {
    check(passage.parts, passage.verification, passage.reasons);
}

using enum Stage;
using Bounds = TagBounds;
using Guards = ParseGuards;
constexpr std::string_view work;  ///< no reason class

// clang-format off
constexpr GateCheck table[]{
    // Bytes.
    {1, size, "message-size", reason::limits, on_bytes<check_size>},
    {2, characters, "utf-8", reason::encoding, on_bytes<check_utf8>},
    {2, characters, "no-nul", reason::encoding, on_bytes<check_no_nul>},
    {2, markup, "readable-declaration", reason::wellformed, on_bytes<check_declaration>},
    {2, markup, "xml-version", reason::encoding, on_bytes<check_version>},
    {2, markup, "declared-encoding", reason::encoding, on_bytes<check_declared_encoding>},
    {2, markup, "no-document-type", reason::document_type, on_bytes<check_no_document_type>},
    {2, markup, "tag-count", reason::limits, on_bytes<check_tag_count>},
    {2, markup, "tag-bytes", reason::limits, bound_tags<&Bounds::bytes>},
    {2, markup, "tag-attributes", reason::limits, bound_tags<&Bounds::attributes>},
    {2, markup, "all-attributes", reason::limits, bound_tags<&Bounds::all_attributes>},
    {2, markup, "(scan the tags)", work, scan},
    // One parse.
    {3, tree, "parser-document-type", reason::document_type, guard_parse<&Guards::document_type>},
    {3, tree, "depth", reason::limits, guard_parse<&Guards::depth>},
    {3, tree, "parser-attributes", reason::limits, guard_parse<&Guards::attributes>},
    {3, tree, "namespaces-in-scope", reason::limits, guard_parse<&Guards::namespaces_in_scope>},
    {3, tree, "text-bytes", reason::limits, guard_parse<&Guards::text_bytes>},
    {3, tree, "no-instructions", reason::policy, guard_parse<&Guards::instructions>},
    {3, tree, "(parse)", work, run_parser},
    {3, tree, "well-formed", reason::wellformed, on_parsed<check_well_formed>},
    {3, tree, "namespaces", reason::wellformed, on_parsed<check_namespaces>},
    // Shape.
    {4, shape, "(find the parts)", work, find_parts},
    {4, shape, "root-name", reason::schema, on_parts<check_root_name>},
    {4, shape, "signature-present", reason::missing, on_parts<check_signature_present>},
    {4, shape, "one-signature", reason::structure, on_parts<check_one_signature>},
    {4, shape, "signature-in-root", reason::structure, on_parts<check_signature_in_root>},
    {4, shape, "no-stray-elements", reason::structure, on_parts<check_no_stray_elements>},
    {4, shape, "distinct-ids", reason::duplicate_id, on_parts<check_distinct_ids>},
    {4, shape, "no-split-text", reason::policy, on_parts<check_no_split_text>},
    {4, shape, "root-id", reason::coverage, on_parts<check_root_id>},
    {4, shape, "coverage", reason::coverage, on_parts<check_coverage>},
    {4, shape, "profile", reason::policy, on_parts<check_profile>},
    {4, shape, "elements", reason::structure, on_rules<check_elements>},
    {4, shape, "nothing-between", reason::structure, on_rules<check_nothing_between>},
    {4, shape, "attributes", reason::structure, on_rules<check_attributes>},
    {4, shape, "plain-values", reason::structure, on_rules<check_plain_values>},
    {4, shape, "reference-uri", reason::reference_uri, on_parts<check_reference_uri>},
    {4, shape, "transforms", reason::transform, on_parts<check_transforms>},
    {4, shape, "key-info", reason::key, on_parts<check_key_info>},
    {4, shape, "digest-base64", reason::digest, on_parts<check_digest_is_base64>},
    {4, shape, "value-base64", reason::value, on_parts<check_value_is_base64>},
    {4, shape, "properties-covered", reason::coverage, on_parts<check_properties_covered>},
    {4, shape, "properties-transform", reason::transform, on_parts<check_properties_transform>},
    {4, shape, "properties-target", reason::structure, on_parts<check_properties_target>},
    {4, shape, "object-format", reason::policy, on_parts<check_object_format>},
    // Algorithms.
    {5, shape, "canonicalization", reason::algorithm, on_parts<check_canonicalization>},
    {5, shape, "signature-algorithm", reason::algorithm, on_parts<check_signature_algorithm>},
    {5, shape, "digest-algorithm", reason::algorithm, on_parts<check_digest_algorithm>},
    {5, shape, "certificate-digest-algorithm", reason::algorithm,
     on_parts<check_certificate_digest_algorithm>},
    // The key.
    {6, shape, "(look up the signer)", work, look_up},
    {6, shape, "certificate-base64", reason::key, certificate_is_base64},
    {6, shape, "registered", reason::key, on_signer<check_registered>},
    {6, shape, "same-certificate", reason::key, same_certificate},
    {6, shape, "registration-validity", reason::key, on_registration<check_validity>},
    {6, shape, "not-revoked", reason::key, on_registration<check_not_revoked>},
    {6, shape, "readable-certificate", reason::key, on_signer<check_readable>},
    {6, shape, "key-strength", reason::key, key_strength},
    {6, shape, "certificate-validity", reason::key, certificate_validity},
    {6, shape, "key-fits", reason::key, on_certificate<check_key_fits>},
    {6, shape, "signing-certificate", reason::key, on_certificate<check_signing_certificate>},
    {6, shape, "signing-time", reason::policy, signing_time},
    // Cryptography.
    {7, ids, "ids-alone", reason::duplicate_id, on_parts<check_ids_alone>},
    {7, cryptography, "(run xmlsec)", work, verify},
    {8, cryptography, "digests", reason::digest, on_verification<check_digests>},
    {8, cryptography, "signature-value", reason::value, on_verification<check_value>},
};
// clang-format on

/// The rows of the table that are of steps `first` to `last`.
std::span<const GateCheck> steps(int first, int last) {
    const auto* begin = std::ranges::find_if(
        table, [first](const GateCheck& check) { return check.step >= first; });
    const auto* end = std::find_if(begin, std::end(table),
                                   [last](const GateCheck& check) { return check.step > last; });
    return {begin, end};
}

}  // namespace

std::span<const GateCheck> gate_checks() {
    return table;
}

void run_checks(std::span<const GateCheck> checks, Passage& passage) {
    Stage stage = Stage::size;
    for (const GateCheck& check : checks) {
        if (check.stage != stage && !passage.reasons.empty()) {
            return;
        }
        stage = check.stage;
        check.run(passage);
    }
}

void check_bytes(std::string_view bytes, const GateLimits& limits, ReasonList& reasons) {
    Passage passage{.received = bytes, .limits = limits};
    run_checks(steps(1, 2), passage);
    reasons.add_all(passage.reasons.reasons());
}

Document parse_guarded(std::string_view bytes, const GateLimits& limits, ReasonList& reasons) {
    Passage passage{.received = bytes, .limits = limits};
    run_checks(steps(3, 3), passage);
    reasons.add_all(passage.reasons.reasons());
    return passage.reasons.empty() ? std::move(passage.parsed.document) : nullptr;
}

}  // namespace foerderwerk::signature
