//! Traffic secrets, and what is made from them: keys, Finished, the next generation (sections 7.2, 7.3 and 4.5.3).

use clearbox_ct::{Wiped, declassify, eq_bytes};

use super::wiped;
use crate::{
    crypto::{Aead, Digest, Secret, hmac},
    suite::Suite,
};

/// A handshake or application traffic secret of one direction.
#[derive(Clone, Debug)]
pub(crate) struct TrafficSecret(Secret);

impl TrafficSecret {
    pub(crate) fn new(secret: Secret) -> Self {
        Self(secret)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    #[cfg(test)]
    pub(crate) fn secret(&self) -> &Secret {
        &self.0
    }

    /// The key and IV of section 7.3.
    pub(crate) fn keys(&self, suite: Suite) -> TrafficKeys {
        wiped(|| {
            let hkdf = self.0.hkdf();
            let mut key = Wiped::new([0; Suite::MAX_KEY_LEN]);
            let mut iv = Wiped::new([0; 12]);
            if let Some(key) = key.get_mut(..suite.key_len()) {
                hkdf.expand_label(b"key", b"", key);
            }
            hkdf.expand_label(b"iv", b"", &mut *iv);
            // A few to spare, for the KeyUpdate or alert that ends the key's use.
            //= 5.5-1 5.5-2
            let max_records = suite.max_records() + 16;
            TrafficKeys { aead: Aead::new(suite, &key), iv, max_records }
        })
    }

    /// application_traffic_secret_N+1 (section 7.2).
    pub(crate) fn next(&self) -> Self {
        wiped(|| Self(self.0.hkdf().expand_secret(b"traffic upd", b"")))
    }

    /// verify_data of the Finished that this secret is the base key of (section 4.5.3).
    pub(crate) fn verify_data(&self, transcript_hash: &Digest) -> Digest {
        wiped(|| {
            let finished_key = self.0.hkdf().expand_secret(b"finished", b"");
            hmac(&finished_key, transcript_hash.as_bytes())
        })
    }

    /// Whether `verify_data`, which the peer sent, is right.
    pub(crate) fn verifies(&self, transcript_hash: &Digest, verify_data: &[u8]) -> bool {
        let expected = self.verify_data(transcript_hash);
        // Public: the peer learns whether Finished was right from our alert anyway.
        declassify(eq_bytes(expected.as_bytes(), verify_data))
    }
}

/// The keyed AEAD and the IV of one direction.
#[derive(Debug)]
pub(crate) struct TrafficKeys {
    pub(crate) aead: Aead,
    pub(crate) iv: Wiped<[u8; 12]>,
    /// How many records the key may encrypt (section 5.5).
    pub(crate) max_records: u64,
}
