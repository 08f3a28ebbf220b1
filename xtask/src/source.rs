//! The workspace's own source files, as tokens: so comments and strings don't count as code, and what stands in a
//! macro does.

use std::{
    fs,
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use proc_macro2::{Delimiter, TokenStream, TokenTree};

use crate::workspace::root;

/// One file.
pub(crate) struct Source {
    /// Relative to the workspace, with slashes.
    pub(crate) path: String,
    pub(crate) text: String,
    tokens: TokenStream,
}

/// An identifier or keyword, with the line it stands in, counted from 1.
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) line: usize,
    /// Whether `!` follows, as in a call of a macro.
    pub(crate) bang: bool,
}

/// A function.
pub(crate) struct Function {
    pub(crate) name: String,
    /// Its documentation, line by line.
    pub(crate) docs: Vec<String>,
    /// From `fn` to the end of the body.
    pub(crate) lines: usize,
}

/// All files below `crates/`, in order of their paths.
pub(crate) fn crate_sources() -> Result<Vec<Source>> {
    let mut paths = Vec::new();
    collect(&root().join("crates"), &mut paths)?;
    paths.sort();
    paths.iter().map(|path| Source::read(path)).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
    Ok(())
}

impl Source {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let path = path.strip_prefix(root()).unwrap_or(path).display().to_string();
        Self::parse(&path, &text)
    }

    pub(crate) fn parse(path: &str, text: &str) -> Result<Self> {
        let tokens = text.parse().map_err(|error| anyhow!("{path}: {error}"))?;
        Ok(Self { path: path.into(), text: text.into(), tokens })
    }

    /// Whether it is there for tests only, or holds nothing but a table.
    pub(crate) fn is_test_or_table(&self) -> bool {
        let is = |part: &str| matches!(part, "tests" | "examples" | "proofs");
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.split('/').any(is) || matches!(name, "tests.rs" | "spec.rs" | "proofs.rs" | "table.rs")
    }

    pub(crate) fn words(&self) -> Vec<Word> {
        let mut words = Vec::new();
        words_of(self.tokens.clone(), &mut words);
        words
    }

    /// The lines of the items behind `#[test]` or `#[cfg(test)]`; they may lie within each other.
    pub(crate) fn test_lines(&self) -> Vec<RangeInclusive<usize>> {
        let mut lines = Vec::new();
        test_lines_of(self.tokens.clone(), &mut lines);
        lines
    }

    /// Functions that are `pub` without restriction, as `Type::name` or `name`. In a macro, the type may be `$name`.
    pub(crate) fn public_functions(&self) -> Vec<String> {
        let mut names = Vec::new();
        public_functions_of(self.tokens.clone(), "", &mut names);
        names
    }

    pub(crate) fn functions(&self) -> Vec<Function> {
        let mut functions = Vec::new();
        functions_of(self.tokens.clone(), &mut functions);
        functions
    }
}

fn words_of(tokens: TokenStream, words: &mut Vec<Word>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) => words_of(group.stream(), words),
            TokenTree::Ident(ident) => {
                let bang = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '!');
                words.push(Word { text: ident.to_string(), line: ident.span().start().line, bang });
            }
            _ => {}
        }
    }
}

fn test_lines_of(tokens: TokenStream, lines: &mut Vec<RangeInclusive<usize>>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (i, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let text: String = group.stream().to_string().split_whitespace().collect();
        if group.delimiter() == Delimiter::Bracket && matches!(text.as_str(), "test" | "cfg(test)") {
            lines.push(group.span().start().line..=end_line(&tokens[i + 1..]));
        } else {
            test_lines_of(group.stream(), lines);
        }
    }
}

fn functions_of(tokens: TokenStream, functions: &mut Vec<Function>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut docs = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        match token {
            TokenTree::Group(group) => {
                docs.extend(doc_line(group.stream()));
                functions_of(group.stream(), functions);
                if group.delimiter() == Delimiter::Brace {
                    docs.clear();
                }
            }
            TokenTree::Punct(punct) if matches!(punct.as_char(), ';' | ',') => docs.clear(),
            TokenTree::Ident(keyword) if keyword == "fn" => {
                let Some(TokenTree::Ident(name)) = tokens.get(i + 1) else { continue };
                let lines = end_line(&tokens[i..]) + 1 - keyword.span().start().line;
                functions.push(Function { name: name.to_string(), docs: std::mem::take(&mut docs), lines });
            }
            _ => {}
        }
    }
}

