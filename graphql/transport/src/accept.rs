//! Which form of answer a client wants, read from `Accept` with its weights.

use http::{HeaderMap, header::ACCEPT};

/// The forms that an endpoint can answer in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `application/graphql-response+json`
    GraphQl,
    /// `application/json`
    Json,
    /// `text/event-stream`
    EventStream,
}

/// The weight (0 to 1000) that a client gives to each form; 0 is "not this".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Accept {
    graphql: u16,
    json: u16,
    event_stream: u16,
    html: u16,
    is_wildcard_only: bool,
}

impl Accept {
    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let mut ranges: Vec<(String, u16)> = Vec::new();
        let mut is_absent = true;
        for value in headers.get_all(ACCEPT) {
            is_absent &= value.as_bytes().trim_ascii().is_empty();
            let text = value.to_str().unwrap_or_default();
            ranges.extend(text.split(',').filter_map(parse_range));
        }
        if is_absent {
            ranges.push(("*/*".to_owned(), 1000));
        }
        let exact = |name: &str| ranges.iter().find(|range| range.0 == name).map(|range| range.1);
        let weight = |name: &str, family: &str| {
            exact(name).or_else(|| exact(family)).or_else(|| exact("*/*")).unwrap_or(0)
        };
        let graphql = "application/graphql-response+json";
        let json = "application/json";
        Self {
            graphql: weight(graphql, "application/*"),
            json: weight(json, "application/*"),
            event_stream: exact("text/event-stream").or_else(|| exact("text/*")).unwrap_or(0),
            html: exact("text/html").unwrap_or(0),
            is_wildcard_only: exact(graphql).is_none(),
        }
    }

    /// The form for a result that comes once. `None`: nothing that the client accepts can be given.
    /// Of equal weights the newer media type wins if it was named, the older one if only a wildcard
    /// matched, because a client that names nothing may not know the newer one.
    pub(crate) fn single(self) -> Option<Form> {
        let candidates = if self.is_wildcard_only {
            [(Form::Json, self.json), (Form::GraphQl, self.graphql)]
        } else {
            [(Form::GraphQl, self.graphql), (Form::Json, self.json)]
        };
        let mut best: Option<(Form, u16)> = None;
        for candidate in candidates.into_iter().chain([(Form::EventStream, self.event_stream)]) {
            if candidate.1 > best.map_or(0, |known| known.1) {
                best = Some(candidate);
            }
        }
        best.map(|(form, _)| form)
    }

    /// The form for an error that comes before the operation is known.
    pub(crate) fn error(self) -> Form {
        match self.single() {
            Some(Form::GraphQl) => Form::GraphQl,
            _ => Form::Json,
        }
    }

    pub(crate) fn takes_event_stream(self) -> bool {
        self.event_stream > 0
    }

    /// A browser's address line: a page is wanted more than data.
    pub(crate) fn prefers_html(self) -> bool {
        self.html > 0 && self.html >= self.json && self.html >= self.graphql
    }
}

fn parse_range(text: &str) -> Option<(String, u16)> {
    let mut parts = text.split(';');
    let name = parts.next()?.trim().to_ascii_lowercase();
    if name.is_empty() {
        return None;
    }
    let mut weight = 1000;
    for parameter in parts {
        let (key, value) = parameter.split_once('=')?;
        let (key, value) = (key.trim(), value.trim().trim_matches('"'));
        if key.eq_ignore_ascii_case("q") {
            let number: f32 = value.parse().ok()?;
            weight = (number.clamp(0.0, 1.0) * 1000.0) as u16;
        } else if key.eq_ignore_ascii_case("charset") && !value.eq_ignore_ascii_case("utf-8") {
            return None;
        }
    }
    Some((name, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn single(accept: &str) -> Option<Form> {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, accept.parse().unwrap());
        Accept::from_headers(&headers).single()
    }

    #[test]
    fn weights_decide_and_ties_have_an_order() {
        let cases = [
            ("application/graphql-response+json", Some(Form::GraphQl)),
            ("application/json", Some(Form::Json)),
            ("*/*", Some(Form::Json)),
            ("application/*", Some(Form::Json)),
            ("application/json, application/graphql-response+json", Some(Form::GraphQl)),
            ("application/graphql-response+json;q=0.1, application/json;q=0.2", Some(Form::Json)),
            ("application/graphql-response+json; charset=utf-8", Some(Form::GraphQl)),
            ("application/json;q=0, */*", Some(Form::GraphQl)),
            ("text/event-stream", Some(Form::EventStream)),
            ("text/event-stream;q=0.5, application/json", Some(Form::Json)),
            (
                "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed",
                Some(Form::GraphQl),
            ),
            ("application/json; charset=utf-16", None),
            ("text/html", None),
            ("image/png, text/plain;q=0.5", None),
            ("application/json;q=0", None),
        ];
        for (accept, expected) in cases {
            assert_eq!(single(accept), expected, "{accept}");
        }
        assert_eq!(Accept::from_headers(&HeaderMap::new()).single(), Some(Form::Json));
    }
}
