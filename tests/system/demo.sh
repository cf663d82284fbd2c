#!/usr/bin/env bash
# SPDX-License-Identifier: EUPL-1.2
# One voucher application through the real interfaces: form post in the portal sandbox, TLS,
# signature, daemon, clerks on the command line as different persons, payment file, bank
# statement, portal mailbox. `--reject` takes the refusal path, `--json` ends with one line of
# JSON. Everything lives in a folder of its own that is removed at the end (`--keep` keeps it).
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${FOERDERWERK_BIN:-build/dev/bin}
json=no reject=no keep=no
for argument in "$@"; do
    case $argument in
        --json) json=yes ;;
        --reject) reject=yes ;;
        --keep) keep=yes ;;
        *) echo "demo: unknown option $argument" >&2; exit 2 ;;
    esac
done

say() { if [ "$json" = yes ]; then echo "$*" >&2; else echo "$*"; fi; }
die() { echo "demo: $*" >&2; exit 1; }

house=$(mktemp -d)
pids=()
finish() {
    for pid in "${pids[@]}"; do kill -TERM "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    [ "$keep" = yes ] && echo "demo: kept $house" >&2 || rm -rf "$house"
}
trap finish EXIT

# Two free ports: the kernel hands them out, and the programs take them a moment later.
free_ports() {
    perl -MIO::Socket::INET -e 'my @s = map { IO::Socket::INET->new(Listen => 1,
        LocalAddr => "127.0.0.1") } 1 .. 2; print join(" ", map { $_->sockport } @s), "\n"'
}
read -r daemon_port portal_port <<<"$(free_ports)"
portal="https://localhost:$portal_port"

