//! Files below one directory, and nothing else.

use std::{
    fs::File,
    path::{Component, Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use percent_encoding::percent_decode_str;

/// The directory that is served, with all links resolved.
#[derive(Debug)]
pub(crate) struct Root(PathBuf);

/// A file to be sent.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) file: File,
    pub(crate) length: u64,
    pub(crate) content_type: String,
}

impl Root {
    pub(crate) fn new(directory: &Path) -> Result<Self> {
        let directory = directory
            .canonicalize()
            .with_context(|| format!("can't serve the directory {}", directory.display()))?;
        if !directory.is_dir() {
            bail!("{} is no directory", directory.display());
        }
        Ok(Self(directory))
    }

    /// The file that the path of a request names; `index.html` for a directory. None if it isn't there, or isn't
    /// below the root once all links are resolved.
    pub(crate) fn find(&self, target: &str) -> Option<Found> {
        let path = target.split(['?', '#']).next().unwrap_or_default();
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let relative = Path::new(decoded.strip_prefix('/')?);
        if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
            return None;
        }
        let mut path = self.0.join(relative).canonicalize().ok()?;
        if path.is_dir() {
            path = path.join("index.html").canonicalize().ok()?;
        }
        if !path.starts_with(&self.0) {
            return None;
        }
        let file = File::open(&path).ok()?;
        let metadata = file.metadata().ok()?;
        let content_type = mime_guess::from_path(&path).first_or_octet_stream().to_string();
        metadata.is_file().then_some(Found { file, length: metadata.len(), content_type })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Root;

    #[test]
    fn nothing_outside_the_root_is_found() {
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "secret").unwrap();
        let directory = outside.path().join("root");
        fs::create_dir_all(directory.join("sub dir")).unwrap();
        fs::write(directory.join("page.html"), "page").unwrap();
        fs::write(directory.join("sub dir/index.html"), "index").unwrap();
        std::os::unix::fs::symlink(outside.path().join("secret"), directory.join("link")).unwrap();
        let root = Root::new(&directory).unwrap();

        let page = root.find("/page.html?query").unwrap();
        assert_eq!((page.length, page.content_type.as_str()), (4, "text/html"));
        assert_eq!(root.find("/sub%20dir/").unwrap().length, 5);
        for target in [
            "/",
            "page.html",
            "/../secret",
            "/%2e%2e/secret",
            "/sub dir/../../secret",
            "//etc/passwd",
            "/link",
            "/%ff",
        ] {
            assert!(root.find(target).is_none(), "{target}");
        }
        assert!(Root::new(&directory.join("page.html")).is_err());
        assert!(Root::new(&directory.join("missing")).is_err());
    }
}
