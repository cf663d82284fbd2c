// SPDX-License-Identifier: EUPL-1.2

// Goal: show that a log written by Förderwerk verifies with the stock packages sumdb/note and
// sumdb/tlog, which know nothing of it.
// Method: read a directory with `checkpoint`, `tile/...`, `vkey` and any `checkpoint.cosigned`
// and `*.tlog-proof`; check the signature, rebuild the tree from the entries, authenticate each entry through the tiles, check
// the consistency with every shorter tree and each proof file. Prints "verified N".
//
// Run: GO111MODULE=off GOPATH=/usr/share/gocode go run verify_log.go DIRECTORY
package main

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func check(err error, what string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", what, err)
		os.Exit(1)
	}
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	check(err, path)
	return data
}

// openCheckpoint returns the tree that the checkpoint's signed text describes.
func openCheckpoint(signed []byte, verifier note.Verifier) tlog.Tree {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	check(err, "checkpoint")
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		check(fmt.Errorf("unexpected text %q", opened.Text), "checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err, "checkpoint size")
	root, err := tlog.ParseHash(lines[2])
	check(err, "checkpoint root")
	return tlog.Tree{N: size, Hash: root}
}

// files reads tiles from a directory in the layout of C2SP tlog-tiles.
type files struct{ directory string }

func (f files) path(tile tlog.Tile) string {
	sumdb := strings.SplitN(tile.Path(), "/", 3) // "tile", height, rest
	return filepath.Join(f.directory, "tile", strings.Replace(sumdb[2], "data/", "entries/", 1))
}

func (f files) Height() int { return tileHeight }

func (f files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(f.path(tile))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func (f files) SaveTiles([]tlog.Tile, [][]byte) {}

// entries reads all entries from the entries tiles.
func entries(f files, size int64) [][]byte {
	var all [][]byte
	for n := int64(0); n*256 < size; n++ {
		width := size - n*256
		if width > 256 {
			width = 256
		}
		data := read(f.path(tlog.Tile{H: tileHeight, L: -1, N: n, W: int(width)}))
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
	}
	if int64(len(all)) != size {
		check(fmt.Errorf("%d entries for a tree of %d", len(all), size), "entries")
	}
	return all
}

// checkProof verifies one .tlog-proof file against the entry it names.
func checkProof(path string, verifier note.Verifier, all [][]byte) {
	parts := strings.SplitN(string(read(path)), "\n\n", 2)
	lines := strings.Split(parts[0], "\n")
	if len(parts) != 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		check(fmt.Errorf("wrong form"), path)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	check(err, path)
	var proof tlog.RecordProof
	for _, line := range lines[2:] {
		bytes, err := base64.StdEncoding.DecodeString(line)
		check(err, path)
		var hash tlog.Hash
		copy(hash[:], bytes)
		proof = append(proof, hash)
	}
	tree := openCheckpoint([]byte(parts[1]), verifier)
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(all[index])), path)
}

func main() {
	f := files{os.Args[1]}
	verifier, err := note.NewVerifier(string(read(filepath.Join(f.directory, "vkey"))))
	check(err, "vkey")
	tree := openCheckpoint(read(filepath.Join(f.directory, "checkpoint")), verifier)
	hashes := tlog.TileHashReader(tree, f)
	all := entries(f, tree.N)
	var stored []tlog.Hash
	own := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var found []tlog.Hash
		for _, index := range indexes {
			found = append(found, stored[index])
		}
		return found, nil
	})
	for i, entry := range all {
		id := int64(i)
		more, err := tlog.StoredHashes(id, entry, own)
		check(err, "hashing")
		stored = append(stored, more...)
		proof, err := tlog.ProveRecord(tree.N, id, hashes)
		check(err, "entry "+strconv.Itoa(i))
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, id, tlog.RecordHash(entry)), "entry")
		older, err := tlog.TreeHash(id+1, own)
		check(err, "older tree")
		consistency, err := tlog.ProveTree(tree.N, id+1, hashes)
		check(err, "consistency")
		check(tlog.CheckTree(consistency, tree.N, tree.Hash, id+1, older), "consistency")
	}
	// What a witness handed back, if any: our signature stands there still, over an earlier tree.
	cosigned := filepath.Join(f.directory, "checkpoint.cosigned")
	if _, err := os.Stat(cosigned); err == nil {
		seen := openCheckpoint(read(cosigned), verifier)
		consistency, err := tlog.ProveTree(tree.N, seen.N, hashes)
		check(err, "cosigned")
		check(tlog.CheckTree(consistency, tree.N, tree.Hash, seen.N, seen.Hash), "cosigned")
	}
	proofs, err := filepath.Glob(filepath.Join(f.directory, "*.tlog-proof"))
	check(err, "proofs")
	for _, path := range proofs {
		checkProof(path, verifier, all)
	}
	fmt.Printf("verified %d\n", tree.N)
}
