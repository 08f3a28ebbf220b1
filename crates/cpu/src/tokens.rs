//! Proof tokens, each a named set of features that one family of kernels needs. Which there are is said by each
//! machine's module, which has a function `read`, too: what the CPU has.

/// Defines tokens.
macro_rules! tokens {
    ($($(#[$doc:meta])* $name:ident: $($feature:ident)|+;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug)]
            pub struct $name(());

            impl $name {
                /// The proof, if this CPU and operating system have every feature of the list.
                #[inline]
                #[must_use]
                pub fn detect() -> Option<Self> {
                    $crate::features::detected(read, VISIBLE).contains(Self::NEEDED).then_some(Self(()))
                }

                const NEEDED: Features = Features::NONE$(.and($feature))+;

                /// Hides all other features from here on: for the judge of the machine code, after `detect`.
                #[cfg(clearbox_choose_backend)]
                pub fn choose(self) {
                    $crate::features::chosen::set(Self::NEEDED);
                }
            }
        )+

        /// What there is to be seen of a CPU: all, unless this build is for the test of one backend. That is asked for
        /// while it is compiled, so that a backend costs a test no second build of what has none.
        const VISIBLE: Features = match $crate::tokens::FORCED {
            _ if cfg!(clearbox_portable) => Features::NONE,
            None => Features::ALL,
            Some(name) => {
                if $crate::tokens::is(name, "portable") { Features::NONE }
                $(else if $crate::tokens::is(name, stringify!($name)) { $name::NEEDED })+
                else { panic!("CLEARBOX_BACKEND has to be portable or the name of a token") }
            }
        };

        /// The tokens by name, each with whether it can be had here.
        #[must_use]
        pub fn tokens() -> impl IntoIterator<Item = (&'static str, bool)> {
            [$((stringify!($name), $name::detect().is_some())),+]
        }
    };
}

pub(crate) use tokens;

/// The backend that a build with `--cfg clearbox_choose_backend` is asked for. Ordinary builds ask nobody.
pub(crate) const FORCED: Option<&str> = {
    #[cfg(clearbox_choose_backend)]
    let name = option_env!("CLEARBOX_BACKEND");
    #[cfg(not(clearbox_choose_backend))]
    let name = None;
    name
};

/// Whether two names are the same, at compile time.
pub(crate) const fn is(name: &str, other: &str) -> bool {
    let (name, other) = (name.as_bytes(), other.as_bytes());
    let mut i = 0;
    while i < name.len() && i < other.len() && name[i] == other[i] {
        i += 1;
    }
    i == name.len() && i == other.len()
}

/// Hides all features from here on: for the judge of the machine code.
#[cfg(clearbox_choose_backend)]
pub fn choose_portable() {
    crate::features::chosen::set(crate::features::Features::NONE);
}

/// Hides none any more.
#[cfg(clearbox_choose_backend)]
pub fn choose_all() {
    crate::features::chosen::unset();
}
