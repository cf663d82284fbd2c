// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace foerderwerk::operations {

inline constexpr const char* payout_scenario = R"(
today: 2026-01-12
given:
  municipality: { ags: "08336010", name: Böllen, kind: Gemeinde, population: 50000 }
  budget: 10000.00
  people: { sb-1: sachbearbeitung, zz-1: zweitzeichnung, ao-1: anordnung }
)";

inline constexpr const char* steps_to_contract = R"(
- message: antrag.einreichen
  as: CASE
  data: { personen: 1, kurs_beginn: 2026-02-09, bildungstraeger: VWA-S }
- { action: votum.positiv, case: CASE, by: sb-1, reason: frei }
- { action: zeichnen, case: CASE, by: zz-1 }
)";

inline constexpr const char* steps_to_release = R"(
- message: teilnahme.nachweis
  case: CASE
  on: 2026-02-12
  data:
    bildungstraeger: VWA-S
    teilnahme:
      - { voucher: "= vouchers[1].id", anmeldung: 2026-02-01T09:00:00+01:00,
          tage_gesamt: 3, tage_teilgenommen: 3, gebuehr: 300.00 }
- { action: anordnen, case: CASE, by: sb-1 }
- { action: freigeben, case: CASE, by: ao-1 }
)";

}  // namespace foerderwerk::operations
