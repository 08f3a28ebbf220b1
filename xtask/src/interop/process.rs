//! Programs that run beside a case: what they print is gathered, and they end with the case.

use std::{
    ffi::OsStr,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail, ensure};

use super::Stage;

/// No case waits longer than this for anything.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running program.
pub(super) struct Process {
    name: String,
    child: Child,
    /// What it has printed; kept apart, so that neither cuts a line of the other in two.
    stderr: Gathered,
    stdout: Gathered,
    patience: Duration,
    /// It goes on until it is killed.
    by_force: bool,
}

impl Process {
    /// Starts a program in the stage's directory.
    pub(super) fn start<A: AsRef<OsStr>>(
        stage: &Stage,
        program: impl AsRef<Path>,
        arguments: &[A],
    ) -> Result<Self> {
        let program = program.as_ref();
        let name = program.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut child = Command::new(program)
            .args(arguments)
            .current_dir(&stage.directory)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("can't start {name}"))?;
        let stdout = Gathered::start(child.stdout.take());
        let stderr = Gathered::start(child.stderr.take());
        Ok(Self { name, child, stderr, stdout, patience: PATIENCE, by_force: false })
    }

    /// The same for a program that needs more time than others, such as a compiler.
    pub(super) fn start_patiently<A: AsRef<OsStr>>(
        stage: &Stage,
        program: impl AsRef<Path>,
        arguments: &[A],
    ) -> Result<Self> {
        let mut process = Self::start(stage, program, arguments)?;
        process.patience = 6 * PATIENCE;
        Ok(process)
    }

    /// The same with arguments separated by spaces.
    pub(super) fn words(stage: &Stage, program: impl AsRef<Path>, arguments: &str) -> Result<Self> {
        Self::start(stage, program, &arguments.split_whitespace().collect::<Vec<_>>())
    }

    /// `tls13` with these arguments, separated by spaces.
    pub(super) fn tls13(stage: &Stage, arguments: &str) -> Result<Self> {
        Self::words(stage, &stage.tls13, arguments)
    }

    /// `openssl` with these arguments, separated by spaces.
    pub(super) fn openssl(stage: &Stage, arguments: &str) -> Result<Self> {
        Self::words(stage, "openssl", arguments)
    }

    /// `tls13 serve` with these arguments on a free port, and that port.
    pub(super) fn tls13_server(stage: &Stage, arguments: &str) -> Result<(Self, u16)> {
        let server = Self::tls13(stage, &format!("serve --listen 127.0.0.1:0 {arguments}"))?;
        let port = server.port("listening on https://127.0.0.1:")?;
        Ok((server, port))
    }

    /// `openssl s_server` with these arguments on a free port, and that port.
    pub(super) fn openssl_server(stage: &Stage, arguments: &str) -> Result<(Self, u16)> {
        let server = Self::openssl(stage, &format!("s_server -accept 127.0.0.1:0 {arguments}"))?;
        let port = server.port("ACCEPT 127.0.0.1:")?;
        Ok((server, port))
    }

    /// The port that it has printed behind `before`.
    pub(super) fn port(&self, before: &str) -> Result<u16> {
        let output = self.wait_for(before)?;
        let digits = output.split(before).nth(1).unwrap_or_default();
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        digits[..end].parse().with_context(|| format!("{} did not say its port", self.name))
    }

    /// Writes to its stdin.
    pub(super) fn say(&mut self, text: &str) -> Result<()> {
        let stdin = self.child.stdin.as_mut().context("stdin is closed")?;
        stdin.write_all(text.as_bytes()).and_then(|()| stdin.flush())?;
        Ok(())
    }

    /// Ends its stdin.
    pub(super) fn say_no_more(&mut self) {
        self.child.stdin = None;
    }

    /// All that it has printed: first stderr, then stdout.
    pub(super) fn output(&self) -> String {
        String::from_utf8_lossy(&[self.stderr.bytes(), self.stdout.bytes()].concat()).into_owned()
    }

    /// Waits until it has printed `text`; returns all that it has printed.
    pub(super) fn wait_for(&self, text: &str) -> Result<String> {
        let deadline = Instant::now() + self.patience;
        loop {
            // In this order: what came before the end is in the output.
            let at_end = self.is_at_end();
            let output = self.output();
            if output.contains(text) {
                return Ok(output);
            }
            if at_end || Instant::now() > deadline {
                bail!("{} did not print {text:?} but {output:?}", self.name);
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until it has printed `text` and then the rest of the line; returns all that it has printed.
    pub(super) fn wait_for_line(&self, text: &str) -> Result<String> {
        let output = self.wait_for(text)?;
        let begun = output.split(text).nth(1).unwrap_or_default();
        if begun.contains('\n') { Ok(output) } else { self.wait_for(&format!("{text}{begun}\n")) }
    }

    /// How many bytes it has printed to stdout.
    pub(super) fn stdout_len(&self) -> usize {
        self.stdout.bytes().len()
    }

    /// To wait for its end means to kill it, since it goes on by itself.
    pub(super) fn ends_by_force(&mut self) {
        self.by_force = true;
    }

    /// Ends it; returns all that it has printed.
    pub(super) fn end(&mut self) -> Result<String> {
        self.kill()?;
        self.drain();
        Ok(self.output())
    }

    /// Waits for its end; returns its status and all that it has printed.
    pub(super) fn wait(&mut self) -> Result<(ExitStatus, String)> {
        let deadline = Instant::now() + self.patience;
        loop {
            if let Some(status) = self.child.try_wait()? {
                self.drain();
                return Ok((status, self.output()));
            }
            if Instant::now() > deadline {
                bail!("{} did not end, and printed {:?}", self.name, self.output());
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits until both pipes have ended. A program of its own that it left behind may hold them open: then not for long.
    fn drain(&self) {
        let deadline = Instant::now() + Duration::from_secs(2);
        while !self.is_at_end() && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
    }

    fn is_at_end(&self) -> bool {
        self.stdout.is_at_end() && self.stderr.is_at_end()
    }

    /// Waits for its end, which has to be a success; returns all that it has printed.
    pub(super) fn wait_success(&mut self) -> Result<String> {
        if self.by_force {
            return self.end();
        }
        let (status, output) = self.wait()?;
        if !status.success() {
            bail!("{} failed ({status}): {output}", self.name);
        }
        Ok(output)
    }

    /// Ends it at once, without giving it the time to say anything.
    pub(super) fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What comes through a pipe, gathered by a thread.
struct Gathered {
    bytes: Arc<Mutex<Vec<u8>>>,
    /// None if there is no pipe.
    reader: Option<JoinHandle<()>>,
}

impl Gathered {
    fn start(pipe: Option<impl Read + Send + 'static>) -> Self {
        let bytes = Arc::new(Mutex::new(Vec::new()));
        let sink = bytes.clone();
        let read_all = move |mut pipe| {
            let mut buffer = [0; 4096];
            while let Ok(read @ 1..) = Read::read(&mut pipe, &mut buffer) {
                sink.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(&buffer[..read]);
            }
        };
        Self { bytes, reader: pipe.map(|pipe| thread::spawn(move || read_all(pipe))) }
    }

    fn bytes(&self) -> Vec<u8> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn is_at_end(&self) -> bool {
        self.reader.as_ref().is_none_or(JoinHandle::is_finished)
    }
}

/// A port that nobody listens on, for programs that can't choose one themselves.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until somebody listens on a port.
pub(super) fn wait_for_port(port: u16) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        ensure!(Instant::now() < deadline, "nobody listens on port {port}");
        thread::sleep(Duration::from_millis(5));
    }
    Ok(())
}
