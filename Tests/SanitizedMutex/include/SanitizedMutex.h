/// Tells Thread Sanitizer what Swift's Mutex does while several threads wait for it.
///
/// The path without waiting is compiled into the program, and the sanitizer sees it. The other lies in
/// libswiftSynchronization, which is not instrumented and hands the lock over in the kernel: without
/// this, every value behind a contended Mutex is reported as a race. Linking it takes the place of the
/// two functions there, which it calls.
