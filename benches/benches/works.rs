//! Every piece of work, by criterion: `cargo bench --package clearbox-benches`.

use std::time::Duration;

use clearbox_benches::works;
use criterion::Criterion;

fn main() {
    let mut criterion = Criterion::default()
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(20)
        .configure_from_args();
    for mut work in works::primitives().into_iter().chain(works::tls()) {
        let mut group = criterion.benchmark_group(&work.name);
        for contender in &mut work.contenders {
            group.bench_function(contender.name, |bencher| bencher.iter_custom(|times| contender.run(times)));
        }
        group.finish();
    }
    criterion.final_summary();
}
