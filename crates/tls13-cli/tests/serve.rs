//! `tls13 serve` and `tls13 connect`, and `tls13 demo`, as users call them.

mod programs;

use std::{net::TcpListener, path::Path};

use programs::{Server, tls13};

#[test]
fn the_demonstration_agrees_on_the_best_there_is() {
    let output = tls13().arg("demo").output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    for words in ["TLS_AES_256_GCM_SHA384", "X25519MLKEM768", "closed in both directions"] {
        assert!(said.contains(words), "no {words} in {said}");
    }
}

#[test]
fn what_goes_to_an_echo_comes_back() {
    let server = Server::echo("--alpn one,two");
    let long = "0123456789".repeat(10_000);
    let arguments = ["-v", "--alpn", "two", "--suites", "TLS_CHACHA20_POLY1305_SHA256", "--groups", "x25519"];
    let (said, echoed) = server.talk(&arguments, &long);
    assert!(echoed == long);
    let agreed = ["TLS_CHACHA20_POLY1305_SHA256", "x25519", "two"];
    assert!(agreed.iter().all(|words| said.contains(words)), "{said}");
    let said = server.end();
    assert!(agreed.iter().all(|words| said.contains(words)), "{said}");
}

/// The answers to requests over one connection.
fn requests(server: &Server, requests: &[&str]) -> String {
    server.talk(&["--alpn", "http/1.1"], &requests.concat()).1
}

#[test]
fn files_are_served_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| std::fs::write(directory.path().join(name), content).unwrap();
    write("page.txt", "the page");
    write("index.html", "<p>the index</p>");
    let server = Server::start(Path::to_str(directory.path()).unwrap());
    let answers = requests(
        &server,
        &[
            "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n",
            "HEAD /page.txt HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /absent HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /../page.txt HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /page.txt HTTP/1.1\r\nHost: x\r\n\r\n",
        ],
    );
    assert_eq!(answers.matches("200 OK").count(), 3, "the last request comes too late: {answers}");
    assert_eq!(answers.matches("Content-Length: 8\r\n").count(), 2, "{answers}");
    assert_eq!(answers.matches("the page").count(), 1, "{answers}");
    assert_eq!(answers.matches("404 Not Found\r\n").count(), 2, "{answers}");
    assert!(answers.ends_with("\r\n\r\n<p>the index</p>"), "{answers}");
    let refused = [
        ("POST / HTTP/1.1\r\n\r\n".into(), "405 Method Not Allowed"),
        ("nonsense\r\n\r\n".into(), "400 Bad Request"),
        (format!("GET / HTTP/1.1\r\nx: {}", "x".repeat(100_000)), "431 Request Header Fields Too Large"),
    ];
    for (request, status) in refused {
        let answer = requests(&server, &[request.as_str()]);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{answer}");
    }
}

#[test]
fn what_can_not_work_is_said() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let cases: [(&[&str], &str); 3] = [
        (&["serve", "--echo", "--self-signed", "--listen", &address], "can't listen on"),
        (&["serve", "/no/such/directory", "--self-signed", "--listen", "127.0.0.1:0"], "/no/such/directory"),
        (&["serve", "--echo", "--cert", "/no/such.pem", "--key", "/no/such.key"], "/no/such.pem"),
    ];
    for (arguments, words) in cases {
        let output = tls13().args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains(words), "{said}");
    }
}
