// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/cases/step.hpp"
#include "engine/feel/value_json.hpp"
#include "engine/ports/case_store.hpp"
#include "engine/ports/sealing.hpp"

namespace foerderwerk::operations {

/// Subject under which the documents of a case are sealed.
inline constexpr std::string_view documents_subject = "akte";

/// Key under which the contents of received messages are compared; a plain hash of a message
/// would let its content be guessed.
inline constexpr const char* inbox_key = "inbox/digest";

/// "case/subject": one key a data subject and case. For joined subjects (engine/feel/subjects.hpp)
/// no key is stored: it is computed from the keys of all of them, so what belongs to several
/// persons becomes unreadable when one of them is erased.
[[nodiscard]] std::string key_id(std::string_view case_id, std::string_view subject);

/// The key with that id; a new one is drawn and stored wrapped when there is none.
[[nodiscard]] std::string key_or_new(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                                     const std::string& id);
/// Nothing when the key was destroyed (the person's data is erased) or cannot be unwrapped.
[[nodiscard]] std::optional<std::string> key_if_any(ports::StoreReader& store,
                                                    const ports::Sealing& sealing,
                                                    const std::string& id);

/// Content with the random key it is committed under: 32 bytes k, then the content.
struct Committed {
    std::string k;
    std::string content;
};

/// The commitment to `content` under `k`, hex.
[[nodiscard]] std::string commitment(const ports::Sealing& sealing, std::string_view k,
                                     std::string_view content);
[[nodiscard]] std::optional<Committed> open_committed(const ports::Sealing& sealing,
                                                      std::string_view key, std::string_view sealed,
                                                      std::string_view associated_data);

/// Sealed parts of one record, and the keys that were drawn for them, wrapped.
struct SealedParts {
    std::map<std::string, std::string> new_keys;
    std::vector<ports::PartRow> rows;
};

/// Seals the parts of one record of a case; a subject's key is asked for once. Throws
/// OperatingError (corrupt) when a key cannot be unwrapped.
class PartSealer {
public:
    PartSealer(ports::StoreReader& store, const ports::Sealing& sealing, std::string case_id)
        : store_(store), sealing_(sealing), case_id_(std::move(case_id)) {}

    /// Gives the part's commitment, which goes into the record.
    std::string seal(const cases::NewPart& part);
    [[nodiscard]] SealedParts sealed() && { return std::move(sealed_); }

private:
    const std::string& key(const std::string& id);

    ports::StoreReader& store_;
    const ports::Sealing& sealing_;
    std::string case_id_;
    std::map<std::string, std::string> keys_;
    SealedParts sealed_;
};

void put_parts(ports::UnitOfWork& unit, const SealedParts& parts);

/// A sealed document as it will be stored; its digest names it.
[[nodiscard]] ports::DocumentRow sealed_document(const ports::Sealing& sealing,
                                                 const std::string& key, const std::string& case_id,
                                                 const std::string& kind, std::string_view content);
/// Seals a document and stores it; gives the keyed digest that names it.
std::string store_document(ports::UnitOfWork& unit, const ports::Sealing& sealing,
                           const std::string& case_id, const std::string& kind,
                           std::string_view content);
/// Nothing when it is missing, altered or erased.
[[nodiscard]] std::optional<std::string> open_document(const ports::Sealing& sealing,
                                                       ports::StoreReader& store,
                                                       const ports::DocumentRow& row);

/// The sealed parts of one case, opened when asked for.
class CaseParts {
public:
    CaseParts(ports::StoreReader& store, const ports::Sealing& sealing, const std::string& case_id);
    /// For feel::from_json and for replay.
    [[nodiscard]] Result<feel::Value, std::string> open(const std::string& part);
    [[nodiscard]] std::optional<std::string> commit(const std::string& part);
    /// Value (canonical JSON) and k, for handing the part over; nothing when it is erased.
    [[nodiscard]] std::optional<Committed> committed(const std::string& part);

private:
    struct Opened {
        std::optional<Committed> committed;
        std::string subject;
    };
    const Opened* find(const std::string& part);

    ports::StoreReader& store_;
    const ports::Sealing& sealing_;
    std::string case_id_;
    std::map<std::string, ports::PartRow> rows_;
    std::map<std::string, std::optional<std::string>> keys_;
    std::map<std::string, Opened> opened_;
};

}  // namespace foerderwerk::operations
