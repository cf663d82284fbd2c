// SPDX-License-Identifier: EUPL-1.2
#include "connectors/bank/reason_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace foerderwerk::bank {

namespace {

using Words = std::pair<std::string_view, std::string_view>;

/// The codes that a SEPA credit transfer can meet.
constexpr auto known_codes = std::to_array<Words>({
    {"AC01", "Die Kontonummer (IBAN) ist falsch oder gehört zu keinem Konto."},
    {"AC02", "Das Konto des Auftraggebers ist falsch angegeben."},
    {"AC03", "Das Konto des Empfängers ist falsch angegeben."},
    {"AC04", "Das Konto des Empfängers ist aufgelöst."},
    {"AC06", "Das Konto des Empfängers ist gesperrt."},
    {"AC13", "Diese Art von Konto nimmt keine Überweisung an."},
    {"AG01", "Für dieses Konto ist diese Zahlung nicht zugelassen."},
    {"AG02", "Die Art des Auftrags ist für diese Bank falsch angegeben."},
    {"AM02", "Der Betrag ist höher als erlaubt."},
    {"AM03", "Die Währung ist nicht zugelassen."},
    {"AM04", "Das Konto des Auftraggebers ist nicht ausreichend gedeckt."},
    {"AM05", "Die Bank hält die Zahlung für doppelt eingereicht."},
    {"AM09", "Der Betrag ist nicht der vereinbarte."},
    {"AM10", "Die Kontrollsumme der Datei stimmt nicht."},
    {"BE04", "Die Anschrift des Empfängers fehlt oder ist falsch."},
    {"BE05", "Der Einreicher ist der Bank nicht bekannt."},
    {"CNOR", "Die Bank des Empfängers nimmt am Zahlungsverkehr nicht teil."},
    {"CURR", "Die Währung der Zahlung ist falsch."},
    {"CUST", "Der Empfänger hat die Rückgabe verlangt."},
    {"DNOR", "Die Bank des Auftraggebers nimmt am Zahlungsverkehr nicht teil."},
    {"DT01", "Das Ausführungsdatum ist nicht zulässig."},
    {"DUPL", "Die Zahlung ist doppelt."},
    {"ED05", "Die Verrechnung zwischen den Banken ist gescheitert."},
    {"ERIN", "Die Bank des Empfängers nimmt die Angabe zum Zahlungszweck nicht an."},
    {"FF01", "Die Datei hat nicht das vereinbarte Format."},
    {"FOCR", "Die Zahlung wurde auf einen Rückruf hin zurückgegeben."},
    {"FR01", "Die Bank vermutet einen Betrug."},
    {"MD07", "Der Empfänger ist verstorben."},
    {"MS02", "Der Empfänger hat die Zahlung abgelehnt, ohne Angabe eines Grundes."},
    {"MS03", "Die Bank hat die Zahlung zurückgegeben, ohne Angabe eines Grundes."},
    {"RC01", "Die Bankkennung (BIC) ist falsch."},
    {"RR01", "Aus rechtlichen Gründen fehlt die Angabe des Kontos des Auftraggebers."},
    {"RR02", "Aus rechtlichen Gründen fehlt Name oder Anschrift des Auftraggebers."},
    {"RR03", "Aus rechtlichen Gründen fehlt Name oder Anschrift des Empfängers."},
    {"RR04", "Die Bank gibt die Zahlung aus rechtlichen Gründen zurück."},
    {"TECH", "Die Zahlung scheiterte an einem technischen Fehler der Bank."},
    {"TM01", "Die Datei kam nach dem Annahmeschluss der Bank."},
});

}  // namespace

std::string reason_words(std::string_view code) {
    if (code.empty()) {
        return "Die Bank nennt keinen Grund.";
    }
    const auto* known = std::find_if(known_codes.begin(), known_codes.end(),
                                     [code](const Words& entry) { return entry.first == code; });
    return known != known_codes.end() ? std::string(known->second)
                                      : "Die Bank nennt einen Grund, der im Verzeichnis fehlt.";
}

}  // namespace foerderwerk::bank
