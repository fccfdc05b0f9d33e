// SPDX-License-Identifier: Apache-2.0
// An S3-compatible server in memory that checks signatures, for the tests of backups. Prints its
// address, and serves until it is killed. The first requests for each of the names in FAILING are
// answered with 503, as busy stores do.
//
// usage: s3server BUCKET ACCESS_KEY SECRET_KEY [FAILING…]
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"

	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"
)

type flaky struct {
	next  http.Handler
	mutex sync.Mutex
	left  map[string]int
}

func (f *flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mutex.Lock()
	for name, left := range f.left {
		if left > 0 && strings.Contains(r.URL.Path, name) {
			f.left[name]--
			f.mutex.Unlock()
			http.Error(w, "slow down", http.StatusServiceUnavailable)
			return
		}
	}
	f.mutex.Unlock()
	f.next.ServeHTTP(w, r)
}

func main() {
	backend := s3mem.New()
	if err := backend.CreateBucket(context.Background(), os.Args[1]); err != nil {
		panic(err)
	}
	pairs := map[string]string{os.Args[2]: os.Args[3]}
	handler := &flaky{next: gofakes3.New(backend, gofakes3.WithV4Auth(pairs)).Server(), left: map[string]int{}}
	for _, name := range os.Args[4:] {
		handler.left[name] = 2
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	fmt.Println(listener.Addr().String())
	panic(http.Serve(listener, handler))
}
