//! Work on every core, with one thread that takes the results as they come.

use std::sync::mpsc::{Receiver, sync_channel};

use rayon::prelude::*;

/// How many results may wait for the taker: enough that the work goes on while it commits, few enough that it has
/// little left to do alone at the end.
const WAITING: usize = 16;

/// Runs `work` over the items on every core while `take` receives the results, each with its item's place.
/// When `take` returns early the rest is not begun.
///
/// The taker may hold locks that the work does not need. It never runs on one of rayon's threads that the
/// work waits for: the work is started from a thread of its own.
pub(crate) fn overlap<I: Send, O: Send, R>(
    items: Vec<I>,
    work: impl Fn(I) -> O + Sync + Send,
    take: impl FnOnce(&Receiver<(usize, O)>) -> R,
) -> R {
    let (sender, receiver) = sync_channel(WAITING);
    if items.len() <= 1 {
        // One result fits in the channel, and a send to a live receiver with room cannot fail.
        let _ = items.into_iter().try_for_each(|item| sender.send((0, work(item))));
        drop(sender);
        return take(&receiver);
    }
    let on_rayon = rayon::current_thread_index().is_some();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            // A failed send means that the taker has left.
            let _ = if on_rayon {
                items.into_iter().enumerate().try_for_each(|(at, item)| sender.send((at, work(item))))
            } else {
                items
                    .into_par_iter()
                    .enumerate()
                    .try_for_each_with(sender, |sender, (at, item)| sender.send((at, work(item))))
            };
        });
        let result = take(&receiver);
        drop(receiver);
        result
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_comes_with_the_place_of_its_item() {
        for count in [0, 1, 2, 500] {
            let items: Vec<usize> = (0..count).collect();
            let mut got: Vec<_> = overlap(items, |n| n * 3, |results| results.iter().collect());
            got.sort_unstable();
            assert_eq!(got, (0..count).map(|n| (n, n * 3)).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_taker_that_leaves_ends_the_work() {
        let first = overlap((0..10_000).collect(), |n: u32| n, |results| results.recv().map(|_| ()));
        assert_eq!(first, Ok(()));
    }

    #[test]
    fn it_may_be_called_from_inside_rayon() {
        let sums: Vec<usize> = (0..8)
            .into_par_iter()
            .map(|_| overlap(vec![1, 2, 3], |n| n, |results| results.iter().map(|(_, n)| n).sum()))
            .collect();
        assert_eq!(sums, [6; 8]);
    }
}
