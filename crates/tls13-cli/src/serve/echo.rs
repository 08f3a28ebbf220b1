//! Answers every byte with itself, until the client closes.

use std::io::{Read, Write};

use anyhow::Result;

use super::Client;

pub(super) fn serve(client: &mut Client) -> Result<()> {
    let mut buffer = vec![0; 16 << 10];
    loop {
        let read = client.read(&mut buffer)?;
        if read == 0 {
            return Ok(client.close()?);
        }
        client.write_all(&buffer[..read])?;
    }
}
