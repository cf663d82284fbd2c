// SPDX-License-Identifier: EUPL-1.2
#include "engine/operations/check_owners.hpp"

#include <algorithm>
#include <array>

#include "engine/feel/subjects.hpp"
#include "engine/operations/append_record.hpp"
#include "engine/operations/subject_keys.hpp"

namespace foerderwerk::operations {

namespace {

constexpr std::array<std::string_view, 4> notes = {"log.frontier", "log.published", "register.leaf",
                                                   "register.number"};

bool is_known_note(const std::string& name) {
    return name.starts_with("counter.") ||
           std::find(notes.begin(), notes.end(), name) != notes.end();
}

class OwnerCheck {
public:
    explicit OwnerCheck(const KnownOwners& known) : known_(known) {}

    [[nodiscard]] bool is_known(const ports::RowOwner& row) const {
        if (row.table == "note") {
            return is_known_note(row.owner);
        }
        if (row.table == "register_row") {
            return known_.registers.contains(row.owner);
        }
        if (row.table == "subject_key") {
            return is_known_key(row.owner);
        }
        if (row.owner == register_case) {
            // Allotments are compared by the check of the register.
            return row.table == "posting" ||
                   (row.table == "part" && row.rows <= count(known_.register_parts));
        }
        const auto folded = known_.cases.find(row.owner);
        if (folded == known_.cases.end()) {
            return false;
        }
        // These are looked up one by one, so that too many would not be seen.
        return row.table == "part"    ? row.rows <= count(folded->second.part_commits)
               : row.table == "inbox" ? row.rows <= count(folded->second.messages)
                                      : true;
    }

private:
    static bool owns(const std::string& subject, const std::string& subjects) {
        const std::vector<std::string> singles = feel::single_subjects(subjects);
        return std::find(singles.begin(), singles.end(), subject) != singles.end();
    }

    template <class Rows>
    static std::int64_t count(const Rows& rows) {
        return static_cast<std::int64_t>(rows.size());
    }

    [[nodiscard]] bool is_known_key(const std::string& id) const {
        if (id == inbox_key) {
            return true;
        }
        const std::size_t slash = id.find('/');
        if (id.substr(0, slash) == register_case) {
            return known_.persons.contains(id.substr(slash + 1));
        }
        const auto folded = known_.cases.find(id.substr(0, slash));
        if (slash == std::string::npos || folded == known_.cases.end()) {
            return false;
        }
        const std::string subject = id.substr(slash + 1);
        if (subject == documents_subject) {
            return true;
        }
        const Json* parts = folded->second.state.find("parts");
        return parts != nullptr && parts->is_object() &&
               std::any_of(parts->as_object().begin(), parts->as_object().end(),
                           [&subject](const auto& part) {
                               return part.second.is_string() &&
                                      owns(subject, part.second.as_string());
                           });
    }

    const KnownOwners& known_;
};

}  // namespace

Reasons check_owners(ports::StoreReader& store, const KnownOwners& known) {
    Reasons reasons;
    const OwnerCheck check(known);
    for (const ports::RowOwner& row : store.row_owners()) {
        if (!check.is_known(row)) {
            reasons.push_back(
                {"FOLD_UNKNOWN", row.table + " " + row.owner, "Zeilen, von denen kein Satz weiß."});
        }
    }
    return reasons;
}

}  // namespace foerderwerk::operations
