/// Whoever links this may have so many files open at once: tests that run beside each other need more
/// than the 1,024 that a login gives.
#define WANTED_OPEN_FILES 16384
