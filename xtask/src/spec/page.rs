//! The map as one page that needs nothing but itself.

use super::{
    Counts, Map, Section, Status,
    map::State,
    requirements::{Keyword, Requirement},
    ties::Tie,
};

/// From the page to the workspace's folder.
const ROOT: &str = "../..";

pub(super) fn render(map: &Map) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>RFC 9846, and where it is obeyed</title>\n\
         <style>\n{}</style>\n<header>\n<h1>RFC 9846, and where it is obeyed</h1>\n\
         <p>Every MUST and SHOULD of TLS 1.3 in our own words, with the code that obeys and the test that proves it. \
         {:.1}&#8239;% of the MUSTs without an exception are proved by a test.</p>\n",
        include_str!("page.css"),
        map.proved_percent()
    );
    html += &counts(map);
    html += "</header>\n";
    html += FILTERS;
    html += "<main>\n";
    map.sections.iter().for_each(|section| html += &section_html(map, section));
    html += "</main>\n<script>\n";
    html += include_str!("page.js");
    html += "</script>\n</html>\n";
    html
}

const FILTERS: &str = "\
<form>
<label><input type=\"checkbox\" value=\"proved\" checked> proved</label>
<label><input type=\"checkbox\" value=\"obeyed\" checked> obeyed, without a test</label>
<label><input type=\"checkbox\" value=\"open\" checked> open</label>
<label><input type=\"checkbox\" value=\"exception\" checked> exception</label>
<label><input type=\"checkbox\" value=\"should\" checked> SHOULD</label>
</form>
";

fn counts(map: &Map) -> String {
    let row = |name: &str, Counts { all, code, test, exception, open }: Counts| {
        format!("<tr><th>{name}<td>{all}<td>{code}<td>{test}<td>{exception}<td>{open}\n")
    };
    let mut html =
        String::from("<table>\n<tr><th><th>all<th>tied to code<th>and to a test<th>exception<th>open\n");
    for keyword in Keyword::ALL {
        html += &row(keyword.text(), map.counts(|requirement| requirement.keyword == keyword));
    }
    html += &row("together", map.counts(|_| true));
    html + "</table>\n"
}

fn section_html(map: &Map, Section { number, title, requirements }: &Section) -> String {
    let title = escape(title);
    let mut html =
        format!("<section id=\"{number}\">\n<h2><a href=\"#{number}\">{number}</a> {title}</h2>\n");
    requirements.iter().for_each(|requirement| html += &requirement_html(map, requirement));
    html + "</section>\n"
}

fn requirement_html(map: &Map, requirement: &Requirement) -> String {
    let Requirement { id, who, keyword, text, status, .. } = requirement;
    let (class, state) = match map.state(requirement) {
        State::Proved => ("proved", "proved"),
        State::Obeyed => ("obeyed", "no test"),
        State::Open => ("open", "open"),
        State::Exception => ("exception", "exception"),
        State::Untied => ("untied", "untied"),
    };
    let level = if keyword.is_must() { "must" } else { "should" };
    let mut html = format!(
        "<article id=\"{id}\" class=\"{class} {level}\">\n<p><a href=\"#{id}\">{id}</a> <b>{who} {}</b> {} \
         <i>{state}</i></p>\n",
        keyword.text(),
        escape(text)
    );
    if let Status::Exception(reason) | Status::Open(reason) = status {
        html += &format!("<p class=\"reason\">{}</p>\n", escape(reason));
    }
    html += &links("code", map.ties(id, false));
    html += &links("test", map.ties(id, true));
    html + "</article>\n"
}

fn links<'a>(kind: &str, ties: impl Iterator<Item = &'a Tie>) -> String {
    let link = |Tie { path, line, function, .. }: &Tie| {
        let shown = path.strip_prefix("crates/").unwrap_or(path).replacen("/src/", "/", 1);
        format!("<a href=\"{ROOT}/{path}#L{line}\">{shown}:{line}</a> <code>{function}</code>")
    };
    let links: Vec<String> = ties.map(link).collect();
    if links.is_empty() {
        return String::new();
    }
    format!("<p class=\"ties\">{kind}: {}</p>\n", links.join(", "))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
