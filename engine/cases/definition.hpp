// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/calendar/law_data.hpp"
#include "engine/cases/rule_sets.hpp"
#include "engine/feel/expression.hpp"
#include "engine/statechart/document.hpp"
#include "engine/types/digest.hpp"
#include "engine/types/id.hpp"
#include "engine/types/reason.hpp"
#include "engine/types/result.hpp"

namespace foerderwerk::cases {

/// The files of a programme's folder: path (with '/') → content.
using Files = std::map<std::string, std::string>;

/// The sorted manifest, one line a file: `path` TAB `SHA-256 hex` LF.
[[nodiscard]] std::string definition_manifest(const Files& files, const Sha256& sha256);
/// SHA-256 over the manifest.
[[nodiscard]] DefinitionId definition_id(const Files& files, const Sha256& sha256);

/// A fact from outside the case that a decision needs (<fw:fact>): what to ask, and when.
struct FactDeclaration {
    std::string id;                       ///< member of _x.facts
    std::string source;                   ///< "register", "line", "waiting"
    std::string argument;                 ///< register; unit of a line
    std::optional<feel::Expression> key;  ///< register key or ledger line
    std::vector<std::string> events;      ///< event descriptors it is asked for
};

/// A notice text with `{{ FEEL expression }}` placeholders, compiled.
struct NoticeTemplate {
    struct Piece {
        std::string text;
        std::optional<feel::Expression> expression;
    };
    std::vector<Piece> pieces;
};

/// A programme, compiled once, immutable, shared by every case pinned to it.
struct Definition {
    DefinitionId id;
    std::string programme;  ///< name of the chart
    Files files;
    statechart::Document chart;
    Tables tables;       ///< every *.dmn of the folder
    RuleSets rule_sets;  ///< by legal date
    std::vector<FactDeclaration> facts;
    calendar::LawData law;  ///< built in, but for the tables in the folder's calendar/
    std::map<std::string, NoticeTemplate> notices;  ///< by path below the folder
    Sha256 sha256;                                  ///< names what persons approve
};

/// Puts the parsed parts together and checks what they say of each other: unknown fact sources,
/// decisions, templates, roles, approvals. All reasons, with file and line as place. The id of the
/// definition is the hash of its files.
[[nodiscard]] Result<std::shared_ptr<const Definition>, Reasons> compile_definition(
    Files files, statechart::Document chart, Tables tables, const Sha256& sha256);

}  // namespace foerderwerk::cases
