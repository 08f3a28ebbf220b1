//! Prints the name of each token, and whether this build can have it on this CPU.

fn main() {
    #[cfg(target_arch = "aarch64")]
    use clearbox_cpu::aarch64::tokens;
    #[cfg(target_arch = "x86_64")]
    use clearbox_cpu::x86_64::tokens;

    #[cfg(any(target_arch = "aarch64", target_arch = "x86_64"))]
    for (name, here) in tokens() {
        println!("{name}\t{}", if here { "yes" } else { "no" });
    }
}
