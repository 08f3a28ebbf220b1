//! `tls13 connect` and `tls13 serve` as programs.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

pub(crate) fn tls13() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tls13"));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A server with a certificate of its own making; it ends with the test.
pub(crate) struct Server {
    process: Child,
    pub(crate) pin: String,
    pub(crate) address: String,
}

impl Server {
    pub(crate) fn start(arguments: &str) -> Self {
        let mut command = tls13();
        command.args(["serve", "--self-signed", "--listen", "127.0.0.1:0", "-v"]);
        let mut process = command.args(arguments.split_whitespace()).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.as_mut().unwrap()).lines();
        let mut behind = |words: &str| {
            let line = lines.next().unwrap().unwrap();
            line.split(words).nth(1).unwrap().split(' ').next().unwrap().to_owned()
        };
        let (pin, address) = (behind("--pin "), behind("https://"));
        Self { process, pin, address }
    }

    pub(crate) fn echo(arguments: &str) -> Self {
        Self::start(&format!("--echo {arguments}"))
    }

    /// What a client has said on stderr and on stdout that sends `input`, or as much of it as the server waits for.
    pub(crate) fn talk(&self, arguments: &[&str], input: &str) -> (String, String) {
        let mut command = tls13();
        command.args(["connect", &self.address, "--pin", &self.pin]).args(arguments);
        let mut client = command.spawn().unwrap();
        match client.stdin.take().unwrap().write_all(input.as_bytes()) {
            // The server has closed before, and the client has ended.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            written => written.unwrap(),
        }
        let output = client.wait_with_output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (stderr, stdout) = (text(output.stderr), text(output.stdout));
        assert!(output.status.success(), "{stderr}");
        (stderr, stdout)
    }

    /// Ends it as Ctrl-C does; returns what it has said on stderr.
    pub(crate) fn end(mut self) -> String {
        self.interrupt();
        let mut said = String::new();
        self.process.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        assert!(self.process.wait().unwrap().success(), "{said}");
        said
    }

    fn interrupt(&mut self) {
        if self.process.try_wait().is_ok_and(|status| status.is_some()) {
            return;
        }
        if cfg!(unix) {
            let _ = Command::new("sh").args(["-c", &format!("kill -INT {}", self.process.id())]).status();
        } else {
            let _ = self.process.kill();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.interrupt();
        let deadline = Instant::now() + Duration::from_secs(10);
        while matches!(self.process.try_wait(), Ok(None)) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(5));
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
