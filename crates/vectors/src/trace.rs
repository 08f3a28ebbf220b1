//! The traces of RFC 8448: for each section a list of steps, each with the bytes it names.

/// A step of a trace, such as `{client} create an ephemeral x25519 key pair`.
#[derive(Clone, Debug)]
pub struct Step {
    /// Who does it: `client` or `server`.
    pub who: String,
    /// What is done, as the trace words it.
    pub what: String,
    values: Vec<(String, Vec<u8>)>,
}

impl Step {
    /// The bytes called `name` in this step.
    ///
    /// # Panics
    /// If there are none.
    #[must_use]
    pub fn bytes(&self, name: &str) -> &[u8] {
        let found = self.values.iter().find(|(known, _)| known == name);
        &found.unwrap_or_else(|| panic!("no {name} in step {self:?}")).1
    }

    /// All names with their bytes, in the trace's order; none where a step only says that it is the same as another.
    pub fn values(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.values.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
    }
}

/// The steps of one section (3 to 7) of RFC 8448.
///
/// # Panics
/// If the file or the section is missing, or bytes are not as many as the trace says.
#[must_use]
pub fn trace(section: u8) -> Vec<Step> {
    let text = crate::read("rfc/rfc8448.txt");
    let begin = format!("\n{section}.  ");
    let end = format!("\n{}.  ", section + 1);
    let start = text.find(&begin).expect("section of RFC 8448");
    let body = &text[start + begin.len()..];
    parse(&body[..body.find(&end).unwrap_or(body.len())])
}

fn parse(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    // Page footers and headers stand between the lines, framed by blank ones.
    let is_page = |line: &str| line.starts_with("Thomson  ") || line.starts_with("RFC 8448 ");
    let mut open = false;
    for line in text.lines().filter(|line| !is_page(line)).map(str::trim) {
        if let Some(rest) = line.strip_prefix('{') {
            let (who, what) = rest.split_once('}').expect("closing brace");
            steps.push(Step { who: who.into(), what: what.trim().into(), values: Vec::new() });
            open = true;
        } else if let Some((name, bytes)) = value_line(line) {
            let step = steps.last_mut().expect("a value belongs to a step");
            step.values.push((name.into(), crate::unhex(bytes)));
            open = false;
        } else if let Some(step) = steps.last_mut().filter(|_| !line.is_empty()) {
            if open {
                step.what = format!("{} {line}", step.what);
            } else if let Some((_, bytes)) = step.values.last_mut() {
                bytes.extend(crate::unhex(line));
            }
        } else {
            open = false;
        }
    }
    check_lengths(text, &steps);
    steps
}

/// `name (12 octets):  bytes`; a length of 0 has the remark `(empty)` in the place of bytes.
fn value_line(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_once(" (")?;
    let (_, bytes) = rest.split_once(" octets):")?;
    Some((name, bytes.trim().trim_start_matches("(empty)")))
}

/// Every length that the trace states has to be that of the bytes found.
fn check_lengths(text: &str, steps: &[Step]) {
    let stated = text.lines().filter_map(|line| {
        let (before, _) = line.split_once(" octets):")?;
        before.rsplit_once('(')?.1.parse::<usize>().ok()
    });
    let found = steps.iter().flat_map(|step| step.values.iter().map(|(_, bytes)| bytes.len()));
    assert!(stated.eq(found), "lengths in RFC 8448");
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_section_parses_to_the_lengths_it_states() {
        let steps: Vec<usize> = (3..=7).map(|section| super::trace(section).len()).collect();
        assert!(steps.iter().all(|&steps| steps > 30), "{steps:?}");
    }
}
