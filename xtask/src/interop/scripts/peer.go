// A TLS 1.3 peer on Go's crypto/tls: `client PORT` or `server`, then CA, chain and key (or - for none).
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"net"
	"os"
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

func main() {
	args := os.Args[2:]
	if os.Args[1] == "client" {
		pool, pairs := settings(args[1], args[2], args[3])
		config := &tls.Config{MinVersion: tls.VersionTLS13, ServerName: "localhost", RootCAs: pool, Certificates: pairs}
		conn, err := tls.Dial("tcp", "127.0.0.1:"+args[0], config)
		check(err)
		fmt.Fprintln(conn, "hello from go")
		line, err := bufio.NewReader(conn).ReadString('\n')
		check(err)
		fmt.Print("echoed: ", line)
		check(conn.Close())
		return
	}
	pool, pairs := settings(args[0], args[1], args[2])
	config := &tls.Config{MinVersion: tls.VersionTLS13, Certificates: pairs}
	if pool != nil {
		config.ClientAuth, config.ClientCAs = tls.RequireAndVerifyClientCert, pool
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	fmt.Println("port", listener.Addr().(*net.TCPAddr).Port)
	raw, err := listener.Accept()
	check(err)
	conn := tls.Server(raw, config)
	check(conn.Handshake())
	if peers := conn.ConnectionState().PeerCertificates; len(peers) > 0 {
		fmt.Println("client is", peers[0].Subject.CommonName)
	}
	_, err = io.Copy(conn, conn)
	check(err)
	check(conn.Close())
}
