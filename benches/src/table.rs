//! What was measured, as tables in Markdown.

use crate::{
    goals::{goal, is_met},
    interleaved::Measured,
};

/// Two tables: for each work how much longer the best of the others takes than ours, and then what was measured of
/// everyone. In each row, ours comes first.
#[must_use]
pub fn table(rows: &[(String, Vec<Measured>)]) -> String {
    let mut ratios =
        vec![cells(["work", "ours", "best peer", "", "ratio, medians", "ratio, minima", "goal", ""])];
    let mut everyone = vec![cells(["work", "who", "median", "minimum"])];
    for (work, measured) in rows {
        ratios.extend(ratio_row(work, measured));
        for one in measured {
            everyone.push(cells([work, one.name, &duration(one.median()), &duration(one.minimum())]));
        }
    }
    format!("{}\n{}", markdown(&ratios), markdown(&everyone))
}

/// None if nobody else does this work.
fn ratio_row(work: &str, measured: &[Measured]) -> Option<Vec<String>> {
    let (ours, peers) = measured.split_first()?;
    let best = |time: fn(&Measured) -> f64| peers.iter().min_by(|a, b| time(a).total_cmp(&time(b)));
    let by_median = best(Measured::median)?;
    let by_minimum = best(Measured::minimum)?;
    let (aim, verdict) = match goal(work) {
        Some(aim) => (format!("{aim:.2}"), if is_met(ratio(measured)?, aim) { "" } else { "missed" }),
        None => ("–".into(), ""),
    };
    Some(cells([
        work,
        &duration(ours.median()),
        &duration(by_median.median()),
        by_median.name,
        &format!("{:.2}", by_median.median() / ours.median()),
        &format!("{:.2}", by_minimum.minimum() / ours.minimum()),
        &aim,
        verdict,
    ]))
}

/// The best peer's median over ours.
fn ratio(measured: &[Measured]) -> Option<f64> {
    let (ours, peers) = measured.split_first()?;
    let best = peers.iter().map(Measured::median).min_by(f64::total_cmp)?;
    Some(best / ours.median())
}

/// The works that are slower than they are meant to be.
pub fn missed(rows: &[(String, Vec<Measured>)]) -> impl Iterator<Item = &str> {
    rows.iter().filter_map(|(work, measured)| {
        let (aim, ratio) = (goal(work)?, ratio(measured)?);
        (!is_met(ratio, aim)).then_some(work.as_str())
    })
}

/// Three digits that count, with the unit that fits.
fn duration(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        ..1e3 => (nanoseconds, "ns"),
        ..1e6 => (nanoseconds / 1e3, "µs"),
        _ => (nanoseconds / 1e6, "ms"),
    };
    let decimals = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.decimals$} {unit}")
}

fn cells<const N: usize>(row: [&str; N]) -> Vec<String> {
    row.map(String::from).to_vec()
}

/// The rows with columns of one width; the first row is the head. Numbers are to the right.
fn markdown(rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|i| rows.iter().map(|row| row[i].chars().count()).max().unwrap_or(0))
        .collect();
    let is_number =
        |i: usize| rows.iter().skip(1).all(|row| row[i].starts_with(|c: char| c.is_ascii_digit()));
    let mut text = String::new();
    for (number, row) in rows.iter().enumerate() {
        for (i, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            text += &if is_number(i) { format!("| {cell:>width$} ") } else { format!("| {cell:<width$} ") };
        }
        text += "|\n";
        if number == 0 {
            for (i, &width) in widths.iter().enumerate() {
                text += &if is_number(i) {
                    format!("|{:-<1$}:", "", width + 1)
                } else {
                    format!("|{:-<1$}", "", width + 2)
                };
            }
            text += "|\n";
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{duration, markdown, missed, ratio_row};
    use crate::interleaved::Measured;

    #[test]
    fn durations_have_three_digits() {
        let shown = [1.234, 99.96, 123.4, 12_345.0, 1_234_000.0].map(duration);
        assert_eq!(shown, ["1.23 ns", "100.0 ns", "123 ns", "12.3 µs", "1.23 ms"]);
    }

    #[test]
    fn a_ratio_above_one_says_that_ours_is_faster() {
        let measured = [("ours", [10.0, 8.0]), ("slow", [50.0, 4.0]), ("fast", [20.0, 16.0])]
            .map(|(name, rounds)| Measured::new(name, rounds.to_vec()));
        let row = ratio_row("work", &measured).unwrap();
        // The median of two rounds is the later one.
        assert_eq!(row, ["work", "10.0 ns", "20.0 ns", "fast", "2.00", "0.50", "–", ""]);
        assert_eq!(ratio_row("work", &measured[..1]), None);
    }

    #[test]
    fn a_ratio_below_the_goal_is_missed() {
        let measured = |peer: f64| vec![Measured::new("ours", vec![10.0]), Measured::new("peer", vec![peer])];
        let rows = [("X25519 agree", 14.9), ("X25519 key pair", 14.9), ("no goal", 1.0)];
        let rows = rows.map(|(work, peer)| (work.to_owned(), measured(peer)));
        assert_eq!(missed(&rows).collect::<Vec<_>>(), ["X25519 key pair"]);
    }

    #[test]
    fn columns_are_aligned() {
        let rows = [vec!["a".into(), "time".into()], vec!["long".into(), "5 ns".into()]];
        assert_eq!(markdown(&rows), "| a    | time |\n|------|-----:|\n| long | 5 ns |\n");
    }
}
