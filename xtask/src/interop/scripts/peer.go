// A TLS 1.3 peer on Go's crypto/tls: `client PORT` or `server`, then CA, chain and key (or - for none). PEER_GROUPS has the
// code points of groups; a client connects PEER_CONNECTIONS times and resumes its session.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
)

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "failed:", err)
		os.Exit(1)
	}
}

func settings(ca, cert, key string) (*x509.CertPool, []tls.Certificate) {
	var pool *x509.CertPool
	if ca != "-" {
		pem, err := os.ReadFile(ca)
		check(err)
		pool = x509.NewCertPool()
		pool.AppendCertsFromPEM(pem)
	}
	if cert == "-" {
		return pool, nil
	}
	pair, err := tls.LoadX509KeyPair(cert, key)
	check(err)
	return pool, []tls.Certificate{pair}
}

func groups() (curves []tls.CurveID) {
	for _, name := range strings.FieldsFunc(os.Getenv("PEER_GROUPS"), func(c rune) bool { return c == ':' }) {
		point, err := strconv.ParseUint(name, 0, 16)
		check(err)
		curves = append(curves, tls.CurveID(point))
	}
	return curves
}

func talk(port string, config *tls.Config) {
	conn, err := tls.Dial("tcp", "127.0.0.1:"+port, config)
	check(err)
	fmt.Fprintln(conn, "hello from go")
	line, err := bufio.NewReader(conn).ReadString('\n')
	check(err)
	fmt.Print("echoed: ", line)
	check(conn.Close())
}

func answer(conn *tls.Conn) {
	check(conn.Handshake())
	if peers := conn.ConnectionState().PeerCertificates; len(peers) > 0 {
		fmt.Println("client is", peers[0].Subject.CommonName)
	}
	_, err := io.Copy(conn, conn)
	check(err)
	check(conn.Close())
}

func main() {
	args := os.Args[2:]
	if os.Args[1] == "client" {
		pool, pairs := settings(args[1], args[2], args[3])
		config := &tls.Config{MinVersion: tls.VersionTLS13, ServerName: "localhost", RootCAs: pool, Certificates: pairs}
		config.CurvePreferences, config.ClientSessionCache = groups(), tls.NewLRUClientSessionCache(0)
		talk(args[0], config)
		if os.Getenv("PEER_CONNECTIONS") == "2" {
			talk(args[0], config)
		}
		return
	}
	pool, pairs := settings(args[0], args[1], args[2])
	config := &tls.Config{MinVersion: tls.VersionTLS13, Certificates: pairs, CurvePreferences: groups()}
	if pool != nil {
		config.ClientAuth, config.ClientCAs = tls.RequireAndVerifyClientCert, pool
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	for {
		raw, err := listener.Accept()
		check(err)
		answer(tls.Server(raw, config))
	}
}
