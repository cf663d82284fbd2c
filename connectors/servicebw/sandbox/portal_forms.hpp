// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "connectors/servicebw/sandbox/form_definition.hpp"

namespace foerderwerk::servicebw::sandbox {

/// What differs between installations.
struct FormSettings {
    std::string programme = "digitallotsen-basis";  ///< code of urn:foerderwerk:codeliste:programm
    std::string programme_list_version = "1";
    std::vector<Choice> education_providers;
};

/// How the applicant's mailbox is called: one Behördenkonto for each municipality.
[[nodiscard]] std::string mailbox_handle(const std::string& ags);

/// Antrag auf Bildungs-Voucher (Basisqualifizierung): antrag.einreichen.0101.
[[nodiscard]] FormDefinition voucher_form(const FormSettings& settings);
/// antrag.nachreichung.0104
[[nodiscard]] FormDefinition supplement_form();
/// antrag.ruecknahme.0105
[[nodiscard]] FormDefinition withdrawal_form();
/// teilnahme.nachweis.0301, sent by an education provider.
[[nodiscard]] FormDefinition attendance_form(const FormSettings& settings);
/// verwendung.bestaetigung.0302 (K1)
[[nodiscard]] FormDefinition use_of_funds_form();

}  // namespace foerderwerk::servicebw::sandbox
