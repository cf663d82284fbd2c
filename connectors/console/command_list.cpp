// SPDX-License-Identifier: EUPL-1.2
#include "connectors/console/command_options.hpp"

namespace foerderwerk::console {

void CommandTree::add_case_commands() {
    const char* id = "Id or file number of the case";
    command("case list", Target::remote, "List cases, newest first", "case list --open")
        .text("--programme", "programme", "Only cases of this programme")
        .text("--state", "state", "Only cases in this state")
        .text("--role", "role", "Only cases with a task for this role")
        .flag("--open", "open", "Only cases that are not closed")
        .flag("--parked", "parked", "Only cases that are parked as an incident")
        .flag("--undelivered", "undelivered", "Only cases with a message that nobody took")
        .number("--most", "most", "At most so many (50)")
        .text("--after", "after", "Go on behind this case");
    command("case show", Target::remote, "Show one case with data, tasks, deadlines and holdings",
            "case show BV-2026-00001")
        .needs("CASE", "case", id);
    command("case history", Target::remote, "Show what happened in a case, one row a record",
            "case history BV-2026-00001 -o json")
        .needs("CASE", "case", id);
    command("case act", Target::remote, "Take an action in a case as the person of the token",
            "case act BV-2026-00001 votum.positiv --reason \"Kontingent frei\"")
        .needs("CASE", "case", id)
        .needs("ACTION", "event", "Name of the action, with or without 'action.'")
        .text("--reason", "reason", "Why; stored sealed")
        .list("--data", "data",
              "name=value: numbers, dates, true/false by form, lists and "
              "contexts as JSON, everything else as text");
    command("case settle", Target::remote,
            "Note that a message which the portal refused went another way, as a letter perhaps",
            "case settle BV-2026-00001 3-0 --reason \"Als Brief versandt\"")
        .needs("CASE", "case", id)
        .needs("ITEM", "item", "The message, as `case show` names it under undelivered")
        .needs("--reason", "reason", "What was done instead; stored sealed");
    command("case resume", Target::remote,
            "Let a parked case go on, after the cause of the incident is mended",
            "case resume BV-2026-00001 --reason \"Version 1.0.1 behebt den Rechenfehler\"")
        .needs("CASE", "case", id)
        .needs("--reason", "reason", "Cause and remedy; goes into the log, so without names");
    command("case replay", Target::remote,
            "Execute every record again and compare; a bundle is verified without a daemon",
            "case replay all")
        .needs("CASE", "case", "Id, file number, 'all', or the file of a bundle")
        .text("--vkey", "vkey", "For a bundle: the log's public key that it must be signed with");
    command("case export", Target::remote,
            "Write a case into one file that can be replayed elsewhere; holds personal data",
            "case export BV-2026-00001 --to case.json")
        .needs("CASE", "case", id)
        .to("File or folder", true);
    command("case package", Target::remote,
            "Write a sealed decision with everything that proves it into one file (ZIP)",
            "case package BV-2026-00001 --to bescheid.zip")
        .needs("CASE", "case", id)
        .text("--message", "message",
              "Id of the message in the outbox; the newest sealed one when not given")
        .to("File or folder", true);
}

void CommandTree::add_report_commands() {
    command("report deadlines", Target::remote,
            "List the deadlines of open cases, the next one first",
            "report deadlines --until 2026-03-31 -o csv > fristen.csv")
        .text("--programme", "programme", "Only cases of this programme")
        .text("--until", "until", "Only deadlines that end on this day or earlier")
        .flag("--derivation", "derivation", "With how each date came about");
    command("report huel", Target::remote,
            "List every movement of the budget lines in order (Haushaltsüberwachungsliste)",
            "report huel --line haushalt/2026 -o csv > huel.csv")
        .text("--line", "line", "Only this line");
    command("report payments", Target::remote,
            "List every payment with its batch and what the bank said of it",
            "report payments -o csv > zahlungen.csv")
        .text("--batch", "batch", "Only payments of this batch");
    command("report waiting-list", Target::remote,
            "List who waits for places or money, in the order of their turn", "report waiting-list")
        .text("--programme", "programme", "Only cases of this programme")
        .text("--line", "line", "Only the queue of this line");
}

void CommandTree::add_evidence_commands() {
    command("document verify", Target::local,
            "Verify a package: seal, time stamp, certificates, approvals, log; every reason",
            "document verify bescheid.zip --vkey example.org/log+1234abcd+AQ…")
        .file("PACKAGE", "Package, as 'case package' writes it")
        .text("--vkey", "vkey", "The log's public key that it must be signed with")
        .optional_file("--certificate", "certificate",
                       "PEM: the seal's certificate or its authority, known on another way")
        .optional_file("--timestamp-certificate", "timestamp_certificate",
                       "PEM: the time stamp service's certificate or its authority");
    command("log checkpoint", Target::remote, "Publish and show a signed checkpoint of the log",
            "log checkpoint")
        .to("File or folder for the checkpoint", false);
    command("log cosignature", Target::remote, "Keep a checkpoint that a witness has cosigned",
            "log cosignature pruefpunkt-bestaetigt")
        .file("FILE", "What 'witness' wrote on the auditor's machine");
    command("log prove", Target::remote, "Prove that an entry stands in the log",
            "log prove 17 --to entry-17.tlog-proof")
        .needs("ENTRY", "entry", "Sequence number of the entry, from 0")
        .to("File or folder for the proof", false);
    command("log verify", Target::remote, "Hold entries, tiles and checkpoint against each other",
            "log verify --dir /srv/log --vkey example.org/log+1234abcd+AQ…")
        .text("--dir", "dir", "Verify a published log in this folder, without a daemon")
        .text("--vkey", "vkey", "The log's public key, for --dir");
    command(
        "witness", Target::local,
        "On an auditor's machine: hold a published log against all that was seen of it, cosign it",
        "witness --log https://foerderstelle.example/log --state zeuge --to bestaetigt")
        .needs("--log", "log", "Folder or URL with the log's files checkpoint and tile/…")
        .needs("--state", "state", "Folder of the witness: its key, every checkpoint it has seen")
        .text("--vkey", "vkey", "The log's public key; at the first time")
        .text("--next-vkey", "next-vkey", "The log's new public key, after it has changed; once")
        .text("--name", "name",
              "Name of the witness, such as rechnungshof.example; at the first time")
        .text("--trust", "trust", "PEM file with who may vouch for an https server")
        .to("File or folder for the cosigned checkpoint", false);
    command("db check", Target::remote, "Prove that every row is the fold of the records",
            "db check");
    command("db backup", Target::remote, "Copy database and log while they are in use",
            "db backup /var/backups/foerderwerk/2026-01-12")
        .needs("DIR", "to", "A new folder");
    command("db status", Target::house_keeping, "Show the version of the database's schema",
            "db status");
    command("db migrate", Target::house_keeping, "Bring the database to the newest schema",
            "db migrate");
}

void CommandTree::add_register_commands() {
    command("person add", Target::remote, "Register a person",
            "person add sb-1 --name \"Sabine Beispiel\"")
        .needs("ID", "id", "Pseudonymous id; it goes into the log")
        .needs("--name", "name", "Name, for people only")
        .number("--uid", "uid", "User id on this machine that proves who acts")
        .text("--reason", "reason", "Why");
    command("person role", Target::remote, "Give a person a role, or take it away",
            "person role sb-1 sachbearbeitung --programme digitallotsen-basis")
        .needs("ID", "id", "Id of the person")
        .needs("ROLE", "role",
               "erfassung, sachbearbeitung, zweitzeichnung, haushalt, anordnung, "
               "leitung, jury, pruefung, datenschutz, betrieb")
        .text("--programme", "programme", "Only in this programme")
        .text("--from", "from", "First day")
        .text("--to", "to", "Last day")
        .flag("--remove", "remove", "Take the role away")
        .text("--reason", "reason", "Why");
    command("person list", Target::remote, "List persons and their roles", "person list");
    command("person token", Target::remote, "Make an access token; it is shown once",
            "person token sb-1")
        .needs("ID", "id", "Id of the person")
        .flag("--revoke", "revoke", "Make all tokens of the person invalid instead")
        .text("--reason", "reason", "Why");
    command("sender add", Target::remote, "Register the certificate of a sender",
            "sender add service-bw --certificate portal.pem")
        .needs("ID", "id", "Id of the sender")
        .file("--certificate", "X.509 certificate, PEM")
        .text("--reason", "reason", "Why; who checked the owner");
    command("sender list", Target::remote, "List registered certificates", "sender list");
    command("sender revoke", Target::remote, "Trust a certificate no longer, from now on",
            "sender revoke 3f1c… --reason \"Schlüssel verloren\"")
        .needs("FINGERPRINT", "fingerprint", "SHA-256 of the certificate, hex")
        .text("--reason", "reason", "Why");
    command("key list", Target::remote, "List the keys in use and those before, with their time",
            "key list");
}

void CommandTree::add_money_commands() {
    command("budget allot", Target::remote, "Give money to a budget line",
            "budget allot haushalt/2026 10000.00")
        .needs("LINE", "line", "Name of the line")
        .needs("AMOUNT", "amount", "Euro; after '--' also a negative amount")
        .text("--reason", "reason", "Why");
    command("master-data import", Target::remote,
            "Import municipalities, counties or education providers from a CSV file",
            "master-data import bw_gemeinden.csv --valid-from 2020-07-01")
        .file("FILE", "CSV with ';'; the header says what it holds")
        .text("--valid-from", "valid_from", "First day (the file's reference date)")
        .text("--reason", "reason", "Why");
    command("provider propose", Target::remote,
            "Propose bank details of a provider; without effect until another person confirms",
            "provider propose VWA-S --name \"VWA Stuttgart\" --iban DE89370400440532013000 "
            "--reason \"Schreiben vom 2.3.\"")
        .needs("ID", "id", "Id of the provider")
        .needs("--name", "name", "Name of the account's owner")
        .needs("--iban", "iban", "New account")
        .needs("--reason", "reason", "Why, and where it is written; goes into the log");
    command("provider confirm", Target::remote,
            "Put in force what another person proposed; the account is typed once more",
            "provider confirm VWA-S --iban DE89370400440532013000")
        .needs("ID", "id", "Id of the provider")
        .text("--iban", "iban", "The account as the paper has it")
        .flag("--reject", "reject", "Drop the proposal instead")
        .text("--reason", "reason", "Why");
    command("provider list", Target::remote, "List providers, their accounts and open proposals",
            "provider list");
    command("payout batch", Target::remote, "Put released payments into one payment file",
            "payout batch --to /srv/bank/")
        .text("--again", "again", "Write the file of this batch again")
        .to("File or folder", true);
    command("payout import-status", Target::remote, "Read what the bank says of our payments",
            "payout import-status camt054.xml")
        .file("FILE", "pain.002 status report, camt.053 or camt.054 statement");
}

void CommandTree::add_message_commands() {
    command("message check", Target::local, "Judge a message as the daemon would, every reason",
            "message check antrag.xml")
        .file("FILE", "Signed message");
    command("message describe", Target::local, "Describe a message by its schema, in Markdown",
            "message describe antrag.einreichen")
        .needs("MESSAGE", "message", "Name of the message; a wrong one lists them all")
        .text("--schemas", "schemas", "Folder of schemas, in place of the configuration's")
        .to("File or folder", false);
    command("message sign", Target::local, "Sign a message with the authority's key",
            "message sign entwurf.xml --to antrag.xml")
        .file("FILE", "Unsigned message")
        .to("File or folder", false);
    command("message show", Target::local, "Show what a message says", "message show antrag.xml")
        .file("FILE", "Message");
    command("workflow lint", Target::local,
            "Look for mistakes in programmes before a case meets them (docs/workflow-lint.md)",
            "workflow lint workflows/digitallotsen-basis")
        .folders("Folder of a programme, or of several")
        .optional_file("--people", "people",
                       "Persons at hand with their roles, for four-eyes rules: 'sb-1: "
                       "sachbearbeitung', or what 'person list -o json' prints; two persons a "
                       "role when not given");
    command("workflow diagram", Target::local,
            "Draw a programme; as a page with -o html, with the state of a case marked",
            "workflow diagram workflows/digitallotsen-basis -o html > ablauf.html")
        .folders("Folder of a programme")
        .text("--case", "case",
              "Id or file number of a case whose state is marked; asks the daemon")
        .to("File or folder", false);
    command("workflow diff", Target::local, "Say in words what a new version changes",
            "workflow diff alt/digitallotsen-basis workflows/digitallotsen-basis")
        .folders_or_ids(
            "Folder of the old version, then of the new one; or the id of a version that "
            "the daemon has stored");
    command("workflow publish", Target::remote,
            "Put a version in force for new cases; recorded with who and why",
            "workflow publish workflows/digitallotsen-basis --reason \"Satz ab 2027\"")
        .folders("Folder of a programme")
        .text("--reason", "reason", "Why");
    command("workflow migrate", Target::remote,
            "Move open cases to another version: one person proposes, another approves",
            "workflow migrate --to 6de9bf3f… --dry-run")
        .needs("--to", "to", "Id of the version, as 'workflow publish' and 'workflow lint' tell it")
        .flag("--dry-run", "dry_run", "Only list what would become of each open case")
        .optional_file("--map", "map", "YAML file with a line 'old state: new state' for each")
        .text("--reason", "reason", "Why")
        .flag("--approve", "approve", "Carry out what another person has proposed");
    command("workflow test", Target::local, "Run scenario files on a virtual clock",
            "workflow test workflows")
        .folders("Folder of a programme, or of several");
}

void CommandTree::add_rules_commands() {
    const char* input =
        "File with the inputs as a FEEL context; JSON is one; '-' is standard input";
    const char* decision = "Name of the decision";
    const char* day = "Legal day (2026-01-12) that chooses among the versions of a programme";
    command("rules eval", Target::local, "Evaluate a decision",
            "rules eval workflows/digitallotsen-basis --decision kontingent --input antrag.json")
        .model()
        .needs("--decision", "decision", decision)
        .input(input)
        .text("--on", "on", day);
    command("rules explain", Target::local, "Evaluate a decision and say why, in sentences",
            "rules explain rules.dmn --decision kontingent --input antrag.json")
        .model()
        .needs("--decision", "decision", decision)
        .input(input)
        .text("--on", "on", day);
    command("rules lint", Target::local,
            "Look for gaps, overlaps and other mistakes in tables, with a counter-example",
            "rules lint workflows/digitallotsen-basis")
        .model()
        .text("--legal-basis", "legal_basis",
              "Annotation column that every row of every table has to fill");
    command("rules show", Target::local, "Show the tables as text, or as a page with -o html",
            "rules show workflows/digitallotsen-basis -o html > regeln.html")
        .model();
}

void CommandTree::add_house_commands() {
    command("serve", Target::house_keeping, "Run the daemon",
            "serve --config /etc/foerderwerk/foerderwerk.toml");
    command("setup", Target::house_keeping, "Make keys, certificates and a configuration",
            "setup --dir var/demo")
        .text("--dir", "dir", "Folder to set up")
        .text("--source", "source", "Where workflows/, xsd/ and config/ are; . when not given")
        .number("--daemon-port", "daemon-port", "Port of the daemon; 8443 when not given")
        .number("--portal-port", "portal-port", "Port of the sandbox; 8444 when not given");
    command("key make", Target::house_keeping, "Make a new key of the house in a file",
            "key make log --to /etc/foerderwerk/keys/log-2.key")
        .needs("KIND", "kind", "master, signing or log")
        .needs("--to", "to", "New file; for signing a self-signed certificate beside it (.crt)")
        .text("--name", "name", "For signing: name of the authority in the certificate");
    command("key rotate", Target::house_keeping,
            "Go over to another key; recorded in the log; the daemon must not run",
            "key rotate log --key /etc/foerderwerk/keys/log-2.key --reason \"jährlich\"")
        .needs("KIND", "kind", "master, signing or log")
        .needs("--key", "key", "File with the new key")
        .text("--certificate", "certificate",
              "For signing: its certificate; FILE.crt when not given")
        .text("--reason", "reason", "Why");
    command("inbox-user", Target::house_keeping,
            "Make a line for the file of [inbox] users; the password is read from standard input",
            "inbox-user service-bw >> /etc/foerderwerk/inbox-users")
        .needs("NAME", "name", "User name that the portal sends");
    command("manual", Target::command_line, "Print the manual page",
            "manual > /usr/local/share/man/man1/foerderwerk.1");
    command("completion", Target::command_line, "Print completion rules for bash",
            "completion > /etc/bash_completion.d/foerderwerk");
    command("doctor", Target::house_keeping, "Check configuration, files and database", "doctor");
}

}  // namespace foerderwerk::console