fn public_functions_of(tokens: TokenStream, owner: &str, names: &mut Vec<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_brace =
        |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    let (mut i, mut owner) = (0, owner.to_string());
    let outer = owner.clone();
    while i < tokens.len() {
        match &tokens[i] {
            TokenTree::Ident(keyword) if keyword == "impl" => {
                let header = tokens[i + 1..].iter().take_while(|token| !is_brace(token));
                owner = self_type(header);
            }
            TokenTree::Ident(keyword) if keyword == "pub" => {
                let qualifiers = tokens[i + 1..].iter().take_while(|token| is_qualifier(token)).count();
                let rest = &tokens[i + 1 + qualifiers..];
                let prefix = if owner.is_empty() { String::new() } else { format!("{owner}::") };
                match rest {
                    [TokenTree::Ident(keyword), TokenTree::Ident(name), ..] if keyword == "fn" => {
                        names.push(format!("{prefix}{name}"));
                    }
                    // A macro names it.
                    [TokenTree::Ident(keyword), TokenTree::Punct(_), TokenTree::Ident(name), ..]
                        if keyword == "fn" =>
                    {
                        names.push(format!("{prefix}${name}"));
                    }
                    _ => {}
                }
            }
            TokenTree::Ident(keyword) if keyword == "fn" => {
                // What is in a body isn't public.
                let body = tokens[i..].iter().position(end_of_item).unwrap_or(0);
                i += body;
            }
            TokenTree::Group(group) => {
                public_functions_of(group.stream(), &owner, names);
                if is_brace(&tokens[i]) {
                    owner.clone_from(&outer);
                }
            }
            _ => {}
        }
        i += 1;
    }
}

/// What may stand between `pub` and `fn`.
fn is_qualifier(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => ["const", "async", "unsafe", "extern"].iter().any(|known| word == known),
        TokenTree::Literal(_) => true,
        _ => false,
    }
}

/// The type of an `impl`, without what is in angle brackets, by the tokens before its brace.
fn self_type<'a>(header: impl Iterator<Item = &'a TokenTree>) -> String {
    let (mut depth, mut name, mut dollar) = (0, String::new(), "");
    for token in header {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => depth += 1,
            TokenTree::Punct(punct) if punct.as_char() == '>' => depth -= 1,
            TokenTree::Punct(punct) if punct.as_char() == '$' => dollar = "$",
            TokenTree::Ident(word) if word == "where" => break,
            TokenTree::Ident(word) if depth == 0 => {
                name = format!("{dollar}{word}");
                dollar = "";
            }
            _ => {}
        }
    }
    name
}

/// The text of `doc = "text"`, which is what `/// text` becomes.
fn doc_line(attribute: TokenStream) -> Option<String> {
    let mut tokens = attribute.into_iter();
    match (tokens.next()?, tokens.next()?, tokens.next()?) {
        (TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)) if name == "doc" => {
            let text: syn::LitStr = syn::parse_str(&text.to_string()).ok()?;
            Some(text.value().trim().into())
        }
        _ => None,
    }
}

/// The last line of the item that begins with these tokens: it ends with braces, or with a semicolon.
fn end_line(tokens: &[TokenTree]) -> usize {
    let end = tokens.iter().find(|token| end_of_item(token)).or(tokens.first());
    end.map_or(0, |token| token.span().end().line)
}

fn end_of_item(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    const CODE: &str = r##"
        /// Of no interest.
        struct A { b: u8 }

        /// Says "one".
        ///
        /// # Timing
        #[inline]
        pub(crate) const unsafe fn one<const N: usize>(a: [u8; N]) -> u8 {
            // unsafe asm!
            fn inner() {}
            a[0]
        }
        macro_rules! make {
            () => {
                /// Made.
                fn made() { asm!("unsafe") }
            };
        }
        trait T { fn none(&self); }
    "##;

    #[test]
    fn functions_have_their_docs_and_lengths() {
        let functions = Source::parse("", CODE).unwrap().functions();
        let found: Vec<_> = functions.iter().map(|f| (f.name.as_str(), f.docs.join("|"), f.lines)).collect();
        assert_eq!(found[0], ("one", r#"Says "one".||# Timing"#.into(), 5));
        assert_eq!(found[1], ("inner", String::new(), 1));
        assert_eq!(found[2], ("made", "Made.".into(), 1));
        assert_eq!(found[3], ("none", String::new(), 1));
    }

    #[test]
    fn public_functions_have_their_types() {
        let code = "
            pub fn free() { pub fn inner() {} }
            impl<const N: usize> a::Wide<N> where [u8; N]: Copy {
                pub const unsafe fn made() {}
                pub(crate) fn hidden() {}
                fn private() {}
            }
            impl<T> From<T> for Narrow { fn from(t: T) -> Self {} }
            mod inner { pub fn nested() {} }
            macro_rules! make { ($name:ident) => { impl $name { pub fn in_macro(&self) {} } pub fn $name() {} }; }";
        let names = Source::parse("", code).unwrap().public_functions();
        assert_eq!(names, ["free", "Wide::made", "nested", "$name::in_macro", "$name"]);
    }

    #[test]
    fn what_is_for_tests_has_its_lines() {
        let code =
            "fn a() {}\n#[cfg(test)]\nmod tests {\n#[test]\nfn b() {\n}\n}\nmod c {\n#[test]\nfn d() {\n}\n}";
        assert_eq!(Source::parse("", code).unwrap().test_lines(), [2..=7, 4..=6, 9..=11]);
    }

    #[test]
    fn words_in_comments_and_strings_are_none() {
        let words = Source::parse("", CODE).unwrap().words();
        let lines =
            |text| words.iter().filter(|w| w.text == text).map(|w| (w.line, w.bang)).collect::<Vec<_>>();
        assert_eq!((lines("unsafe"), lines("asm")), (vec![(9, false)], vec![(17, true)]));
    }
}
