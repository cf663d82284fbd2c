// SPDX-License-Identifier: EUPL-1.2

// Goal: show with the stock packages sumdb/note and sumdb/tlog, which know nothing of Förderwerk,
// that one entry stands in a log.
// Method: read the log's public key, the entry and its .tlog-proof; check the signature of the
// checkpoint in the proof and the path from the entry to its root. Prints "proved N of M".
//
// Run: GO111MODULE=off GOPATH=/usr/share/gocode go run verify_entry.go VKEY ENTRY PROOF
package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func check(err error, what string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func read(path string) string {
	data, err := os.ReadFile(path)
	check(err, path)
	return string(data)
}

func main() {
	verifier, err := note.NewVerifier(strings.TrimSpace(read(os.Args[1])))
	check(err, "vkey")
	parts := strings.SplitN(read(os.Args[3]), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		check(fmt.Errorf("wrong form"), os.Args[3])
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	check(err, "index")
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		bytes, err := base64.StdEncoding.DecodeString(line)
		if err == nil && len(bytes) != tlog.HashSize {
			err = fmt.Errorf("%d bytes", len(bytes))
		}
		check(err, "sibling")
		var hash tlog.Hash
		copy(hash[:], bytes)
		proof = append(proof, hash)
	}
	opened, err := note.Open([]byte(parts[1]), note.VerifierList(verifier))
	check(err, "checkpoint")
	text := strings.Split(opened.Text, "\n")
	if len(text) != 4 || text[0] != verifier.Name() || text[3] != "" {
		check(fmt.Errorf("unexpected text %q", opened.Text), "checkpoint")
	}
	size, err := strconv.ParseInt(text[1], 10, 64)
	check(err, "checkpoint size")
	root, err := tlog.ParseHash(text[2])
	check(err, "checkpoint root")
	entry := tlog.RecordHash([]byte(read(os.Args[2])))
	check(tlog.CheckRecord(proof, size, root, index, entry), "entry")
	fmt.Printf("proved %d of %d\n", index, size)
}
