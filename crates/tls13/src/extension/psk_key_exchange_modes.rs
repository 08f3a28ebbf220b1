//! psk_key_exchange_modes (RFC 9846, section 4.3.9).

use crate::{
    error::Error,
    wire::{Reader, Writer},
};

/// psk_dhe_ke: a PSK together with a key exchange, the only mode here, since it alone is forward secret.
const PSK_DHE_KE: u8 = 1;

pub(crate) fn encode(writer: &mut Writer<'_>) {
    writer.vec_u8(|modes| modes.u8(PSK_DHE_KE));
}

/// Whether psk_dhe_ke is among the modes.
pub(crate) fn decode(reader: &mut Reader<'_>) -> Result<bool, Error> {
    Ok(reader.vec_u8()?.non_empty()?.rest().contains(&PSK_DHE_KE))
}
