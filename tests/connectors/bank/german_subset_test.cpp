// SPDX-License-Identifier: EUPL-1.2
// Goal: each extra rule of the German banks' subset of pain.001.001.09 (DFÜ-Abkommen Anlage 3,
// GBIC_5) holds in the file itself. Method: a hard batch is written, parsed again, and asked one
// rule a row by a reading of its own; each rule is also broken in the file to see that it would
// notice.
#include <algorithm>
#include <functional>

#include <gtest/gtest.h>

#include "connectors/bank/write_pain001.hpp"
#include "connectors/xml/xml_tree.hpp"

namespace foerderwerk::bank {
namespace {

using xml::XmlElement;

PaymentBatch hard_batch() {
    const std::string iban = "DE89370400440532013000";
    return {std::string(35, '9'),
            parse_instant("2026-05-08T08:00:00.123456Z").value(),
            "Städtetag & Gemeindetag „Baden-Württemberg“ e. V.",
            "DE02120300000000202051",
            std::nullopt,
            parse_date("2026-05-11").value(),
            {{std::string(35, 'z'), std::string(70, 'N'), iban, std::nullopt, 99'999'999'999,
              std::string(140, 'V')},
             {"a", "Łódź <ß> Žižka", "DE89 3704 0044 0532 0130 00", "SOLADEST600", 1, ""},
             {"b", "Øre\u0308 {Søn}", iban, std::nullopt, 30000, "Zeile 1\nZeile 2 €"}}};
}

void each(const XmlElement& root, const std::function<void(const XmlElement&)>& visit) {
    visit(root);
    for (const XmlElement& child : root.children) {
        each(child, visit);
    }
}

std::vector<std::string> texts(const XmlElement& root, std::string_view name) {
    std::vector<std::string> found;
    each(root, [&](const XmlElement& element) {
        if (element.name == name) {
            found.push_back(element.text);
        }
    });
    return found;
}

std::size_t count(const XmlElement& root, std::string_view name) {
    return texts(root, name).size();
}

bool all(const std::vector<std::string>& texts, const std::function<bool(const std::string&)>& is) {
    return std::all_of(texts.begin(), texts.end(), is);
}

constexpr std::string_view sepa_characters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-?:().,'+ ";

bool is_amount(const std::string& text) {
    const std::size_t point = text.find('.');
    return point != text.npos && point >= 1 && text.size() - point == 3 &&
           text.find_first_not_of("0123456789.") == text.npos;
}

std::int64_t cents(std::string text) {
    std::erase(text, '.');
    return std::stoll(text);
}

const XmlElement& order_of(const XmlElement& root) {
    return *root.child("CstmrCdtTrfInitn")->child("PmtInf");
}

const XmlElement& head_of(const XmlElement& root) {
    return *root.child("CstmrCdtTrfInitn")->child("GrpHdr");
}

std::string text_of(const XmlElement& parent, std::string_view name) {
    const XmlElement* found = parent.child(name);
    return found == nullptr ? std::string() : found->text;
}

bool totals_are_right(const XmlElement& root) {
    std::int64_t sum = 0;
    for (const std::string& amount : texts(root, "InstdAmt")) {
        sum += cents(amount);
    }
    const auto right = [&](const XmlElement& level) {
        return text_of(level, "NbOfTxs") == std::to_string(count(root, "CdtTrfTxInf")) &&
               is_amount(text_of(level, "CtrlSum")) && cents(text_of(level, "CtrlSum")) == sum;
    };
    return right(head_of(root)) && right(order_of(root));
}

bool ids_fit(const XmlElement& root) {
    for (const char* name : {"MsgId", "PmtInfId", "InstrId", "EndToEndId"}) {
        if (!all(texts(root, name), [](const std::string& id) {
                return !id.empty() && id.size() <= 35 &&
                       id.find_first_not_of(sepa_characters) == id.npos;
            })) {
            return false;
        }
    }
    return true;
}

bool ids_are_unique(const XmlElement& root) {
    auto ids = texts(root, "EndToEndId");
    std::sort(ids.begin(), ids.end());
    return std::adjacent_find(ids.begin(), ids.end()) == ids.end();
}

bool agents_are_right(const XmlElement& root) {
    const XmlElement& debtor = *order_of(root).child("DbtrAgt")->child("FinInstnId");
    bool right =
        debtor.child("BICFI") != nullptr || text_of(*debtor.child("Othr"), "Id") == "NOTPROVIDED";
    each(root, [&](const XmlElement& element) {
        if (element.name == "CdtrAgt") {
            right = right && element.child("FinInstnId")->child("BICFI") != nullptr;
        }
    });
    return right;
}

struct Rule {
    const char* what;
    std::function<bool(const XmlElement&)> holds;
    /// Put into the file it breaks the rule.
    const char* from;
    const char* to;
};

const std::vector<Rule>& rules() {
    static const std::vector<Rule> table = {
        {"one GrpHdr and at least one PmtInf",
         [](const XmlElement& root) {
             return count(root, "GrpHdr") == 1 && count(root, "PmtInf") >= 1;
         },
         "<PmtInf>", "<PmtInf/><GrpHdr/><PmtInf>"},
        {"NbOfTxs and CtrlSum on both levels, equal to what follows, with two decimals",
         totals_are_right, ">0.01</InstdAmt>", ">0.02</InstdAmt>"},
        {"identifications of 1 to 35 characters of the subset", ids_fit, "<EndToEndId>a<",
         "<EndToEndId>a_b<"},
        {"each end-to-end id once", ids_are_unique, "<EndToEndId>a<", "<EndToEndId>b<"},
        {"names of at most 70 characters",
         [](const XmlElement& root) {
             return all(texts(root, "Nm"),
                        [](const std::string& name) { return !name.empty() && name.size() <= 70; });
         },
         "<Nm>NNN", "<Nm>NNNN"},
        {"only the characters of SEPA in every text",
         [](const XmlElement& root) {
             bool holds = true;
             each(root, [&](const XmlElement& element) {
                 holds = holds &&
                         (!element.children.empty() ||
                          element.text.find_first_not_of(sepa_characters) == element.text.npos);
             });
             return holds;
         },
         "<Nm>Staedtetag", "<Nm>Städtetag"},
        {"the creation time to the second, with its zone",
         [](const XmlElement& root) {
             const std::string time = text_of(head_of(root), "CreDtTm");
             return time.size() == 20 && time.back() == 'Z';
         },
         "08:00:00Z", "08:00:00.123Z"},
        {"payment method TRF",
         [](const XmlElement& root) { return text_of(order_of(root), "PmtMtd") == "TRF"; }, ">TRF<",
         ">CHK<"},
        {"service level SEPA, no local instrument",
         [](const XmlElement& root) {
             return texts(*order_of(root).child("PmtTpInf"), "Cd") ==
                        std::vector<std::string>{"SEPA"} &&
                    count(root, "LclInstrm") == 0;
         },
         ">SEPA<", ">URGP<"},
        {"batch booking is left to the agreement with the bank, or said as true or false",
         [](const XmlElement& root) {
             return all(texts(root, "BtchBookg"),
                        [](const std::string& text) { return text == "true" || text == "false"; });
         },
         "<PmtMtd>", "<BtchBookg>ja</BtchBookg><PmtMtd>"},
        {"the execution date is a day",
         [](const XmlElement& root) {
             return parse_date(text_of(*order_of(root).child("ReqdExctnDt"), "Dt")).has_value();
         },
         "<Dt>2026-05-11<", "<Dt>2026-05-32<"},
        {"charges SLEV, once for the order",
         [](const XmlElement& root) {
             return texts(root, "ChrgBr") == std::vector<std::string>{"SLEV"};
         },
         ">SLEV<", ">SHAR<"},
        {"the debtor's bank by BIC or as NOTPROVIDED; the creditor's by BIC or left out",
         agents_are_right, "NOTPROVIDED", "unbekannt"},
        {"amounts in euro from 0.01 to 999,999,999.99 with two decimals",
         [](const XmlElement& root) {
             bool holds = true;
             each(root, [&](const XmlElement& element) {
                 if (element.name == "InstdAmt") {
                     holds = holds && element.attribute("Ccy") == "EUR" &&
                             is_amount(element.text) && cents(element.text) >= 1 &&
                             cents(element.text) <= 99'999'999'999;
                 }
             });
             return holds;
         },
         ">300.00</InstdAmt>", ">300.0</InstdAmt>"},
        {"accounts by IBAN without blanks",
         [](const XmlElement& root) {
             return count(root, "IBAN") == count(root, "CdtTrfTxInf") + 1 &&
                    all(texts(root, "IBAN"), [](const std::string& iban) {
                        return iban.find(' ') == iban.npos && iban.size() >= 15;
                    });
         },
         "<IBAN>DE89370400440532013000", "<IBAN>DE89 370400440532013000"},
        {"one unstructured remittance line of at most 140 characters, none when empty",
         [](const XmlElement& root) {
             return count(root, "Ustrd") == 2 && count(root, "RmtInf") == 2 &&
                    all(texts(root, "Ustrd"), [](const std::string& text) {
                        return !text.empty() && text.size() <= 140;
                    });
         },
         "<Ustrd>VVV", "<Ustrd>VVVV"},
        {"no UETR", [](const XmlElement& root) { return count(root, "UETR") == 0; },
         "<EndToEndId>a</EndToEndId>", "<EndToEndId>a</EndToEndId><UETR/>"},
        {"no address, which would need town and country",
         [](const XmlElement& root) { return count(root, "PstlAdr") == 0; }, "<Cdtr>",
         "<Cdtr><PstlAdr/>"},
    };
    return table;
}

TEST(GermanSubset, EachRuleHoldsAndWouldBeMissed) {
    const auto bytes = write_pain001(hard_batch());
    ASSERT_TRUE(bytes.has_value());
    const auto root = xml::parse_xml(*bytes);
    ASSERT_TRUE(root.has_value());
    for (const Rule& rule : rules()) {
        EXPECT_TRUE(rule.holds(*root)) << rule.what << "\n" << *bytes;
        std::string broken = *bytes;
        const std::size_t at = broken.find(rule.from);
        ASSERT_NE(at, broken.npos) << rule.what;
        broken.replace(at, std::string_view(rule.from).size(), rule.to);
        EXPECT_FALSE(rule.holds(*xml::parse_xml(broken))) << rule.what << ": not noticed";
    }
}

}  // namespace
}  // namespace foerderwerk::bank
