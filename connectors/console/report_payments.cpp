// SPDX-License-Identifier: EUPL-1.2
#include <map>

#include "connectors/console/execute_commands.hpp"
#include "engine/operations/payment_batch_json.hpp"
#include "engine/types/money.hpp"

namespace foerderwerk::console {

namespace {

std::string state_text(const std::string& status) {
    static const std::map<std::string, std::string> words = {
        {"batched", "an die Bank gegeben"},
        {"delivered", "gebucht"},
        {"returned", "zurückgekommen"},
        {"rejected", "von der Bank zurückgewiesen"},
    };
    const auto known = words.find(status);
    return known != words.end() ? known->second : status;
}

/// Payments of the batches, oldest batch first; then what is released and waits for a batch.
class PaymentReport {
public:
    PaymentReport(House& house, ports::StoreReader& store, const CommandRequest& request)
        : house_(house), store_(store), request_(request) {}

    Json rows() {
        for (const ports::BatchRow& batch : store_.batches()) {
            if (wanted(batch.id)) {
                add_batch(batch);
            }
        }
        if (wanted("")) {
            for (const ports::OutboxRow& item : store_.open_outbox("payout")) {
                if (const auto owner = visible(item.case_id)) {
                    rows_.emplace_back(Json::Object{
                        {"batch", ""},
                        {"date", ""},
                        {"file_number", owner->file_number},
                        {"recipient", ""},
                        {"amount", ""},
                        {"state", "freigegeben"},
                        {"end_to_end_id", operations::end_to_end_id(item.case_id, item.number)},
                        {"case", item.case_id}});
                }
            }
        }
        return Json(std::move(rows_));
    }

private:
    [[nodiscard]] bool wanted(const std::string& batch) const {
        const std::string only = request_.arguments.text("batch");
        return only.empty() || only == batch;
    }

    void add_batch(const ports::BatchRow& row) {
        const operations::PaymentBatch batch = operations::batch_of_row(row);
        for (const operations::Payment& payment : batch.payments) {
            const auto owner = visible(payment.case_id);
            if (!owner.has_value()) {
                continue;
            }
            const auto item = store_.find_outbox(payment.outbox_id);
            rows_.emplace_back(
                Json::Object{{"batch", batch.id},
                             {"date", to_string(batch.execution_date)},
                             {"file_number", owner->file_number},
                             {"recipient", payment.creditor_name},
                             {"amount", Money::from_cents(payment.cents).to_string()},
                             {"state", item.has_value() ? state_text(item->status) : ""},
                             {"end_to_end_id", payment.end_to_end_id},
                             {"case", payment.case_id}});
        }
    }

    std::optional<ports::CaseRow> visible(const std::string& case_id) {
        auto row = store_.find_case(case_id);
        const bool hidden =
            !row.has_value() ||
            refuse_reader(house_, store_, request_.person, row->programme).has_value();
        return hidden ? std::nullopt : row;
    }

    House& house_;
    ports::StoreReader& store_;
    const CommandRequest& request_;
    Json::Array rows_;
};

}  // namespace

CommandAnswer report_payments(House& house, const CommandRequest& request) {
    CommandAnswer answer;
    house.casework.store.read([&](ports::StoreReader& store) {
        answer.result = PaymentReport(house, store, request).rows();
    });
    return answer;
}

}  // namespace foerderwerk::console
