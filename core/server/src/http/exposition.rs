//! The Prometheus text format, for numbers that other rooms count.
//! Source: the exposition format 0.0.4 of the Prometheus documentation.

use std::fmt::Write;

/// Text under construction.
#[derive(Default)]
pub struct Exposition {
    text: String,
}

/// A label's name and value.
pub type Label<'a> = (&'a str, &'a str);

impl Exposition {
    /// Begins a family of samples: `kind` is `counter`, `gauge` or `histogram`.
    pub fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a String cannot fail, here and below.
        let _ = write!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    /// One sample.
    pub fn sample(&mut self, name: &str, labels: &[Label<'_>], value: impl std::fmt::Display) {
        self.text.push_str(name);
        if !labels.is_empty() {
            let pairs: Vec<String> = labels
                .iter()
                .map(|(name, value)| format!("{name}=\"{}\"", escape(value)))
                .collect();
            let _ = write!(self.text, "{{{}}}", pairs.join(","));
        }
        let _ = writeln!(self.text, " {value}");
    }

    /// A family with a single sample.
    pub fn single(&mut self, name: &str, kind: &str, help: &str, value: impl std::fmt::Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    /// The samples of a histogram whose buckets are not cumulated; `ends` and `sum` are divided by
    /// `unit`.
    pub fn histogram(
        &mut self,
        name: &str,
        labels: &[Label<'_>],
        (ends, counts, sum): (&[u64], &[u64], u64),
        unit: f64,
    ) {
        let mut total = 0;
        let bucket = format!("{name}_bucket");
        for (place, count) in counts.iter().enumerate() {
            total += count;
            let end = ends.get(place).map_or("+Inf".to_owned(), |end| decimal(*end, unit));
            let mut labels = labels.to_vec();
            labels.push(("le", &end));
            self.sample(&bucket, &labels, total);
        }
        self.sample(&format!("{name}_sum"), labels, decimal(sum, unit));
        self.sample(&format!("{name}_count"), labels, total);
    }

    /// The whole text.
    pub fn finish(self) -> String {
        self.text
    }
}

fn decimal(value: u64, unit: f64) -> String {
    #[allow(clippy::cast_precision_loss)]
    let value = value as f64 / unit;
    value.to_string()
}

fn escape(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_escaped_and_buckets_cumulated() {
        let mut text = Exposition::default();
        text.family("wait_seconds", "histogram", "A wait.");
        text.histogram(
            "wait_seconds",
            &[("lane", "a\"b")],
            (&[1_000, 2_000], &[1, 2, 3], 9_000),
            1e3,
        );
        assert_eq!(
            text.finish(),
            "# HELP wait_seconds A wait.\n# TYPE wait_seconds histogram\n\
             wait_seconds_bucket{lane=\"a\\\"b\",le=\"1\"} 1\n\
             wait_seconds_bucket{lane=\"a\\\"b\",le=\"2\"} 3\n\
             wait_seconds_bucket{lane=\"a\\\"b\",le=\"+Inf\"} 6\n\
             wait_seconds_sum{lane=\"a\\\"b\"} 9\nwait_seconds_count{lane=\"a\\\"b\"} 6\n"
        );
    }
}
