// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>

#include "connectors/console/house.hpp"
#include "connectors/console/offline.hpp"

namespace foerderwerk::console {

// One function a group of commands. Each gives nullopt for a command that is not its own.

[[nodiscard]] std::optional<CommandAnswer> execute_cases(House& house,
                                                         const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_repairs(House& house,
                                                           const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_log(House& house, const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_database(House& house,
                                                            const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_register(House& house,
                                                            const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_payout(House& house,
                                                          const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_definitions(House& house,
                                                               const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_messages(const OfflineTools& tools,
                                                            const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_workflow(const OfflineTools& tools,
                                                            const CommandRequest& request);

[[nodiscard]] std::optional<CommandAnswer> execute_rules(const OfflineTools& tools,
                                                         const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_evidence(const OfflineTools& tools,
                                                            const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_documents(const OfflineTools& tools,
                                                             const CommandRequest& request);
[[nodiscard]] std::optional<CommandAnswer> execute_package(House& house,
                                                           const CommandRequest& request);

[[nodiscard]] std::optional<CommandAnswer> execute_reports(House& house,
                                                           const CommandRequest& request);
/// The deadlines of open cases, the next one first.
[[nodiscard]] CommandAnswer report_deadlines(House& house, const CommandRequest& request);
/// Haushaltsüberwachungsliste: every movement of each money line in order, read off the records,
/// with what was free after it.
[[nodiscard]] CommandAnswer report_huel(House& house, const CommandRequest& request);
/// Every payment with its batch and what the bank said of it.
[[nodiscard]] CommandAnswer report_payments(House& house, const CommandRequest& request);
/// Who waits for which line, in the order in which they are offered what comes free.
[[nodiscard]] CommandAnswer report_waiting_list(House& house, const CommandRequest& request);

/// Bank details of education providers: what one person proposes, another confirms.
[[nodiscard]] std::optional<CommandAnswer> execute_providers(House& house,
                                                             const CommandRequest& request);

[[nodiscard]] CommandAnswer show_case(House& house, ports::StoreReader& store, bool open_parts,
                                      const ports::CaseRow& row);
[[nodiscard]] CommandAnswer case_history(House& house, ports::StoreReader& store, bool open_parts,
                                         const ports::CaseRow& row);
/// By id or file number.
[[nodiscard]] std::optional<ports::CaseRow> find_case_row(ports::StoreReader& store,
                                                          const std::string& name);
/// Why `person` may not see cases of the programme; nothing when they may. Without a person it is
/// the machine's operator, to whom the commands show no personal data.
[[nodiscard]] std::optional<CommandAnswer> refuse_reader(House& house, ports::StoreReader& store,
                                                         const std::string& person,
                                                         const std::string& programme);
/// A value of a case; its personal parts by name alone unless `open_parts`.
[[nodiscard]] Json shown_value(const feel::Value& value, bool open_parts);
[[nodiscard]] CommandAnswer import_master_data(House& house, const CommandRequest& request);
[[nodiscard]] CommandAnswer verify_log_folder(const OfflineTools& tools, const std::string& folder,
                                              const std::string& vkey);

// What the groups share.

[[nodiscard]] CommandAnswer failed(int exit, std::string code, std::string place, std::string text);
[[nodiscard]] CommandAnswer failed(int exit, Reasons reasons);
/// A file that travels in an answer: the command line writes it to --to, or to stdout.
[[nodiscard]] Json with_file(Json result, const std::string& name, const std::string& bytes);
/// The decoded bytes of a file argument (Base64); nullopt when absent or damaged.
[[nodiscard]] std::optional<std::string> file_argument(const Json& arguments,
                                                       std::string_view name);
/// An instant as people read it, in Berlin: "2026-01-12 09:00:00".
[[nodiscard]] std::string berlin_text(Instant instant);
/// Who is written into a register record: the person, or "setup" for root and the daemon's user.
[[nodiscard]] std::string register_actor(const CommandRequest& request);

}  // namespace foerderwerk::console