fw() { "$bin/foerderwerk" --config "$house/foerderwerk.toml" "$@"; }
as() { # as PERSON command…
    local person=$1
    shift
    FOERDERWERK_TOKEN=$(cat "$house/tokens/$person") fw "$@"
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

browser() { curl -sS --cacert "$house/keys/portal-tls.crt" -b "$house/jar" -c "$house/jar" "$@"; }
hidden() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" | head -n 1; }

# form PATH name=value…: fill in, review the whole declaration, send; prints the last page.
form() {
    local path=$1 page csrf uuid pair
    local fields=()
    shift
    for pair in "$@"; do fields+=(--data-urlencode "$pair"); done
    csrf=$(browser "$portal$path" | hidden csrf)
    [ -n "$csrf" ] || die "no form at $path"
    page=$(browser "$portal$path/pruefen" --data-urlencode "csrf=$csrf" "${fields[@]}")
    uuid=$(hidden uuid <<<"$page")
    [ -n "$uuid" ] || { echo "$page" >&2; die "the portal did not accept the form at $path"; }
    browser -o /dev/null "$portal$path/absenden" --data-urlencode "csrf=$csrf" \
        --data-urlencode "uuid=$uuid" "${fields[@]}"
    page=$(browser "$portal/gesendet/$uuid")
    grep -q 'id="beleg"' <<<"$page" || { echo "$page" >&2; die "$path was not delivered"; }
}

case_state() { as pr-1 -o jsonl case show "$1" | field states; }
# wait_state CASE STATE: the outside answers at its own pace.
wait_state() {
    local tries
    for tries in $(seq 100); do
        [[ " $(case_state "$1") " != *" $2 "* ]] || return 0
        sleep 0.1
    done
    die "case $1 is in '$(case_state "$1")', not in '$2' after $tries tries"
}
# wait_mailbox WORDS: until a message with these words is in the mailbox.
wait_mailbox() {
    local tries
    for tries in $(seq 100); do
        ! browser "$portal/postfach/bk-$ags" | grep -q "$1" || return 0
        sleep 0.1
    done
    die "the mailbox has no '$1' after $tries tries"
}

# A course of today, later than now: it has not begun, and can be attended in the same run.
if [ "$(TZ=Europe/Berlin date +%H%M)" -ge 2350 ]; then
    say "demo: waiting for midnight, a course of today would already have begun"
    sleep 660
fi
today=$(TZ=Europe/Berlin date +%F)
ags=08999001

say "1. set-up: demo keys, certificates, clerks, sample master data"
"$bin/foerderwerk" setup --dir "$house" --daemon-port "$daemon_port" --portal-port "$portal_port" \
    2>>"$house/setup.log"
"$bin/foerderwerk" serve --config "$house/foerderwerk.toml" >"$house/daemon.log" 2>&1 &
pids+=($!)
"$bin/portal-sandbox" --config "$house/portal-sandbox.toml" >"$house/portal.log" 2>&1 &
pids+=($!)
for address in "https://localhost:$daemon_port" "$portal"; do
    for tries in $(seq 100); do
        ! curl -ksf -o /dev/null "$address/healthz" || break
        [ "$tries" -lt 100 ] || { cat "$house/daemon.log" "$house/portal.log" >&2
                                  die "no answer from $address"; }
        sleep 0.1
    done
done

say "2. applicant: fills in the form, reviews the whole declaration, sends it (signed, over TLS)"
form /antrag kommune_ags=$ags kommune_name=Musterdorf "kontakt_name=Anna Muster" \
    kontakt_email=anna@musterdorf.example bildungstraeger=VWA-S "kurs_beginn=$today" \
    kurs_uhrzeit=23:59 personen=1 teilnehmer_1_vorname=Bernd teilnehmer_1_nachname=Beispiel \
    nicht_begonnen=ja keine_andere_foerderung=ja zeichnungsberechtigt=ja
wait_mailbox 'Eingangsbest'
say "   receipt is in the mailbox"

az=$(as pr-1 -o jsonl case list | field file_number)
case_id=$(as pr-1 -o jsonl case list | field case)
[ -n "$az" ] || die "no case was made"
say "3. clerks: case $az"

if [ "$reject" = yes ]; then
    as sb-1 case act "$az" votum.negativ --reason "Keine Basisqualifizierung." >/dev/null
    say "   sb-1 votes against"
    as zz-1 case act "$az" ablehnen >/dev/null
    say "   zz-1 signs the refusal"
    wait_state "$az" abgelehnt
    wait_mailbox 'Entscheidung'
    say "   the refusal is in the mailbox"
    final=abgelehnt paid=0
else
    as sb-1 case act "$az" votum.positiv --reason "Kontingent frei, vollständig." >/dev/null
    say "   sb-1 votes in favour"
    if as sb-1 case act "$az" zeichnen >/dev/null 2>"$house/refused"; then
        die "the same person could sign"
    fi
    say "   sb-1 cannot sign as well: $(grep -o FOUR_EYES "$house/refused" | head -n 1)"
    as zz-1 case act "$az" zeichnen >/dev/null
    say "   zz-1 signs: contract concluded"
    wait_mailbox 'Entscheidung'
    voucher="$ags-$az-01"
    browser "$portal/postfach/bk-$ags" >"$house/mailbox.html"
    say "   decision with voucher $voucher is in the mailbox"

    say "4. education provider: proves attendance"
    soon=$(TZ=Europe/Berlin date -d '+1 minute' '+%F %H:%M')
    form /teilnahme "aktenzeichen=$az" bildungstraeger=VWA-S rechnungsnummer=R-1 \
        "teilnahme_1_voucher=$voucher" "teilnahme_1_anmeldung_datum=${soon% *}" \
        "teilnahme_1_anmeldung_uhrzeit=${soon#* }" teilnahme_1_tage_gesamt=3 \
        teilnahme_1_tage_teilgenommen=3 teilnahme_1_gebuehr=540,00
    wait_state "$az" teilgenommen

    say "5. payout: sb-1 orders, ao-1 releases, hh-1 runs the batch"
    as sb-1 case act "$az" anordnen >/dev/null
    as ao-1 case act "$az" freigeben >/dev/null
    as hh-1 payout batch --to "$house/pain.xml" >/dev/null
    as hh-1 payout batch --to "$house/none.xml" >/dev/null
    [ ! -e "$house/none.xml" ] || die "the second batch paid again"
    e2e=$(sed -n 's/.*<EndToEndId>\([^<]*\)<.*/\1/p' "$house/pain.xml" | head -n 1)
    amount=$(sed -n 's/.*<InstdAmt Ccy="EUR">\([^<]*\)<.*/\1/p' "$house/pain.xml" | head -n 1)
    [ -n "$e2e" ] || { cat "$house/pain.xml" >&2; die "the payment file names no payment"; }
    say "   pain.001 with $amount EUR, end-to-end id $e2e"
    cat >"$house/camt.xml" <<CAMT
<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>STMT-1</MsgId><CreDtTm>${today}T18:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>N-1</Id><CreDtTm>${today}T18:00:00</CreDtTm>
<Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">$amount</Amt><CdtDbtInd>DBIT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>$today</Dt></BookgDt><ValDt><Dt>$today</Dt></ValDt><BkTxCd/>
<NtryDtls><TxDtls><Refs><EndToEndId>$e2e</EndToEndId></Refs>
<Amt Ccy="EUR">$amount</Amt><CdtDbtInd>DBIT</CdtDbtInd></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>
CAMT
    as hh-1 payout import-status "$house/camt.xml" >/dev/null
    wait_state "$az" ausgezahlt
    wait_mailbox 'Zahlung'
    say "   bank statement read: paid; the notice is in the mailbox"

    say "6. applicant: confirms the use (K1), clerk closes the case"
    form /verwendung "aktenzeichen=$az" "beginn=$today" "ende=$today" ziel_erreicht=ja \
        zweckentsprechend=ja wirtschaftlich=ja belege_aufbewahrt=ja "zweite_person=Zoe Zweit"
    wait_state "$az" nachweis_pruefen
    as sb-1 case act "$az" nachweis.bestaetigen --reason "kursorisch geprüft" >/dev/null
    final=abgeschlossen paid=$(sed 's/\.//' <<<"$amount")
fi
wait_state "$az" "$final"

say "7. auditor: history, replay, log, the decision's package"
[ "$json" = yes ] || as pr-1 case history "$az"
fw log checkpoint >/dev/null
replay=different log=broken
as pr-1 case package "$az" --to "$house/bescheid.zip" >/dev/null
vkey=$(fw -o json log verify | sed -n 's/.*"vkey": "\(.*\)".*/\1/p')
"$bin/foerderwerk" document verify "$house/bescheid.zip" --vkey "$vkey" \
    --certificate "$house/keys/daemon-signing.crt" >/dev/null || die "the package does not hold"
as pr-1 case replay "$az" >/dev/null && replay=identical
fw log verify >/dev/null && log=verified
fw db check >/dev/null || die "db check found a difference"
[ "$replay" = identical ] && [ "$log" = verified ] || die "replay $replay, log $log"
say "   replay $replay, log $log, database and records agree"
if [ "$json" = yes ]; then
    printf '{"case":"%s","state":"%s","paid_cents":%s,"replay":"%s","log":"%s"}\n' \
        "$case_id" "$final" "$paid" "$replay" "$log"
else
    say "done: $az is $final"
fi
